import { ecrire } from '../../db/ecrire.ts';
import { creerAgent as insererAgent, lireAgent, listerAgents, trouverAgent } from '../../db/queries/agents.ts';
import { listerCampagnes } from '../../db/queries/campagnes.ts';
import { derniereSauvegarde } from '../../db/sauvegarder.ts';
import type { Agent } from '../../shared/contract/commun.ts';
import type { EtatSession } from '../../shared/contract/session.ts';
import { acteurDuPoste, agentCourant, nomComplet } from './acteur.ts';
import type { Context } from './context.ts';
import { introuvable, Refus } from './refus.ts';

export function etatSession(context: Context): EtatSession {
  return {
    version: context.version,
    base: context.fichierBase,
    hote: context.hote.nom,
    compteSysteme: context.compteSysteme,
    agent: agentCourant(context),
    agents: listerAgents(context.db),
    campagnes: listerCampagnes(context.db),
    derniereSauvegarde: derniereSauvegarde(context.sauvegardes),
  };
}

export function choisirAgent(context: Context, agentId: number): Agent {
  const agent = lireAgent(context.db, agentId);
  if (!agent) throw introuvable('Cet agent');
  if (!agent.actif)
    throw new Refus(
      'agent_inactif',
      `${nomComplet(agent)} n’est plus actif : réactivez-le dans Paramètres, ou choisissez un autre nom.`,
    );
  context.session.agentId = agent.id;
  return agent;
}

export function creerAgent(context: Context, valeurs: Pick<Agent, 'prenom' | 'nom' | 'courriel'>): Agent {
  if (trouverAgent(context.db, valeurs.prenom, valeurs.nom)) {
    throw new Refus('agent_existant', `${valeurs.prenom} ${valeurs.nom} est déjà dans la liste : choisissez ce nom.`);
  }
  const agent = ecrire(context.db, acteurDuPoste(context), (tx) => insererAgent(tx, valeurs));
  context.session.agentId = agent.id;
  return agent;
}

/** Note une exception d’affichage, comme une erreur inattendue du backend. */
export function signalerErreur(
  { log }: Context,
  { message, pile, page }: { readonly message: string; readonly pile: string; readonly page: string },
): { numero: string } {
  const erreur = new Error(message);
  // La pile de la page, pas celle d’ici.
  erreur.stack = pile;
  return { numero: log.erreur(erreur, `page ${page}`) };
}
