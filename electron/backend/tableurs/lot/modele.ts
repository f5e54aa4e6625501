import type { Alignement } from '../ecrire-style.ts';

/**
 * Le classeur d’un lot, avant d’être un fichier : des feuilles, des rangées, des cases. L’écrire et le vérifier partent
 * de la même composition : une case changée dans le fichier ne peut pas passer pour une case voulue.
 */
export interface Style {
  readonly police?: 'normale' | 'gras' | 'titre' | 'grise' | 'grande';
  readonly fond?: 'entete' | 'total';
  readonly bords?: 'corps' | 'entete' | 'total';
  readonly alignement?: Alignement;
  /** Passe à la ligne. */
  readonly libre?: boolean;
  /** Rapetisse pour tenir : codes qu’on ne coupe pas. */
  readonly reduit?: boolean;
  readonly format?: string;
}

export type Contenu =
  | { readonly genre: 'texte'; readonly texte: string }
  | { readonly genre: 'nombre'; readonly nombre: number }
  /** `AAAA-MM-JJ`. */
  | { readonly genre: 'date'; readonly jour: string }
  | null;

export interface Case {
  /** 0 = A. */
  readonly colonne: number;
  readonly contenu: Contenu;
  readonly style: Style;
  /** Sans le « = » ; `contenu` est alors son résultat, gardé pour qui ne recalcule pas. */
  readonly formule?: string;
}

export interface Rangee {
  /** 1 = première. */
  readonly numero: number;
  /** En points. */
  readonly hauteur: number;
  readonly cases: readonly Case[];
}

export interface FeuilleDeLot {
  readonly nom: string;
  readonly largeurs: readonly number[];
  readonly figees?: { readonly colonnes: number; readonly lignes: number };
  readonly filtre?: string;
  readonly zone?: string;
  readonly repetees?: { readonly lignes: string; readonly colonnes?: string };
  /** Pages de large. */
  readonly pages: number;
  readonly entete: string;
  readonly pied: string;
  /** Plages de numéros écrits en texte, à ne pas signaler comme une erreur. */
  readonly numeros: string;
  /** Plage où « non » se voit : gras souligné. */
  readonly ecarts?: string;
  readonly rangees: () => Iterable<Rangee>;
}

export interface ClasseurDeLot {
  readonly titre: string;
  readonly auteur: string;
  /** Instant ISO UTC : la validation du lot, seule date du fichier. */
  readonly cree: string;
  readonly feuilles: readonly FeuilleDeLot[];
}

/** Original : le premier fichier écrit. Duplicata : tout fichier écrit ensuite, qui le dit. */
export type Exemplaire = 'original' | 'duplicata';

export const FORMAT_EUROS = '#,##0.00"\u00a0€"';
export const FORMAT_LIGNES = '[<2]0" ligne";0" lignes"';

export function texte(valeur: string | null): Contenu {
  return valeur === null || valeur === '' ? null : { genre: 'texte', texte: valeur };
}

export function nombre(valeur: number | null): Contenu {
  return valeur === null ? null : { genre: 'nombre', nombre: valeur };
}

/** Centimes → euros : le nombre flottant le plus proche, que tout tableur relit au centime. */
export function montant(centimes: number | null): Contenu {
  return centimes === null ? null : { genre: 'nombre', nombre: centimes / 100 };
}

export function date(jour: string | null): Contenu {
  return jour === null ? null : { genre: 'date', jour: jour.slice(0, 10) };
}
