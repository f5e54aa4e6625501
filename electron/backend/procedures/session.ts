import { choisirAgent, creerAgent, etatSession, signalerErreur } from '../session.ts';
import type { Procedures } from './os.ts';
import { os } from './os.ts';

export const session: Procedures<'session'> = {
  etat: os.session.etat.handler(({ context }) => etatSession(context)),
  choisirAgent: os.session.choisirAgent.handler(({ context, input }) => choisirAgent(context, input.agentId)),
  creerAgent: os.session.creerAgent.handler(({ context, input }) => creerAgent(context, input)),
  signalerErreur: os.session.signalerErreur.handler(({ context, input }) => signalerErreur(context, input)),
};
