import type { Charte, ReponseCondition } from './charte.ts';
import {
  additionner,
  arrondirDemiHaut,
  comparer,
  type Fraction,
  fraction,
  multiplier,
  soustraire,
} from './fraction.ts';
import type { NoteDossier } from './note.ts';

/** Un critère porté d’un niveau à un autre, plus haut. */
export interface Relevement {
  readonly critere: string;
  readonly libelle: string;
  readonly de: Fraction;
  readonly vers: 1 | 2 | 3;
}

export interface ConditionAReparer {
  readonly code: string;
  readonly libelle: string;
  readonly eliminatoire: boolean;
  readonly reponse: ReponseCondition;
  /** Sa preuve a changé depuis le constat : à confirmer, quelle que soit la réponse. */
  readonly aRevoir?: boolean;
}

/** Ce qui sépare une note, d’axe ou de dossier, de son seuil. */
export interface EcartAuSeuil {
  readonly note: Fraction;
  readonly seuil: number;
  /** Points qui manquent, exactement ; strictement positif. */
  readonly ecart: Fraction;
  /** Chaque critère qui suffirait à lui seul, au plus petit niveau qui suffit. */
  readonly seuls: readonly Relevement[];
}

export interface EcartAxe extends EcartAuSeuil {
  readonly code: string;
  readonly libelle: string;
}

/** Ce qui sépare un dossier de la pile favorable : conditions à lever, critères à coter, points qui manquent. */
export interface QueFaudraitIl {
  readonly conditions: readonly ConditionAReparer[];
  /** Critères que personne n’a cotés : la note qui suit est partielle. */
  readonly aCoter: readonly { readonly code: string; readonly libelle: string }[];
  readonly axes: readonly EcartAxe[];
  readonly note: EcartAuSeuil | null;
  /** Le moins de niveaux à gagner pour que tous les axes et la note atteignent leur seuil ; vide si c’est déjà fait. */
  readonly chemin: readonly Relevement[];
  /** Niveaux à gagner sur ce chemin. */
  readonly pas: number;
}

type NiveauHaut = 1 | 2 | 3;

/** Un critère coté, ce que chaque niveau de plus lui fait gagner à son axe. */
interface Levier {
  readonly code: string;
  readonly libelle: string;
  readonly de: Fraction;
  /** Points d’axe par niveau entier. */
  readonly parNiveau: Fraction;
}

/** Le plus gros gain possible en tant de pas, et les critères relevés pour l’obtenir. */
interface Etat {
  readonly gain: Fraction;
  readonly choix: readonly Relevement[];
}

const ZERO = fraction(0);

/**
 * Règle exacte, sur les niveaux retenus : un relèvement va toujours à un niveau entier, un critère « sans objet » ou non
 * coté n’y entre pas, et les poids sont ceux de la charte.
 */
export function queFaudraitIl(
  charte: Charte,
  note: NoteDossier,
  conditions: readonly { readonly code: string; readonly reponse: ReponseCondition; readonly aRevoir?: boolean }[],
): QueFaudraitIl {
  const reponses = new Map(conditions.map(({ code, reponse }) => [code, reponse]));
  const aRevoir = new Set(conditions.filter((une) => une.aRevoir === true).map(({ code }) => code));
  const libelles = new Map(charte.axes.flatMap((axe) => axe.criteres.map((c) => [c.code, c.libelle])));
  const leviers = charte.axes.map((axe) => leviersDeLAxe(axe, note));
  const manqueLaNote = ecartDeLaNote(charte, note, leviers);
  const isUnSeuilManque = manqueLaNote !== null || note.axes.some((axe) => axe.sousSeuil);
  const chemin = isUnSeuilManque ? plusCourtChemin(charte, note, leviers) : [];
  return {
    conditions: charte.conditions.flatMap(({ code, libelle, eliminatoire }): ConditionAReparer[] => {
      const reponse = reponses.get(code) ?? 'non_renseigne';
      if (aRevoir.has(code)) return [{ code, libelle, eliminatoire, reponse, aRevoir: true }];
      return reponse === 'oui' ? [] : [{ code, libelle, eliminatoire, reponse }];
    }),
    aCoter: note.manquants.map((code) => ({ code, libelle: libelles.get(code) ?? code })),
    axes: charte.axes.flatMap((axe, rang) => {
      const calcul = note.axes[rang];
      if (!calcul?.sousSeuil || calcul.fraction === null) return [];
      const ecart = soustraire(fraction(axe.seuil), calcul.fraction);
      const seuls = suffisants(leviers[rang] ?? [], ecart);
      return [{ code: axe.code, libelle: axe.libelle, note: calcul.fraction, seuil: axe.seuil, ecart, seuls }];
    }),
    note: manqueLaNote,
    chemin,
    pas: chemin.reduce((somme, { de, vers }) => somme + pasEntre(de, vers), 0),
  };
}

