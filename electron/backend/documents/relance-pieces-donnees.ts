import type { Destinataire, Expediteur, PieceReclamee } from './lettre-donnees.ts';

export interface LettreRelance extends Destinataire {
  /** `AAAA-MM-JJ`. */
  readonly deposeLe: string | null;
  /** Date de la relance d’avant, `AAAA-MM-JJ`. */
  readonly relanceDu: string | null;
  readonly pieces: readonly PieceReclamee[];
}

/** Ce qu’il faut pour écrire les lettres de relance : des valeurs, aucune requête. */
export interface DonneesRelance extends Expediteur {
  /** Dernier jour pour répondre, `AAAA-MM-JJ`. */
  readonly echeance: string;
  readonly lettres: readonly LettreRelance[];
}
