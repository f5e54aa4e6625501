import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Centimes, DateSeule, ERREURS, Id } from './commun.ts';

const EtatDeLot = z.enum(['prepare', 'abandonne', 'valide', 'paye', 'annule']);

const Signature = z.object({ agentId: Id, par: z.string(), le: z.string() });

/** Un lot dans la liste. */
export const Lot = z.object({
  id: Id,
  exercice: z.number().int(),
  /** « 2026-003 » ; null tant qu’il n’est pas validé. */
  numero: z.string().nullable(),
  libelle: z.string(),
  datePrevue: z.string(),
  etat: EtatDeLot,
  nombreLignes: z.number().int(),
  montantCentimes: Centimes,
  /** Comptes crédités, distincts. */
  comptes: z.number().int(),
  payees: z.number().int(),
  rejetees: z.number().int(),
  prepare: Signature,
  valide: Signature.nullable(),
  /** Abandon, annulation ou paiement constaté. */
  clos: z.object({ par: z.string(), le: z.string(), motif: z.string() }).nullable(),
  empreinteLignes: z.string().nullable(),
});
export type Lot = z.infer<typeof Lot>;

export const LigneDeLotLue = z.object({
  echeanceId: Id,
  dossierId: Id,
  rang: z.number().int(),
  numeroDossier: z.string(),
  raisonSociale: z.string(),
  libelle: z.string(),
  iban: z.string(),
  montantCentimes: Centimes,
  active: z.boolean(),
  issue: z.enum(['payee', 'rejetee']).nullable(),
  issueLe: z.string().nullable(),
  issueMotif: z.string().nullable(),
  /** Lot préparé : ce qui empêcherait de valider cette ligne. */
  motifs: z.array(z.string()),
});
export type LigneDeLotLue = z.infer<typeof LigneDeLotLue>;

export const LotComplet = Lot.extend({
  lignes: z.array(LigneDeLotLue),
  /** Ce qui est vérifié, chaque point avec son résultat en une phrase. */
  controles: z.array(z.object({ libelle: z.string(), juste: z.boolean() })),
  /** Le numéro que prendrait le lot s’il était validé maintenant ; le sien s’il l’est. */
  numeroPrevu: z.string(),
  precedent: z.object({ numero: z.string(), le: z.string() }).nullable(),
});
export type LotComplet = z.infer<typeof LotComplet>;

const Motif = z.string().trim().min(1).max(500);

export const lots = {
  lister: oc
    .input(z.object({ campagneId: Id }))
    .output(z.array(Lot))
    .errors(ERREURS),
  lire: oc
    .input(z.object({ lotId: Id }))
    .output(LotComplet)
    .errors(ERREURS),
  /** Réserve les échéances choisies ; toutes payables, ou aucune. */
  preparer: oc
    .input(
      z.object({
        campagneId: Id,
        exercice: z.number().int().min(2000).max(2100),
        libelle: z.string().trim().min(1).max(120),
        datePrevue: DateSeule,
        echeanceIds: z.array(Id).min(1).max(20_000),
      }),
    )
    .output(z.object({ lotId: Id }))
    .errors(ERREURS),
  retirer: oc
    .input(z.object({ lotId: Id, echeanceId: Id }))
    .output(z.object({}))
    .errors(ERREURS),
  abandonner: oc
    .input(z.object({ lotId: Id, motif: Motif }))
    .output(z.object({}))
    .errors(ERREURS),
  /** Par un autre agent ; `nombreLignes` et `montantCentimes` sont ceux qu’il a sous les yeux. */
  valider: oc
    .input(z.object({ lotId: Id, nombreLignes: z.number().int(), montantCentimes: Centimes }))
    .output(z.object({ numero: z.string() }))
    .errors(ERREURS),
  annuler: oc
    .input(z.object({ lotId: Id, motif: Motif }))
    .output(z.object({}))
    .errors(ERREURS),
};
