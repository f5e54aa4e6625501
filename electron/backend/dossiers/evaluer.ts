import type {
  LigneCollectif,
  LigneConstat,
  LigneDossierBase,
  LigneReponse,
  LigneStructure,
  LignesDossiers,
} from '../../../db/queries/dossiers.ts';
import type { Collectif, ConditionEvaluee, LigneDossier, Note } from '../../../shared/contract/dossiers.ts';
import { isAccorde } from '../../../shared/domaine/accord.ts';
import type { Bareme } from '../../../shared/domaine/bareme.ts';
import { type AnalyseBudget, analyserBudget } from '../../../shared/domaine/budget.ts';
import type { Charte, Niveau } from '../../../shared/domaine/charte.ts';
import { proposerConditions } from '../../../shared/domaine/conditions.ts';
import { appliquerTaux, calculerDroit, coutsDesCollectifs } from '../../../shared/domaine/droit.ts';
import { trouverEcarts } from '../../../shared/domaine/ecarts.ts';
import type { Fraction } from '../../../shared/domaine/fraction.ts';
import { calculerNote, classer, type NiveauxParCritere, type NoteDossier } from '../../../shared/domaine/note.ts';
import { proposerPile } from '../../../shared/domaine/pile.ts';
import { type Annuaire, nomCommune, nomTerritoire } from '../communes.ts';
import { type Instruction, type LecturesRetenues, retenirLectures } from '../instruction/vue.ts';
import type { RelevePieces } from '../pieces/etats.ts';
import { lettre, type PasseDesPorteurs, rassemblerFaits } from './faits.ts';

/** Les règles de la campagne et l’annuaire : tout ce qu’il faut, avec les lignes, pour évaluer un dossier. */
export interface Regles {
  readonly bareme: Bareme;
  readonly charte: Charte;
  readonly dateLimiteDepot: string;
  readonly pieces: RelevePieces;
  readonly passe: PasseDesPorteurs;
  readonly annuaire: Annuaire;
  /** Nombre d’anomalies d’import par numéro de dossier. */
  readonly anomalies: ReadonlyMap<string, number>;
  /** Comment la campagne se lit, et ce que l’agent qui regarde ne doit pas encore voir. */
  readonly instruction: Instruction;
}

/** Un dossier calculé : droit, note, conditions, pile. Rien n’est gardé en base, tout se recalcule. */
export interface Evaluation {
  readonly ligne: LigneDossier;
  readonly fraction: Fraction | null;
  /** La note exacte : ses axes et les niveaux retenus dont elle est faite. */
  readonly note: NoteDossier;
  readonly collectifs: Collectif[];
  /** Collectifs que le dernier fichier reçu ne contient plus, gardés pour leur décision ; ils n’ouvrent aucun droit. */
  readonly absents: ReadonlySet<number>;
  /** Collectifs agréés dont le montant ne serait plus le même avec le dernier fichier reçu ; en centimes. */
  readonly montantsDAujourdhui: ReadonlyMap<number, number>;
  readonly budget: AnalyseBudget;
  readonly conditions: ConditionEvaluee[];
  readonly lectures: LecturesRetenues;
}

export function niveauxDeLecture(
  lignes: readonly { critere: string; niveau: number | null; sansObjet: boolean }[],
): NiveauxParCritere {
  const niveaux: Record<string, Niveau | undefined> = {};
  for (const l of lignes) {
    if (l.sansObjet) niveaux[l.critere] = 'sans_objet';
    else if (l.niveau !== null) niveaux[l.critere] = l.niveau as Niveau; // bornes 0–3 tenues par la base
  }
  return niveaux;
}

/** La note telle que la page et les documents l’affichent : codes, libellés et seuils de la charte à côté des chiffres. */
export function presenterNote(charte: Charte, note: NoteDossier): Note {
  return {
    dixiemes: note.dixiemes,
    complete: note.complete,
    manquants: note.manquants,
    axes: charte.axes.map((axe, i) => {
      const calcul = note.axes[i];
      return {
        code: axe.code,
        libelle: axe.libelle,
        abrege: axe.abrege,
        poids: axe.poids,
        seuil: axe.seuil,
        dixiemes: calcul?.dixiemes ?? null,
        cotes: calcul?.cotes ?? 0,
        total: axe.criteres.length,
        sousSeuil: calcul?.sousSeuil ?? false,
      };
    }),
  };
}

