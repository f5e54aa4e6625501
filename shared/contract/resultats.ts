import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { AnneeScolaire, Centimes, ERREURS, Id, Pile, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';
import { DecisionDossier, LigneDossier } from './dossiers.ts';

/** Ce qu’une structure a présenté une année : ses dossiers et leurs sommes. */
export const AnneeDeStructure = z.object({
  dossiers: z.array(
    z.object({
      id: Id,
      numero: z.string(),
      /** Note sur 100 en dixièmes. */
      dixiemes: z.number().int().nullable(),
      complete: z.boolean(),
      rang: z.object({ rang: z.number().int(), exAequo: z.boolean() }).nullable(),
      pile: Pile.nullable(),
      decision: DecisionDossier,
    }),
  ),
  collectifs: z.number().int(),
  effectif: z.number().int(),
  demandeCentimes: Centimes.nullable(),
  droitCentimes: Centimes,
  agreeCentimes: Centimes.nullable(),
});
export type AnneeDeStructure = z.infer<typeof AnneeDeStructure>;

/** `sans_reference` : la base ne tient aucune campagne antérieure. */
export const Parcours = z.enum(['nouveau', 'renouvellement', 'sans_reference']);
export type Parcours = z.infer<typeof Parcours>;

/** Un besoin en mots ; `detail` : comment y répondre. */
export const PhraseBesoin = z.object({
  genre: z.enum(['condition', 'coter', 'axe', 'note', 'chemin', 'rien']),
  texte: z.string(),
  detail: z.string().nullable(),
});

export const LigneResultat = LigneDossier.extend({
  parcours: Parcours,
  /** La même structure dans la campagne de l’année d’avant. */
  precedent: AnneeDeStructure.nullable(),
  /** Ce qu’il faudrait pour être favorable ; vide si la note n’est pas montrée à cet agent. */
  besoin: z.array(PhraseBesoin),
});
export type LigneResultat = z.infer<typeof LigneResultat>;

const CharteResumee = z.object({
  nom: z.string(),
  version: z.number().int(),
  modele: z.boolean(),
  seuilNote: z.number().int(),
  axes: z.array(
    z.object({
      code: z.string(),
      libelle: z.string(),
      abrege: z.string(),
      poids: z.number().int(),
      seuil: z.number().int(),
      criteres: z.array(z.object({ code: z.string(), libelle: z.string(), poids: z.number().int() })),
    }),
  ),
});

export const Resultats = z.object({
  anneeScolaire: AnneeScolaire,
  charte: CharteResumee,
  /** La campagne de l’année d’avant, si la base la tient. */
  anneePrecedente: AnneeScolaire.nullable(),
  lignes: z.array(LigneResultat),
});
export type Resultats = z.infer<typeof Resultats>;

export const Cible = z.object({ genre: z.enum(['axe', 'critere']), code: z.string() });

/** Un facteur appliqué à un poids, et le poids qu’il donne ; `exact` : la fraction, null si la valeur est approchée. */
const Facteur = z.object({
  valeur: z.number(),
  exact: z.string().nullable(),
  texte: z.string(),
  poids: z.string(),
});

export const StabiliteDossier = z.object({
  dossierId: Id,
  rang: z.number().int(),
  meilleur: z.number().int(),
  moinsBon: z.number().int(),
  changeDePile: z.boolean(),
  stabilite: z.enum(['stable', 'mobile', 'fragile']),
});
export type StabiliteDossier = z.infer<typeof StabiliteDossier>;

export const Sensibilite = z.object({
  cible: z.object({ ...Cible.shape, libelle: z.string(), poids: z.number().int() }),
  /** Facteurs de l’image, de 0 à 2, et le poids que chacun donne. */
  facteurs: z.array(z.number()),
  poids: z.array(z.string()),
  dossiers: z.array(
    z.object({
      id: Id,
      numero: z.string(),
      raisonSociale: z.string(),
      pile: Pile.nullable(),
      rang: z.object({ rang: z.number().int(), exAequo: z.boolean() }),
      /** Rang à chaque facteur ; null quand le poids nul ne laisse aucune note. */
      rangs: z.array(z.number().int().nullable()),
      meilleur: z.number().int(),
      moinsBon: z.number().int(),
      changeDePile: z.boolean(),
    }),
  ),
  /** Les plus proches du poids d’aujourd’hui d’abord. */
  bascules: z.array(z.object({ dessusId: Id, dessousId: Id, facteur: Facteur })),
  nombreDeBascules: z.number().int(),
  changements: z.array(z.object({ dossierId: Id, de: Pile, vers: Pile, facteur: Facteur })),
});
export type Sensibilite = z.infer<typeof Sensibilite>;

export const LigneAnnees = z.object({
  structureId: Id,
  raisonSociale: z.string(),
  communeNom: z.string().nullable(),
  territoire: z.string().nullable(),
  statut: z.enum(['nouveau', 'reconduit', 'non_reconduit']),
  n: AnneeDeStructure.nullable(),
  n1: AnneeDeStructure.nullable(),
});
export type LigneAnnees = z.infer<typeof LigneAnnees>;

const TotalAnnee = z.object({
  structures: z.number().int(),
  dossiers: z.number().int(),
  collectifs: z.number().int(),
  effectif: z.number().int(),
  demandeCentimes: Centimes,
  droitCentimes: Centimes,
  agreeCentimes: Centimes,
});

export const ComparaisonAnnees = z.object({
  anneeScolaire: AnneeScolaire,
  /** Null : la base ne tient pas la campagne d’avant, il n’y a rien à comparer. */
  anneePrecedente: AnneeScolaire.nullable(),
  /** Phrase à dire si les notes des deux années ne viennent pas de la même charte. */
  avertissement: z.string().nullable(),
  lignes: z.array(LigneAnnees),
  totaux: z.object({ n: TotalAnnee, n1: TotalAnnee.nullable() }),
});
export type ComparaisonAnnees = z.infer<typeof ComparaisonAnnees>;

const SurCampagne = z.object({ campagneId: Id });
/** Les dossiers choisis, dans l’ordre où ils seront montrés. */
const Choix = SurCampagne.extend({ dossierIds: z.array(Id) });

export const resultats = {
  lire: oc.input(SurCampagne).output(Resultats).errors(ERREURS),
  /** Entre quels rangs chaque dossier reste quand le poids de chaque axe varie, tour à tour, de moitié. */
  stabilites: oc.input(SurCampagne).output(z.array(StabiliteDossier)).errors(ERREURS),
  /** Ce que devient le classement quand un poids va de zéro à son double. */
  sensibilite: oc
    .input(SurCampagne.extend({ cible: Cible }))
    .output(Sensibilite)
    .errors(ERREURS),
  annees: oc.input(SurCampagne).output(ComparaisonAnnees).errors(ERREURS),
  /** Les fiches d’instruction des dossiers choisis, en PDF, ou leur classeur. */
  fiches: oc
    .input(Choix.extend({ format: z.enum(['pdf', 'xlsx']) }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
};
