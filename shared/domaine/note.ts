import type { Charte, Niveau } from './charte.ts';
import { additionner, comparer, diviser, enDixiemes, type Fraction, fraction, multiplier } from './fraction.ts';

/** Les niveaux d’une lecture, par code de critère ; absent = non coté. */
export type NiveauxParCritere = Readonly<Record<string, Niveau | undefined>>;

export interface NoteAxe {
  code: string;
  /** Note sur 100 en dixièmes, arrondie pour l’affichage seulement ; null si aucun critère ne compte. */
  dixiemes: number | null;
  fraction: Fraction | null;
  /** Critères ayant reçu une réponse, « sans objet » compris. */
  cotes: number;
  /** Nombre de critères de l’axe. */
  total: number;
  /** Comparé sur la fraction exacte : 39,96 affiché 40,0 reste sous un seuil de 40. */
  sousSeuil: boolean;
}

export interface NoteDossier {
  axes: NoteAxe[];
  /** Note sur 100 en dixièmes ; partielle tant que `complete` est faux. */
  dixiemes: number | null;
  fraction: Fraction | null;
  complete: boolean;
  /** Codes des critères que personne n’a cotés. */
  manquants: string[];
  /** Le niveau retenu de chaque critère, celui dont la note est faite, dans l’ordre de la charte. */
  criteres: CritereNote[];
}

/** Niveau retenu d’un critère : moyenne exacte des lecteurs, ou niveau fixé par la synthèse. */
export type NiveauRetenu = Fraction | 'sans_objet' | 'non_cote';

export interface CritereNote {
  readonly code: string;
  /** Code de son axe. */
  readonly axe: string;
  readonly niveau: NiveauRetenu;
}

export interface Classement {
  rang: number;
  exAequo: boolean;
}

/**
 * Note du dossier (domaine §5). Plusieurs lectures : moyenne par critère ; un lecteur qui répond « sans objet »
 * sort de cette moyenne ; un critère n’est « non coté » que si aucune lecture ne l’a coté.
 * `fixes` : les niveaux du rapporteur ; ils remplacent la moyenne de leur critère, les autres la gardent.
 */
export function calculerNote(
  charte: Charte,
  lectures: readonly NiveauxParCritere[],
  fixes: NiveauxParCritere = {},
): NoteDossier {
  const codes = charte.axes.flatMap((axe) => axe.criteres.map(({ code }) => code));
  const retenus = codes.map((code) => [code, retenirNiveau(code, lectures, fixes)] as const);
  return noterRetenus(charte, new Map(retenus));
}

/** La note que donnent des niveaux déjà retenus ; un critère absent n’est pas coté. */
export function noterRetenus(charte: Charte, retenus: ReadonlyMap<string, NiveauRetenu>): NoteDossier {
  const manquants: string[] = [];
  const criteres: CritereNote[] = [];
  const axes = charte.axes.map((axe) => {
    const notes = axe.criteres.map(({ code, poids }) => ({ code, poids, niveau: retenus.get(code) ?? 'non_cote' }));
    criteres.push(...notes.map(({ code, niveau }) => ({ code, axe: axe.code, niveau })));
    const nonCotes = notes.filter(({ niveau }) => niveau === 'non_cote').map(({ code }) => code);
    manquants.push(...nonCotes);
    const note = moyennePonderee(
      notes.flatMap(({ poids, niveau }) => (typeof niveau === 'string' ? [] : [{ poids, valeur: niveau }])),
    );
    const sur100 = note && multiplier(note, fraction(100, 3));
    return {
      code: axe.code,
      dixiemes: sur100 && enDixiemes(sur100),
      fraction: sur100,
      cotes: axe.criteres.length - nonCotes.length,
      total: axe.criteres.length,
      sousSeuil: sur100 !== null && comparer(sur100, fraction(axe.seuil)) < 0,
    };
  });
  const note = moyennePonderee(
    axes.flatMap((axe, rang) => (axe.fraction ? [{ poids: charte.axes[rang]?.poids ?? 0, valeur: axe.fraction }] : [])),
  );
  return {
    axes,
    dixiemes: note && enDixiemes(note),
    fraction: note,
    complete: manquants.length === 0 && note !== null,
    manquants,
    criteres,
  };
}

/**
 * Rang de chaque élément, la meilleure note d’abord. Les notes égales en fraction exacte partagent le rang et le suivant
 * est sauté (1, 2, 2, 4) ; une note null (absente ou partielle) n’est pas classée.
 */
export function classer<T>(elements: readonly T[], note: (element: T) => Fraction | null): Map<T, Classement | null> {
  const rangs = new Map<T, Classement | null>(elements.map((element) => [element, null]));
  const notes = elements.flatMap((element) => {
    const valeur = note(element);
    return valeur ? [{ element, valeur }] : [];
  });
  const tries = notes.toSorted((a, b) => comparer(b.valeur, a.valeur));
  let rang = 0;
  tries.forEach(({ element, valeur }, position) => {
    const avant = tries[position - 1];
    const apres = tries[position + 1];
    const egalAvant = avant !== undefined && comparer(avant.valeur, valeur) === 0;
    const egalApres = apres !== undefined && comparer(apres.valeur, valeur) === 0;
    if (!egalAvant) rang = position + 1;
    rangs.set(element, { rang, exAequo: egalAvant || egalApres });
  });
  return rangs;
}

/** Le niveau fixé par le rapporteur s’il y en a un, sinon ce que les lectures donnent du critère. */
export function retenirNiveau(
  code: string,
  lectures: readonly NiveauxParCritere[],
  fixes: NiveauxParCritere = {},
): NiveauRetenu {
  return moyenneDuCritere(code, fixes[code] === undefined ? lectures : [fixes]);
}

function moyenneDuCritere(code: string, lectures: readonly NiveauxParCritere[]): NiveauRetenu {
  const niveaux = lectures.map((lecture) => lecture[code]).filter((niveau) => niveau !== undefined);
  if (niveaux.length === 0) return 'non_cote';
  const chiffres = niveaux.filter((niveau) => niveau !== 'sans_objet');
  if (chiffres.length === 0) return 'sans_objet';
  return fraction(
    chiffres.reduce<number>((somme, niveau) => somme + niveau, 0),
    chiffres.length,
  );
}

/** Null quand la somme des poids est nulle : il n’y a alors rien à moyenner. */
function moyennePonderee(termes: readonly { poids: number; valeur: Fraction }[]): Fraction | null {
  let somme = fraction(0);
  let poidsTotal = 0;
  for (const { poids, valeur } of termes) {
    somme = additionner(somme, multiplier(fraction(poids), valeur));
    poidsTotal += poids;
  }
  return poidsTotal === 0 ? null : diviser(somme, fraction(poidsTotal));
}