/** Vrai s’il ne manque rien : le dossier est favorable. */
export function isRienAChanger(besoin: QueFaudraitIl): boolean {
  const { conditions, aCoter, axes, note } = besoin;
  return conditions.length === 0 && aCoter.length === 0 && axes.length === 0 && note === null;
}

function leviersDeLAxe(axe: Charte['axes'][number], note: NoteDossier): Levier[] {
  const niveaux = new Map(note.criteres.map(({ code, niveau }) => [code, niveau]));
  const cotes = axe.criteres.flatMap((critere) => {
    const de = niveaux.get(critere.code);
    return de === undefined || typeof de === 'string' ? [] : [{ ...critere, de }];
  });
  const poids = cotes.reduce((somme, critere) => somme + critere.poids, 0);
  if (poids === 0) return [];
  return cotes
    .filter((critere) => critere.poids > 0 && comparer(critere.de, fraction(3)) < 0)
    .map(({ code, libelle, de, poids: p }) => ({ code, libelle, de, parNiveau: fraction(100 * p, 3 * poids) }));
}

function niveauxAuDessus(de: Fraction): NiveauHaut[] {
  return ([1, 2, 3] as const).filter((niveau) => comparer(fraction(niveau), de) > 0);
}

/** Nombre de niveaux entiers franchis : de 1,5 à 3, deux. */
function pasEntre(de: Fraction, vers: number): number {
  return vers - Number(de.n / de.d);
}

function gainDe({ de, parNiveau }: Levier, vers: NiveauHaut): Fraction {
  return multiplier(parNiveau, soustraire(fraction(vers), de));
}

function suffisants(leviers: readonly Levier[], ecart: Fraction): Relevement[] {
  return leviers.flatMap((levier) => {
    const vers = niveauxAuDessus(levier.de).find((niveau) => comparer(gainDe(levier, niveau), ecart) >= 0);
    return vers === undefined ? [] : [{ critere: levier.code, libelle: levier.libelle, de: levier.de, vers }];
  });
}

/** Part d’un axe dans la note, parmi les axes qui comptent ; zéro s’il n’y entre pas. */
function partDeLAxe(charte: Charte, note: NoteDossier, rang: number): Fraction {
  const poids = charte.axes.reduce((somme, axe, i) => (note.axes[i]?.fraction ? somme + axe.poids : somme), 0);
  const axe = charte.axes[rang];
  return poids === 0 || !axe || !note.axes[rang]?.fraction ? ZERO : fraction(axe.poids, poids);
}

function ecartDeLaNote(
  charte: Charte,
  note: NoteDossier,
  leviers: readonly (readonly Levier[])[],
): EcartAuSeuil | null {
  if (note.fraction === null || comparer(note.fraction, fraction(charte.seuilNote)) >= 0) return null;
  const ecart = soustraire(fraction(charte.seuilNote), note.fraction);
  const seuls = leviers.flatMap((deLAxe, rang) => {
    const part = partDeLAxe(charte, note, rang);
    return suffisants(
      deLAxe.map((levier) => ({ ...levier, parNiveau: multiplier(levier.parNiveau, part) })),
      ecart,
    );
  });
  return { note: note.fraction, seuil: charte.seuilNote, ecart, seuls };
}

