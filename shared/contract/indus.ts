import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Centimes, DateSeule, ERREURS, Id, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

const Mouvement = z.object({
  id: Id,
  /** `revise` et `caduc` sont écrits par le logiciel : le droit a été revu à la hausse. */
  nature: z.enum(['recouvre', 'compense', 'abandonne', 'revise', 'caduc']),
  montantCentimes: Centimes,
  date: z.string(),
  reference: z.string().nullable(),
  motif: z.string(),
  agent: z.string(),
  /** Noté par erreur : il ne compte plus. */
  annule: z.object({ motif: z.string(), agent: z.string(), instant: z.string() }).nullable(),
});

/** Un trop-perçu et sa suite. */
export const Indu = z.object({
  id: Id,
  dossierId: Id,
  numeroDossier: z.string(),
  raisonSociale: z.string(),
  montantCentimes: Centimes,
  resteCentimes: Centimes,
  origine: z.string(),
  constateLe: z.string(),
  mouvements: z.array(Mouvement),
  /** Les lettres qui en ont demandé le remboursement depuis qu’il est constaté, de la première à la dernière. */
  relances: z.array(z.object({ rang: z.number().int(), instant: z.string(), agent: z.string(), echeance: DateSeule })),
  /** Échéances à venir du même porteur, qu’une compensation pourrait réduire : « Solde, 1 353,90 €, prévue le 01/11/2027 ». */
  compensables: z.array(z.string()),
});
export type Indu = z.infer<typeof Indu>;

export const indus = {
  lister: oc
    .input(z.object({ campagneId: Id }))
    .output(z.array(Indu))
    .errors(ERREURS),
  /** Recouvrement, compensation faite à la main par l’agence comptable, ou abandon ; jamais plus que ce qui reste dû. */
  noter: oc
    .input(
      z.object({
        induId: Id,
        nature: z.enum(['recouvre', 'compense', 'abandonne']),
        montantCentimes: Centimes.positive(),
        date: DateSeule,
        reference: z.string().trim().max(120).nullable(),
        motif: z.string().trim().min(1).max(500),
      }),
    )
    .output(z.object({}))
    .errors(ERREURS),
  /** Un mouvement noté par erreur ne compte plus ; l’échéancier est révisé. Ce que le logiciel a noté ne s’annule pas. */
  annuler: oc
    .input(z.object({ mouvementId: Id, motif: z.string().trim().min(1).max(500) }))
    .output(z.object({}))
    .errors(ERREURS),
  /** Une lettre par dossier dont un trop-perçu reste dû ; les relances sont inscrites. */
  relancer: oc
    .input(z.object({ campagneId: Id, dossierIds: z.array(Id).min(1).max(500), echeance: DateSeule }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Classeur des trop-perçus qui restent dus. */
  exporter: oc
    .input(z.object({ campagneId: Id }))
    .output(DocumentProduit)
    .errors(ERREURS),
};
