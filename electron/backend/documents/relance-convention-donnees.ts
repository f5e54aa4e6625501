import type { Destinataire, Expediteur } from './lettre-donnees.ts';

/** Un papier dont la signature est attendue. */
export interface PapierAttendu {
  /** « convention n° 2026-045-001 » ou « avenant n° 2026-045-001/A1 ». */
  readonly nom: string;
  readonly montantCentimes: number;
  /** Date d’envoi, `AAAA-MM-JJ` ; null : envoi non noté. */
  readonly envoyeLe: string | null;
}

export interface LettreRelanceConvention extends Destinataire {
  readonly papiers: readonly PapierAttendu[];
  /** Date de la relance d’avant, `AAAA-MM-JJ`. */
  readonly relanceDu: string | null;
}

/** Ce qu’il faut pour écrire les relances : des valeurs, aucune requête. */
export interface DonneesRelanceConvention extends Expediteur {
  /** Dernier jour pour renvoyer le papier signé, `AAAA-MM-JJ`. */
  readonly echeance: string;
  readonly lettres: readonly LettreRelanceConvention[];
}
