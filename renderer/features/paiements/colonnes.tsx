import type { LigneEcheancier } from '../../../shared/contract/paiements.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { formaterIban } from '../../../shared/domaine/identifiants.ts';
import { LIBELLES_NATURE_ECHEANCE } from '../../../shared/domaine/libelles.ts';
import { LIBELLES_STATUT_ECHEANCE } from '../../../shared/domaine/libelles-paiement.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { Badge, type Ton } from '../../ui/Badge.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import type { NomSigne } from '../../ui/Signe.tsx';

type Statut = LigneEcheancier['statut'];
const STATUTS: Readonly<Record<Statut, readonly [ton: Ton, signe: NomSigne]>> = {
  payable: ['accent', 'en_cours'],
  bloquee: ['al', 'cadenas'],
  au_lot: ['ok', 'fait'],
  payee: ['ok', 'fait'],
  sans_objet: ['neutre', 'sans_objet'],
};

function direStatut({ statut, numeroLot }: LigneEcheancier): string {
  return statut === 'au_lot' && numeroLot !== null ? `Au lot ${numeroLot}` : LIBELLES_STATUT_ECHEANCE[statut];
}

/** L’année du lot se lit en info-bulle : la place va au motif. */
function abreger(ligne: LigneEcheancier): string {
  return direStatut(ligne).replace(/ \d{4}-(?=\d+$)/, ' ');
}

function BadgeStatut({ ligne }: { readonly ligne: LigneEcheancier }) {
  if (ligne.induCentimes > 0) {
    return (
      <Badge ton="att" signe="attention">
        {`Indu ${formaterEuros(ligne.induCentimes)}`}
      </Badge>
    );
  }
  const [ton, signe] = STATUTS[ligne.statut];
  return (
    <Badge ton={ton} signe={signe} titre={direStatut(ligne)}>
      {abreger(ligne)}
    </Badge>
  );
}

/** Pourquoi la ligne attend, ou ce qui l’a prise. */
export function direMotifs({ motifs, statut, lotLibelle, payeeLe, induCentimes }: LigneEcheancier): string {
  if (motifs.length > 0) return motifs.join(' ; ');
  if (payeeLe !== null) return `virement constaté le ${formaterDate(payeeLe)}`;
  if (statut === 'au_lot') return `« ${lotLibelle ?? ''} »`;
  return induCentimes > 0 ? 'versé au-delà du droit réel' : '';
}

const NUMERO: ColonneGrille<LigneEcheancier> = {
  code: 'dossier',
  titre: 'N°',
  titreLong: 'N° de dossier',
  largeur: 80,
  valeur: (l) => l.numeroDossier,
  attenue: true,
};
const STRUCTURE: ColonneGrille<LigneEcheancier> = {
  code: 'structure',
  titre: 'Structure',
  largeurMin: 150,
  valeur: (l) => l.raisonSociale || 'Structure sans nom',
  graisse: 'm',
};
const MOTIFS: ColonneGrille<LigneEcheancier> = {
  code: 'motifs',
  titre: 'Motif',
  titreLong: 'Motifs du blocage, ou lot qui tient la ligne',
  largeurMin: 150,
  valeur: direMotifs,
};

