import type { StatistiquesBilans } from '../../../shared/contract/bilans.ts';
import type { IdentiteCaf } from '../../../shared/contract/parametres.ts';

/** Ce qu’il faut pour écrire les statistiques des bilans : des valeurs, aucune requête. */
export interface DonneesStatistiques extends StatistiquesBilans {
  readonly identite: IdentiteCaf;
  /** `AAAA-MM-JJ`. */
  readonly jour: string;
  /** Instant ISO UTC de l’édition. */
  readonly editeLe: string;
  readonly version: string;
  readonly empreinteJournal: string;
}
