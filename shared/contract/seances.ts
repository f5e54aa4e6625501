import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Centimes, DateSeule, ERREURS, Heure, Id, NatureDecision, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';
import { Collectif, LigneDossier } from './dossiers.ts';

export const Membre = z.object({
  institution: z.enum(['caf', 'etat', 'education_nationale', 'autre']),
  nom: z.string().trim().min(1).max(120),
  fonction: z.string().trim().max(120),
});
export type Membre = z.infer<typeof Membre>;

export const OrdreSeance = z.enum(['pile', 'territoire', 'note']);
const Reglages = z.object({
  date: DateSeule,
  heureDebut: Heure,
  heureFin: Heure,
  lieu: z.string().trim().max(200),
  presidence: z.string().trim().max(120),
  ordre: OrdreSeance,
  membres: z.array(Membre),
});
export const Seance = Reglages.extend({ id: Id, campagneId: Id, etat: z.enum(['preparee', 'tenue']) });
export type Seance = z.infer<typeof Seance>;

export const DossierDeSeance = LigneDossier.extend({
  listeCollectifs: z.array(Collectif),
  /** Points à débattre, en phrases : conditions à « non », axes sous le seuil, anomalies d’argent. */
  points: z.array(z.string()),
  commentaire: z.string(),
});
export type DossierDeSeance = z.infer<typeof DossierDeSeance>;

export const Enveloppe = z.object({
  totalCentimes: Centimes.nullable(),
  engageCentimes: Centimes,
  /** null si la campagne n’a pas d’enveloppe ; négatif si elle est dépassée. */
  resteCentimes: Centimes.nullable(),
  /** Droit des collectifs qui attendent encore une décision. */
  enAttenteCentimes: Centimes,
});
export type Enveloppe = z.infer<typeof Enveloppe>;

export const EtatSeance = z.object({
  seance: Seance.nullable(),
  enveloppe: Enveloppe,
  motifs: z.array(z.object({ code: z.string(), libelle: z.string(), natures: z.array(NatureDecision) })),
  decides: z.number().int(),
  total: z.number().int(),
  /** Dans l’ordre du jour. */
  dossiers: z.array(DossierDeSeance),
});
export type EtatSeance = z.infer<typeof EtatSeance>;

export const seances = {
  lire: oc
    .input(z.object({ campagneId: Id }))
    .output(EtatSeance)
    .errors(ERREURS),
  creer: oc
    .input(Reglages.extend({ campagneId: Id }))
    .output(EtatSeance)
    .errors(ERREURS),
  modifier: oc
    .input(Reglages.extend({ seanceId: Id }))
    .output(EtatSeance)
    .errors(ERREURS),
  /** Une décision par collectif ; refus, ajournement, réserve et sans suite demandent un motif ou un texte. */
  decider: oc
    .input(
      z.object({
        seanceId: Id,
        collectifIds: z.array(Id).min(1).max(500),
        nature: NatureDecision,
        motif: z.string().nullable(),
        texte: z.string().trim().max(4000),
      }),
    )
    .output(EtatSeance)
    .errors(ERREURS),
  /** Retire la décision en vigueur d’un collectif ; elle reste dans l’historique avec ce motif. */
  annuler: oc
    .input(z.object({ seanceId: Id, collectifId: Id, motif: z.string().trim().min(1).max(500) }))
    .output(EtatSeance)
    .errors(ERREURS),
  dossierDeSeance: oc
    .input(z.object({ seanceId: Id }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
};