/** Première raison d’un dossier dont les autres lectures sont cachées : la note montrée n’est que celle de l’agent. */
export const LECTURE_AVEUGLE =
  'Lecture aveugle : ce que les autres lecteurs ont noté vous est caché jusqu’à la fin de votre lecture';

interface Argent {
  readonly budget: AnalyseBudget;
  readonly couts: readonly number[];
  readonly droit: ReturnType<typeof calculerDroit>;
}

function calculerArgent(
  dossier: LigneDossierBase,
  collectifs: readonly LigneCollectif[],
  lignes: LignesDossiers,
  bareme: Bareme,
): Argent {
  let couts: readonly number[] = [];
  let droit = calculerDroit([], bareme);
  const budget = analyserBudget(lignes.budget.get(dossier.id) ?? [], {
    // Le coût du dossier ne dépend pas du droit, les contrôles du budget, si.
    droitCentimes(coutCentimes) {
      couts = coutsDesCollectifs(collectifs, coutCentimes);
      droit = calculerDroit(
        couts.map((c) => ({ coutCentimes: c })),
        bareme,
      );
      return droit.droitCentimes;
    },
    demandeCentimes: dossier.montantDemandeCentimes,
    totalChargesDeclareCentimes: dossier.totalChargesCentimes,
    totalProduitsDeclareCentimes: dossier.totalProduitsCentimes,
    partCafMaximalePointsBase: bareme.partCafMaximalePointsBase,
    inclureContributionsVolontaires: bareme.inclureContributionsVolontaires,
  });
  return { budget, couts, droit };
}

function presenterCollectifs(
  collectifs: readonly LigneCollectif[],
  argent: Argent,
  lignes: LignesDossiers,
  regles: Regles,
): Collectif[] {
  const rangs = new Map(collectifs.filter((c) => c.present).map((c, i) => [c.id, i]));
  return collectifs.map((c) => {
    const i = rangs.get(c.id) ?? -1; // absent du fichier : ni coût ni droit
    const coutCentimes = argent.couts[i] ?? 0;
    const decision = lignes.decisions.get(c.id);
    return {
      id: c.id,
      rang: c.rang,
      lettre: lettre(c.rang),
      libelle: c.present ? c.libelle : `${c.libelle} (absent du dernier fichier reçu)`,
      niveau: c.niveau,
      classes: c.classes,
      effectif: c.effectif,
      communeInsee: c.communeInsee,
      communeNom: nomCommune(regles.annuaire, c.communeInsee),
      lieu: c.lieu,
      jours: c.jours,
      horaires: c.horaires,
      adultes: c.adultes,
      coutCentimes,
      coutPartage: c.present && c.coutCentimes === null,
      calculCentimes: appliquerTaux(coutCentimes, regles.bareme.tauxPointsBase, regles.bareme.arrondi),
      droitCentimes: argent.droit.collectifs[i]?.droitCentimes ?? 0,
      plafonne: argent.droit.collectifs[i]?.plafonne ?? false,
      decision: decision
        ? {
            id: decision.id,
            nature: decision.nature,
            motif: decision.motif,
            texte: decision.texte,
            montantCentimes: decision.montantCentimes,
            agent: decision.agent,
            instant: decision.instant,
            seanceId: decision.seanceId,
          }
        : null,
    };
  });
}

function recalculerAgrees(presents: readonly Collectif[], bareme: Bareme): ReadonlyMap<number, number> {
  const agrees = presents.filter((c) => isAccorde(c.decision?.nature));
  const droits = calculerDroit(agrees, bareme).collectifs;
  return new Map(
    agrees.flatMap((c, i) => {
      const droitCentimes = droits[i]?.droitCentimes ?? 0;
      return droitCentimes === c.decision?.montantCentimes ? [] : [[c.id, droitCentimes]];
    }),
  );
}

