import type { TrancheAge } from '../../../shared/domaine/bilan.ts';

/**
 * Ce que le classeur de bilan porte pour être relu à coup sûr : dans chaque feuille un repère qui nomme son dossier, un
 * code par ligne et par colonne, masqués. Le lecteur ne se fie qu’à eux, ni aux libellés ni à la place.
 */

/** Change quand un code change de sens ; le lecteur refuse une version qu’il ne connaît pas. */
export const VERSION_BILAN = 1;

export type RoleBilan = 'fiche' | 'collectifs' | 'enfants' | 'moyens' | 'resultat';

/** Le repère d’une feuille : « clas-bilan:1:collectifs:12 », 12 étant le dossier. */
const REPERE = /^clas-bilan:(\d{1,4}):([a-z]+):(\d{1,15})$/;

export interface RepereBilan {
  readonly version: number;
  readonly role: string;
  readonly dossierId: number;
}

export function ecrireRepereBilan(role: RoleBilan, dossierId: number): string {
  return `clas-bilan:${VERSION_BILAN}:${role}:${dossierId}`;
}

/** null : ce texte n’est pas un repère. */
export function lireRepereBilan(texte: string): RepereBilan | null {
  const [, version, role, dossierId] = REPERE.exec(texte.trim()) ?? [];
  return version === undefined || role === undefined || dossierId === undefined
    ? null
    : { version: Number(version), role, dossierId: Number(dossierId) };
}

/** Noms des feuilles, cités d’une feuille à l’autre dans les formules. */
export const FEUILLES_BILAN = {
  accueil: 'Accueil',
  collectifs: 'Collectifs',
  enfants: 'Enfants',
  moyens: 'Parents et partenaires',
  resultat: 'Compte de résultat',
  controles: 'Contrôles',
  fiche: '_clas',
} as const;

/** Clés de la feuille masquée. */
export const CLES_FICHE_BILAN = [
  'version',
  'base',
  'campagneId',
  'campagne',
  'dossierId',
  'numero',
  'structure',
  'siret',
  'prepareLe',
  'empreinte',
] as const;
export type CleFicheBilan = (typeof CLES_FICHE_BILAN)[number];

/** Codes des colonnes de « Collectifs », dans leur ordre à partir de B. */
export const COLONNES_COLLECTIF = [
  'lettre',
  'libelle',
  'niveau',
  'site',
  'effectifAgree',
  'coutAgree',
  'realise',
  'seances',
  'effectif',
  'cout',
  'parents',
  'commentaire',
  'explication',
] as const;
export type ColonneCollectif = (typeof COLONNES_COLLECTIF)[number];

/** Codes des colonnes de « Enfants » ; les clés de shared/domaine/bilan.ts. */
export const COLONNES_ENFANTS = ['fillesQpv', 'fillesHors', 'garconsQpv', 'garconsHors'] as const;
export type ColonneEnfants = (typeof COLONNES_ENFANTS)[number];

/** Codes des colonnes de « Compte de résultat ». */
export const COLONNES_RESULTAT = ['compte', 'libelle', 'prevu', 'reel', 'ecart', 'explication'] as const;
export type ColonneResultat = (typeof COLONNES_RESULTAT)[number];

export const COLONNE_REPONSE = 'reponse';

/** Lignes préparées pour nommer les partenaires. */
export const PARTENAIRES_PREPARES = 10;
export const PREFIXE_PARTENAIRE = 'partenaire:';
/** Questions à nombre de « Parents et partenaires » ; les clés de shared/domaine/bilan.ts. */
export const NOMBRES_MOYENS = [
  'rencontresParents',
  'salaries',
  'heuresSalaries',
  'benevoles',
  'heuresBenevoles',
] as const;
export type NombreMoyens = (typeof NOMBRES_MOYENS)[number];
export const TEXTES_MOYENS = ['reussites', 'difficultes'] as const;

export type SensBudget = 'charge' | 'produit';

export function codeCollectif(collectifId: number): string {
  return `collectif:${collectifId}`;
}

export function codeEnfants(collectifId: number, tranche: TrancheAge): string {
  return `enfants:${collectifId}:${tranche}`;
}

/** La ligne d’un compte à deux chiffres : son total et son explication. */
export function codeCompte(sens: SensBudget, compte: string): string {
  return `compte:${sens}:${compte}`;
}

/** Une ligne du budget agréé, par son rang dans la liste des lignes agréées. */
export function codeLigne(sens: SensBudget, compte: string, rang: number): string {
  return `ligne:${sens}:${compte}:${rang}`;
}

/** Une ligne laissée au porteur pour ce qui n’était pas prévu. */
export function codeLibre(sens: SensBudget, compte: string, rang: number): string {
  return `libre:${sens}:${compte}:${rang}`;
}

/** Ce que dit le code d’une ligne du compte de résultat ; null : un total, ou une ligne insérée. */
export function lireCodeResultat(code: string): {
  readonly genre: 'compte' | 'ligne' | 'libre';
  readonly sens: SensBudget;
  readonly compte: string;
  readonly rang: number;
} | null {
  const [, genre, sens, compte, rang] =
    /^(compte|ligne|libre):(charge|produit):([678]\d{1,5})(?::(\d{1,4}))?$/.exec(code) ?? [];
  if ((genre !== 'compte' && genre !== 'ligne' && genre !== 'libre') || compte === undefined) return null;
  return { genre, sens: sens === 'charge' ? 'charge' : 'produit', compte, rang: Number(rang ?? 0) };
}
