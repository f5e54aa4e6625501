import type { Destinataire, Expediteur } from './lettre-donnees.ts';

export interface LettreBilan extends Destinataire {
  /** 1 pour la première relance, puis 2, 3… : le ton suit. */
  readonly rang: number;
  /** Date de la relance d’avant, `AAAA-MM-JJ`. */
  readonly relanceDu: string | null;
  readonly collectifs: readonly { readonly lettre: string; readonly libelle: string; readonly agreeCentimes: number }[];
}

/** Ce qu’il faut pour écrire les relances de bilan : des valeurs, aucune requête. */
export interface DonneesRelanceBilan extends Expediteur {
  /** Date à laquelle le bilan était attendu. */
  readonly attenduLe: string;
  /** Dernier jour pour répondre, `AAAA-MM-JJ`. */
  readonly echeance: string;
  readonly lettres: readonly LettreBilan[];
}
