import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Centimes, DateSeule, ERREURS, Heure, Id, NatureDecision, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';
import { OptionsDossierDeSeance } from './dossier-de-seance.ts';
import { Collectif, LigneDossier } from './dossiers.ts';

export const Institution = z.enum(['caf', 'etat', 'education_nationale', 'autre']);
export type Institution = z.infer<typeof Institution>;

export const Membre = z.object({
  institution: Institution,
  nom: z.string().trim().min(1).max(120),
  fonction: z.string().trim().max(120),
  courriel: z.string().trim().max(200).nullable().default(null),
});
export type Membre = z.infer<typeof Membre>;

export const Presence = z.enum(['present', 'excuse', 'absent']);
export type Presence = z.infer<typeof Presence>;

/** Un membre inscrit à une séance ; `presence` est null tant que personne ne l’a notée. */
export const MembreDeSeance = Membre.extend({ id: Id, presence: Presence.nullable() });
export type MembreDeSeance = z.infer<typeof MembreDeSeance>;

/** Un membre tel qu’on l’enregistre : avec son numéro, il garde sa présence et ses récusations. */
export const MembreSaisi = Membre.extend({ id: Id.nullable().default(null) });
export type MembreSaisi = z.infer<typeof MembreSaisi>;

/** `main` : l’ordre des points inscrits, que l’agent a rangés. */
export const OrdreSeance = z.enum(['pile', 'territoire', 'note', 'main']);
export type OrdreSeance = z.infer<typeof OrdreSeance>;

/** Toute la campagne, ce que la séance d’avant a ajourné, ou les seuls dossiers inscrits à la main. */
export const PorteeSeance = z.enum(['campagne', 'ajournes', 'choisis']);
export type PorteeSeance = z.infer<typeof PorteeSeance>;

export const SensAvis = z.enum(['favorable', 'reserve', 'defavorable', 'sans_avis']);
export type SensAvis = z.infer<typeof SensAvis>;

/** L’avis d’une institution sur un dossier, dit en séance. */
export const AvisSeance = z.object({ institution: Institution, sens: SensAvis, texte: z.string() });
export type AvisSeance = z.infer<typeof AvisSeance>;

/** Un membre lié au porteur ne prend pas part à la décision de ce dossier. */
export const Recusation = z.object({ membreId: Id, nom: z.string(), motif: z.string() });
export type Recusation = z.infer<typeof Recusation>;

const Reglages = z.object({
  date: DateSeule,
  heureDebut: Heure,
  heureFin: Heure,
  lieu: z.string().trim().max(200),
  presidence: z.string().trim().max(120),
  ordre: OrdreSeance,
  /** Nombre de membres présents exigé ; null : pas de quorum. */
  quorum: z.number().int().min(1).max(200).nullable().default(null),
  membres: z.array(Membre),
});
export const Seance = Reglages.extend({
  id: Id,
  campagneId: Id,
  etat: z.enum(['preparee', 'tenue']),
  portee: PorteeSeance,
  /** La séance dont celle-ci reprend les dossiers ajournés. */
  suiteDe: Id.nullable(),
  membres: z.array(MembreDeSeance),
});
export type Seance = z.infer<typeof Seance>;

/** L’ajournement qu’une séance précédente a prononcé sur un collectif, à décider à nouveau dans celle-ci. */
export const DecisionAnterieure = z.object({
  collectifId: Id,
  lettre: z.string(),
  seanceId: Id,
  /** Date de la séance qui l’a prise. */
  date: DateSeule,
  motif: z.string().nullable(),
  texte: z.string(),
});
export type DecisionAnterieure = z.infer<typeof DecisionAnterieure>;

