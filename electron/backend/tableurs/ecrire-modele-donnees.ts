import type { IdentiteCaf } from '../../../shared/contract/parametres.ts';

/** Un collectif de l’an dernier, à corriger par le porteur ; les clés sont celles de champs.ts sans « collectif. ». */
export type CollectifPrepare = Readonly<Record<string, string | number | null>>;

/** Une pièce demandée. */
export interface PiecePreparee {
  readonly code: string;
  readonly libelle: string;
  readonly aide: string;
  readonly obligatoire: boolean;
  /** Champ du catalogue qu’elle renseigne, ou null. */
  readonly champ: string | null;
}

/** Ce qu’on sait déjà d’un porteur. Jamais son IBAN : seulement ses quatre derniers caractères. */
export interface PorteurPrepare {
  readonly structureId: number;
  readonly raisonSociale: string;
  readonly siret: string | null;
  /** Réponses connues, par code de champ : texte, entier, centimes ou date `AAAA-MM-JJ`. */
  readonly valeurs: Readonly<Record<string, string | number>>;
  readonly collectifs: readonly CollectifPrepare[];
  /** Année scolaire d’où viennent le projet et les collectifs ; null si rien n’est repris. */
  readonly reprisDe: string | null;
  readonly finIban: string | null;
  readonly numeroReponse: number;
}

/** Tout ce qu’il faut pour écrire un classeur de réponse. */
export interface DonneesModele {
  readonly identite: IdentiteCaf;
  readonly anneeScolaire: string;
  /** `AAAA-MM-JJ`, inclus. */
  readonly dateLimite: string;
  /** Jour de préparation : la seule date du fichier, pour que les mêmes données donnent les mêmes octets. */
  readonly prepareLe: string;
  readonly version: string;
  /** Bornes d’un collectif, du barème. */
  readonly effectifMinimum: number;
  readonly effectifMaximum: number;
  /** Deux ou trois premiers caractères des codes INSEE proposés : « 45 ». */
  readonly departement: string;
  readonly communes: readonly string[];
  readonly pieces: readonly PiecePreparee[];
  /** null : classeur vierge. */
  readonly porteur: PorteurPrepare | null;
}
