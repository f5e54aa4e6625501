import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Bareme } from '../domaine/bareme.ts';
import { Agent, ERREURS, Id } from './commun.ts';
import { MotifDeDecision } from './seances.ts';

/** En-tête des documents et adresse de la Caf. */
export const IdentiteCaf = z.object({
  nom: z.string().trim().min(1).max(120),
  service: z.string().trim().max(120),
  adresse: z.string().trim().max(200),
  codePostal: z.string().trim().max(10),
  ville: z.string().trim().max(80),
  telephone: z.string().trim().max(30),
  courriel: z.string().trim().max(120),
});
export type IdentiteCaf = z.infer<typeof IdentiteCaf>;

export const Parametres = z.object({
  identite: IdentiteCaf,
  agents: z.array(Agent),
  baremes: z.array(z.object({ id: Id, bareme: Bareme, campagnes: z.array(z.string()) })),
  /** Les motifs du Copil, dans l’ordre où ils se proposent. */
  motifs: z.array(MotifDeDecision),
});
export type Parametres = z.infer<typeof Parametres>;

export const parametres = {
  lire: oc.output(Parametres),
  modifierIdentite: oc.input(IdentiteCaf).output(Parametres).errors(ERREURS),
  /** Le barème d’une campagne ; refusé dès qu’une décision s’appuie dessus. */
  modifierBareme: oc
    .input(z.object({ baremeId: Id, bareme: Bareme, motif: z.string().trim().min(1).max(500) }))
    .output(Parametres)
    .errors(ERREURS),
  /** La liste des motifs du Copil ; un motif qui a servi se retire, il ne s’efface pas. null : la liste de Clas. */
  modifierMotifs: oc
    .input(z.object({ motifs: z.array(MotifDeDecision).max(200).nullable() }))
    .output(Parametres)
    .errors(ERREURS),
  modifierAgent: oc.input(Agent).output(Parametres).errors(ERREURS),
};