/**
 * Le chemin qui demande le moins de niveaux. Pour chaque axe, le plus gros gain en 0, 1, 2… pas ; puis la répartition des
 * pas entre les axes, chacun gardant au moins ceux qui lui font atteindre son seuil. Exact, sans essayer toutes les combinaisons.
 */
function plusCourtChemin(
  charte: Charte,
  note: NoteDossier,
  leviers: readonly (readonly Levier[])[],
): readonly Relevement[] {
  let repartition: (Etat | undefined)[] = [{ gain: ZERO, choix: [] }];
  for (const [rang, axe] of charte.axes.entries()) {
    const calcul = note.axes[rang]?.fraction;
    if (!calcul) continue;
    const manque = soustraire(fraction(axe.seuil), calcul);
    const etats = meilleursGains(leviers[rang] ?? []).map((etat) =>
      etat !== undefined && comparer(etat.gain, manque) >= 0 ? etat : undefined,
    );
    repartition = combiner(repartition, etats, partDeLAxe(charte, note, rang));
  }
  // Tous les axes de poids nul : pas de note, mais leurs seuils comptent.
  const manque = note.fraction === null ? ZERO : soustraire(fraction(charte.seuilNote), note.fraction);
  return repartition.find((etat) => etat !== undefined && comparer(etat.gain, manque) >= 0)?.choix ?? [];
}

/** `[k]` : le plus gros gain d’axe en exactement k pas, ou rien si k pas n’existent pas. */
function meilleursGains(leviers: readonly Levier[]): (Etat | undefined)[] {
  let etats: (Etat | undefined)[] = [{ gain: ZERO, choix: [] }];
  for (const levier of leviers) {
    const options: (Etat | undefined)[] = [{ gain: ZERO, choix: [] }];
    for (const vers of niveauxAuDessus(levier.de)) {
      const choix = [{ critere: levier.code, libelle: levier.libelle, de: levier.de, vers }];
      options[pasEntre(levier.de, vers)] = { gain: gainDe(levier, vers), choix };
    }
    etats = combiner(etats, options, fraction(1));
  }
  return etats;
}

/** Les pas de l’un et de l’autre s’ajoutent ; à nombre de pas égal, le plus gros gain reste. */
function combiner(
  gauche: readonly (Etat | undefined)[],
  droite: readonly (Etat | undefined)[],
  part: Fraction,
): (Etat | undefined)[] {
  const sommes: (Etat | undefined)[] = [];
  for (const [i, a] of gauche.entries()) {
    for (const [j, b] of droite.entries()) {
      if (a === undefined || b === undefined) continue;
      const gain = additionner(a.gain, multiplier(part, b.gain));
      const deja = sommes[i + j];
      if (deja === undefined || comparer(gain, deja.gain) > 0)
        sommes[i + j] = { gain, choix: [...a.choix, ...b.choix] };
    }
  }
  return sommes;
}

/** « 6,7 points (exactement 20/3) », « 5 points » : rien n’est perdu à l’arrondi. */
export function direPoints(points: Fraction): string {
  const dixiemes = multiplier(points, fraction(10));
  const arrondi = arrondirDemiHaut(dixiemes);
  const exact = dixiemes.d === 1n ? '' : ` (exactement ${points.n}/${points.d})`;
  if (arrondi === 0n) return `moins de 0,1 point${exact}`;
  return `${direDixiemes(arrondi)} ${arrondi < 20n ? 'point' : 'points'}${exact}`;
}

function direDixiemes(dixiemes: bigint): string {
  return `${dixiemes / 10n},${dixiemes % 10n}`.replace(/,0$/, '');
}
