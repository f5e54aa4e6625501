import type { DossierConnu, Existant } from '../../../db/queries/imports.ts';
import type { BilanImport, DifferenceImport } from '../../../shared/contract/imports.ts';
import { Refus } from '../refus.ts';
import { alignerCollectifs } from './aligner-collectifs.ts';
import { compterBilan } from './bilan.ts';
import { type BaseDifference, CHAMPS_BANQUE, type Changement, listerChangements } from './changements.ts';
import type { DossierAEcrire } from './contenu-lu.ts';
import { type PlanCoordonnees, planifierCoordonnees } from './coordonnees.ts';
import { demanderConfirmation, listerDisparus } from './disparus.ts';
import type { DossierLu } from './dossier-lu.ts';
import { empreinteSource } from './empreinte-source.ts';
import type { LectureReunie } from './fusionner.ts';
import { garderCeQuIlTait, garderDeLaBase } from './garder.ts';
import { demanderAutrePorteur, demanderCreation, demanderPorteur } from './questions.ts';
import { nomPorteur, type PlanStructure, rapprocherPorteurs, rattacherPorteur } from './rapprocher-porteurs.ts';
import { chercherDoublon, chercherRessemblants } from './ressemblances.ts';
import { situer } from './situer.ts';

/** Ce qu’un import fera, décidé une fois : l’aperçu le montre, l’exécution l’applique. */
export interface PlanImport {
  /** Ce qui a été lu, sous les numéros que la base lui donne. */
  readonly lecture: LectureReunie;
  /** À écrire, ou reconnus inchangés. */
  readonly dossiers: readonly PlanDossier[];
  readonly coordonnees: readonly PlanCoordonnees[];
  /** Dossiers à marquer absents. */
  readonly absents: readonly number[];
  readonly ecartes: readonly string[];
  readonly differences: readonly DifferenceImport[];
  /** Lignes que personne n’a tranchées : elles restent à l’écart. */
  readonly indecises: readonly DifferenceImport[];
  /** Ce que dit le fichier, avant les décisions. */
  readonly bilan: BilanImport;
  /** Ce que l’import fera, décisions comprises. */
  readonly fait: BilanImport;
  readonly confirmation: string | null;
}

export interface PlanDossier extends DossierAEcrire {
  readonly nature: 'nouveau' | 'modifie' | 'inchange';
  readonly dossierId: number | null;
  readonly structure: PlanStructure;
  /** Vrai si l’agent a refusé tout ce qui changeait : la base reste comme elle est. */
  readonly isRefuse: boolean;
  /** Changements acceptés, pour le journal. */
  readonly differences: readonly DifferenceImport[];
}

/** Le nom d’une commune et celui de son intercommunalité. */
export type SituerCommune = (insee: string | null) => Pick<DifferenceImport, 'commune' | 'territoire'>;

/** Ce dont la comparaison a besoin en plus du fichier et de la base. */
export interface Reglages {
  readonly situerCommune: SituerCommune;
  /** Clé de différence → code choisi. */
  readonly decisions: Readonly<Record<string, string>>;
}

/** Un dossier du fichier, face à ce que la base en sait. */
interface Recu {
  readonly lu: DossierLu;
  readonly base: BaseDifference;
  readonly empreinte: string;
  readonly source: string;
  readonly collectifsTus: boolean;
  readonly connu: DossierConnu | null;
  readonly changements: readonly Changement[];
  readonly isInchange: boolean;
}

