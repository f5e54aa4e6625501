import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Niveau } from '../domaine/charte.ts';
import { ERREURS, Id } from './commun.ts';

export const RoleLecteur = z.enum(['lecteur', 'rapporteur']);
export type RoleLecteur = z.infer<typeof RoleLecteur>;
const EtatDeLecture = z.enum(['non_commencee', 'en_cours', 'terminee']);
const Motif = z.string().trim().min(1).max(500);
/** Dixièmes d’une note sur 100. */
const Dixiemes = z.number().int();

export const ReglagesInstruction = z.object({
  /** Un lecteur ne voit les niveaux des autres qu’une fois sa lecture terminée. */
  lectureAveugle: z.boolean(),
  /** `rapporteur` : les niveaux qu’il fixe remplacent la moyenne ; les autres critères la gardent. */
  synthese: z.enum(['moyenne', 'rapporteur']),
  lecteursParDossier: z.number().int().min(1).max(5),
});
export type ReglagesInstruction = z.infer<typeof ReglagesInstruction>;

const Charge = z.object({ dossiers: z.number().int(), collectifs: z.number().int() });

const LecteurDeDossier = z.object({
  agentId: Id,
  /** Null : non attribué, mais sa lecture est commencée ou un lien d’intérêt l’écarte. */
  role: RoleLecteur.nullable(),
  lecture: EtatDeLecture,
  lien: z.object({ motif: z.string(), declareLe: z.string() }).nullable(),
});

const DossierAttribue = z.object({
  id: Id,
  numero: z.string(),
  structure: z.string(),
  communeNom: z.string().nullable(),
  territoire: z.string().nullable(),
  collectifs: z.number().int(),
  enfants: z.number().int(),
  lecteurs: z.array(LecteurDeDossier),
  /** Lecteurs qui manquent au nombre voulu par dossier. */
  manque: z.number().int(),
});
export type DossierAttribue = z.infer<typeof DossierAttribue>;

export const EtatAttributions = z.object({
  reglages: ReglagesInstruction,
  /** Les agents actifs, et ceux qui ne le sont plus mais lisent encore. */
  agents: z.array(
    z.object({ id: Id, nom: z.string(), actif: z.boolean(), charge: Charge, terminees: z.number().int() }),
  ),
  territoires: z.array(z.string()),
  dossiers: z.array(DossierAttribue),
});
export type EtatAttributions = z.infer<typeof EtatAttributions>;

/** `role` null : l’attribution est retirée ; la lecture faite, elle, reste. */
const Changement = z.object({ dossierId: Id, agentId: Id, role: RoleLecteur.nullable() });
export type Changement = z.infer<typeof Changement>;

export const Proposition = z.object({
  changements: z.array(z.object({ dossierId: Id, agentId: Id, role: RoleLecteur })),
  charges: z.array(z.object({ agentId: Id, avant: Charge, apres: Charge })),
  /** Ce qui n’a pas pu être fait, et pourquoi, en une phrase par dossier. */
  manques: z.array(z.object({ dossierId: Id, numero: z.string(), structure: z.string(), phrase: z.string() })),
});
export type Proposition = z.infer<typeof Proposition>;

const LecteurCompare = z.object({
  agentId: Id,
  nom: z.string(),
  role: RoleLecteur.nullable(),
  lecture: EtatDeLecture,
  /** Motif du lien d’intérêt : sa lecture est gardée mais ne compte pas. */
  ecarte: z.string().nullable(),
  /** Note de sa seule lecture ; null si elle est cachée ou incomplète. */
  note: Dixiemes.nullable(),
});

export const DossierCompare = z.object({
  id: Id,
  numero: z.string(),
  structure: z.string(),
  communeNom: z.string().nullable(),
  /** Les autres lectures sont cachées à l’agent tant que la sienne n’est pas terminée. */
  aveugle: z.boolean(),
  lecteurs: z.array(LecteurCompare),
  /** Note retenue. */
  note: Dixiemes.nullable(),
  /** Critères encore à harmoniser. */
  criteres: z.number().int(),
  /** Du lecteur le plus bas au plus haut ; null avec moins de deux lectures terminées. */
  ecartNote: Dixiemes.nullable(),
  ecartNoteDepasse: z.boolean(),
  aHarmoniser: z.boolean(),
});
export type DossierCompare = z.infer<typeof DossierCompare>;

const CritereCompare = z.object({
  code: z.string(),
  libelle: z.string(),
  axe: z.string(),
  descriptions: z.array(z.string()),
  niveaux: z.array(z.object({ agentId: Id, niveau: Niveau.nullable(), commentaire: z.string() })),
  /** Écart de deux niveaux ou plus. */
  depasse: z.boolean(),
  aHarmoniser: z.boolean(),
  /** Le niveau retenu, écrit : « 1,5 », « 2 », « s. o. », « — ». */
  retenu: z.string(),
  fixe: z
    .object({ niveau: Niveau, commentaire: z.string(), agent: z.string(), instant: z.string(), compte: z.boolean() })
    .nullable(),
});
export type CritereCompare = z.infer<typeof CritereCompare>;

