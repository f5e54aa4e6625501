import { ecrireInvitations } from '../documents/invitation.ts';
import type { Travail } from './contrat.ts';

/** Écrit le PDF des invitations, une lettre par membre. */
export const executer: Travail<'invitations'> = ({ donnees, ressources, sortie }, surProgres) =>
  ecrireInvitations(donnees, { ressources, sortie, surProgres });
