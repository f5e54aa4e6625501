/**
 * La seule forme sous laquelle un tableur reçu circule dans l’application : des valeurs, leur adresse, leur texte brut.
 * Ni formule, ni style, ni lien du fichier d’origine ne passe au-delà de ce module.
 */
export type Valeur =
  | { readonly type: 'texte'; readonly valeur: string }
  | { readonly type: 'nombre'; readonly valeur: number }
  | { readonly type: 'booleen'; readonly valeur: boolean }
  /** Date sans fuseau, heure murale : `2025-05-30T23:15:00`, ou `2025-05-30` sans heure. */
  | { readonly type: 'date'; readonly valeur: string }
  | { readonly type: 'erreur'; readonly valeur: string }
  | { readonly type: 'formule_sans_resultat' };

export interface Cellule {
  /** Indice de colonne, 0 = A. */
  readonly colonne: number;
  readonly contenu: Valeur;
  /** Le texte tel qu’il est dans le fichier, avant toute interprétation. */
  readonly brut: string;
}

export interface Ligne {
  /** Numéro de ligne du tableur, 1 = première. */
  readonly numero: number;
  /** Cellules non vides seulement, par colonne croissante. */
  readonly cellules: readonly Cellule[];
}

export interface Feuille {
  readonly nom: string;
  readonly masquee: boolean;
  /** Lignes non vides seulement, par numéro croissant. */
  readonly lignes: readonly Ligne[];
  /** Adresses des cellules qui portent une formule, jamais la formule ; seulement si la lecture le demande. */
  readonly formules?: readonly string[];
  /** Le texte de chacune, dans le même ordre : pour vérifier un classeur écrit par nous, et cela seul. */
  readonly textesDesFormules?: readonly string[];
}

export interface Classeur {
  readonly format: 'xlsx' | 'ods' | 'csv';
  readonly feuilles: readonly Feuille[];
  readonly avertissements: readonly string[];
}

/** `F12` : colonne (0 = A) et numéro de ligne (1 = première) en adresse de tableur. */
export function adresse(colonne: number, ligne: number): string {
  let lettres = '';
  for (let n = colonne + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    lettres = String.fromCharCode(65 + ((n - 1) % 26)) + lettres;
  }
  return `${lettres}${ligne}`;
}

/** Un fichier qu’on refuse de lire : la phrase dit quoi, où et que faire. */
export class RefusDeLecture extends Error {
  override readonly name = 'RefusDeLecture';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
