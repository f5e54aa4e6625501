import type { IdentiteCaf } from '../../../shared/contract/parametres.ts';

export interface PieceReclamee {
  readonly libelle: string;
  readonly aide: string;
  /** Ce qui ne va pas dans la pièce reçue ; null : elle n’est pas arrivée. */
  readonly nonConforme: string | null;
}

export interface LettreRelance {
  readonly numero: string;
  readonly raisonSociale: string;
  readonly representant: string | null;
  readonly adresse: string | null;
  readonly codePostal: string | null;
  readonly commune: string | null;
  readonly siret: string | null;
  /** `AAAA-MM-JJ`. */
  readonly deposeLe: string | null;
  /** Date de la relance d’avant, `AAAA-MM-JJ`. */
  readonly relanceDu: string | null;
  readonly pieces: readonly PieceReclamee[];
}

/** Ce qu’il faut pour écrire les lettres de relance : des valeurs, aucune requête. */
export interface DonneesRelance {
  readonly identite: IdentiteCaf;
  readonly anneeScolaire: string;
  readonly agent: string;
  readonly courrielAgent: string | null;
  /** Date de la lettre, `AAAA-MM-JJ`. */
  readonly jour: string;
  /** Dernier jour pour répondre, `AAAA-MM-JJ`. */
  readonly echeance: string;
  /** Instant ISO UTC de l’édition. */
  readonly editeLe: string;
  readonly version: string;
  readonly lettres: readonly LettreRelance[];
}
