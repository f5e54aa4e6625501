import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Bareme } from '../domaine/bareme.ts';
import { Agent, Centimes, ERREURS, Id } from './commun.ts';
import { MotifDeDecision } from './seances.ts';

/** En-tête des documents et adresse de la Caf. */
export const IdentiteCaf = z.object({
  nom: z.string().trim().min(1).max(120),
  service: z.string().trim().max(120),
  adresse: z.string().trim().max(200),
  codePostal: z.string().trim().max(10),
  ville: z.string().trim().max(80),
  telephone: z.string().trim().max(30),
  courriel: z.string().trim().max(120),
});
export type IdentiteCaf = z.infer<typeof IdentiteCaf>;

export const Parametres = z.object({
  identite: IdentiteCaf,
  agents: z.array(Agent),
  baremes: z.array(z.object({ id: Id, bareme: Bareme, campagnes: z.array(z.string()) })),
  /** Les motifs du Copil, dans l’ordre où ils se proposent. */
  motifs: z.array(MotifDeDecision),
});
export type Parametres = z.infer<typeof Parametres>;

/** Un dossier sous un barème : son droit, ce que le Copil agrée, ses échéances. */
export const DossierSousBareme = z.object({
  droitCentimes: Centimes,
  agreeCentimes: Centimes.nullable(),
  echeances: z.array(z.object({ libelle: z.string(), montantCentimes: Centimes, datePrevue: z.string() })),
  induCentimes: Centimes,
});
export type DossierSousBareme = z.infer<typeof DossierSousBareme>;

const TotauxDeBareme = z.object({ droitCentimes: Centimes, agreeCentimes: Centimes });

export const ComparaisonBareme = z.object({
  /** Vrai : ce changement est refusé tant que des décisions s’appuient sur le barème. */
  fige: z.boolean(),
  /** Les seuls dossiers que le changement touche. */
  dossiers: z.array(
    z.object({
      dossierId: Id,
      numero: z.string(),
      raisonSociale: z.string(),
      avant: DossierSousBareme,
      apres: DossierSousBareme,
    }),
  ),
  inchanges: z.number().int(),
  avant: TotauxDeBareme,
  apres: TotauxDeBareme,
});
export type ComparaisonBareme = z.infer<typeof ComparaisonBareme>;

export const parametres = {
  lire: oc.output(Parametres),
  modifierIdentite: oc.input(IdentiteCaf).output(Parametres).errors(ERREURS),
  /** Le barème d’une campagne ; ce dont un montant agréé dépend est refusé dès qu’une décision s’appuie dessus. */
  modifierBareme: oc
    .input(z.object({ baremeId: Id, bareme: Bareme, motif: z.string().trim().min(1).max(500) }))
    .output(Parametres)
    .errors(ERREURS),
  /** Ce que deviendraient droits et échéances sous ce barème ; rien n’est changé. */
  comparerBareme: oc
    .input(z.object({ baremeId: Id, bareme: Bareme }))
    .output(ComparaisonBareme)
    .errors(ERREURS),
  /** La liste des motifs du Copil ; un motif qui a servi se retire, il ne s’efface pas. null : la liste de Clas. */
  modifierMotifs: oc
    .input(z.object({ motifs: z.array(MotifDeDecision).max(200).nullable() }))
    .output(Parametres)
    .errors(ERREURS),
  modifierAgent: oc.input(Agent).output(Parametres).errors(ERREURS),
};