/** @throws Refus('decision_inconnue') si un code n’est pas de ceux qu’une ligne propose */
export function planifierImport(recue: LectureReunie, existant: Existant, reglages: Reglages): PlanImport {
  const { decisions } = reglages;
  const lecture = situer(recue, existant);
  const ecartes = new Set(
    lecture.anomalies.filter((a) => a.bloquante && a.numeroDossier !== null).map((a) => a.numeroDossier ?? ''),
  );
  const recus = recevoir(lecture, existant, reglages, ecartes);
  const { plans, questions } = planifierDossiers(recus, lecture, existant, decisions);
  const retenus = plans.filter((p) => p.isRetenu).map((p) => p.plan);
  const comptes = planifierCoordonnees(
    plans
      .filter((p) => p.isRetenu && isBanqueChangee(p.recu))
      .map((p) => ({ ...p.recu, lu: p.plan.lu, structure: p.plan.structure })),
    existant,
  );
  const disparus = listerDisparus(lecture, existant, reglages.situerCommune);
  const differences = [
    ...questions,
    ...recus.flatMap((r) => r.changements.map((c) => c.difference)),
    ...comptes.flatMap((c) => (c.difference ? [c.difference] : [])),
    ...disparus.map((d) => d.difference),
  ];
  return {
    lecture,
    dossiers: retenus,
    coordonnees: comptes.flatMap(({ difference, parCode }) => {
      const plan = parCode.get(difference ? (repondre(difference, decisions) ?? '') : '');
      return plan ? [plan] : [];
    }),
    absents: disparus.filter((d) => repondre(d.difference, decisions) === 'marquer').map((d) => d.dossierId),
    ecartes: [...ecartes],
    differences,
    indecises: differences.filter((d) => repondre(d, decisions) === null),
    bilan: compterBilan(
      plans.map((p) => p.plan),
      disparus.length,
      existant,
    ),
    fait: compterBilan(retenus, disparus.length, existant),
    confirmation: demanderConfirmation(lecture, existant),
  };
}

/** Ce que l’agent répond à une ligne, sinon ce que le logiciel propose ; null : à choisir. */
function repondre({ cle, choix, propose, champ }: DifferenceImport, decisions: Reglages['decisions']): string | null {
  const code = Object.hasOwn(decisions, cle) ? decisions[cle] : undefined;
  if (code === undefined) return propose;
  if (choix.some((c) => c.code === code)) return code;
  throw new Refus(
    'decision_inconnue',
    `« ${code} » n’est pas une réponse à « ${cle} » (${champ}) : ${choix.map((c) => c.code).join(', ')}.`,
    { lieu: cle },
  );
}

function recevoir(
  lecture: LectureReunie,
  existant: Existant,
  { situerCommune }: Reglages,
  ecartes: ReadonlySet<string>,
): Recu[] {
  const connus = new Map(existant.dossiers.map((d) => [d.numero, d]));
  const structures = new Map(existant.structures.map((s) => [s.id, s]));
  const connaitre = (numero: string): DossierConnu | null => {
    const dossier = connus.get(numero);
    const structure = dossier && structures.get(dossier.structureId);
    if (!dossier || !structure) return null;
    return {
      dossier,
      structure,
      collectifs: existant.collectifs.get(dossier.id) ?? [],
      reponses: () => existant.reponses(dossier.id),
      budget: () => existant.budget(dossier.id),
    };
  };
  return lecture.dossiers
    .filter((d) => !ecartes.has(d.numero))
    .map((recu) => {
      const connu = connaitre(recu.numero);
      const origine = lecture.origines.get(recu.numero);
      const base: BaseDifference = {
        numero: recu.numero,
        raisonSociale: nomPorteur(recu.structure),
        ...situerCommune(recu.communeInsee),
        fichier: origine?.fichier ?? lecture.fichier,
        dejaLu: connu !== null && existant.lus.has(connu.dossier.id),
      };
      const empreinte = empreinteSource(recu);
      const collectifsTus = origine?.collectifsTus ?? false;
      const isInchange =
        connu !== null && connu.dossier.empreinteSource === empreinte && connu.dossier.absentDepuis === null;
      const aligne = connu ? { ...recu, collectifs: alignerCollectifs(recu.collectifs, connu.collectifs) } : recu;
      const lu = connu && !isInchange ? garderCeQuIlTait(aligne, origine?.dit ?? null, connu) : aligne;
      const changements = connu && !isInchange ? listerChangements(lu, connu, collectifsTus, base) : [];
      return { lu, base, empreinte, source: origine?.source ?? '', collectifsTus, connu, changements, isInchange };
    });
}

interface DossierPlanifie {
  readonly recu: Recu;
  readonly plan: PlanDossier;
  /** Faux : écarté par l’agent, ou en attente de sa réponse. */
  readonly isRetenu: boolean;
}

