import type { Base } from '../../../db/base.ts';
import type { LigneLecture, LignesDossiers } from '../../../db/queries/dossiers.ts';
import {
  type LigneAttribution,
  type LigneSynthese,
  lireReglages,
  listerAttributions,
  listerDossiersALire,
  listerEcartes,
  listerSyntheses,
  type Reglages,
} from '../../../db/queries/instruction.ts';

/** Comment une campagne se lit, vu par l’agent qui regarde. */
export interface Instruction {
  /** La charte de la campagne : une lecture faite sous une autre version est gardée mais ne compte pas. */
  readonly charteId: number;
  readonly reglages: Reglages;
  /** Qui regarde ; null : la ligne de commande, ou personne d’encore nommé. */
  readonly agentId: number | null;
  readonly attributions: ReadonlyMap<number, readonly LigneAttribution[]>;
  /** Agents écartés de chaque dossier par un lien d’intérêt en cours. */
  readonly ecartes: ReadonlyMap<number, ReadonlySet<number>>;
  readonly syntheses: ReadonlyMap<number, readonly LigneSynthese[]>;
  /** Dossiers dont cet agent ne voit pas encore les autres lectures. */
  readonly aveugles: ReadonlySet<number>;
}

/** @param lu voir `lireRegles` */
export function lireInstruction(
  db: Base,
  campagne: { readonly id: number; readonly charteId: number },
  agentId: number | null,
  lu?: number,
): Instruction {
  const reglages = lireReglages(db, campagne.id);
  const aveugles = new Set(dossiersAveugles(db, agentId));
  if (lu !== undefined && agentId !== null && isAveugleEnLisant(db, campagne.id, lu, agentId)) aveugles.add(lu);
  const ecartes = Map.groupBy(listerEcartes(db, campagne.id), (l) => l.dossierId);
  return {
    charteId: campagne.charteId,
    reglages,
    agentId,
    attributions: Map.groupBy(listerAttributions(db, campagne.id), (a) => a.dossierId),
    ecartes: new Map([...ecartes].map(([dossierId, liens]) => [dossierId, new Set(liens.map((l) => l.agentId))])),
    syntheses: Map.groupBy(listerSyntheses(db, campagne.id), (s) => s.dossierId),
    aveugles,
  };
}

/**
 * La règle de la lecture aveugle, à un seul endroit : qui est lecteur d’un dossier (attribué, ou lecture ouverte) n’en voit pas
 * les autres lectures tant que la sienne n’est pas terminée. Qui n’en est pas lecteur voit tout : le Copil se prépare avec tout.
 */
export function dossiersAveugles(db: Base, agentId: number | null): ReadonlySet<number> {
  if (agentId === null) return new Set();
  const miens = listerDossiersALire(db, agentId);
  return new Set(miens.filter((d) => d.lectureAveugle && d.etat !== 'terminee').map((d) => d.dossierId));
}

/** À l’écran de lecture, même qui n’est pas encore lecteur du dossier n’en voit pas les autres lectures avant d’avoir fini. */
export function isAveugleEnLisant(db: Base, campagneId: number, dossierId: number, agentId: number): boolean {
  if (!lireReglages(db, campagneId).lectureAveugle) return false;
  return !listerDossiersALire(db, agentId).some((d) => d.dossierId === dossierId && d.etat === 'terminee');
}

/** Ce que la note, les commentaires et l’état d’un dossier doivent à chaque lecture. */
export interface LecturesRetenues {
  /** Font la note : les terminées s’il y en a, sinon celles en cours (note partielle). */
  readonly comptees: readonly LigneLecture[];
  /** Vrai si ce sont des lectures terminées. */
  readonly terminees: boolean;
  /** Leur commentaire peut être montré à qui regarde. */
  readonly visibles: readonly LigneLecture[];
  /** Toutes celles du dossier sous cette charte, lecteurs écartés mis à part : leur existence n’est pas un secret. */
  readonly toutes: readonly LigneLecture[];
  /** Gardées, mais hors de la synthèse : leur auteur a déclaré un lien d’intérêt. */
  readonly ecartees: readonly LigneLecture[];
  /** Niveaux du rapporteur qui comptent et que l’agent peut voir. */
  readonly fixes: readonly LigneSynthese[];
  /** Des lectures ou des niveaux fixés sont cachés à qui regarde. */
  readonly aveugle: boolean;
}

/** Les lectures d’un dossier avec cette version de la charte ; celles d’une autre version sont gardées mais ne comptent pas. */
export function lecturesSousCharte(
  { lectures }: Pick<LignesDossiers, 'lectures'>,
  dossierId: number,
  charteId: number,
): readonly LigneLecture[] {
  return (lectures.get(dossierId) ?? []).filter((l) => l.charteId === charteId);
}

/** L’avis d’ensemble de chaque lecteur que l’agent peut voir, l’un sous l’autre. */
export function commentaireDesLecteurs({ visibles }: LecturesRetenues): string {
  return visibles
    .map(({ commentaire }) => commentaire)
    .filter(Boolean)
    .join('\n\n');
}

export function retenirLectures(
  dossierId: number,
  lignes: Pick<LignesDossiers, 'lectures'>,
  instruction: Instruction,
): LecturesRetenues {
  const { charteId, agentId, reglages } = instruction;
  const ecartes = instruction.ecartes.get(dossierId);
  const sousCharte = lecturesSousCharte(lignes, dossierId, charteId);
  const toutes = sousCharte.filter((l) => ecartes?.has(l.agentId) !== true);
  const fixes = reglages.synthese === 'rapporteur' ? (instruction.syntheses.get(dossierId) ?? []) : [];
  const cache = instruction.aveugles.has(dossierId);
  const visibles = cache ? toutes.filter((l) => l.agentId === agentId) : toutes;
  const finies = visibles.filter((l) => l.etat === 'terminee');
  return {
    comptees: finies.length > 0 ? finies : visibles,
    terminees: finies.length > 0,
    visibles,
    toutes,
    ecartees: sousCharte.filter((l) => ecartes?.has(l.agentId) === true),
    // Sans lecture terminée il n’y a rien à synthétiser : la note reste celle, partielle, des lectures en cours.
    fixes: cache || finies.length === 0 ? [] : fixes,
    aveugle: cache && (visibles.length < toutes.length || fixes.length > 0),
  };
}
