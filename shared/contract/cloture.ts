import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { CODES_OBSTACLE } from '../domaine/cloture.ts';
import { Centimes, DateSeule, ERREURS, Id, suivi } from './commun.ts';

const ExplicationDite = z.object({ texte: z.string(), par: z.string(), le: z.string() });

export const ObstacleCloture = z.object({
  cle: z.string(),
  code: z.enum(CODES_OBSTACLE),
  libelle: z.string(),
  explicable: z.boolean(),
  /** Où le régler. */
  page: z.enum(['copil', 'conventions', 'bilans', 'paiements']),
  dossierId: Id.nullable(),
  numeroDossier: z.string().nullable(),
  raisonSociale: z.string().nullable(),
  phrase: z.string(),
  montantCentimes: Centimes.nullable(),
  explication: ExplicationDite.nullable(),
  /** Dite d’un autre montant ou d’un autre état : elle ne vaut plus. `phrase` : ce qu’elle expliquait, si on l’a gardé. */
  ancienne: ExplicationDite.extend({ phrase: z.string().nullable() }).nullable(),
});
export type ObstacleCloture = z.infer<typeof ObstacleCloture>;

export const ArchiveFaite = z.object({
  nom: z.string(),
  chemin: z.string(),
  octets: z.number().int(),
  sha256: z.string(),
  tables: z.number().int(),
  lignes: z.number().int(),
  fichiers: z.number().int(),
  /** Fichiers cités par la base que la réserve n’a plus. */
  manques: z.array(z.string()),
});
export type ArchiveFaite = z.infer<typeof ArchiveFaite>;

export const EtatCloture = z.object({
  anneeScolaire: z.string(),
  closeLe: z.string().nullable(),
  closePar: z.string().nullable(),
  closeParId: Id.nullable(),
  obstacles: z.array(ObstacleCloture),
  /** Obstacles ni réglés ni expliqués : à zéro, la campagne peut se clore. */
  aRegler: z.number().int(),
  sommes: z.object({
    dossiers: z.number().int(),
    dossiersAgrees: z.number().int(),
    agreeCentimes: Centimes,
    droitReelCentimes: Centimes,
    payeCentimes: Centimes,
    resteAPayerCentimes: Centimes,
    indusCentimes: Centimes,
    resteARecouvrerCentimes: Centimes,
  }),
  /** La dernière archive de cette clôture ; null : à faire. */
  archive: ArchiveFaite.extend({ le: z.string(), par: z.string() }).nullable(),
  gestes: z.array(
    z.object({ action: z.string(), instant: z.string(), agent: z.string(), motif: z.string().nullable() }),
  ),
  suivante: z.object({ anneeScolaire: z.string(), campagneId: Id.nullable() }),
});
export type EtatCloture = z.infer<typeof EtatCloture>;

const DeCampagne = z.object({ campagneId: Id });

export const cloture = {
  lire: oc.input(DeCampagne).output(EtatCloture).errors(ERREURS),
  /** Dit pourquoi des restes d’une même sorte n’empêchent pas de clore ; un texte vide retire leur explication. */
  expliquer: oc
    .input(
      DeCampagne.extend({
        /** `phrase` : ce que l’agent a lu ; refusé si le reste a changé depuis. */
        points: z
          .array(z.object({ cle: z.string().min(1).max(60), phrase: z.string().max(1000) }))
          .min(1)
          .max(5000),
        texte: z.string().trim().max(1000),
      }),
    )
    .output(EtatCloture)
    .errors(ERREURS),
  clore: oc.input(DeCampagne).output(EtatCloture).errors(ERREURS),
  archiver: oc
    .input(DeCampagne)
    .output(eventIterator(suivi(ArchiveFaite.extend({ documentId: z.string() }))))
    .errors(ERREURS),
  rouvrir: oc
    .input(DeCampagne.extend({ motif: z.string().trim().min(1).max(500) }))
    .output(EtatCloture)
    .errors(ERREURS),
  /** Ouvre l’année suivante avec les réglages de celle-ci : barème, charte, étapes, pièces demandées, instruction. */
  ouvrirSuivante: oc
    .input(
      DeCampagne.extend({ dateLimiteDepot: DateSeule.optional(), enveloppeCentimes: Centimes.nullable().optional() }),
    )
    .output(z.object({ campagneId: Id, anneeScolaire: z.string() }))
    .errors(ERREURS),
};
