import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { AnneeScolaire, ERREURS, Id, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

/** `feuilles` : une feuille par dossier, ses réponses à côté de la grille ; `large` : une ligne par dossier. */
export const FormeGrille = z.enum(['feuilles', 'large']);
export type FormeGrille = z.infer<typeof FormeGrille>;

const DossierEmportable = z.object({
  id: Id,
  numero: z.string(),
  structure: z.string(),
  communeNom: z.string().nullable(),
  /** Vrai : ce dossier est attribué à l’agent. */
  attribue: z.boolean(),
  /** Vrai : l’agent a déclaré un lien d’intérêt, le dossier ne s’emporte pas. */
  lien: z.boolean(),
  maLecture: z.enum(['non_commencee', 'en_cours', 'terminee']),
  cotes: z.number().int(),
  criteres: z.number().int(),
});
export type DossierEmportable = z.infer<typeof DossierEmportable>;

/** Ce qu’un agent peut emporter. */
export const EtatGrilles = z.object({
  anneeScolaire: AnneeScolaire,
  charte: z.object({ nom: z.string(), version: z.number().int() }),
  /** Vrai : des dossiers sont attribués à l’agent, sa pile est celle-là ; sinon, tous les dossiers. */
  pileAttribuee: z.boolean(),
  feuillesMaximum: z.number().int(),
  dossiers: z.array(DossierEmportable),
});
export type EtatGrilles = z.infer<typeof EtatGrilles>;

export const AnomalieGrille = z.object({
  fichier: z.string(),
  feuille: z.string().nullable(),
  cellule: z.string().nullable(),
  valeur: z.string(),
  message: z.string(),
  /** Bloquante : le dossier est laissé à l’écart, entier ; sinon, seulement à savoir. */
  bloquante: z.boolean(),
  numero: z.string().nullable(),
});
export type AnomalieGrille = z.infer<typeof AnomalieGrille>;

/** Une ligne de la grille qui n’est pas comme en base. */
export const ChangementGrille = z.object({
  /** « 12|critere:EJ1 » : ce qu’on rend pour prendre la grille. */
  cle: z.string(),
  genre: z.enum(['niveau', 'constat', 'commentaire']),
  libelle: z.string(),
  avant: z.string(),
  apres: z.string(),
  fichier: z.string(),
  cellule: z.string(),
  /** La base a changé depuis la grille : gardée, sauf choix contraire. */
  aDecider: z.boolean(),
});
export type ChangementGrille = z.infer<typeof ChangementGrille>;

export const DossierRepris = z.object({
  id: Id,
  numero: z.string(),
  structure: z.string(),
  /** `ecarte` : rien n’en sera repris. */
  etat: z.enum(['a_reprendre', 'inchange', 'a_decider', 'ecarte']),
  /** Pourquoi il est à décider ou écarté. */
  raison: z.string().nullable(),
  changements: z.array(ChangementGrille),
  /** Note de cette lecture, en dixièmes, avant et après ; null si rien n’est coté. */
  noteAvant: z.number().int().nullable(),
  noteApres: z.number().int().nullable(),
  manquants: z.number().int(),
  /** Tout est coté, les commentaires obligatoires sont là, et la lecture est ouverte. */
  terminable: z.boolean(),
});
export type DossierRepris = z.infer<typeof DossierRepris>;

export const ApercuGrilles = z.object({
  depotId: z.string(),
  fichiers: z.array(z.object({ nom: z.string(), agent: z.string().nullable(), refus: z.string().nullable() })),
  dossiers: z.array(DossierRepris),
  anomalies: z.array(AnomalieGrille),
});
export type ApercuGrilles = z.infer<typeof ApercuGrilles>;

export const RepriseFaite = z.object({
  /** Changements écrits. */
  changements: z.number().int(),
  dossiers: z.number().int(),
  /** Lectures terminées à la demande. */
  terminees: z.number().int(),
  /** Changements gardés tels qu’en base, faute de choix. */
  gardes: z.number().int(),
  ecartes: z.number().int(),
});
export type RepriseFaite = z.infer<typeof RepriseFaite>;

const SurCampagne = z.object({ campagneId: Id });
const Depose = z.object({ depotId: z.string(), fichier: z.string() });

export const grilles = {
  lire: oc.input(SurCampagne).output(EtatGrilles).errors(ERREURS),
  produire: oc
    .input(SurCampagne.extend({ dossierIds: z.array(Id).min(1).max(2000), forme: FormeGrille }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Un classeur rempli ; `depotId` : à la suite d’un autre. */
  deposer: oc
    .input(z.object({ fichier: z.instanceof(File), depotId: z.string().optional() }))
    .output(Depose)
    .errors(ERREURS),
  /** Bureau : la boîte « Ouvrir » ; null si l’agent renonce. */
  choisir: oc.output(Depose.nullable()).errors(ERREURS),
  /** Ce que la reprise changerait, sans rien écrire. */
  analyser: oc
    .input(SurCampagne.extend({ depotId: z.string() }))
    .output(eventIterator(suivi(ApercuGrilles)))
    .errors(ERREURS),
  /** Écrit en une fois. `prendre` : clés des changements à décider pour lesquels la grille l’emporte. */
  reprendre: oc
    .input(SurCampagne.extend({ depotId: z.string(), prendre: z.array(z.string()), terminer: z.boolean() }))
    .output(RepriseFaite)
    .errors(ERREURS),
};
