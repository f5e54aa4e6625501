import type { VersionDeCharte } from '../../../shared/contract/chartes.ts';
import type { IdentiteCaf } from '../../../shared/contract/parametres.ts';
import type { Charte, EtatCharte } from '../../../shared/domaine/charte.ts';

/** Ce qu’il faut pour imprimer une version de la charte : des valeurs, aucune requête. */
export interface DonneesCharte {
  readonly identite: IdentiteCaf;
  readonly charte: Charte;
  readonly etat: EtatCharte;
  /** Instants ISO UTC. */
  readonly publieeLe: string | null;
  readonly archiveeLe: string | null;
  readonly issueDe: VersionDeCharte | null;
  /** Années scolaires des campagnes qui s’en servent. */
  readonly campagnes: readonly string[];
  readonly editeLe: string;
  readonly version: string;
  readonly empreinteJournal: string;
}
