import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Charte, Niveau, ReponseCondition } from '../domaine/charte.ts';
import { ERREURS, Id } from './commun.ts';
import { Dossier, LigneDossier, Note } from './dossiers.ts';

export const NiveauCritere = z.object({ critere: z.string(), niveau: Niveau.nullable(), commentaire: z.string() });

/** La lecture d’un agent sur un dossier, avec ce qu’il lui faut à l’écran. */
export const Lecture = z.object({
  dossier: Dossier,
  charte: Charte,
  etat: z.enum(['non_commencee', 'en_cours', 'terminee']),
  niveaux: z.array(NiveauCritere),
  commentaire: z.string(),
  /** La note de cette seule lecture. */
  note: Note,
  /** Instant du dernier enregistrement, null si rien n’est encore gardé. */
  enregistreLe: z.string().nullable(),
  position: z.object({ rang: z.number().int(), total: z.number().int() }),
  precedent: Id.nullable(),
  suivant: Id.nullable(),
});
export type Lecture = z.infer<typeof Lecture>;

const SurDossier = z.object({ dossierId: Id });

export const lectures = {
  /** Ma pile d’abord (à étudier, en lecture), puis les dossiers lus. */
  pile: oc
    .input(z.object({ campagneId: Id }))
    .output(z.array(LigneDossier.extend({ maLecture: z.enum(['non_commencee', 'en_cours', 'terminee']) })))
    .errors(ERREURS),
  lire: oc.input(SurDossier).output(Lecture).errors(ERREURS),
  /** `niveau` null efface la cotation. */
  noter: oc
    .input(
      SurDossier.extend({
        critere: z.string(),
        niveau: Niveau.nullable(),
        commentaire: z.string().max(4000).optional(),
      }),
    )
    .output(Lecture)
    .errors(ERREURS),
  /** `reponse` null : l’agent revient à la proposition du logiciel. */
  constater: oc
    .input(
      SurDossier.extend({
        condition: z.string(),
        reponse: ReponseCondition.nullable(),
        commentaire: z.string().max(4000).default(''),
      }),
    )
    .output(Lecture)
    .errors(ERREURS),
  commenter: oc
    .input(SurDossier.extend({ commentaire: z.string().max(20_000) }))
    .output(Lecture)
    .errors(ERREURS),
  terminer: oc.input(SurDossier).output(Lecture).errors(ERREURS),
  rouvrir: oc
    .input(SurDossier.extend({ motif: z.string().trim().min(1).max(500) }))
    .output(Lecture)
    .errors(ERREURS),
  /** « J’ai vu ce qu’un import a changé » : le dossier n’est plus marqué modifié depuis ma lecture. */
  prendreConnaissance: oc.input(SurDossier).output(Lecture).errors(ERREURS),
};
