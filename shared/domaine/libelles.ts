import type { Bareme } from './bareme.ts';
import type { ReponseCondition } from './charte.ts';
import { formaterEntier } from './nombres.ts';

export type Pile = 'favorable' | 'a_debattre' | 'defavorable';
export type NatureDecision = 'agree' | 'agree_sous_reserve' | 'ajourne' | 'refuse' | 'sans_suite';
export type NiveauScolaire = 'elementaire' | 'college' | 'lycee' | 'mixte';
export type NatureEcheance = 'acompte' | 'solde';

export interface MotifDecision {
  readonly code: string;
  readonly libelle: string;
  readonly natures: readonly NatureDecision[];
}

export interface Etape {
  readonly numero: number;
  readonly libelle: string;
  /** Mois de début, 1 à 12. */
  readonly debutMois: number;
  /** Par rapport à l’année N de la rentrée : −1, 0 ou 1. */
  readonly decalageAnnee: number;
}

export const LIBELLES_PILE: Readonly<Record<Pile, string>> = {
  favorable: 'Favorable',
  a_debattre: 'À débattre',
  defavorable: 'Défavorable',
};

export const LIBELLES_DECISION: Readonly<Record<NatureDecision, string>> = {
  agree: 'Agréé',
  agree_sous_reserve: 'Agréé sous réserve',
  ajourne: 'Ajourné',
  refuse: 'Refusé',
  sans_suite: 'Classé sans suite',
};

export const LIBELLES_NIVEAU_SCOLAIRE: Readonly<Record<NiveauScolaire, string>> = {
  elementaire: 'Élémentaire',
  college: 'Collège',
  lycee: 'Lycée',
  mixte: 'Mixte',
};

export const LIBELLES_NATURE_ECHEANCE: Readonly<Record<NatureEcheance, string>> = {
  acompte: 'Acompte',
  solde: 'Solde',
};

export const LIBELLES_REPONSE: Readonly<Record<ReponseCondition, string>> = {
  oui: 'Oui',
  non: 'Non',
  non_renseigne: 'Non renseigné',
};

export const LIBELLES_MODE_CALCUL: Readonly<Record<Bareme['modeCalcul'], string>> = {
  par_collectif: 'Par collectif',
  par_dossier: 'Par dossier',
};

export const LIBELLES_ARRONDI: Readonly<Record<Bareme['arrondi'], string>> = {
  euro: 'À l’euro',
  centime: 'Au centime',
};

export const MOTIFS_DECISION: readonly MotifDecision[] = [
  { code: 'hors_delai', libelle: 'Réponse déposée hors délai', natures: ['refuse', 'sans_suite'] },
  { code: 'public_non_eligible', libelle: 'Public hors du programme (élémentaire à lycée)', natures: ['refuse'] },
  { code: 'temps_scolaire', libelle: 'Action sur le temps scolaire', natures: ['refuse'] },
  { code: 'aide_aux_devoirs_seule', libelle: 'Aide aux devoirs seule, non éligible', natures: ['refuse'] },
  {
    code: 'budget_non_equilibre',
    libelle: 'Budget non équilibré',
    natures: ['refuse', 'ajourne', 'agree_sous_reserve'],
  },
  {
    code: 'budget_a_preciser',
    libelle: 'Budget à préciser ou à corriger',
    natures: ['ajourne', 'agree_sous_reserve'],
  },
  {
    code: 'piece_manquante',
    libelle: 'Pièce manquante',
    natures: ['ajourne', 'agree_sous_reserve', 'sans_suite'],
  },
  {
    code: 'effectif',
    libelle: 'Effectif du collectif hors des limites',
    natures: ['refuse', 'ajourne', 'agree_sous_reserve'],
  },
  {
    code: 'encadrement',
    libelle: 'Encadrement insuffisant (moins de deux adultes par collectif)',
    natures: ['refuse', 'ajourne', 'agree_sous_reserve'],
  },
  {
    code: 'coordinateur',
    libelle: 'Qualification du coordinateur à justifier (Bac+2)',
    natures: ['refuse', 'ajourne', 'agree_sous_reserve'],
  },
  {
    code: 'axe_parents',
    libelle: 'Place des parents absente ou insuffisante',
    natures: ['refuse', 'ajourne', 'agree_sous_reserve'],
  },
  {
    code: 'axe_ecole',
    libelle: 'Lien avec l’école absent ou insuffisant',
    natures: ['refuse', 'ajourne', 'agree_sous_reserve'],
  },
  {
    code: 'axe_territoire',
    libelle: 'Appui sur le territoire et ses partenaires insuffisant',
    natures: ['refuse', 'ajourne', 'agree_sous_reserve'],
  },
  {
    code: 'temps_individuels',
    libelle: 'Temps collectifs ou individuels absents',
    natures: ['refuse', 'ajourne', 'agree_sous_reserve'],
  },
  { code: 'locaux', libelle: 'Locaux inadaptés ou à confirmer', natures: ['refuse', 'ajourne', 'agree_sous_reserve'] },
  {
    code: 'engagements',
    libelle: 'Charte ou engagement sur la laïcité non signés',
    natures: ['refuse', 'ajourne', 'agree_sous_reserve'],
  },
  {
    code: 'participation',
    libelle: 'Participation des familles trop élevée',
    natures: ['refuse', 'ajourne', 'agree_sous_reserve'],
  },
  { code: 'enveloppe', libelle: 'Enveloppe de la campagne épuisée', natures: ['refuse', 'ajourne'] },
  { code: 'doublon', libelle: 'Réponse en double', natures: ['sans_suite'] },
  { code: 'retrait', libelle: 'Retrait par le porteur', natures: ['sans_suite'] },
  { code: 'sans_reponse', libelle: 'Sans réponse du porteur aux demandes de pièces', natures: ['sans_suite'] },
  {
    code: 'autre',
    libelle: 'Autre motif (à préciser)',
    natures: ['refuse', 'ajourne', 'agree_sous_reserve', 'sans_suite'],
  },
];

