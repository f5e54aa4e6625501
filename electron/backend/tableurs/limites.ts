/** Bornes de ce qu’on accepte de lire. Elles sont comptées pendant la lecture, jamais crues sur parole. */
export const FICHIER_MAX_OCTETS = 25 * 1024 * 1024;
export const ENTREES_MAX = 2_000;
/** Octets décompressés, toutes parties lues ensemble. */
export const DECOMPRESSE_MAX_OCTETS = 300 * 1024 * 1024;
export const FEUILLES_MAX = 200;
/** Lignes remplies, toutes feuilles ensemble. */
export const LIGNES_MAX = 100_000;
/** Cellules remplies d’un classeur OpenDocument, où une répétition en annonce des milliards en quelques octets. */
export const CELLULES_MAX = 5_000_000;
export const COLONNES_MAX = 16_384;
/** Dernier numéro de ligne d’un tableur. */
export const NUMERO_LIGNE_MAX = 1_048_576;
/** Caractères d’une cellule. */
export const TEXTE_MAX = 32_767;
export const PROFONDEUR_XML_MAX = 64;
/** Caractères d’XML entre deux éléments : un texte de cellule tout en échappements en fait 1,6 million au plus. */
export const MORCEAU_XML_MAX = 2_000_000;
