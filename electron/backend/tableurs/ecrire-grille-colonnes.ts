/** De B à G ; A porte les codes, H à K les calculs et les empreintes, masqués. */
export const LARGEURS_DOSSIER = { libelle: 25, detail: 46, preuve: 44, reponse: 10, commentaire: 36, controle: 19 };
/** Numéros de colonnes. */
export const COL = {
  libelle: 2,
  detail: 3,
  preuve: 4,
  reponse: 5,
  commentaire: 6,
  controle: 7,
  lu: 8,
  poids: 9,
  points: 10,
  empreintes: 11,
} as const;
/** La dernière ligne écrite, que chaque partie de la feuille fait avancer. */
export interface Curseur {
  ligne: number;
}
