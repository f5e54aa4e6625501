import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { LigneStructure } from '../../../shared/contract/structures.ts';
import { formaterIban } from '../../../shared/domaine/identifiants.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterTelephone } from '../../../shared/domaine/preuve-appel.ts';
import { messageErreur, q } from '../../api.ts';
import { direEtatCompte } from '../../banque/EtatCompte.tsx';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Carte } from '../../ui/Carte.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille, VuesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { Page } from '../../ui/Page.tsx';

function direIban({ etatIban, changementDemande }: LigneStructure): string {
  if (changementDemande) return 'Changement demandé';
  return etatIban === null ? 'Aucun' : direEtatCompte(etatIban);
}

const COLONNES: readonly ColonneGrille<LigneStructure>[] = [
  {
    code: 'structure',
    titre: 'Structure',
    largeurMin: 200,
    valeur: (l) => l.raisonSociale || 'Structure sans nom',
    graisse: 'm',
  },
  { code: 'siret', titre: 'SIRET', largeur: 130, valeur: (l) => l.siret },
  { code: 'rna', titre: 'RNA', largeur: 110, valeur: (l) => l.rna, cachee: true },
  { code: 'forme', titre: 'Forme', largeur: 120, valeur: (l) => l.formeJuridique, cachee: true },
  { code: 'commune', titre: 'Commune', largeur: 130, valeur: (l) => l.communeNom },
  { code: 'representant', titre: 'Représentant', largeur: 140, valeur: (l) => l.representant, cachee: true },
  { code: 'courriel', titre: 'Courriel', largeur: 170, valeur: (l) => l.courriel, cachee: true },
  {
    code: 'telephone',
    titre: 'Téléphone',
    largeur: 118,
    valeur: (l) => (l.telephone === null ? null : formaterTelephone(l.telephone)),
  },
  { code: 'tiers', titre: 'N° de tiers', largeur: 104, valeur: (l) => l.numeroTiers },
  { code: 'annees', titre: 'Années', largeur: 100, valeur: (l) => l.annees.join(', ') },
  { code: 'dossiers', titre: 'Dossiers', genre: 'entier', largeur: 76, valeur: (l) => l.dossiers },
  { code: 'agree', titre: 'Agréé', genre: 'montant', largeur: 104, valeur: (l) => l.agreeCentimes, total: true },
  { code: 'paye', titre: 'Payé', genre: 'montant', largeur: 104, valeur: (l) => l.payeCentimes, total: true },
  {
    code: 'iban',
    titre: 'IBAN',
    largeur: 240,
    valeur: (l) => (l.iban === null ? null : formaterIban(l.iban)),
    cachee: true,
  },
  { code: 'etat-iban', titre: 'Compte', largeur: 120, valeur: direIban },
];

/** L’annuaire des porteurs, toutes campagnes confondues. */
export function PageStructures() {
  const [, aller] = useLocation();
  const { data: structures, error } = useQuery(q.structures.lister.queryOptions());
  const grille = useGrille<LigneStructure>('structures');
  if (error && !structures) {
    return (
      <Page titre="Structures">
        <Alerte ton="al" titre="L’annuaire n’a pas pu être lu.">
          {messageErreur(error)}
        </Alerte>
      </Page>
    );
  }
  if (!structures) {
    return (
      <Page titre="Structures">
        <Chargement />
      </Page>
    );
  }
  return (
    <Page titre="Structures" sousTitre={`${pluriel(structures.length, 'porteur')}, toutes années`}>
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <span className="encre2 t12">Entrée sur une ligne ouvre la fiche.</span>
        <span className="rangee serree a-droite">
          <ColonnesGrille grille={grille} />
          <VuesGrille grille={grille} />
        </span>
      </div>
      <Carte plein className="remplit">
        <Grille
          grille={grille}
          libelle="Annuaire des structures"
          lignes={structures}
          colonnes={COLONNES}
          cle={(ligne) => ligne.id}
          onOuvrir={(ligne) => aller(chemins.structure(ligne.id))}
          totaux={(affichees) => pluriel(affichees, 'structure')}
          vide="Aucune structure : elles viennent de l’import des réponses à l’appel à projets."
        />
      </Carte>
    </Page>
  );
}
