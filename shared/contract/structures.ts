import { oc } from '@orpc/contract';
import { z } from 'zod';
import { EtatCompte } from './banque.ts';
import { Centimes, ERREURS, Id } from './commun.ts';

/** Un porteur dans l’annuaire, toutes campagnes confondues. */
export const LigneStructure = z.object({
  id: Id,
  raisonSociale: z.string(),
  formeJuridique: z.string().nullable(),
  siret: z.string().nullable(),
  rna: z.string().nullable(),
  communeNom: z.string().nullable(),
  representant: z.string().nullable(),
  courriel: z.string().nullable(),
  telephone: z.string().nullable(),
  /** Numéro dans l’outil comptable, que portent les fichiers de paiement. */
  numeroTiers: z.string().nullable(),
  annees: z.array(z.string()),
  dossiers: z.number().int(),
  agreeCentimes: Centimes,
  payeCentimes: Centimes,
  iban: z.string().nullable(),
  etatIban: EtatCompte.nullable(),
  changementDemande: z.boolean(),
});
export type LigneStructure = z.infer<typeof LigneStructure>;

/** Ce qu’une structure a fait une année. */
export const DossierDeStructure = z.object({
  dossierId: Id,
  campagneId: Id,
  anneeScolaire: z.string(),
  numero: z.string(),
  intitule: z.string().nullable(),
  collectifs: z.number().int(),
  agrees: z.number().int(),
  decides: z.number().int(),
  agreeCentimes: Centimes,
  convention: z.string().nullable(),
  etatConvention: z.enum(['a_signer', 'envoyee', 'signee', 'resiliee']).nullable(),
  etatBilan: z.enum(['brouillon', 'recu', 'valide']).nullable(),
  droitReelCentimes: Centimes.nullable(),
  payeCentimes: Centimes,
  resteARecouvrerCentimes: Centimes,
});
export type DossierDeStructure = z.infer<typeof DossierDeStructure>;

export const FicheStructure = LigneStructure.extend({
  adresse: z.string().nullable(),
  codePostal: z.string().nullable(),
  titulaire: z.string().nullable(),
  bic: z.string().nullable(),
  parAnnee: z.array(DossierDeStructure),
});
export type FicheStructure = z.infer<typeof FicheStructure>;

const Facultatif = z.string().trim().max(200).nullable();

export const structures = {
  lister: oc.output(z.array(LigneStructure)).errors(ERREURS),
  lire: oc
    .input(z.object({ structureId: Id }))
    .output(FicheStructure)
    .errors(ERREURS),
  /** Les contacts et le numéro de tiers ; SIRET et RNA viennent des réponses, le compte se change par une demande. */
  modifier: oc
    .input(
      z.object({
        structureId: Id,
        numeroTiers: z.string().trim().max(30).nullable(),
        representant: Facultatif,
        courriel: Facultatif,
        telephone: Facultatif,
      }),
    )
    .output(FicheStructure)
    .errors(ERREURS),
};
