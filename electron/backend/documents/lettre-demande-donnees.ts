import type { Segment } from '../../../shared/domaine/modele-lettre.ts';
import type { Destinataire, Expediteur, PieceReclamee } from './lettre-donnees.ts';

/** Une lettre de questions et de pièces, ses textes déjà remplis. */
export interface LettreDemande extends Destinataire {
  readonly objet: string;
  readonly introduction: readonly (readonly Segment[])[];
  /** Le numéro est celui de la première lettre : une relance le garde. */
  readonly questions: readonly { readonly numero: number; readonly texte: string }[];
  readonly pieces: readonly PieceReclamee[];
  readonly conclusion: readonly (readonly Segment[])[];
  readonly politesse: string;
}

/** Ce qu’il faut pour écrire les lettres : des valeurs, aucune requête. */
export interface DonneesDemandes extends Expediteur {
  readonly genre: 'lettre' | 'relance';
  readonly lettres: readonly LettreDemande[];
}