export const DossierDeSeance = LigneDossier.extend({
  listeCollectifs: z.array(Collectif),
  /** Points à débattre, en phrases : conditions à « non », axes sous le seuil, anomalies d’argent. */
  points: z.array(z.string()),
  commentaire: z.string(),
  /** Temps prévu à l’ordre du jour ; null : celui que le calcul lui donne. */
  minutes: z.number().int().nullable(),
  recusations: z.array(Recusation),
  avis: z.array(AvisSeance),
  /** Ce que propose le scénario retenu ; null : aucun ne l’est, ou il ne connaissait pas ce dossier. */
  proposition: z.object({ scenario: z.string(), collectifIds: z.array(Id), texte: z.string() }).nullable(),
  /** Ce qu’une séance précédente avait ajourné ; leur décision est à reprendre ici. */
  anterieures: z.array(DecisionAnterieure),
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

/** Un motif de la liste ; retiré, il ne se propose plus mais se lit encore là où il a servi. */
export const MotifDeDecision = z.object({
  code: z.string().regex(/^[a-z0-9_]{1,60}$/),
  libelle: z.string().trim().min(1).max(160),
  natures: z.array(NatureDecision).min(1),
  actif: z.boolean(),
});
export type MotifDeDecision = z.infer<typeof MotifDeDecision>;

/** Une séance de la campagne, pour choisir. */
export const SeanceResumee = Seance.pick({
  id: true,
  date: true,
  heureDebut: true,
  lieu: true,
  etat: true,
  portee: true,
});
export type SeanceResumee = z.infer<typeof SeanceResumee>;

export const EtatSeance = z.object({
  /** Celle demandée, sinon la dernière créée ; null : aucune dans la campagne. */
  seance: Seance.nullable(),
  /** Toutes celles de la campagne, de la plus récente à la plus ancienne. */
  seances: z.array(SeanceResumee),
  enveloppe: Enveloppe,
  motifs: z.array(MotifDeDecision),
  decides: z.number().int(),
  total: z.number().int(),
  /** Dans l’ordre du jour. */
  dossiers: z.array(DossierDeSeance),
});
export type EtatSeance = z.infer<typeof EtatSeance>;

/** Une décision groupée, avant de la prendre : les collectifs de ces dossiers qui attendent encore la leur. */
const Groupe = z.object({
  seanceId: Id,
  dossierIds: z.array(Id).min(1).max(2000),
  nature: NatureDecision,
  motif: z.string().nullable(),
  texte: z.string().trim().max(4000),
});

/** Un dossier d’une décision groupée, contrôlé. */
export const LigneDeGroupe = z.object({
  dossierId: Id,
  numero: z.string(),
  structure: z.string(),
  communeNom: z.string().nullable(),
  pile: LigneDossier.shape.pile,
  noteDixiemes: LigneDossier.shape.note.shape.dixiemes,
  /** Ceux qui attendent leur décision. */
  collectifIds: z.array(Id),
  lettres: z.array(z.string()),
  /** Ce que la décision accorderait. */
  montantCentimes: Centimes,
  /** Ce qu’il resterait de l’enveloppe après cette ligne et celles d’avant ; null : pas d’enveloppe. */
  resteCentimes: Centimes.nullable(),
  /** Empêche de prendre la ligne dans un groupe. */
  blocages: z.array(z.string()),
  /** À savoir avant de confirmer. */
  alertes: z.array(z.string()),
});
export type LigneDeGroupe = z.infer<typeof LigneDeGroupe>;

export const GroupeVerifie = z.object({
  lignes: z.array(LigneDeGroupe),
  /** Ce qui vaut pour toute la décision : quorum, motif. */
  alertes: z.array(z.string()),
  /** Des seules lignes que rien n’empêche. */
  montantCentimes: Centimes,
});
export type GroupeVerifie = z.infer<typeof GroupeVerifie>;

const DeSeance = z.object({ seanceId: Id });
const DuDossier = DeSeance.extend({ dossierId: Id });

export const seances = {
  lire: oc
    .input(z.object({ campagneId: Id, seanceId: Id.optional() }))
    .output(EtatSeance)
    .errors(ERREURS),
  /** Une séance de plus : toute la campagne, ce que `suiteDe` a ajourné, ou les dossiers donnés. */
  creer: oc
    .input(
      Reglages.extend({
        campagneId: Id,
        portee: PorteeSeance.default('campagne'),
        suiteDe: Id.nullable().default(null),
        dossierIds: z.array(Id).max(2000).default([]),
      }),
    )
    .output(EtatSeance)
    .errors(ERREURS),
  /** Un membre gardé par son numéro garde présence et récusations ; en retirer un qui s’est récusé se confirme. */
  modifier: oc
    .input(Reglages.extend({ seanceId: Id, membres: z.array(MembreSaisi), confirmer: z.boolean().default(false) }))
    .output(EtatSeance)
    .errors(ERREURS),
  /** Efface une séance où rien n’a été décidé ni dit. */
  supprimer: oc.input(DeSeance).output(EtatSeance).errors(ERREURS),
  /** Ordre et minutes : la liste entière, dans l’ordre voulu ; elle dit aussi qui est inscrit à une séance choisie à la main. */
  ordonner: oc
    .input(
      DeSeance.extend({
        ordre: OrdreSeance,
        points: z.array(z.object({ dossierId: Id, minutes: z.number().int().min(0).max(240).nullable() })).max(5000),
      }),
    )
    .output(EtatSeance)
    .errors(ERREURS),
  presence: oc
    .input(DeSeance.extend({ membreId: Id, presence: Presence.nullable() }))
    .output(EtatSeance)
    .errors(ERREURS),
  /** Un membre se déporte d’un dossier, avec son motif ; `motif` null lève la récusation. */
  recuser: oc
    .input(DuDossier.extend({ membreId: Id, motif: z.string().trim().min(1).max(500).nullable() }))
    .output(EtatSeance)
    .errors(ERREURS),
  /** L’avis d’une institution sur un dossier ; `sens` null l’efface. */
  donnerAvis: oc
    .input(
      DuDossier.extend({
        institution: Institution,
        sens: SensAvis.nullable(),
        texte: z.string().trim().max(2000),
      }),
    )
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
  /** Ce qu’une décision groupée ferait, ligne par ligne ; n’écrit rien. */
  verifierGroupe: oc.input(Groupe).output(GroupeVerifie).errors(ERREURS),
  /** Prend la décision groupée, ou rien : refusée si une ligne ne passe plus ou si le montant lu a changé. */
  deciderGroupe: oc
    .input(Groupe.extend({ montantCentimes: Centimes }))
    .output(EtatSeance)
    .errors(ERREURS),
  /** Retire la décision en vigueur d’un collectif ; elle reste dans l’historique avec ce motif. */
  annuler: oc
    .input(z.object({ seanceId: Id, collectifId: Id, motif: z.string().trim().min(1).max(500) }))
    .output(EtatSeance)
    .errors(ERREURS),
  dossierDeSeance: oc
    .input(OptionsDossierDeSeance.extend({ seanceId: Id }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
};