function evaluerConditions(
  dossier: LigneDossierBase,
  sources: { collectifs: readonly LigneCollectif[]; reponses: readonly LigneReponse[]; budget: AnalyseBudget },
  lignes: LignesDossiers,
  regles: Regles,
): ConditionEvaluee[] {
  const faits = rassemblerFaits({
    dossier,
    ...sources,
    dateLimite: regles.dateLimiteDepot,
    participationSymboliqueCentimes: regles.charte.participationSymboliqueCentimes,
    pieces: regles.pieces,
    passe: regles.passe,
  });
  const propositions = new Map(proposerConditions(regles.charte, faits, regles.bareme).map((p) => [p.code, p]));
  const constats = new Map((lignes.constats.get(dossier.id) ?? []).map((c) => [c.condition, c]));
  return regles.charte.conditions.map((condition) => {
    const proposee = propositions.get(condition.code);
    const proposition = { reponse: proposee?.reponse ?? 'non_renseigne', preuve: proposee?.preuve ?? '' } as const;
    const constat = constats.get(condition.code);
    return {
      code: condition.code,
      libelle: condition.libelle,
      aide: condition.aide,
      eliminatoire: condition.eliminatoire,
      champs: condition.champs,
      proposition,
      constat: constat ? presenterConstat(constat) : null,
      aRevoir:
        constat !== undefined && (constat.proposition !== proposition.reponse || constat.preuve !== proposition.preuve),
      retenue: constat?.reponse ?? proposition.reponse,
    };
  });
}

function presenterConstat(constat: LigneConstat): NonNullable<ConditionEvaluee['constat']> {
  const { reponse, commentaire, agent, instant, proposition, preuve } = constat;
  return { reponse, commentaire, agent, instant, proposition: { reponse: proposition, preuve } };
}

/** La note des lectures retenues, et ce qui les sépare quand plusieurs sont terminées. */
function noterDossier(
  retenues: LecturesRetenues,
  lignes: LignesDossiers,
  charte: Charte,
): { note: NoteDossier; aHarmoniser: boolean } {
  const niveaux = retenues.comptees.map((l) => niveauxDeLecture(lignes.niveaux.get(l.id) ?? []));
  const fixes = niveauxDeLecture(retenues.fixes);
  return {
    note: calculerNote(charte, niveaux, fixes),
    aHarmoniser: retenues.terminees && trouverEcarts(charte, niveaux, fixes).aHarmoniser,
  };
}

function etatDossier(collectifs: readonly Collectif[], lectures: readonly { etat: string }[]): LigneDossier['etat'] {
  if (collectifs.length > 0 && collectifs.every((c) => c.decision !== null)) return 'decide';
  if (lectures.some((l) => l.etat === 'terminee')) return 'etudie';
  return lectures.length > 0 ? 'en_lecture' : 'a_etudier';
}

/** Un import a changé ses réponses après le dernier passage d’un lecteur. */
export function isModifieDepuis(
  { contenuModifieLe }: Pick<LigneDossierBase, 'contenuModifieLe'>,
  lectures: readonly { readonly modifieLe: string }[],
): boolean {
  return contenuModifieLe !== null && lectures.some((l) => l.modifieLe < contenuModifieLe);
}

/** La décision du dossier : celle de tous ses collectifs, « mixte » s’ils diffèrent, null s’il en reste un à décider. */
export function decisionDossier(collectifs: readonly Collectif[]): LigneDossier['decision'] {
  const natures = new Set(collectifs.map((c) => c.decision?.nature ?? null));
  if (natures.size > 1) return natures.has(null) ? null : 'mixte';
  return [...natures][0] ?? null;
}

function compterNiveaux(collectifs: readonly Collectif[]): LigneDossier['niveaux'] {
  return [...Map.groupBy(collectifs, (c) => c.niveau)].map(([niveau, groupe]) => ({ niveau, nombre: groupe.length }));
}

