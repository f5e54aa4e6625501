/** Lignes d’une page, relevées sur le dossier de l’exemple : un ordre de grandeur, que la longueur des noms fait varier. */
const POINTS_PAR_PAGE = 26;
const LIGNES_DU_TABLEAU = 26;
const LIGNES_DES_PROPOSITIONS = 20;
const PAGES_D_ANNEXES = 5;

interface Demande {
  /** Dossiers de la séance. */
  readonly dossiers: number;
  /** Dossiers qui se débattent un par un. */
  readonly examines: number;
  /** Fiches jointes. */
  readonly fiches: number;
  /** Une feuille d’émargement, ou aucune. */
  readonly emargement: boolean;
}

/** Pages qu’ajoute chaque partie du dossier de séance, à peu près ; `ouverture` : couverture et ordre du jour. */
export function estimerPages({ dossiers, examines, fiches, emargement }: Demande) {
  return {
    ouverture: 1 + Math.max(1, Math.ceil(examines / POINTS_PAR_PAGE)),
    synthese: 1,
    carte: 1,
    tableau: Math.max(1, Math.ceil(dossiers / LIGNES_DU_TABLEAU)),
    propositions: Math.max(1, Math.ceil(dossiers / LIGNES_DES_PROPOSITIONS)),
    // Un collectif de plus ou un long commentaire en ajoute une : c’est un minimum.
    fiches,
    annexes: PAGES_D_ANNEXES + (emargement ? 1 : 0),
  };
}