/** Les colonnes de l’échéancier ; celles du classeur Excel sont toutes là, les moins lues cachées au départ. */
export const COLONNES_ECHEANCIER: readonly ColonneGrille<LigneEcheancier>[] = [
  NUMERO,
  STRUCTURE,
  {
    code: 'nature',
    titre: 'Nature',
    largeur: 76,
    valeur: (l) => l.libelle || LIBELLES_NATURE_ECHEANCE[l.nature],
  },
  {
    code: 'prevu',
    titre: 'Prévu €',
    titreLong: 'Droit prévisionnel du dossier',
    genre: 'montant',
    largeur: 68,
    valeur: (l) => l.droitPrevisionnelCentimes,
  },
  {
    code: 'reel',
    titre: 'Réel €',
    titreLong: 'Droit réel, d’après le bilan',
    genre: 'montant',
    largeur: 66,
    valeur: (l) => l.droitReelCentimes,
  },
  {
    code: 'verse',
    titre: 'Émis €',
    titreLong: 'Émis pour le dossier : mis en lots validés, que l’agence comptable ait déjà payé ou non',
    genre: 'montant',
    largeur: 66,
    valeur: (l) => l.cumulVerseCentimes,
  },
  {
    code: 'montant',
    titre: 'Échéance €',
    titreLong: 'Montant de l’échéance',
    genre: 'montant',
    largeur: 80,
    valeur: (l) => l.montantCentimes,
    total: true,
    graisse: 'g',
  },
  {
    code: 'statut',
    titre: 'Statut',
    largeur: 116,
    valeur: direStatut,
    rendu: (l) => <BadgeStatut ligne={l} />,
  },
  {
    ...MOTIFS,
    rendu: (l) => (
      <span className={l.statut === 'bloquee' ? 'al elide' : 'elide'} title={direMotifs(l)}>
        {direMotifs(l)}
      </span>
    ),
  },
  { code: 'date', titre: 'Prévue le', genre: 'date', largeur: 82, valeur: (l) => l.datePrevue, cachee: true },
  { code: 'exercice', titre: 'Exercice', largeur: 80, valeur: (l) => String(l.exercice), cachee: true },
  { code: 'annee', titre: 'Année scolaire', largeur: 104, valeur: (l) => l.anneeScolaire, cachee: true },
  { code: 'commune', titre: 'Commune', largeur: 140, valeur: (l) => l.communeNom, cachee: true },
  { code: 'insee', titre: 'Insee', largeur: 72, valeur: (l) => l.communeInsee, cachee: true },
  { code: 'part', titre: 'Part', genre: 'taux', largeur: 72, valeur: (l) => l.partPointsBase, cachee: true },
  {
    code: 'reste',
    titre: 'Reste €',
    titreLong: 'Ce que cette échéance verse encore',
    genre: 'montant',
    largeur: 92,
    valeur: (l) => l.resteAVerserCentimes,
    total: true,
    cachee: true,
  },
  {
    code: 'indu',
    titre: 'Indu €',
    genre: 'montant',
    largeur: 82,
    valeur: (l) => l.induCentimes,
    total: true,
    cachee: true,
  },
  {
    code: 'agrees',
    titre: 'Agréés',
    titreLong: 'Collectifs agréés',
    genre: 'entier',
    largeur: 72,
    valeur: (l) => l.collectifsAgrees,
    cachee: true,
  },
  {
    code: 'realises',
    titre: 'Réalisés',
    titreLong: 'Collectifs réalisés',
    genre: 'entier',
    largeur: 80,
    valeur: (l) => l.collectifsRealises,
    cachee: true,
  },
  { code: 'forme', titre: 'Forme juridique', largeur: 120, valeur: (l) => l.formeJuridique, cachee: true },
  { code: 'siret', titre: 'SIRET', largeur: 126, valeur: (l) => l.siret, cachee: true },
  { code: 'rna', titre: 'RNA', largeur: 96, valeur: (l) => l.rna, cachee: true },
  { code: 'tiers', titre: 'N° de tiers', largeur: 96, valeur: (l) => l.numeroTiers, cachee: true },
  { code: 'titulaire', titre: 'Titulaire', largeur: 150, valeur: (l) => l.titulaireCompte, cachee: true },
  {
    code: 'iban',
    titre: 'IBAN',
    largeur: 236,
    valeur: (l) => (l.iban === null ? null : formaterIban(l.iban)),
    cachee: true,
  },
  { code: 'bic', titre: 'BIC', largeur: 104, valeur: (l) => l.bic, cachee: true },
  { code: 'convention', titre: 'Convention', largeur: 110, valeur: (l) => l.numeroConvention, cachee: true },
  {
    code: 'date-convention',
    titre: 'Signée le',
    titreLong: 'Convention signée le',
    genre: 'date',
    largeur: 88,
    valeur: (l) => l.dateConvention,
    cachee: true,
  },
  {
    code: 'seance',
    titre: 'Séance',
    titreLong: 'Séance du Copil',
    genre: 'date',
    largeur: 88,
    valeur: (l) => l.dateSeance,
    cachee: true,
  },
  { code: 'imputation', titre: 'Imputation', largeur: 110, valeur: (l) => l.imputation, cachee: true },
  { code: 'pieces', titre: 'Pièces reçues', largeur: 150, valeur: (l) => l.piecesRecues, cachee: true },
];

/** Toutes bloquées : le statut n’apprend rien, la place va au motif, sur deux lignes s’il le faut. */
export const COLONNES_BLOQUEES: readonly ColonneGrille<LigneEcheancier>[] = COLONNES_ECHEANCIER.flatMap((colonne) => {
  switch (colonne.code) {
    case 'statut':
      return [];
    case 'structure':
      return [{ ...colonne, largeur: 230 }];
    case 'prevu':
    case 'reel':
    case 'verse':
      return [{ ...colonne, cachee: true }];
    case 'motifs':
      return [
        {
          ...MOTIFS,
          rendu: (l) => (
            <span className="al deux-lignes" title={direMotifs(l)}>
              {direMotifs(l)}
            </span>
          ),
        },
      ];
    case 'date':
      return [{ ...colonne, cachee: false }];
    default:
      return [colonne];
  }
});