/** Les dossiers connus d’abord : un SIRET corrigé complète leur porteur plutôt que d’en faire un autre. */
function planifierDossiers(
  recus: readonly Recu[],
  lecture: LectureReunie,
  existant: Existant,
  decisions: Reglages['decisions'],
): { plans: DossierPlanifie[]; questions: DifferenceImport[] } {
  const rapprocher = rapprocherPorteurs(existant);
  const lus = new Set(lecture.dossiers.map((d) => d.numero));
  const questionsDePorteur = new Map<string, DifferenceImport>();
  const questions: DifferenceImport[] = [];
  const parRecu = new Map<Recu, DossierPlanifie>();
  for (const recu of recus.toSorted((a, b) => Number(b.connu !== null) - Number(a.connu !== null))) {
    if (recu.connu) {
      const question = recu.isInchange ? null : demanderAutrePorteur(recu, recu.connu);
      if (question) questions.push(question);
      const { plan } = planifierConnu(recu, recu.connu, rapprocher, decisions);
      parRecu.set(recu, { recu, plan, isRetenu: question === null || repondre(question, decisions) === 'remplacer' });
      continue;
    }
    let structure = rapprocher(recu.lu, null);
    const ressemblants = structure.id === null ? chercherRessemblants(recu.lu.structure, existant.structures) : [];
    // Avant la réponse sur le porteur : la question posée ne change pas de nom selon elle.
    const possibles = structure.id === null ? ressemblants.map((s) => s.id) : [structure.id];
    const doublon = chercherDoublon(recu.lu, possibles, existant, lus);
    let isRetenu = true;
    if (ressemblants.length > 0) {
      const posee = questionsDePorteur.get(structure.cle) ?? demanderPorteur(recu, structure, ressemblants);
      const question = { ...posee, retient: [...new Set([...posee.retient, recu.lu.numero])] };
      questionsDePorteur.set(structure.cle, question);
      const reponse = repondre(question, decisions);
      isRetenu = reponse !== null;
      const choisi = ressemblants.find((s) => reponse === `rattacher:${s.id}`);
      if (choisi) structure = rattacherPorteur(recu.lu.structure, choisi);
    }
    const question = demanderCreation(recu, doublon?.numero ?? null);
    questions.push(question);
    parRecu.set(recu, {
      recu,
      plan: { ...recu, nature: 'nouveau', dossierId: null, structure, isRefuse: false, differences: [question] },
      isRetenu: isRetenu && repondre(question, decisions) === 'creer',
    });
  }
  const plans = recus.flatMap((recu) => parRecu.get(recu) ?? []);
  return { plans, questions: [...questionsDePorteur.values(), ...questions] };
}

function planifierConnu(
  recu: Recu,
  connu: DossierConnu,
  rapprocher: ReturnType<typeof rapprocherPorteurs>,
  decisions: Reglages['decisions'],
): Pick<DossierPlanifie, 'plan'> {
  const { dossier } = connu;
  if (recu.isInchange) {
    const structure = { cle: `${dossier.structureId}`, id: dossier.structureId, changements: {} };
    return {
      plan: { ...recu, nature: 'inchange', dossierId: dossier.id, structure, isRefuse: false, differences: [] },
    };
  }
  const refuses = recu.changements.filter((c) => repondre(c.difference, decisions) === 'garder');
  const lu = garderDeLaBase(
    recu.lu,
    refuses.map((c) => c.cible),
    connu,
  );
  const plan: PlanDossier = {
    ...recu,
    lu,
    nature: 'modifie',
    dossierId: dossier.id,
    structure: rapprocher(lu, dossier.structureId),
    isRefuse: refuses.length > 0 && refuses.length === recu.changements.length,
    differences: recu.changements.filter((c) => !refuses.includes(c)).map((c) => c.difference),
  };
  return { plan };
}

/** Vrai si ce dossier ne donnait pas ces coordonnées, ou pas pour ce porteur, au dernier import. */
function isBanqueChangee({ lu, connu, isInchange }: Recu): boolean {
  if (isInchange) return false;
  if (connu === null) return true;
  const dites = (reponses: readonly { readonly champ: string | null; readonly valeur: string }[]) =>
    new Map(reponses.filter((r) => CHAMPS_BANQUE.has(r.champ)).map((r) => [r.champ, r.valeur]));
  const avant = dites(connu.reponses());
  const { siret } = lu.structure;
  const isAutrePorteur = siret !== null && siret !== connu.structure.siret;
  return isAutrePorteur || [...dites(lu.reponses)].some(([champ, valeur]) => avant.get(champ) !== valeur);
}
