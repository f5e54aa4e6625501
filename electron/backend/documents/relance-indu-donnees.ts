import type { Destinataire, Expediteur } from './lettre-donnees.ts';

/** Ce qui a été versé de trop sur un dossier, en centimes : `verse − droit − rendu − abandonne = reste`. */
export interface LettreIndu extends Destinataire {
  readonly agreeCentimes: number;
  readonly droitCentimes: number;
  /** Vrai si le droit vient d’un bilan validé ; sinon d’une décision revue. */
  readonly reel: boolean;
  /** Σ des paiements émis. */
  readonly verseCentimes: number;
  /** Recouvré ou compensé. */
  readonly renduCentimes: number;
  readonly abandonneCentimes: number;
  /** Ce que la lettre réclame. */
  readonly resteCentimes: number;
  /** Date de la lettre d’avant, `AAAA-MM-JJ` ; null : c’est la première. */
  readonly relanceDu: string | null;
}

/** Ce qu’il faut pour écrire les demandes de remboursement : des valeurs, aucune requête. */
export interface DonneesRelanceIndu extends Expediteur {
  /** Dernier jour pour rembourser ou répondre, `AAAA-MM-JJ`. */
  readonly echeance: string;
  readonly lettres: readonly LettreIndu[];
}
