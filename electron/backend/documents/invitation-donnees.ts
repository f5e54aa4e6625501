import type { Segment } from '../../../shared/domaine/modele-lettre.ts';
import type { Destinataire, Expediteur } from './lettre-donnees.ts';

/** La convocation d’un membre, ses textes déjà remplis. */
export interface LettreInvitation extends Destinataire {
  readonly objet: string;
  readonly introduction: readonly (readonly Segment[])[];
  readonly conclusion: readonly (readonly Segment[])[];
  readonly politesse: string;
}

/** Ce qu’il faut pour écrire les invitations : des valeurs, aucune requête. */
export interface DonneesInvitations extends Expediteur {
  /** « Examen de 60 dossiers » et ce que la ligne en dit ; les mêmes pour tous. */
  readonly ordreDuJour: readonly { readonly point: string; readonly detail: string }[];
  readonly lettres: readonly LettreInvitation[];
}
