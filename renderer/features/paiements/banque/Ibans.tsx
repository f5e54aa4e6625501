import { useMemo, useState } from 'react';
import type { CompteBancaire, DemandeIban } from '../../../../shared/contract/banque.ts';
import { formaterIban } from '../../../../shared/domaine/identifiants.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { direEtatCompte, EtatCompte } from '../../../banque/EtatCompte.tsx';
import { FicheCompte, SAISI_PAR_MOI } from '../../../banque/FicheCompte.tsx';
import { useAgent } from '../../../contexte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import type { ColonneGrille } from '../../../ui/grille/colonnes.tsx';
import { Grille } from '../../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille } from '../../../ui/grille/Outils.tsx';
import { useGrille } from '../../../ui/grille/use-grille.ts';

function colonnesDe(moi: number, ouvrir: (compte: CompteBancaire) => void): readonly ColonneGrille<CompteBancaire>[] {
  return [
    {
      code: 'structure',
      titre: 'Structure',
      largeurMin: 150,
      valeur: (l) => l.raisonSociale || 'Structure sans nom',
      graisse: 'm',
    },
    { code: 'siret', titre: 'SIRET', largeur: 128, valeur: (l) => l.siret },
    { code: 'titulaire', titre: 'Titulaire', largeur: 110, valeur: (l) => l.titulaire },
    { code: 'iban', titre: 'IBAN', largeur: 258, valeur: (l) => formaterIban(l.iban) },
    { code: 'bic', titre: 'BIC', largeur: 106, valeur: (l) => l.bic, cachee: true },
    {
      code: 'saisi',
      titre: 'Saisi par',
      titreLong: 'Saisi ou importé par',
      largeur: 110,
      valeur: (l) => l.saisiPar,
    },
    { code: 'le', titre: 'Le', genre: 'instant', largeur: 138, valeur: (l) => l.saisiLe, cachee: true },
    { code: 'origine', titre: 'Origine', largeur: 130, valeur: (l) => l.origine, cachee: true },
    {
      code: 'alerte',
      titre: 'Alerte',
      largeurMin: 120,
      valeur: (l) => l.alerte,
      rendu: (l) => (
        <span className="att elide" title={l.alerte ?? ''}>
          {l.alerte}
        </span>
      ),
    },
    {
      code: 'etat',
      titre: 'État',
      largeur: 116,
      valeur: (l) => direEtatCompte(l.etat),
      rendu: (l) => <EtatCompte etat={l.etat} titre={l.verification ?? l.bloqueMotif ?? ''} />,
    },
    { code: 'verifie', titre: 'Confirmé par', largeur: 140, valeur: (l) => l.verifiePar, cachee: true },
    { code: 'verification', titre: 'Vérification', largeur: 220, valeur: (l) => l.verification, cachee: true },
    {
      code: 'action',
      titre: 'Action',
      largeur: 104,
      // Ce qui change le bouton : sans cela, la grille garderait l’ancien.
      valeur: (l) => l.etat,
      rendu: (l) => (
        <Bouton taille="petite" titre={l.saisiParId === moi ? SAISI_PAR_MOI : undefined} onClick={() => ouvrir(l)}>
          {l.etat === 'a_verifier' && l.saisiParId !== moi ? 'Confirmer…' : 'Ouvrir…'}
        </Bouton>
      ),
    },
  ];
}

interface Props {
  readonly ibans: readonly CompteBancaire[];
  readonly demandes: readonly DemandeIban[];
}

/** Les coordonnées bancaires de la campagne : un autre agent les confirme avant tout paiement. */
export function Ibans({ ibans, demandes }: Props) {
  const grille = useGrille<CompteBancaire>('paiements.ibans');
  const [ouvertId, setOuvertId] = useState<number | null>(null);
  const { id: moi } = useAgent();
  const colonnes = useMemo(() => colonnesDe(moi, (compte) => setOuvertId(compte.id)), [moi]);
  // Ce qui attend d’abord, et dans ce qui attend, ce qui porte une alerte.
  const lignes = useMemo(
    () =>
      ibans.toSorted(
        (a, b) =>
          Number(a.etat === 'verifie') - Number(b.etat === 'verifie') ||
          Number(a.alerte === null) - Number(b.alerte === null),
      ),
    [ibans],
  );
  const ouvert = ibans.find(({ id }) => id === ouvertId);
  return (
    <>
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <span className="encre2 t12">Entrée sur une ligne : confirmer, changer, bloquer, historique.</span>
        <span className="rangee serree a-droite">
          <ColonnesGrille grille={grille} />
        </span>
      </div>
      <Carte plein className="remplit">
        <Grille
          grille={grille}
          libelle="Coordonnées bancaires"
          lignes={lignes}
          colonnes={colonnes}
          cle={(ligne) => ligne.structureId}
          onOuvrir={(ligne) => setOuvertId(ligne.id)}
          totaux={(affichees) => pluriel(affichees, 'compte')}
          vide="Aucun IBAN reçu : ils viennent de l’import des réponses, ou se saisissent sur la fiche d’une structure."
        />
      </Carte>
      {ouvert && (
        <FicheCompte
          compte={ouvert}
          demandeOuverte={demandes.some((d) => d.etat === 'ouverte' && d.structureId === ouvert.structureId)}
          onFermer={() => setOuvertId(null)}
        />
      )}
    </>
  );
}
