import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Charte, Niveau, ReponseCondition } from '../domaine/charte.ts';
import { ERREURS, Id } from './commun.ts';
import { Dossier, LigneDossier, Note } from './dossiers.ts';
import { RoleLecteur } from './instruction.ts';

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
  /** Son rôle sur ce dossier ; null : il ne lui est pas attribué. */
  role: RoleLecteur.nullable(),
  /** L’agent a déclaré un lien d’intérêt : il est hors de ce dossier. */
  lien: z.object({ motif: z.string(), declareLe: z.string() }).nullable(),
});
export type Lecture = z.infer<typeof Lecture>;

export const LigneDeMaPile = LigneDossier.extend({
  maLecture: z.enum(['non_commencee', 'en_cours', 'terminee']),
  role: RoleLecteur.nullable(),
  /** Un lien d’intérêt l’écarte de ce dossier. */
  ecarte: z.boolean(),
});
export type LigneDeMaPile = z.infer<typeof LigneDeMaPile>;

const SurDossier = z.object({ dossierId: Id });

export const lectures = {
  /** Mes dossiers d’abord (attribués ou commencés), puis les autres ; dans chaque groupe, à finir, à lire, lus. */
  pile: oc
    .input(z.object({ campagneId: Id }))
    .output(z.array(LigneDeMaPile))
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
