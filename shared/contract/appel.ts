import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { AnneeScolaire, DateSeule, ERREURS, Id, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

/** Comment une réponse est arrivée ; `inconnu` : importée avant que la base ne le garde. */
export const MoyenReponse = z.enum(['demarche', 'classeur', 'tableau', 'inconnu']);
export type MoyenReponse = z.infer<typeof MoyenReponse>;

/** Un porteur connu d’une campagne ou d’une autre, et ce qu’il a répondu à celle-ci. */
export const PorteurAppele = z.object({
  structureId: Id,
  raisonSociale: z.string(),
  /** SIRET juste, ou null. */
  siret: z.string().nullable(),
  communeNom: z.string().nullable(),
  courriel: z.string().nullable(),
  telephone: z.string().nullable(),
  representant: z.string().nullable(),
  /** Dernière campagne, autre que celle-ci, où il a répondu. */
  derniereReponse: AnneeScolaire.nullable(),
  /** Ses réponses à cette campagne ; vide : il n’a pas répondu. */
  reponses: z.array(
    z.object({
      dossierId: Id,
      numero: z.string(),
      moyen: MoyenReponse,
      /** Chemin de la démarche, si la réponse en vient. */
      demarche: z.string().nullable(),
      /** Jour du dépôt, ou à défaut de l’import. */
      recueLe: DateSeule,
    }),
  ),
});
export type PorteurAppele = z.infer<typeof PorteurAppele>;

export const EtatAppel = z.object({
  anneeScolaire: AnneeScolaire,
  /** Dernier jour de dépôt, inclus. */
  dateLimiteDepot: DateSeule,
  aujourdhui: DateSeule,
  /** L’étape 4 de la campagne. */
  ouverture: DateSeule,
  fin: DateSeule.nullable(),
  /** Ce que le classeur demande, feuille par feuille. */
  feuilles: z.array(z.object({ nom: z.string(), questions: z.number().int(), obligatoires: z.number().int() })),
  pieces: z.array(z.object({ code: z.string(), libelle: z.string(), obligatoire: z.boolean() })),
  /** Faux : la liste des pièces est celle que Clas propose, personne ne l’a encore établie. */
  piecesEtablies: z.boolean(),
  porteurs: z.array(PorteurAppele),
});
export type EtatAppel = z.infer<typeof EtatAppel>;

export const appel = {
  lire: oc
    .input(z.object({ campagneId: Id }))
    .output(EtatAppel)
    .errors(ERREURS),
  /** Le classeur de réponse d’un porteur, ou vierge. */
  classeur: oc
    .input(z.object({ campagneId: Id, structureId: Id.nullable() }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Les classeurs de plusieurs porteurs, dans une archive. */
  classeurs: oc
    .input(z.object({ campagneId: Id, structureIds: z.array(Id).min(1).max(2000) }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Les porteurs qui n’ont pas répondu et leurs coordonnées ; `structureIds` : parmi ceux-là seulement. */
  relances: oc
    .input(z.object({ campagneId: Id, structureIds: z.array(Id).max(2000).optional() }))
    .output(DocumentProduit)
    .errors(ERREURS),
};
