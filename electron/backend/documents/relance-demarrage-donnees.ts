import type { Destinataire, Expediteur } from './lettre-donnees.ts';

/** Un collectif dont le démarrage n’est pas confirmé, tel que la réponse à l’appel à projets le prévoyait. */
export interface CollectifAConfirmer {
  readonly lettre: string;
  readonly libelle: string;
  /** Lieu, jours et horaires prévus, en une phrase ; vide : rien n’était dit. */
  readonly prevu: string;
  readonly effectif: number | null;
}

export interface LettreDemarrage extends Destinataire {
  /** Date de la relance d’avant, `AAAA-MM-JJ`. */
  readonly relanceDu: string | null;
  readonly collectifs: readonly CollectifAConfirmer[];
}

/** Ce qu’il faut pour écrire les relances de démarrage : des valeurs, aucune requête. */
export interface DonneesDemarrage extends Expediteur {
  /** Dernier jour pour répondre, `AAAA-MM-JJ`. */
  readonly echeance: string;
  readonly lettres: readonly LettreDemarrage[];
}