/** Une condition que deux agents ont constatée différemment ; le dernier constat est celui du dossier. */
const ConditionDiscutee = z.object({
  code: z.string(),
  libelle: z.string(),
  constats: z.array(z.object({ agent: z.string(), reponse: z.string(), commentaire: z.string(), instant: z.string() })),
});

export const Synthese = DossierCompare.extend({
  reglages: ReglagesInstruction,
  detail: z.array(CritereCompare),
  conditions: z.array(ConditionDiscutee),
  /** Null : l’agent peut fixer les niveaux ; sinon pourquoi il ne le peut pas. */
  fixerRefuse: z.string().nullable(),
  /** L’agent peut revoir ses propres niveaux ici. */
  peutRevoir: z.boolean(),
  historique: z.array(
    z.object({
      id: z.number().int(),
      instant: z.string(),
      agent: z.string(),
      critere: z.string(),
      avant: Niveau.nullable(),
      apres: Niveau.nullable(),
      commentaire: z.string(),
    }),
  ),
});
export type Synthese = z.infer<typeof Synthese>;

export const EtatHarmonisation = z.object({
  reglages: ReglagesInstruction,
  dossiers: z.array(DossierCompare),
  aHarmoniser: z.number().int(),
  caches: z.number().int(),
});
export type EtatHarmonisation = z.infer<typeof EtatHarmonisation>;

export const EtatLecteurs = z.object({
  lecteurs: z.array(
    z.object({
      agentId: Id,
      nom: z.string(),
      terminees: z.number().int(),
      enCours: z.number().int(),
      moyenne: Dixiemes.nullable(),
      ecartType: Dixiemes.nullable(),
      communs: z.number().int(),
      /** Signé ; positif : il note plus haut que les autres sur les dossiers communs. */
      ecartAuxAutres: Dixiemes.nullable(),
      /** Ses notes, de la plus basse à la plus haute : la petite image. */
      notes: z.array(Dixiemes),
    }),
  ),
  /** Dossiers laissés de côté : leurs autres lectures sont cachées à l’agent. */
  caches: z.number().int(),
});
export type EtatLecteurs = z.infer<typeof EtatLecteurs>;

export const LiensDuDossier = z.object({
  mien: z.object({ motif: z.string(), declareLe: z.string() }).nullable(),
  autres: z.array(z.object({ agent: z.string(), motif: z.string(), declareLe: z.string() })),
});
export type LiensDuDossier = z.infer<typeof LiensDuDossier>;

const SurCampagne = z.object({ campagneId: Id });
const SurDossier = z.object({ dossierId: Id });
const Commentaire = z.string().trim().max(4000);

export const instruction = {
  attributions: oc.input(SurCampagne).output(EtatAttributions).errors(ERREURS),
  regler: oc
    .input(SurCampagne.extend({ reglages: ReglagesInstruction }))
    .output(EtatAttributions)
    .errors(ERREURS),
  /** Tous les changements ou aucun ; une entrée au journal par dossier changé. */
  attribuer: oc
    .input(SurCampagne.extend({ changements: z.array(Changement).min(1).max(20_000) }))
    .output(EtatAttributions)
    .errors(ERREURS),
  /** Une répartition à regarder avant de l’appliquer par `attribuer` ; rien n’est écrit. */
  proposer: oc
    .input(
      SurCampagne.extend({
        /** Les dossiers à pourvoir. */
        dossierIds: z.array(Id).min(1).max(5000),
        /** `null` : les mêmes agents partout ; sinon les agents de chaque territoire (`''` : sans territoire). */
        parTerritoire: z.array(z.object({ territoire: z.string(), agentIds: z.array(Id) })).nullable(),
        agentIds: z.array(Id),
        avecRapporteur: z.boolean(),
      }),
    )
    .output(Proposition)
    .errors(ERREURS),
  liens: oc.input(SurDossier).output(LiensDuDossier).errors(ERREURS),
  /** Pour soi seulement : l’agent sort du dossier, son attribution est retirée. */
  declarerLien: oc
    .input(SurDossier.extend({ motif: Motif }))
    .output(LiensDuDossier)
    .errors(ERREURS),
  retirerLien: oc
    .input(SurDossier.extend({ motif: Motif }))
    .output(LiensDuDossier)
    .errors(ERREURS),
  harmonisation: oc.input(SurCampagne).output(EtatHarmonisation).errors(ERREURS),
  synthese: oc.input(SurDossier).output(Synthese).errors(ERREURS),
  /** Le rapporteur fixe un niveau ; `niveau` null : le critère suit de nouveau la moyenne. */
  fixer: oc
    .input(SurDossier.extend({ critere: z.string(), niveau: Niveau.nullable(), commentaire: Commentaire }))
    .output(Synthese)
    .errors(ERREURS),
  /** Un lecteur change un de ses niveaux après avoir vu les autres : rouvre, cote et termine en une fois, avec son motif. */
  revoir: oc
    .input(SurDossier.extend({ critere: z.string(), niveau: Niveau, commentaire: Commentaire, motif: Motif }))
    .output(Synthese)
    .errors(ERREURS),
  lecteurs: oc.input(SurCampagne).output(EtatLecteurs).errors(ERREURS),
};
