import type { IdentiteCaf } from '../../../shared/contract/parametres.ts';
import type { Seance } from '../../../shared/contract/seances.ts';

/** Ce qu’il faut pour écrire la feuille d’émargement : des valeurs, aucune requête. */
export interface DonneesEmargement {
  readonly identite: IdentiteCaf;
  readonly anneeScolaire: string;
  readonly seance: Seance;
  /** Instant ISO UTC de l’édition. */
  readonly editeLe: string;
  readonly version: string;
  readonly empreinteJournal: string;
}