/** Les onze étapes d’une campagne et leur mois de début (dépliant de la Caf du Loiret) ; leur fin est une donnée de la campagne. */
export const ETAPES: readonly Etape[] = [
  { numero: 1, libelle: 'Constat de besoins', debutMois: 9, decalageAnnee: -1 },
  { numero: 2, libelle: 'Diagnostic local', debutMois: 10, decalageAnnee: -1 },
  { numero: 3, libelle: 'Construction du projet', debutMois: 10, decalageAnnee: -1 },
  { numero: 4, libelle: 'Réponse à l’appel à projets', debutMois: 2, decalageAnnee: 0 },
  { numero: 5, libelle: 'Étude du dossier', debutMois: 3, decalageAnnee: 0 },
  { numero: 6, libelle: 'Décision annuelle d’agrément (Copil)', debutMois: 7, decalageAnnee: 0 },
  { numero: 7, libelle: 'Démarrage de l’action', debutMois: 8, decalageAnnee: 0 },
  { numero: 8, libelle: 'Contractualisation', debutMois: 8, decalageAnnee: 0 },
  { numero: 9, libelle: 'Déroulement', debutMois: 9, decalageAnnee: 0 },
  { numero: 10, libelle: 'Bilan annuel', debutMois: 8, decalageAnnee: 1 },
  { numero: 11, libelle: 'Paiement de la prestation de service', debutMois: 11, decalageAnnee: 1 },
];

const COMPTES: ReadonlyMap<string, string> = new Map([
  ['60', 'Achats'],
  ['61', 'Services extérieurs'],
  ['62', 'Autres services extérieurs'],
  ['63', 'Impôts et taxes'],
  ['64', 'Charges de personnel'],
  ['65', 'Autres charges de gestion courante'],
  ['66', 'Charges financières'],
  ['67', 'Charges exceptionnelles'],
  ['68', 'Dotations aux amortissements et provisions'],
  ['69', 'Impôt sur les sociétés, participation des salariés'],
  ['70', 'Ventes et prestations'],
  ['73', 'Dotations et produits de tarification'],
  ['74', 'Subventions d’exploitation'],
  ['75', 'Autres produits de gestion courante'],
  ['76', 'Produits financiers'],
  ['77', 'Produits exceptionnels'],
  ['78', 'Reprises sur amortissements et provisions'],
  ['79', 'Transferts de charges'],
  ['86', 'Emplois des contributions volontaires'],
  ['860', 'Secours en nature'],
  ['861', 'Mise à disposition gratuite'],
  ['862', 'Prestations'],
  ['864', 'Bénévolat'],
  ['87', 'Contributions volontaires'],
]);

const COLLATEUR = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });

/** Libellé du compte, ou de sa classe à deux chiffres : 641 → « Charges de personnel » ; « Compte 99 » s’il est inconnu. */
export function libelleCompte(compte: string): string {
  return COMPTES.get(compte) ?? COMPTES.get(compte.slice(0, 2)) ?? `Compte ${compte}`;
}

/** « 0 dossier », « 1 dossier », « 2 dossiers » ; donner la forme plurielle si elle n’est pas régulière. */
export function pluriel(nombre: number, singulier: string, formePlurielle = mettreAuPluriel(singulier)): string {
  return `${formaterEntier(nombre)} ${Math.abs(nombre) < 2 ? singulier : formePlurielle}`;
}

/** Ordre alphabétique français : accents et casse ignorés, « 2 » avant « 10 ». */
export function comparerFrancais(a: string, b: string): number {
  return COLLATEUR.compare(a, b);
}

/** Le compilateur refuse l’appel si un cas d’une union n’a pas été traité. */
export function assertNever(valeur: never): never {
  throw new Error(`Cas non prévu : ${JSON.stringify(valeur)}`);
}

function mettreAuPluriel(nom: string): string {
  if (/[sxz]$/.test(nom)) return nom;
  if (/(?:eau|eu|au)$/.test(nom)) return `${nom}x`;
  if (nom.endsWith('al')) return `${nom.slice(0, -1)}ux`;
  return `${nom}s`;
}
