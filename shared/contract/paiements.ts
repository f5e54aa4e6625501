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
  /** Le lot qui tient l’échéance ; son numéro n’existe qu’une fois validé. */
  lotId: Id.nullable(),
  lotLibelle: z.string().nullable(),
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
  bilan: z.enum(['absent', 'brouillon', 'recu', 'valide']),
  nature: z.enum(['acompte', 'solde']),
  libelle: z.string(),
  partPointsBase: z.number().int().nullable(),
  montantCentimes: Centimes,
  /** Émis pour tout le dossier, dans des lots validés. */
  cumulVerseCentimes: Centimes,
  /** Ce que cette échéance verse encore. */
  resteAVerserCentimes: Centimes,
  /** Trop-perçu restant dû du dossier, sur sa dernière échéance seulement. */
  induCentimes: Centimes,
  datePrevue: z.string(),
  /** Date du virement constaté par l’agence comptable. */
  payeeLe: z.string().nullable(),
  /** `sans_objet` : montant nul, rien à payer. */
  statut: z.enum(['payable', 'bloquee', 'au_lot', 'payee', 'sans_objet']),
  /** Pourquoi la ligne ne peut pas être payée, en phrases. */
  motifs: z.array(z.string()),
  piecesRecues: z.string(),
  imputation: z.string().nullable(),
  communeInsee: z.string().nullable(),
  communeNom: z.string().nullable(),
});
export type LigneEcheancier = z.infer<typeof LigneEcheancier>;

export const EtatPaiements = z.object({
  libelleEcheancier: z.string(),
  /** `AAAA-MM-JJ`, pour proposer une date. */
  aujourdhui: z.string(),
  lignes: z.array(LigneEcheancier),
  totaux: z.object({
    lignes: z.number().int(),
    montantCentimes: Centimes,
    droitPrevisionnelCentimes: Centimes,
    payableCentimes: Centimes,
    bloqueCentimes: Centimes,
    auLotCentimes: Centimes,
    payeCentimes: Centimes,
    induCentimes: Centimes,
  }),
  /** Montants égaux entre décisions, échéances et lignes : contrôle affiché et imprimé. */
  controles: z.array(
    z.object({ libelle: z.string(), gaucheCentimes: Centimes, droiteCentimes: Centimes, egal: z.boolean() }),
  ),
});
export type EtatPaiements = z.infer<typeof EtatPaiements>;

/** Ce que l’agence comptable veut lire dans la colonne « imputation » ; vide tant qu’elle ne l’a pas dit. */
export const ReglageImputation = z.object({ imputation: z.string().trim().max(40) });
export type ReglageImputation = z.infer<typeof ReglageImputation>;

export const paiements = {
  lire: oc
    .input(z.object({ campagneId: Id }))
    .output(EtatPaiements)
    .errors(ERREURS),
  echeancier: oc
    .input(z.object({ campagneId: Id }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  lireImputation: oc.output(ReglageImputation).errors(ERREURS),
  reglerImputation: oc.input(ReglageImputation).output(ReglageImputation).errors(ERREURS),
};
