import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Centimes, ERREURS, Id, NatureDecision, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

export const AnomalieTableau = z.object({
  /** Stable : « decision_inconnue », « conflit »… */
  code: z.string(),
  feuille: z.string().nullable(),
  cellule: z.string().nullable(),
  valeur: z.string(),
  message: z.string(),
  /** Bloquante : la ligne ne s’applique pas, et avec elle rien du fichier, sauf choix de l’agent. */
  bloquante: z.boolean(),
  numero: z.string().nullable(),
  lettre: z.string().nullable(),
});
export type AnomalieTableau = z.infer<typeof AnomalieTableau>;

const DecisionVue = z.object({
  nature: NatureDecision,
  motif: z.string().nullable(),
  texte: z.string(),
  montantCentimes: Centimes,
});
export type DecisionVue = z.infer<typeof DecisionVue>;

/** Une décision que le fichier changerait. */
export const ChangementTableau = z.object({
  collectifId: Id,
  numero: z.string(),
  structure: z.string(),
  lettre: z.string(),
  /** « Tableau du Copil!P12 ». */
  cellule: z.string(),
  avant: DecisionVue.nullable(),
  apres: DecisionVue,
  /** Décidé en base depuis l’export, autrement que dans le fichier : gardé, sauf choix contraire. */
  conflit: z.boolean(),
});
export type ChangementTableau = z.infer<typeof ChangementTableau>;

export const ApercuTableau = z.object({
  depotId: z.string(),
  fichier: z.string(),
  sha256: z.string(),
  /** `tableau` : le nôtre, avec l’état exporté ; `libre` : un tableau fait à la main. */
  origine: z.enum(['tableau', 'libre']),
  anomalies: z.array(AnomalieTableau),
  changements: z.array(ChangementTableau),
  /** Lignes dont la décision est déjà celle de la base. */
  inchangees: z.number().int(),
  sansDecision: z.number().int(),
  /** Déjà appliqué : l’instant, d’après le journal. */
  appliqueLe: z.string().nullable(),
  enveloppe: z.object({
    totalCentimes: Centimes.nullable(),
    avantCentimes: Centimes,
    /** Engagé après les lignes sans anomalie, la base gardée là où elle est en conflit. */
    apresCentimes: Centimes,
    /** Le même, le fichier l’emportant partout. */
    apresConflitsCentimes: Centimes,
  }),
});
export type ApercuTableau = z.infer<typeof ApercuTableau>;

export const DecisionsAppliquees = z.object({
  /** Décisions écrites ; 0 : le fichier disait la même chose que la base. */
  decisions: z.number().int(),
  dossiers: z.number().int(),
  /** Conflits où la base a été gardée. */
  gardees: z.number().int(),
  /** Lignes laissées pour leur anomalie : « 1001 B ». */
  laissees: z.array(z.string()),
  sha256: z.string(),
  engageCentimes: Centimes,
  resteCentimes: Centimes.nullable(),
});
export type DecisionsAppliquees = z.infer<typeof DecisionsAppliquees>;

const EcarteDs = z.object({ numero: z.string(), structure: z.string(), raison: z.string() });

export const ListeDs = z.object({
  regle: z.string(),
  accepte: z.number().int(),
  refuse: z.number().int(),
  sansSuite: z.number().int(),
  fichiers: z.number().int(),
  /** Ce que la liste ne contient pas, et pourquoi. */
  ecartes: z.array(EcarteDs),
});
export type ListeDs = z.infer<typeof ListeDs>;

export const FormatDs = z.enum(['xlsx', 'csv']);
export type FormatDs = z.infer<typeof FormatDs>;

const SurSeance = z.object({ seanceId: Id });
const Depose = z.object({ depotId: z.string(), fichier: z.string() });

export const tableaux = {
  /** Le tableau du Copil, à remplir dans un tableur. */
  produire: oc
    .input(SurSeance)
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  deposer: oc
    .input(z.object({ fichier: z.instanceof(File) }))
    .output(Depose)
    .errors(ERREURS),
  /** Bureau : la boîte « Ouvrir » ; null si l’agent renonce. */
  choisir: oc.output(Depose.nullable()).errors(ERREURS),
  /** Ce que le fichier changerait, sans rien écrire. */
  analyser: oc
    .input(SurSeance.extend({ depotId: z.string() }))
    .output(eventIterator(suivi(ApercuTableau)))
    .errors(ERREURS),
  /** Tout d’un coup, ou rien. `remplacer` : collectifs en conflit où le fichier l’emporte ; `partiel` : laisser les lignes bloquées. */
  appliquer: oc
    .input(SurSeance.extend({ depotId: z.string(), remplacer: z.array(Id), partiel: z.boolean() }))
    .output(DecisionsAppliquees)
    .errors(ERREURS),
  /** Ce que contiendrait la liste pour Démarches simplifiées. */
  listeDs: oc.input(SurSeance).output(ListeDs).errors(ERREURS),
  decisionsDs: oc
    .input(SurSeance.extend({ format: FormatDs }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
};
