import { oc } from '@orpc/contract';
import { z } from 'zod';
import { DateSeule, ERREURS, Id } from './commun.ts';

export const EtatCompte = z.enum(['a_verifier', 'verifie', 'bloque']);
export type EtatCompte = z.infer<typeof EtatCompte>;

/** L’appel qui prouve un compte : qui, à quel numéro, quel jour ; `precision` est exigée si le numéro n’était pas connu. */
export const PreuveAppel = z.object({
  aupresDe: z.string().trim().min(1).max(120),
  telephone: z.string().trim().min(1).max(40),
  date: DateSeule,
  precision: z.string().trim().max(500).default(''),
});
export type PreuveAppel = z.infer<typeof PreuveAppel>;

/** Un numéro où joindre le porteur, et depuis quand la Caf le connaît. */
export const NumeroConnu = z.object({
  /** Dix chiffres, ou tel que reçu s’il n’est pas français. */
  telephone: z.string(),
  /** « fiche de la structure », « dossier 1001 (2025-2026) », « déjà appelé ». */
  source: z.string(),
  contact: z.string().nullable(),
  /** Instant ISO de la première trace. */
  depuis: z.string(),
  /** Connu avant que cet IBAN n’arrive : le seul qui prouve quelque chose. */
  connuAvant: z.boolean(),
});
export type NumeroConnu = z.infer<typeof NumeroConnu>;

export const CompteBancaire = z.object({
  id: Id,
  structureId: Id,
  raisonSociale: z.string(),
  siret: z.string().nullable(),
  titulaire: z.string().nullable(),
  iban: z.string(),
  bic: z.string().nullable(),
  etat: EtatCompte,
  actif: z.boolean(),
  origine: z.string(),
  saisiPar: z.string(),
  /** Celui qui l’a saisi ou importé : il ne peut pas le confirmer. */
  saisiParId: Id,
  saisiLe: z.string(),
  verifiePar: z.string().nullable(),
  verifieLe: z.string().nullable(),
  /** Qui a été appelé, à quel numéro, quand, en une phrase. */
  verification: z.string().nullable(),
  bloquePar: z.string().nullable(),
  bloqueLe: z.string().nullable(),
  bloqueMotif: z.string().nullable(),
  /** Même IBAN qu’un autre porteur, compte étranger, BIC d’un autre pays, vérifié à un numéro non connu. */
  alerte: z.string().nullable(),
});
export type CompteBancaire = z.infer<typeof CompteBancaire>;

/** Un IBAN à changer : l’ancien reste seul valable tant qu’un autre agent n’a pas accepté, et les paiements attendent. */
export const DemandeIban = z.object({
  id: Id,
  structureId: Id,
  raisonSociale: z.string(),
  ancienIban: z.string().nullable(),
  ancienBic: z.string().nullable(),
  ancienTitulaire: z.string().nullable(),
  iban: z.string(),
  bic: z.string().nullable(),
  titulaire: z.string().nullable(),
  origine: z.string(),
  etat: z.enum(['ouverte', 'acceptee', 'refusee', 'annulee']),
  demandePar: z.string(),
  demandeLe: z.string(),
  traitePar: z.string().nullable(),
  traiteLe: z.string().nullable(),
  motif: z.string().nullable(),
  /** Même IBAN qu’un autre porteur, compte étranger, BIC d’un autre pays. */
  alerte: z.string().nullable(),
});
export type DemandeIban = z.infer<typeof DemandeIban>;

const CompteLu = z.object({ structureId: Id, iban: z.string().min(1) });
const Motif = z.string().trim().min(1).max(500);
const Saisie = z.object({
  structureId: Id,
  iban: z.string().trim().min(1).max(60),
  bic: z.string().trim().max(20).nullable(),
  titulaire: z.string().trim().max(140).nullable(),
});

export const banque = {
  /** Les comptes qui servent, un par porteur de la campagne. */
  ibans: oc
    .input(z.object({ campagneId: Id }))
    .output(z.array(CompteBancaire))
    .errors(ERREURS),
  /** Changements d’IBAN demandés par un import ou une frappe, ouverts d’abord. */
  demandes: oc
    .input(z.object({ campagneId: Id }))
    .output(z.array(DemandeIban))
    .errors(ERREURS),
  /** Tous les comptes et toutes les demandes d’une structure, les plus récents d’abord. */
  historique: oc
    .input(z.object({ structureId: Id }))
    .output(z.object({ comptes: z.array(CompteBancaire), demandes: z.array(DemandeIban) }))
    .errors(ERREURS),
  /** Les numéros où appeler pour vérifier ce compte (ou cette demande) : ceux que la Caf connaissait avant, d’abord. */
  numeros: oc
    .input(z.object({ structureId: Id, iban: z.string().min(1) }))
    .output(z.object({ aujourdhui: DateSeule, numeros: z.array(NumeroConnu) }))
    .errors(ERREURS),
  /** Ce que vaut une saisie, sans rien écrire : formes, clés, pays, et à qui d’autre est ce compte. */
  controler: oc
    .input(Saisie)
    .output(
      z.object({
        iban: z.string().nullable(),
        erreurIban: z.string().nullable(),
        erreurBic: z.string().nullable(),
        alerte: z.string().nullable(),
      }),
    )
    .errors(ERREURS),
  /** Un changement tapé à l’écran : une demande s’ouvre ; un porteur sans compte reçoit son premier, à vérifier. */
  demander: oc
    .input(Saisie.extend({ origine: z.string().trim().min(1).max(200) }))
    .output(z.object({ suite: z.enum(['demande', 'a_verifier']) }))
    .errors(ERREURS),
  /** Confirme l’IBAN que l’agent a sous les yeux ; refusé à celui qui l’a saisi ou importé, et s’il a changé depuis. */
  verifier: oc
    .input(CompteLu.extend({ preuve: PreuveAppel }))
    .output(z.object({}))
    .errors(ERREURS),
  /** Rien ne se paie sur un compte bloqué ; débloqué, il est à vérifier à nouveau. */
  bloquer: oc
    .input(CompteLu.extend({ motif: Motif }))
    .output(z.object({}))
    .errors(ERREURS),
  debloquer: oc
    .input(CompteLu.extend({ motif: Motif }))
    .output(z.object({}))
    .errors(ERREURS),
  /** Accepte le changement que l’agent a sous les yeux ; par un autre que celui qui l’a demandé. */
  accepter: oc
    .input(z.object({ demandeId: Id, iban: z.string().min(1), preuve: PreuveAppel }))
    .output(z.object({}))
    .errors(ERREURS),
  refuser: oc
    .input(z.object({ demandeId: Id, iban: z.string().min(1), motif: Motif }))
    .output(z.object({}))
    .errors(ERREURS),
  /** Celui qui l’a demandé y renonce : une frappe à refaire, un message qui n’était pas du porteur. */
  renoncer: oc
    .input(z.object({ demandeId: Id, motif: Motif }))
    .output(z.object({}))
    .errors(ERREURS),
};
