import { produireInvitations } from '../papiers/invitations.ts';
import { lireModeleInvitation, modifierModeleInvitation } from '../papiers/modele.ts';
import { produireEmargement, produireReleve } from '../papiers/produire.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const papiers: Procedures<'papiers'> = {
  releve: os.papiers.releve.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireReleve(context, input, surProgres, arret), signal)),
  ),
  emargement: os.papiers.emargement.handler(({ context, input, signal }) =>
    traduireSuite(
      suivre((surProgres, arret) => produireEmargement(context, input.seanceId, surProgres, arret), signal),
    ),
  ),
  invitations: os.papiers.invitations.handler(({ context, input, signal }) =>
    traduireSuite(
      suivre((surProgres, arret) => produireInvitations(context, input.seanceId, surProgres, arret), signal),
    ),
  ),
  lireModele: os.papiers.lireModele.handler(({ context }) => lireModeleInvitation(context.db)),
  modifierModele: os.papiers.modifierModele.handler(({ context, input }) =>
    modifierModeleInvitation(context, input.modele),
  ),
};
