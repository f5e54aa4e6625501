import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ReponseCondition } from '../domaine/charte.ts';
import { Centimes, ERREURS, Id, NatureDecision, NiveauScolaire, Pile } from './commun.ts';

/** Note sur 100 en dixièmes (72,2 → 722), arrondie au plus proche ; null si rien n’est coté. */
const Dixiemes = z.number().int().nullable();

export const NoteAxe = z.object({
  code: z.string(),
  libelle: z.string(),
  abrege: z.string(),
  poids: z.number().int(),
  seuil: z.number().int(),
  dixiemes: Dixiemes,
  cotes: z.number().int(),
  total: z.number().int(),
  sousSeuil: z.boolean(),
});
export type NoteAxe = z.infer<typeof NoteAxe>;

export const Note = z.object({
  dixiemes: Dixiemes,
  /** Faux : note partielle, sans rang ; `manquants` liste les critères non cotés. */
  complete: z.boolean(),
  manquants: z.array(z.string()),
  axes: z.array(NoteAxe),
});
export type Note = z.infer<typeof Note>;

export const ResumeStructure = z.object({
  id: Id,
  raisonSociale: z.string(),
  siret: z.string().nullable(),
  siretDeclare: z.string().nullable(),
  rna: z.string().nullable(),
  formeJuridique: z.string().nullable(),
});

export const EtatDossier = z.enum(['a_etudier', 'en_lecture', 'etudie', 'decide']);
/** `mixte` : les collectifs n’ont pas tous la même décision. */
export const DecisionDossier = z.enum([...NatureDecision.options, 'mixte']).nullable();

export const LigneDossier = z.object({
  id: Id,
  numero: z.string(),
  structure: ResumeStructure,
  communeInsee: z.string().nullable(),
  communeNom: z.string().nullable(),
  territoire: z.string().nullable(),
  qpv: z.boolean().nullable(),
  collectifs: z.number().int(),
  effectif: z.number().int(),
  niveaux: z.array(z.object({ niveau: NiveauScolaire.nullable(), nombre: z.number().int() })),
  deposeLe: z.string().nullable(),
  coutCentimes: Centimes,
  demandeCentimes: Centimes.nullable(),
  droitCentimes: Centimes,
  agreeCentimes: Centimes.nullable(),
  note: Note,
  rang: z.object({ rang: z.number().int(), exAequo: z.boolean() }).nullable(),
  pile: Pile.nullable(),
  raisons: z.array(z.string()),
  etat: EtatDossier,
  decision: DecisionDossier,
  anomalies: z.number().int(),
  /** Ceux qui ont commencé ou fini de lire ; un agent écarté par un lien d’intérêt n’y est pas. */
  lecteurs: z.array(z.string()),
  /** D’autres l’ont lu, mais leurs niveaux sont cachés à cet agent : la note est celle de sa seule lecture. */
  aveugle: z.boolean(),
  /** Les lectures terminées s’écartent trop : à harmoniser avant le Copil. */
  aHarmoniser: z.boolean(),
  /** Un import a changé ses réponses après une lecture : le lecteur doit y revenir. */
  modifieDepuisLecture: z.boolean(),
  /** Instant où il a été marqué absent du dernier fichier de sa source. */
  absentDepuis: z.string().nullable(),
});
export type LigneDossier = z.infer<typeof LigneDossier>;

export const DecisionCollectif = z.object({
  id: Id,
  /** La séance où elle a été prise. */
  seanceId: Id,
  nature: NatureDecision,
  motif: z.string().nullable(),
  texte: z.string(),
  montantCentimes: Centimes,
  agent: z.string(),
  instant: z.string(),
});
export type DecisionCollectif = z.infer<typeof DecisionCollectif>;

export const Collectif = z.object({
  id: Id,
  rang: z.number().int(),
  /** « A », « B »… d’après le rang. */
  lettre: z.string(),
  libelle: z.string(),
  niveau: NiveauScolaire.nullable(),
  classes: z.string().nullable(),
  effectif: z.number().int().nullable(),
  communeInsee: z.string().nullable(),
  communeNom: z.string().nullable(),
  lieu: z.string().nullable(),
  jours: z.string().nullable(),
  horaires: z.string().nullable(),
  adultes: z.number().int().nullable(),
  coutCentimes: Centimes,
  /** Vrai si le coût vient du partage égal du budget du dossier (domaine §3.2). */
  coutPartage: z.boolean(),
  /** Taux × coût, avant plafond. */
  calculCentimes: Centimes,
  droitCentimes: Centimes,
  plafonne: z.boolean(),
  decision: DecisionCollectif.nullable(),
});
export type Collectif = z.infer<typeof Collectif>;

