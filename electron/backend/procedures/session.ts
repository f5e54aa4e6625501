import { choisirAgent, creerAgent, etatSession } from '../session.ts';
import type { Procedures } from './os.ts';
import { os } from './os.ts';

export const session: Procedures<'session'> = {
  etat: os.session.etat.handler(({ context }) => etatSession(context)),
  choisirAgent: os.session.choisirAgent.handler(({ context, input }) => choisirAgent(context, input.agentId)),
  creerAgent: os.session.creerAgent.handler(({ context, input }) => creerAgent(context, input)),
};
