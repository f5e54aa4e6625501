import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { AnneeScolaire, Centimes, DateSeule, ERREURS, Id, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

/** Un dossier agréé, à qui demander son bilan. */
export const DossierAClasseur = z.object({
  dossierId: Id,
  numero: z.string(),
  structure: z.string(),
  communeNom: z.string().nullable(),
  collectifs: z.number().int(),
  etat: z.enum(['attendu', 'brouillon', 'recu', 'valide']),
});
export type DossierAClasseur = z.infer<typeof DossierAClasseur>;

export const EtatClasseursBilan = z.object({
  anneeScolaire: AnneeScolaire,
  aujourdhui: DateSeule,
  /** Dernier jour où rendre un bilan. */
  echeance: DateSeule,
  close: z.boolean(),
  dossiers: z.array(DossierAClasseur),
});
export type EtatClasseursBilan = z.infer<typeof EtatClasseursBilan>;

export const AnomalieBilan = z.object({
  code: z.string(),
  feuille: z.string().nullable(),
  cellule: z.string().nullable(),
  valeur: z.string(),
  message: z.string(),
  /** Bloquante : le fichier entier est laissé ; sinon, seulement à savoir. */
  bloquante: z.boolean(),
});
export type AnomalieBilan = z.infer<typeof AnomalieBilan>;

/** Un classeur rendu : ce qu’on en ferait. */
export const ClasseurLu = z.object({
  fichier: z.string(),
  /** `a_decider` : la base en sait plus que lui, gardée sauf choix contraire. `bloque` : rien n’en sera repris. */
  etat: z.enum(['a_ecrire', 'inchange', 'a_decider', 'bloque']),
  dossierId: Id.nullable(),
  numero: z.string().nullable(),
  structure: z.string().nullable(),
  /** Le bilan en base qu’il remplacerait, en une phrase ; null : il n’y en a pas. */
  remplace: z.string().nullable(),
  /** Ce qu’il dit ; null s’il n’a pas pu être compris. */
  resume: z
    .object({
      collectifsAgrees: z.number().int(),
      collectifsRealises: z.number().int(),
      enfants: z.number().int(),
      chargesCentimes: Centimes,
      produitsCentimes: Centimes,
      /** Réponses vides, gardées « non renseigné ». */
      manquantes: z.number().int(),
      /** Droit réel tel qu’il se calculerait ; null tant qu’il manque de quoi. */
      droitReelCentimes: Centimes.nullable(),
    })
    .nullable(),
  anomalies: z.array(AnomalieBilan),
});
export type ClasseurLu = z.infer<typeof ClasseurLu>;

export const ApercuBilans = z.object({ depotId: z.string(), fichiers: z.array(ClasseurLu) });
export type ApercuBilans = z.infer<typeof ApercuBilans>;

export const BilansRepris = z.object({
  /** Bilans écrits, par numéro de dossier. */
  ecrits: z.array(z.string()),
  inchanges: z.number().int(),
  /** Gardés comme en base, faute de choix. */
  gardes: z.number().int(),
  /** Fichiers bloqués, laissés de côté. */
  laisses: z.array(z.string()),
});
export type BilansRepris = z.infer<typeof BilansRepris>;

const SurCampagne = z.object({ campagneId: Id });
const Depose = z.object({ depotId: z.string(), fichier: z.string() });
/** `dossierId` : le dossier d’où l’on dépose ; le classeur d’un autre est refusé. */
const SurDepot = SurCampagne.extend({ depotId: z.string(), dossierId: Id.optional() });

export const classeursBilan = {
  lire: oc.input(SurCampagne).output(EtatClasseursBilan).errors(ERREURS),
  classeur: oc
    .input(SurCampagne.extend({ dossierId: Id }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** `dossierIds` null : tous les dossiers agréés. Une archive. */
  classeurs: oc
    .input(SurCampagne.extend({ dossierIds: z.array(Id).min(1).max(2000).nullable() }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Un classeur rempli ; `depotId` : à la suite d’un autre. */
  deposer: oc
    .input(z.object({ fichier: z.instanceof(File), depotId: z.string().optional() }))
    .output(Depose)
    .errors(ERREURS),
  /** Bureau : la boîte « Ouvrir » ; null si l’agent renonce. */
  choisir: oc.output(Depose.nullable()).errors(ERREURS),
  /** Ce que les classeurs changeraient, sans rien écrire. */
  analyser: oc
    .input(SurDepot)
    .output(eventIterator(suivi(ApercuBilans)))
    .errors(ERREURS),
  /** Écrit en une fois les bilans sans anomalie bloquante. `remplacer` : fichiers à décider qui l’emportent sur la base. */
  appliquer: oc
    .input(SurDepot.extend({ remplacer: z.array(z.string()).max(500), recuLe: DateSeule }))
    .output(BilansRepris)
    .errors(ERREURS),
};
