import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ModeleInvitation } from '../domaine/modele-invitation.ts';
import { ERREURS, Id, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

/** Les papiers d’une séance : invitations et émargement avant, relevé et procès-verbal après. */
export const papiers = {
  /** `pv` : avec les débats. Refusé en lecture aveugle, comme le dossier de séance. */
  releve: oc
    .input(z.object({ seanceId: Id, genre: z.enum(['releve', 'pv']) }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  emargement: oc
    .input(z.object({ seanceId: Id }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Une lettre par membre, à la date du jour. */
  invitations: oc
    .input(z.object({ seanceId: Id }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  lireModele: oc.output(z.object({ modele: ModeleInvitation, parDefaut: z.boolean() })).errors(ERREURS),
  /** null : revenir aux textes de Clas. */
  modifierModele: oc
    .input(z.object({ modele: ModeleInvitation.nullable() }))
    .output(z.object({ modele: ModeleInvitation, parDefaut: z.boolean() }))
    .errors(ERREURS),
};
