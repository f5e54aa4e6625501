import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api, messageErreur } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ZoneTexte } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { notifier } from '../../ui/notifier.tsx';
import { ecrireIban } from './colonnes.tsx';

export type Iban = Awaited<ReturnType<typeof api.paiements.ibans>>[number];

function Etat({ iban: { etat, verifiePar } }: { readonly iban: Iban }) {
  if (etat === 'verifie') {
    return (
      <Badge ton="ok" signe="fait" titre={verifiePar === null ? '' : `par ${verifiePar}`}>
        Confirmé
      </Badge>
    );
  }
  if (etat === 'bloque') {
    return (
      <Badge ton="al" signe="cadenas">
        Bloqué
      </Badge>
    );
  }
  return (
    <Badge ton="att" signe="attention">
      À confirmer
    </Badge>
  );
}

const LIBELLES_ETAT: Readonly<Record<Iban['etat'], string>> = {
  a_verifier: 'À confirmer',
  verifie: 'Confirmé',
  bloque: 'Bloqué',
};

function colonnesDe(confirmer: (iban: Iban) => void): readonly ColonneGrille<Iban>[] {
  return [
    {
      code: 'structure',
      titre: 'Structure',
      largeurMin: 150,
      valeur: (l) => l.raisonSociale || 'Structure sans nom',
      graisse: 'm',
    },
    { code: 'titulaire', titre: 'Titulaire', largeur: 138, valeur: (l) => l.titulaire },
    { code: 'iban', titre: 'IBAN', largeur: 240, valeur: (l) => ecrireIban(l.iban) },
    { code: 'bic', titre: 'BIC', largeur: 106, valeur: (l) => l.bic, cachee: true },
    {
      code: 'saisi',
      titre: 'Saisi par',
      titreLong: 'Saisi ou importé par',
      largeur: 120,
      valeur: (l) => l.saisiPar,
    },
    { code: 'le', titre: 'Le', genre: 'instant', largeur: 146, valeur: (l) => l.saisiLe },
    { code: 'origine', titre: 'Origine', largeur: 130, valeur: (l) => l.origine, cachee: true },
    {
      code: 'alerte',
      titre: 'Alerte',
      largeurMin: 130,
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
      valeur: (l) => LIBELLES_ETAT[l.etat],
      rendu: (l) => <Etat iban={l} />,
    },
    { code: 'verifie', titre: 'Confirmé par', largeur: 140, valeur: (l) => l.verifiePar, cachee: true },
    {
      code: 'action',
      titre: 'Action',
      largeur: 104,
      valeur: () => null,
      rendu: (l) =>
        l.etat === 'verifie' ? null : (
          <Bouton taille="petite" onClick={() => confirmer(l)}>
            Confirmer…
          </Bouton>
        ),
    },
  ];
}

function Confirmation({ iban, onFermer }: { readonly iban: Iban; readonly onFermer: () => void }) {
  const [verification, setVerification] = useState('');
  const [essaye, setEssaye] = useState(false);
  const requetes = useQueryClient();
  const envoi = useMutation({
    mutationFn: () => api.paiements.confirmerIban({ structureId: iban.structureId, iban: iban.iban, verification }),
    onSuccess: async () => {
      await requetes.invalidateQueries();
      notifier(`${iban.raisonSociale} : IBAN confirmé.`);
      onFermer();
    },
  });
  const vide = verification.trim() === '';
  return (
    <Dialogue
      ouvert
      taille="lg"
      titre={`Confirmer l’IBAN de ${iban.raisonSociale}`}
      onFermer={onFermer}
      onEnvoyer={() => {
        setEssaye(true);
        if (!vide) envoi.mutate();
      }}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton type="submit" genre="principal" enCours={envoi.isPending}>
            Confirmer l’IBAN
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        {envoi.error && (
          <Alerte ton="al" titre="Non confirmé.">
            {messageErreur(envoi.error)}
          </Alerte>
        )}
        <dl className="couples a-gauche">
          <dt>IBAN</dt>
          <dd className="g6">{ecrireIban(iban.iban)}</dd>
          <dt>BIC</dt>
          <dd>{iban.bic ?? '—'}</dd>
          <dt>Titulaire</dt>
          <dd>{iban.titulaire ?? 'non renseigné'}</dd>
          <dt>Vient de</dt>
          <dd>{`${iban.origine}, ${iban.saisiPar}, le ${formaterInstant(iban.saisiLe)}`}</dd>
        </dl>
        {iban.alerte !== null && <Alerte ton="att">{iban.alerte}</Alerte>}
        <p className="encre2">
          Appelez la structure à un numéro que la Caf connaissait déjà, jamais à celui du message qui annonce le
          changement, et faites-vous relire l’IBAN. Celui qui l’a saisi ou importé ne peut pas le confirmer.
        </p>
        <ZoneTexte
          libelle="Qui a été appelé, à quel numéro déjà connu"
          obligatoire
          focusInitial
          lignes={3}
          longueurMax={500}
          exemple="Mme Martin, trésorière, au 02 38 00 00 00 (dossier 2025-2026), le 12/06 : IBAN relu et juste"
          valeur={verification}
          erreur={essaye && vide ? 'Dites comment l’IBAN a été vérifié.' : null}
          onChange={setVerification}
        />
      </div>
    </Dialogue>
  );
}

/** Les coordonnées bancaires de la campagne : un autre agent les confirme avant tout paiement. */
export function Ibans({ ibans }: { readonly ibans: readonly Iban[] }) {
  const grille = useGrille<Iban>('paiements.ibans');
  const [aConfirmer, setAConfirmer] = useState<Iban | null>(null);
  const colonnes = useMemo(() => colonnesDe(setAConfirmer), []);
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
  return (
    <>
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <span className="encre2 t12">Entrée sur une ligne : confirmer l’IBAN.</span>
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
          onOuvrir={(ligne) => {
            if (ligne.etat !== 'verifie') setAConfirmer(ligne);
          }}
          totaux={(affichees) => pluriel(affichees, 'compte')}
          vide="Aucun IBAN reçu : ils viennent de l’import des réponses."
        />
      </Carte>
      {aConfirmer && <Confirmation iban={aConfirmer} onFermer={() => setAConfirmer(null)} />}
    </>
  );
}
