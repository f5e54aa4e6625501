import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { CODES_ALERTE } from '../domaine/alertes-suivi.ts';
import { NATURES_EVENEMENT, SITUATIONS } from '../domaine/etat-collectif.ts';
import { AnneeScolaire, Centimes, DateSeule, ERREURS, Id, NiveauScolaire, suivi as suite } from './commun.ts';
import { DocumentProduit } from './documents.ts';

const AlerteSuivi = z.object({ code: z.enum(CODES_ALERTE), texte: z.string() });
const Effectif = z.number().int().min(0).max(999);

const Renseignements = z.object({
  lieu: z.string().nullable(),
  jours: z.string().nullable(),
  horaires: z.string().nullable(),
  effectif: Effectif.nullable(),
});

export const RelanceDemarrage = z.object({
  rang: z.number().int(),
  echeance: DateSeule,
  instant: z.string(),
  agent: z.string(),
  documentId: Id.nullable(),
});
export type RelanceDemarrage = z.infer<typeof RelanceDemarrage>;

/** Un collectif agréé, ou qui l’a été et dont le suivi garde la trace. */
export const CollectifSuivi = z.object({
  collectifId: Id,
  lettre: z.string(),
  libelle: z.string(),
  niveau: NiveauScolaire.nullable(),
  /** Faux : plus agréé aujourd’hui ; rien ne s’y note plus. */
  accorde: z.boolean(),
  situation: z.enum(SITUATIONS),
  depuis: DateSeule.nullable(),
  demarreLe: DateSeule.nullable(),
  arreteLe: DateSeule.nullable(),
  motif: z.string(),
  /** La convention est résiliée : rien n’est plus attendu du porteur, ni versé. */
  resilieeLe: DateSeule.nullable(),
  /** Au-delà, un démarrage non confirmé est une alerte. */
  attenduLe: DateSeule,
  /** Ce que la réponse à l’appel à projets disait. */
  prevu: Renseignements,
  /** Ce qui a été confirmé depuis. */
  confirme: Renseignements.extend({ coordinateur: z.string().nullable() }),
  /** Mois de l’année scolaire (sur dix) où il a accueilli. */
  mois: z.number().int().min(0).max(10),
  agreeCentimes: Centimes,
  /** Ce qu’il faut en attendre d’après le suivi. */
  droitCentimes: Centimes,
  alertes: z.array(AlerteSuivi),
});
export type CollectifSuivi = z.infer<typeof CollectifSuivi>;

/** Une ligne de la grille : un collectif dans son dossier. */
export const LigneSuivi = CollectifSuivi.extend({
  dossierId: Id,
  numero: z.string(),
  structure: z.string(),
  commune: z.string().nullable(),
  territoire: z.string().nullable(),
  derniereVisite: DateSeule.nullable(),
  relance: RelanceDemarrage.nullable(),
});
export type LigneSuivi = z.infer<typeof LigneSuivi>;

export const ReglagesSuivi = z.object({
  /** Jours après la rentrée (étape 9) ou la décision, avant qu’un démarrage non confirmé n’alerte. */
  joursAvantAlerte: z.number().int().min(0).max(300),
  /** Délai laissé au porteur par une relance. */
  joursDeReponse: z.number().int().min(1).max(120),
});
export type ReglagesSuivi = z.infer<typeof ReglagesSuivi>;

export const EtatSuivi = z.object({
  aujourdhui: DateSeule,
  anneeScolaire: AnneeScolaire,
  reglages: ReglagesSuivi,
  effectifMinimum: z.number().int(),
  effectifMaximum: z.number().int(),
  lignes: z.array(LigneSuivi),
});
export type EtatSuivi = z.infer<typeof EtatSuivi>;

const MOYENS = ['telephone', 'courriel', 'courrier', 'reunion', 'autre'] as const;

const DuFil = z.object({
  id: Id,
  date: DateSeule,
  agent: z.string(),
  instant: z.string(),
  annule: z.object({ agent: z.string(), instant: z.string(), motif: z.string() }).nullable(),
});
/** Ce qui est arrivé à un dossier, du plus récent au plus ancien. */
export const ElementDuFil = z.discriminatedUnion('genre', [
  DuFil.extend({
    genre: z.literal('evenement'),
    collectifId: Id,
    lettre: z.string(),
    nature: z.enum(NATURES_EVENEMENT),
    ...Renseignements.shape,
    coordinateur: z.string().nullable(),
    texte: z.string(),
  }),
  DuFil.extend({
    genre: z.literal('visite'),
    lettre: z.string().nullable(),
    visiteurs: z.string(),
    rencontres: z.string(),
    effectif: Effectif.nullable(),
    compteRendu: z.string(),
    suites: z.string(),
    /** Rien n’a été noté depuis. */
    enAttente: z.boolean(),
  }),
  DuFil.extend({
    genre: z.literal('echange'),
    moyen: z.enum(MOYENS),
    sens: z.enum(['recu', 'emis']),
    interlocuteur: z.string(),
    objet: z.string(),
    texte: z.string(),
  }),
  DuFil.extend({ genre: z.literal('relance'), rang: z.number().int(), echeance: DateSeule, documentId: Id.nullable() }),
]);
export type ElementDuFil = z.infer<typeof ElementDuFil>;