export function evaluerDossier(
  entree: { dossier: LigneDossierBase; structure: LigneStructure },
  lignes: LignesDossiers,
  regles: Regles,
): Evaluation {
  const { dossier, structure } = entree;
  const lignesCollectifs = lignes.collectifs.get(dossier.id) ?? [];
  const presents = lignesCollectifs.filter((c) => c.present);
  const argent = calculerArgent(dossier, presents, lignes, regles.bareme);
  const collectifs = presenterCollectifs(lignesCollectifs, argent, lignes, regles);
  const reponses = lignes.reponses.get(dossier.id) ?? [];
  const conditions = evaluerConditions(
    dossier,
    { collectifs: presents, reponses, budget: argent.budget },
    lignes,
    regles,
  );
  const lectures = retenirLectures(dossier.id, lignes, regles.instruction);
  const { note, aHarmoniser } = noterDossier(lectures, lignes, regles.charte);
  const { pile, raisons } = proposerPile(
    regles.charte,
    conditions.map((c) => ({ code: c.code, reponse: c.retenue, aRevoir: c.aRevoir })),
    note,
  );
  const decides = collectifs.filter((c) => c.decision !== null);
  return {
    lectures,
    fraction: note.complete ? note.fraction : null,
    note,
    collectifs,
    absents: new Set(lignesCollectifs.filter((c) => !c.present).map((c) => c.id)),
    montantsDAujourdhui: recalculerAgrees(
      collectifs.filter((_, i) => lignesCollectifs[i]?.present),
      regles.bareme,
    ),
    budget: argent.budget,
    conditions,
    ligne: {
      id: dossier.id,
      numero: dossier.numero,
      structure: {
        id: structure.id,
        raisonSociale: structure.raisonSociale,
        siret: structure.siret,
        siretDeclare: structure.siretDeclare,
        rna: structure.rna,
        formeJuridique: structure.formeJuridique,
      },
      communeInsee: dossier.communeInsee,
      communeNom: nomCommune(regles.annuaire, dossier.communeInsee),
      territoire: nomTerritoire(regles.annuaire, dossier.communeInsee),
      qpv: dossier.qpv,
      collectifs: collectifs.length,
      effectif: collectifs.reduce((n, c) => n + (c.effectif ?? 0), 0),
      niveaux: compterNiveaux(collectifs),
      deposeLe: dossier.deposeLe,
      coutCentimes:
        collectifs.length > 0 ? collectifs.reduce((n, c) => n + c.coutCentimes, 0) : argent.budget.coutCentimes,
      demandeCentimes: dossier.montantDemandeCentimes,
      droitCentimes: argent.droit.droitCentimes,
      agreeCentimes: decides.length > 0 ? decides.reduce((n, c) => n + (c.decision?.montantCentimes ?? 0), 0) : null,
      note: presenterNote(regles.charte, note),
      rang: null,
      pile,
      raisons: lectures.aveugle ? [LECTURE_AVEUGLE, ...raisons] : raisons,
      etat: etatDossier(collectifs, lectures.toutes),
      decision: decisionDossier(collectifs),
      anomalies: regles.anomalies.get(dossier.numero) ?? 0,
      lecteurs: lectures.toutes.map((l) => l.agent),
      aveugle: lectures.aveugle,
      aHarmoniser,
      modifieDepuisLecture: isModifieDepuis(dossier, lectures.toutes),
      absentDepuis: dossier.absentDepuis,
    },
  };
}

/** Évalue et classe : les rangs n’ont de sens que sur toute la campagne. */
export function evaluerCampagne(lignes: LignesDossiers, regles: Regles): Evaluation[] {
  const evaluations = lignes.dossiers.map((entree) => evaluerDossier(entree, lignes, regles));
  const rangs = classer(evaluations, (e) => e.fraction);
  return evaluations.map((e) => ({ ...e, ligne: { ...e.ligne, rang: rangs.get(e) ?? null } }));
}
