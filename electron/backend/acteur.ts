import type { Acteur } from '../../db/ecrire.ts';
import { lireAgent } from '../../db/queries/agents.ts';
import type { Agent } from '../../shared/contract/commun.ts';
import type { Context } from './context.ts';
import { Refus } from './refus.ts';

export function nomComplet(agent: Pick<Agent, 'prenom' | 'nom'>): string {
  return `${agent.prenom} ${agent.nom}`;
}

export function agentCourant(context: Context): Agent | null {
  return context.session.agentId === null ? null : (lireAgent(context.db, context.session.agentId) ?? null);
}

/** Toute écriture a un auteur : sans agent choisi, elle est refusée. */
export function exigerAgent(context: Context): Agent {
  const agent = agentCourant(context);
  if (!agent?.actif)
    throw new Refus('agent_absent', 'Dites d’abord qui vous êtes : choisissez votre nom en haut à droite.');
  return agent;
}

/** L’auteur d’une écriture, à l’heure du contexte. */
export function acteur(context: Context): Acteur & { readonly agentId: number } {
  const agent = exigerAgent(context);
  return {
    agentId: agent.id,
    agentNom: nomComplet(agent),
    compteSysteme: context.compteSysteme,
    instant: context.horloge.maintenant(),
  };
}

/** Avant que quelqu’un se soit nommé (création du premier agent), l’auteur est le compte du poste. */
export function acteurDuPoste(context: Context): Acteur {
  const agent = agentCourant(context);
  return {
    agentId: agent?.id ?? null,
    agentNom: agent ? nomComplet(agent) : `poste (${context.compteSysteme})`,
    compteSysteme: context.compteSysteme,
    instant: context.horloge.maintenant(),
  };
}