export const SuiviDossier = z.object({
  dossierId: Id,
  numero: z.string(),
  structure: z.string(),
  commune: z.string().nullable(),
  courriel: z.string().nullable(),
  telephone: z.string().nullable(),
  /** Faux : une lettre partirait sans adresse. */
  adresseConnue: z.boolean(),
  /** Nommé dans la réponse à l’appel à projets. */
  coordinateurDeclare: z.string().nullable(),
  aujourdhui: DateSeule,
  agreeCentimes: Centimes,
  droitCentimes: Centimes,
  collectifs: z.array(CollectifSuivi),
  alertes: z.array(AlerteSuivi),
  fil: z.array(ElementDuFil),
});
export type SuiviDossier = z.infer<typeof SuiviDossier>;

const Texte = z.string().trim().max(4000);
const Court = z.string().trim().max(300);
const OuVide = z
  .string()
  .trim()
  .max(300)
  .nullable()
  .transform((texte) => texte || null);

export const EvenementSaisi = z.object({
  collectifId: Id,
  nature: z.enum(NATURES_EVENEMENT),
  dateEffet: DateSeule,
  lieu: OuVide,
  jours: OuVide,
  horaires: OuVide,
  effectif: Effectif.nullable(),
  coordinateur: OuVide,
  texte: Texte,
});
export type EvenementSaisi = z.infer<typeof EvenementSaisi>;

const Montants = z.object({ avantCentimes: Centimes, apresCentimes: Centimes });
/** Ce qu’une écriture change, ou changerait, au droit du dossier et à son échéancier. */
export const EffetSurLeDroit = Montants.extend({
  collectifs: z.array(Montants.extend({ lettre: z.string() })),
  echeances: z.array(Montants.extend({ libelle: z.string() })),
});
export type EffetSurLeDroit = z.infer<typeof EffetSurLeDroit>;

const Change = z.object({ dossier: SuiviDossier, effet: EffetSurLeDroit });
const Evenements = z.object({ dossierId: Id, evenements: z.array(EvenementSaisi).min(1).max(200) });
const Ligne = z.object({ genre: z.enum(['evenement', 'visite', 'echange']), id: Id });

export const VisiteSaisie = z.object({
  dossierId: Id,
  /** null : tout le dossier. */
  collectifId: Id.nullable(),
  date: DateSeule,
  visiteurs: Court.min(1),
  rencontres: Court,
  effectif: Effectif.nullable(),
  compteRendu: Texte.min(1),
  suites: Texte,
});
export type VisiteSaisie = z.infer<typeof VisiteSaisie>;

export const EchangeSaisi = z.object({
  dossierId: Id,
  date: DateSeule,
  moyen: z.enum(MOYENS),
  sens: z.enum(['recu', 'emis']),
  interlocuteur: Court,
  objet: Court.min(1),
  texte: Texte,
});
export type EchangeSaisi = z.infer<typeof EchangeSaisi>;

export const suivi = {
  lire: oc
    .input(z.object({ campagneId: Id }))
    .output(EtatSuivi)
    .errors(ERREURS),
  lireDossier: oc
    .input(z.object({ dossierId: Id }))
    .output(SuiviDossier)
    .errors(ERREURS),
  /** Tous ou aucun : un événement refusé laisse les autres de côté. */
  noter: oc.input(Evenements).output(Change).errors(ERREURS),
  /** Ce que `noter` changerait, sans rien écrire. */
  apercu: oc.input(Evenements).output(EffetSurLeDroit).errors(ERREURS),
  noterVisite: oc.input(VisiteSaisie).output(SuiviDossier).errors(ERREURS),
  noterEchange: oc.input(EchangeSaisi).output(SuiviDossier).errors(ERREURS),
  /** La ligne reste, barrée, avec son motif ; une erreur se note à nouveau. */
  annuler: oc
    .input(Ligne.extend({ motif: z.string().trim().min(1).max(500) }))
    .output(Change)
    .errors(ERREURS),
  /** Ce qu’annuler un événement changerait au droit. */
  apercuAnnulation: oc.input(Ligne).output(EffetSurLeDroit).errors(ERREURS),
  regler: oc.input(ReglagesSuivi).output(ReglagesSuivi).errors(ERREURS),
  /** Une lettre par dossier dont un démarrage n’est pas confirmé ; les relances sont inscrites avec la lettre archivée. */
  relances: oc
    .input(z.object({ campagneId: Id, dossierIds: z.array(Id).max(20_000), echeance: DateSeule }))
    .output(eventIterator(suite(DocumentProduit)))
    .errors(ERREURS),
  /** Classeur des porteurs en retard : à qui téléphoner, pour quels collectifs, relancés quand. */
  listeDesRetards: oc
    .input(z.object({ campagneId: Id, dossierIds: z.array(Id).max(20_000) }))
    .output(DocumentProduit)
    .errors(ERREURS),
  /** La grille telle qu’affichée. */
  exporter: oc
    .input(
      z.object({
        campagneId: Id,
        collectifIds: z.array(Id).max(100_000),
        colonnes: z.array(z.string().max(40)).max(60),
      }),
    )
    .output(DocumentProduit)
    .errors(ERREURS),
};
