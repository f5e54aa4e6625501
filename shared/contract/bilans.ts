import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Bareme } from '../domaine/bareme.ts';
import { ContenuBilan, LigneBudgetBilan, LigneCollectifBilan, TRANCHES_AGE } from '../domaine/bilan.ts';
import { SITUATIONS } from '../domaine/etat-collectif.ts';
import { Centimes, DateSeule, ERREURS, Id, NiveauScolaire, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

const EtatBilan = z.enum(['attendu', 'brouillon', 'recu', 'valide']);

/** Ce que l’agent saisit, entier : il s’enregistre d’un tenant. */
export const SaisieBilan = z.object({
  contenu: ContenuBilan,
  collectifs: z.array(LigneCollectifBilan).max(200),
  budget: z.array(LigneBudgetBilan).max(300),
});
export type SaisieBilan = z.infer<typeof SaisieBilan>;

export const ReglagesBilans = z.object({
  /** Date à laquelle les bilans de la campagne sont attendus. */
  echeance: DateSeule,
  /** Écart admis entre prévu et réalisé avant de demander une explication, en points de base du prévu. */
  ecartMaximalPointsBase: z.number().int().min(0).max(10_000),
});
export type ReglagesBilans = z.infer<typeof ReglagesBilans>;

export const RelanceBilan = z.object({
  id: Id,
  rang: z.number().int(),
  echeance: DateSeule,
  agent: z.string(),
  instant: z.string(),
  envoyeeLe: DateSeule.nullable(),
  moyen: z.string().nullable(),
});
export type RelanceBilan = z.infer<typeof RelanceBilan>;

/** Un dossier agréé et où en est son bilan. */
export const LigneBilan = z.object({
  dossierId: Id,
  numero: z.string(),
  structure: z.string(),
  commune: z.string().nullable(),
  territoire: z.string().nullable(),
  collectifsAgrees: z.number().int(),
  collectifsRealises: z.number().int().nullable(),
  agreeCentimes: Centimes,
  etat: EtatBilan,
  enRetard: z.boolean(),
  /** Convention résiliée sans rien de versé : aucun bilan n’est plus attendu. */
  sansObjet: z.boolean(),
  /** Reçu, mais des écarts restent sans explication, ou il manque de quoi calculer le droit. */
  aExpliquer: z.boolean(),
  anomalies: z.number().int(),
  recuLe: DateSeule.nullable(),
  origine: z.string().nullable(),
  /** Figé à la validation ; avant, ce qu’il serait ; null s’il ne se calcule pas encore. */
  droitReelCentimes: Centimes.nullable(),
  relances: z.array(RelanceBilan),
});
export type LigneBilan = z.infer<typeof LigneBilan>;

export const ListeBilans = z.object({
  campagneId: Id,
  anneeScolaire: z.string(),
  close: z.boolean(),
  aujourdhui: DateSeule,
  reglages: ReglagesBilans,
  lignes: z.array(LigneBilan),
});
export type ListeBilans = z.infer<typeof ListeBilans>;

const CollectifDuBilan = z.object({
  id: Id,
  /** « Collectif A ». */
  nom: z.string(),
  libelle: z.string(),
  niveau: NiveauScolaire.nullable(),
  lieu: z.string().nullable(),
  effectif: z.number().int().nullable(),
  coutCentimes: Centimes.nullable(),
  agreeCentimes: Centimes,
  activite: z.object({ situation: z.enum(SITUATIONS), mois: z.number().int() }),
});

/** Ce que des lots ont déjà pris au dossier, et ce qui en est revenu. */
const PaiementsDuDossier = z.object({
  /** Échéances prises dans un lot validé ou payé. */
  emisCentimes: Centimes,
  /** Trop-perçus recouvrés ou compensés. */
  renduCentimes: Centimes,
  /** Trop-perçus abandonnés, part caduque ôtée. */
  abandonneCentimes: Centimes,
  /** Trop-perçu déjà constaté et encore dû. */
  induCentimes: Centimes,
  /** La convention est résiliée : aucun solde ne sera versé. */
  resilieeLe: DateSeule.nullable(),
});

/** Le bilan d’un dossier et ce à quoi il se compare ; la page l’analyse par shared/domaine/bilan-analyse.ts. */
export const Bilan = z.object({
  dossierId: Id,
  campagneId: Id,
  numero: z.string(),
  structure: z.string(),
  commune: z.string().nullable(),
  anneeScolaire: z.string(),
  close: z.boolean(),
  aujourdhui: DateSeule,
  etat: EtatBilan,
  enRetard: z.boolean(),
  /** Convention résiliée sans rien de versé : aucun bilan n’est plus attendu. */
  sansObjet: z.boolean(),
  recuLe: DateSeule.nullable(),
  origine: z.string().nullable(),
  /** Ce que dit le bilan, résumé ; null tant que rien n’est écrit. À rendre avec la saisie. */
  version: z.string().nullable(),
  saisi: z.object({ agent: z.string(), instant: z.string() }).nullable(),
  valide: z.object({ agent: z.string(), instant: z.string(), droitReelCentimes: Centimes }).nullable(),
  reglages: ReglagesBilans,
  bareme: Bareme,
  collectifs: z.array(CollectifDuBilan),
  budgetPrevu: z.array(
    z.object({
      sens: z.enum(['charge', 'produit']),
      compte: z.string(),
      libelle: z.string(),
      montantCentimes: Centimes,
    }),
  ),
  saisie: SaisieBilan,
  paiements: PaiementsDuDossier,
  relances: z.array(RelanceBilan),
});
export type Bilan = z.infer<typeof Bilan>;

const Mesure = z.object({ somme: z.number().int().nullable(), repondus: z.number().int(), sur: z.number().int() });
const Connu = z.number().int().nullable();

/** Ce que shared/domaine/statistiques-bilans.ts compte : par territoire, puis le total. */
const StatistiquesDeGroupe = z.object({
  territoire: z.string(),
  dossiers: z.number().int(),
  bilans: z.number().int(),
  collectifsAgrees: z.number().int(),
  collectifsAttendus: z.number().int(),
  collectifsRealises: Mesure,
  effectifAttendu: Connu,
  effectifPrevu: Connu,
  effectif: Mesure,
  seances: Mesure,
  parents: Mesure,
  rencontres: Mesure,
  salaries: Mesure,
  benevoles: Mesure,
  heuresBenevoles: Mesure,
  coutAttenduCentimes: Connu,
  agreeAttenduCentimes: Centimes,
  coutPrevuCentimes: Connu,
  agreeCentimes: Centimes,
  cout: Mesure,
  droit: Mesure,
  enfants: z.record(
    z.enum(TRANCHES_AGE),
    z.object({ fillesQpv: Connu, fillesHors: Connu, garconsQpv: Connu, garconsHors: Connu }),
  ),
  denombres: Mesure,
});

export const StatistiquesBilans = z.object({
  anneeScolaire: z.string(),
  /** Le total est le dernier. */
  groupes: z.array(StatistiquesDeGroupe),
});
export type StatistiquesBilans = z.infer<typeof StatistiquesBilans>;

export const bilans = {
  /** Les dossiers agréés de la campagne et l’état de leur bilan. */
  lister: oc
    .input(z.object({ campagneId: Id }))
    .output(ListeBilans)
    .errors(ERREURS),
  lire: oc
    .input(z.object({ dossierId: Id }))
    .output(Bilan)
    .errors(ERREURS),
  /**
   * Enregistre la saisie sans changer l’état ; le premier enregistrement crée un brouillon. Refusé s’il est validé, ou si
   * `version`, celle d’où part l’écran, n’est plus celle de la base ; sans elle, rien n’est comparé.
   */
  ecrire: oc
    .input(z.object({ dossierId: Id, saisie: SaisieBilan, version: z.string().nullable().optional() }))
    .output(z.object({ enregistreLe: z.string(), version: z.string().nullable() }))
    .errors(ERREURS),
  /** Le bilan est reçu ce jour-là, ou cette date est corrigée. */
  recevoir: oc
    .input(z.object({ dossierId: Id, recuLe: DateSeule }))
    .output(Bilan)
    .errors(ERREURS),
  /** Le bilan n’était pas reçu : il redevient un brouillon, et les relances le réclament. Refusé s’il est validé. */
  annulerReception: oc
    .input(z.object({ dossierId: Id, motif: z.string().trim().min(1).max(500) }))
    .output(Bilan)
    .errors(ERREURS),
  /** Fige le bilan et son droit réel, et révise l’échéancier. Refusé tant que `droitReelCentimes` n’est pas celui de la base, ou `version` non plus. */
  valider: oc
    .input(z.object({ dossierId: Id, droitReelCentimes: Centimes, version: z.string().nullable().optional() }))
    .output(Bilan)
    .errors(ERREURS),
  rouvrir: oc
    .input(z.object({ dossierId: Id, motif: z.string().trim().min(1).max(500) }))
    .output(Bilan)
    .errors(ERREURS),
  regler: oc
    .input(z.object({ campagneId: Id, reglages: ReglagesBilans }))
    .output(ListeBilans)
    .errors(ERREURS),
  /** Une lettre par dossier dont le bilan n’est pas reçu ; les relances sont inscrites avec la lettre archivée. */
  relancer: oc
    .input(z.object({ campagneId: Id, dossierIds: z.array(Id).min(1).max(20_000), echeance: DateSeule }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** La dernière relance de chaque dossier est partie ce jour-là, par ce moyen. */
  relanceEnvoyee: oc
    .input(
      z.object({
        campagneId: Id,
        relanceIds: z.array(Id).min(1).max(20_000),
        envoyeeLe: DateSeule,
        moyen: z.enum(['courriel', 'courrier', 'remise en main propre']),
      }),
    )
    .output(ListeBilans)
    .errors(ERREURS),
  /** Classeur de l’état des bilans : retards, relances, porteurs à joindre. */
  exporter: oc
    .input(z.object({ campagneId: Id, dossierIds: z.array(Id).max(20_000) }))
    .output(DocumentProduit)
    .errors(ERREURS),
  statistiques: oc
    .input(z.object({ campagneId: Id }))
    .output(StatistiquesBilans)
    .errors(ERREURS),
  statistiquesXlsx: oc
    .input(z.object({ campagneId: Id }))
    .output(DocumentProduit)
    .errors(ERREURS),
  statistiquesPdf: oc
    .input(z.object({ campagneId: Id }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
};
