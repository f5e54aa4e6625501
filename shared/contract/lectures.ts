import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Charte, Niveau, ReponseCondition } from '../domaine/charte.ts';
import { ERREURS, Id } from './commun.ts';
import { Dossier, LigneDossier, Note } from './dossiers.ts';
import { RoleLecteur } from './instruction.ts';

export const NiveauCritere = z.object({ critere: z.string(), niveau: Niveau.nullable(), commentaire: z.string() });

/** Ce que le même porteur avait obtenu l’an dernier, critère par critère. */
export const AnDernier = z.object({
  anneeScolaire: z.string(),
  dossierId: Id,
  numero: z.string(),
  /** Autres dossiers de ce porteur la même année, non montrés. */
  autres: z.number().int(),
  /** « Modèle tiré du dépliant, version 1 ». */
  charte: z.string(),
  memeCharte: z.boolean(),
  dixiemes: z.number().int().nullable(),
  criteres: z.array(
    z.object({
      critere: z.string(),
      libelle: z.string(),
      /** « 2 », « 1,5 » (moyenne de plusieurs lecteurs) ou « s. o. » ; null si personne ne l’a coté. */
      niveau: z.string().nullable(),
      /** Vrai : fixé par le rapporteur. */
      fixe: z.boolean(),
      commentaires: z.array(z.object({ agent: z.string(), texte: z.string() })),
    }),
  ),
});
export type AnDernier = z.infer<typeof AnDernier>;

/** Un changement gardé au journal : qui, quand, de quoi à quoi. Les retouches d’un même texte n’en font qu’un. */
export const ChangementDeCotation = z.object({
  instant: z.string(),
  agent: z.string(),
  /** « 2 », « s. o. », « oui »… ; null : rien. */
  avant: z.string().nullable(),
  apres: z.string().nullable(),
  commentaire: z.string(),
  /** Version de la charte, quand ce n’est plus celle de la campagne. */
  charte: z.string().nullable(),
});
export type ChangementDeCotation = z.infer<typeof ChangementDeCotation>;

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
  anDernier: AnDernier.nullable(),
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
  /** S’il y en a d’attribués, mes dossiers (attribués ou commencés) d’abord ; dans chaque groupe, à finir, à lire, lus. */
  pile: oc
    .input(z.object({ campagneId: Id }))
    .output(z.array(LigneDeMaPile))
    .errors(ERREURS),
  lire: oc.input(SurDossier).output(Lecture).errors(ERREURS),
  /** Qui a changé quoi sur un critère ou une condition, le plus récent d’abord. */
  historique: oc
    .input(SurDossier.extend({ genre: z.enum(['critere', 'condition']), code: z.string() }))
    .output(z.object({ changements: z.array(ChangementDeCotation), autresCaches: z.boolean() }))
    .errors(ERREURS),
  /** Ne change que ce qui est donné : deux fenêtres peuvent servir le même critère. `niveau` null efface la cotation. */
  noter: oc
    .input(
      SurDossier.extend({
        critere: z.string(),
        niveau: Niveau.nullable().optional(),
        commentaire: z.string().max(4000).optional(),
      }),
    )
    .output(Lecture)
    .errors(ERREURS),
  /** Un constat qui s’écarte de la proposition demande un commentaire. `reponse` null : l’agent revient à la proposition du logiciel. */
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
