import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Agent, ERREURS, Id } from './commun.ts';

const ResumeCampagne = z.object({ id: Id, anneeScolaire: z.string(), dossiers: z.number().int() });
export const EtatSession = z.object({
  version: z.string(),
  /** Où la base est rangée sur ce poste. */
  base: z.string(),
  hote: z.enum(['bureau', 'navigateur', 'commande']),
  compteSysteme: z.string(),
  /** L’agent choisi dans cette fenêtre ; null tant que personne ne s’est nommé. */
  agent: Agent.nullable(),
  agents: z.array(Agent),
  campagnes: z.array(ResumeCampagne),
  derniereSauvegarde: z.string().nullable(),
});
export type EtatSession = z.infer<typeof EtatSession>;

export const session = {
  etat: oc.output(EtatSession),
  choisirAgent: oc
    .input(z.object({ agentId: Id }))
    .output(Agent)
    .errors(ERREURS),
  creerAgent: oc
    .input(
      z.object({
        prenom: z.string().trim().min(1).max(80),
        nom: z.string().trim().min(1).max(80),
        courriel: z.string().trim().max(200).nullable(),
      }),
    )
    .output(Agent)
    .errors(ERREURS),
  /** Une exception de la page, qu’elle n’a pas pu montrer : notée au journal technique, sous le numéro rendu. */
  signalerErreur: oc
    .input(z.object({ message: z.string().max(1000), pile: z.string().max(10_000), page: z.string().max(300) }))
    .output(z.object({ numero: z.string() })),
};
