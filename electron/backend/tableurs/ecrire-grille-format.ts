/**
 * Ce que la grille hors ligne porte pour être reprise à coup sûr : un repère par feuille, un code par ligne et par
 * colonne de réponse, dans une colonne et une ligne masquées. Le lecteur ne se fie ni aux noms, ni aux places.
 */

/** Change quand un code change de sens ; une autre version est refusée. */
export const VERSION_GRILLE = 1;

export type RoleGrille = 'fiche' | 'dossier' | 'large';
export type FormeGrille = 'feuilles' | 'large';

const REPERE = /^clas-grille:(\d{1,4}):(fiche|dossier|large)(?::(\d{1,10}))?$/;

/** « clas-grille:1:dossier:12 ». */
export function ecrireRepereGrille(role: RoleGrille, dossierId?: number): string {
  return `clas-grille:${VERSION_GRILLE}:${role}${dossierId === undefined ? '' : `:${dossierId}`}`;
}

export interface RepereGrille {
  readonly version: number;
  readonly role: RoleGrille;
  readonly dossierId: number | null;
}

export function lireRepereGrille(texte: string): RepereGrille | null {
  const [, version, role, dossier] = REPERE.exec(texte.trim()) ?? [];
  if (version === undefined || (role !== 'fiche' && role !== 'dossier' && role !== 'large')) return null;
  return { version: Number(version), role, dossierId: dossier === undefined ? null : Number(dossier) };
}

export const FEUILLE_CACHEE_GRILLE = '_clas';

/** Clés de la feuille masquée, une par ligne ; puis une ligne par dossier. */
export const CLES_FICHE_GRILLE = [
  'grille',
  'forme',
  'campagneId',
  'campagne',
  'charteId',
  'charteNom',
  'charteVersion',
  'charteEmpreinte',
  'agentId',
  'agentNom',
  'prepareLe',
] as const;
export type CleFicheGrille = (typeof CLES_FICHE_GRILLE)[number];
/** Début d’une ligne de dossier : « dossier:12 », numéro, empreinte du contenu, empreinte de la lecture, origines. */
export const PREFIXE_DOSSIER = 'dossier:';

/** Codes des colonnes d’une feuille de dossier. */
export const COLONNE = {
  libelle: 'libelle',
  detail: 'detail',
  preuve: 'preuve',
  reponse: 'reponse',
  commentaire: 'commentaire',
  empreintes: 'empreintes',
} as const;
/** Codes des colonnes de la feuille large, à côté de « niveau:EJ1 » et « commentaire:EJ1 ». */
export const COLONNE_LARGE = {
  numero: 'numero',
  structure: 'structure',
  commune: 'commune',
  general: 'commentaire',
  empreintes: 'empreintes',
} as const;
export const PREFIXE_NIVEAU = 'niveau:';
export const PREFIXE_COMMENTAIRE = 'commentaire:';

/** Codes des lignes. Une ligne de dossier de la feuille large porte PREFIXE_DOSSIER. */
export const PREFIXE_CRITERE = 'critere:';
export const PREFIXE_CONDITION = 'condition:';
export const PREFIXE_AXE = 'axe:';
export const LIGNE_COMMENTAIRE = 'commentaire';
export const LIGNE_NOTE = 'note';

/** Ce qui s’écrit dans une cellule de niveau, et dans une cellule de constat. */
export const NIVEAUX_PROPOSES = ['0', '1', '2', '3', 'SO'] as const;
export const CONSTATS_PROPOSES = { oui: 'oui', non: 'non', non_renseigne: 'non renseigné' } as const;