export const Reponse = z.object({
  champ: z.string().nullable(),
  libelle: z.string(),
  section: z.enum(['identite', 'projet', 'collectifs', 'budget', 'pieces', 'autres']),
  /** Valeur à afficher, en français. */
  valeur: z.string(),
  brut: z.string(),
  /** « Dossiers!R18 », la cellule du fichier importé. */
  adresse: z.string(),
  collectifId: Id.nullable(),
});
export type Reponse = z.infer<typeof Reponse>;

export const ControleBudget = z.object({
  code: z.string(),
  libelle: z.string(),
  etat: z.enum(['oui', 'non', 'info', 'non_renseigne']),
  gauche: z.string(),
  signe: z.string().nullable(),
  droite: z.string().nullable(),
});
export const Budget = z.object({
  charges: z.array(
    z.object({ compte: z.string(), libelle: z.string(), montantCentimes: Centimes, adresse: z.string() }),
  ),
  produits: z.array(
    z.object({ compte: z.string(), libelle: z.string(), montantCentimes: Centimes, adresse: z.string() }),
  ),
  totalChargesCentimes: Centimes,
  totalProduitsCentimes: Centimes,
  contributions86Centimes: Centimes,
  contributions87Centimes: Centimes,
  controles: z.array(ControleBudget),
});
export type Budget = z.infer<typeof Budget>;

export const ConditionEvaluee = z.object({
  code: z.string(),
  libelle: z.string(),
  aide: z.string(),
  eliminatoire: z.boolean(),
  champs: z.array(z.string()),
  proposition: z.object({ reponse: ReponseCondition, preuve: z.string() }),
  constat: z
    .object({
      reponse: ReponseCondition,
      commentaire: z.string(),
      agent: z.string(),
      instant: z.string(),
      /** Ce que le logiciel proposait quand l’agent a constaté. */
      proposition: z.object({ reponse: ReponseCondition, preuve: z.string() }),
    })
    .nullable(),
  /** Vrai : la proposition ou sa preuve n’est plus celle du constat ; l’agent le confirme ou le change. */
  aRevoir: z.boolean(),
  /** Le constat de l’agent s’il existe, sinon la proposition. */
  retenue: ReponseCondition,
});
export type ConditionEvaluee = z.infer<typeof ConditionEvaluee>;

export const EvenementDossier = z.object({
  instant: z.string(),
  agent: z.string(),
  action: z.string(),
  detail: z.string(),
});

/** Tout ce que la page d’un dossier et sa fiche imprimée montrent. */
export const Dossier = LigneDossier.extend({
  campagneId: Id,
  lignes: z.object({ precedent: Id.nullable(), suivant: Id.nullable() }),
  etatSource: z.string().nullable(),
  intitule: z.string().nullable(),
  quartier: z.string().nullable(),
  contacts: z.object({
    adresse: z.string().nullable(),
    codePostal: z.string().nullable(),
    communeSiege: z.string().nullable(),
    courriel: z.string().nullable(),
    telephone: z.string().nullable(),
    representant: z.string().nullable(),
    coordinateur: z.string().nullable(),
  }),
  banque: z
    .object({
      titulaire: z.string().nullable(),
      iban: z.string(),
      bic: z.string().nullable(),
      etat: z.enum(['a_verifier', 'verifie', 'bloque']),
    })
    .nullable(),
  listeCollectifs: z.array(Collectif),
  budget: Budget,
  reponses: z.array(Reponse),
  conditions: z.array(ConditionEvaluee),
  pieces: z.array(z.object({ champ: z.string(), libelle: z.string(), recue: z.boolean(), fichiers: z.string() })),
  commentaire: z.string(),
  anomaliesImport: z.array(z.object({ adresse: z.string(), message: z.string(), valeur: z.string() })),
  echeances: z.array(
    z.object({ libelle: z.string(), montantCentimes: Centimes, datePrevue: z.string(), statut: z.string() }),
  ),
  evenements: z.array(EvenementDossier),
  /** Ce que les imports ont changé depuis la dernière lecture, champ par champ. */
  changementsDepuisLecture: z.array(
    z.object({ instant: z.string(), champ: z.string(), avant: z.string().nullable(), apres: z.string().nullable() }),
  ),
});
export type Dossier = z.infer<typeof Dossier>;

export const dossiers = {
  lister: oc
    .input(z.object({ campagneId: Id }))
    .output(z.array(LigneDossier))
    .errors(ERREURS),
  lire: oc
    .input(z.object({ dossierId: Id }))
    .output(Dossier)
    .errors(ERREURS),
  /** La liste telle qu’affichée (colonnes et ordre choisis), en classeur Excel. */
  exporter: oc
    .input(z.object({ campagneId: Id, dossierIds: z.array(Id), colonnes: z.array(z.string()) }))
    .output(z.object({ documentId: z.string(), nom: z.string() }))
    .errors(ERREURS),
};
