import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Centimes, ERREURS, Id, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

/** Une ligne de la feuille « Échéancier » (domaine §3.4) ; mêmes colonnes, même ordre. */
export const LigneEcheancier = z.object({
  echeanceId: Id,
  dossierId: Id,
  numeroDossier: z.string(),
  exercice: z.number().int(),
  anneeScolaire: z.string(),
  numeroLot: z.string().nullable(),
  numeroTiers: z.string().nullable(),
  raisonSociale: z.string(),
  formeJuridique: z.string().nullable(),
  siret: z.string().nullable(),
  rna: z.string().nullable(),
  titulaireCompte: z.string().nullable(),
  iban: z.string().nullable(),
  bic: z.string().nullable(),
  numeroConvention: z.string().nullable(),
  dateConvention: z.string().nullable(),
  dateSeance: z.string().nullable(),
  collectifsAgrees: z.number().int(),
  collectifsRealises: z.number().int().nullable(),
  droitPrevisionnelCentimes: Centimes,
  droitReelCentimes: Centimes.nullable(),
  nature: z.enum(['acompte', 'solde']),
  libelle: z.string(),
  partPointsBase: z.number().int().nullable(),
  montantCentimes: Centimes,
  cumulVerseCentimes: Centimes,
  resteAVerserCentimes: Centimes,
  induCentimes: Centimes,
  datePrevue: z.string(),
  statut: z.enum(['payable', 'bloquee', 'payee']),
  /** Pourquoi la ligne est bloquée, en phrases. */
  motifs: z.array(z.string()),
  piecesRecues: z.string(),
  imputation: z.string().nullable(),
  communeInsee: z.string().nullable(),
  communeNom: z.string().nullable(),
});
export type LigneEcheancier = z.infer<typeof LigneEcheancier>;

export const EtatPaiements = z.object({
  libelleEcheancier: z.string(),
  lignes: z.array(LigneEcheancier),
  totaux: z.object({
    lignes: z.number().int(),
    montantCentimes: Centimes,
    droitPrevisionnelCentimes: Centimes,
    payableCentimes: Centimes,
    bloqueCentimes: Centimes,
    induCentimes: Centimes,
  }),
  /** Montants égaux entre décisions, échéances et lignes : contrôle affiché et imprimé. */
  controles: z.array(
    z.object({ libelle: z.string(), gaucheCentimes: Centimes, droiteCentimes: Centimes, egal: z.boolean() }),
  ),
});
export type EtatPaiements = z.infer<typeof EtatPaiements>;

/** Un IBAN à changer : l’ancien reste seul valable tant qu’un autre agent n’a pas accepté, et les paiements attendent. */
export const DemandeIban = z.object({
  id: Id,
  structureId: Id,
  raisonSociale: z.string(),
  ancienIban: z.string().nullable(),
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
  /** Même IBAN qu’un autre porteur, compte étranger. */
  alerte: z.string().nullable(),
});
export type DemandeIban = z.infer<typeof DemandeIban>;

export const paiements = {
  lire: oc
    .input(z.object({ campagneId: Id }))
    .output(EtatPaiements)
    .errors(ERREURS),
  echeancier: oc
    .input(z.object({ campagneId: Id }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Confirme l’IBAN que l’agent a sous les yeux ; refusé à celui qui l’a saisi ou importé, et s’il a changé depuis. */
  confirmerIban: oc
    .input(z.object({ structureId: Id, iban: z.string().min(1), verification: z.string().trim().min(1).max(500) }))
    .output(z.object({}))
    .errors(ERREURS),
  ibans: oc
    .input(z.object({ campagneId: Id }))
    .output(
      z.array(
        z.object({
          structureId: Id,
          raisonSociale: z.string(),
          titulaire: z.string().nullable(),
          iban: z.string(),
          bic: z.string().nullable(),
          etat: z.enum(['a_verifier', 'verifie', 'bloque']),
          origine: z.string(),
          saisiPar: z.string(),
          saisiLe: z.string(),
          verifiePar: z.string().nullable(),
          alerte: z.string().nullable(),
        }),
      ),
    )
    .errors(ERREURS),
  /** Changements d’IBAN demandés par un import ou une frappe, ouverts d’abord. */
  demandesIban: oc
    .input(z.object({ campagneId: Id }))
    .output(z.array(DemandeIban))
    .errors(ERREURS),
  /** Accepte ou refuse le changement que l’agent a sous les yeux ; par un autre que celui qui l’a demandé. */
  traiterDemandeIban: oc
    .input(
      z.object({
        demandeId: Id,
        iban: z.string().min(1),
        accepter: z.boolean(),
        /** Qui a été appelé, à quel numéro déjà connu, quand ; ou pourquoi c’est refusé. */
        motif: z.string().trim().min(1).max(500),
      }),
    )
    .output(z.object({}))
    .errors(ERREURS),
};
