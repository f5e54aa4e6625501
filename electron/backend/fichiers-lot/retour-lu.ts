import type { LigneRecue } from '../../../shared/domaine/rapprochement.ts';

/** Une liste de paiements lue : ses colonnes reconnues, ses lignes. Passe par message. */
export interface RetourLu {
  readonly feuille: string;
  /** Ce qui a été compris de chaque colonne. */
  readonly colonnes: readonly { readonly champ: string; readonly entete: string }[];
  readonly lignes: readonly LigneRecue[];
}
