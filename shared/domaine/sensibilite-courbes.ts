import type { Charte } from './charte.ts';
import { additionner, comparer, diviser, type Fraction, fraction, multiplier } from './fraction.ts';
import type { NoteDossier } from './note.ts';

/** Le poids que l’on fait bouger : celui d’un axe, ou d’un critère dans son axe. */
export interface Cible {
  readonly genre: 'axe' | 'critere';
  readonly code: string;
}

/**
 * La note en fonction du facteur f appliqué au poids : (a + b f) / (c + e f), en entiers. C’est exact : une moyenne pondérée
 * est un quotient de deux fonctions affines de chacun de ses poids.
 */
export interface Courbe {
  readonly a: bigint;
  readonly b: bigint;
  readonly c: bigint;
  readonly e: bigint;
  /** Note au facteur zéro : le poids nul fait sortir l’axe ou le critère ; null s’il ne reste rien. */
  readonly enZero: Fraction | null;
}

/** Un facteur où deux courbes, ou une courbe et un seuil, se croisent. `exact` faux : la racine est irrationnelle, au millionième. */
export interface Croisement {
  readonly facteur: Fraction;
  readonly exact: boolean;
}

const ZERO = fraction(0);
/** Précision d’une racine irrationnelle. */
const PRECISION = 1_000_000n;

interface Somme {
  readonly valeur: Fraction;
  readonly poids: number;
}

function somme(termes: readonly { readonly poids: number; readonly valeur: Fraction }[]): Somme {
  return termes.reduce<Somme>(
    (total, { poids, valeur }) => ({
      valeur: additionner(total.valeur, multiplier(fraction(poids), valeur)),
      poids: total.poids + poids,
    }),
    { valeur: ZERO, poids: 0 },
  );
}

/** La courbe de la note d’un dossier ; null s’il n’a pas de note. */
export function courbeDeLaNote(charte: Charte, note: NoteDossier, cible: Cible): Courbe | null {
  if (note.fraction === null) return null;
  const rang = rangDeLAxe(charte, cible);
  const axe = charte.axes[rang];
  const noteAxe = note.axes[rang]?.fraction ?? null;
  const autres = somme(
    charte.axes.flatMap(({ poids }, i) => {
      const valeur = note.axes[i]?.fraction;
      return i === rang || !valeur ? [] : [{ poids, valeur }];
    }),
  );
  if (!axe || noteAxe === null) return constante(note.fraction);
  if (cible.genre === 'axe') {
    return entiere(
      [autres.valeur, multiplier(fraction(axe.poids), noteAxe), fraction(autres.poids), fraction(axe.poids)],
      autres.poids === 0 ? null : diviser(autres.valeur, fraction(autres.poids)),
    );
  }
  const interne = courbeDeLAxe(charte, note, cible);
  if (interne === null) return constante(note.fraction);
  const p = fraction(axe.poids);
  const total = fraction(autres.poids + axe.poids);
  const { a, b, c, e, enZero } = interne;
  return entiere(
    [
      additionner(multiplier(autres.valeur, fraction(c)), multiplier(p, fraction(a))),
      additionner(multiplier(autres.valeur, fraction(e)), multiplier(p, fraction(b))),
      multiplier(total, fraction(c)),
      multiplier(total, fraction(e)),
    ],
    moyenneEnZero(autres, axe.poids, enZero),
  );
}

function moyenneEnZero(autres: Somme, poids: number, noteAxe: Fraction | null): Fraction | null {
  const total = autres.poids + (noteAxe === null ? 0 : poids);
  if (total === 0) return null;
  const avec = noteAxe === null ? autres.valeur : additionner(autres.valeur, multiplier(fraction(poids), noteAxe));
  return diviser(avec, fraction(total));
}

/** La courbe de la note d’axe quand le poids d’un de ses critères bouge ; null si elle n’en dépend pas. */
export function courbeDeLAxe(charte: Charte, note: NoteDossier, cible: Cible): Courbe | null {
  if (cible.genre === 'axe') return null;
  const axe = charte.axes[rangDeLAxe(charte, cible)];
  const niveaux = new Map(note.criteres.map(({ code, niveau }) => [code, niveau]));
  const mobile = axe?.criteres.find(({ code }) => code === cible.code);
  const x = niveaux.get(cible.code);
  if (!axe || !mobile || x === undefined || typeof x === 'string') return null;
  const autres = somme(
    axe.criteres.flatMap(({ code, poids }) => {
      const valeur = niveaux.get(code);
      return code === cible.code || valeur === undefined || typeof valeur === 'string' ? [] : [{ poids, valeur }];
    }),
  );
  if (autres.poids + mobile.poids === 0) return null;
  const sur100 = fraction(100, 3);
  return entiere(
    [
      multiplier(sur100, autres.valeur),
      multiplier(sur100, multiplier(fraction(mobile.poids), x)),
      fraction(autres.poids),
      fraction(mobile.poids),
    ],
    autres.poids === 0 ? null : multiplier(sur100, diviser(autres.valeur, fraction(autres.poids))),
  );
}

export function rangDeLAxe(charte: Charte, { genre, code }: Cible): number {
  return charte.axes.findIndex((axe) =>
    genre === 'axe' ? axe.code === code : axe.criteres.some((critere) => critere.code === code),
  );
}

function constante(valeur: Fraction): Courbe {
  return { a: valeur.n, b: 0n, c: valeur.d, e: 0n, enZero: valeur };
}

/** Même courbe, en entiers : multiplier les quatre coefficients par un même nombre ne la change pas. */
function entiere([a, b, c, e]: readonly [Fraction, Fraction, Fraction, Fraction], enZero: Fraction | null): Courbe {
  const d = a.d * b.d * c.d * e.d;
  const en = (f: Fraction) => (f.n * d) / f.d;
  return { a: en(a), b: en(b), c: en(c), e: en(e), enZero };
}

/** La note exacte au facteur donné, positif ou nul. */
export function noteAuFacteur({ a, b, c, e, enZero }: Courbe, facteur: Fraction): Fraction | null {
  if (facteur.n === 0n) return enZero;
  return fraction(a * facteur.d + b * facteur.n, c * facteur.d + e * facteur.n);
}

/** Les facteurs, dans l’intervalle ouvert, où l’ordre de deux courbes s’inverse ; du plus petit au plus grand. */
export function croisements(x: Courbe, y: Courbe, entre: readonly [Fraction, Fraction]): Croisement[] {
  const alpha = x.b * y.e - y.b * x.e;
  const beta = x.a * y.e + x.b * y.c - y.a * x.e - y.b * x.c;
  const gamma = x.a * y.c - y.a * x.c;
  // Sous leur forme réduite : la valeur approchée d’une racine ne dépend pas de l’unité des poids.
  const diviseur = plusGrandDiviseur(plusGrandDiviseur(alpha, beta), gamma) || 1n;
  return racines(alpha / diviseur, beta / diviseur, gamma / diviseur).filter(
    ({ facteur }) => comparer(facteur, entre[0]) > 0 && comparer(facteur, entre[1]) < 0,
  );
}

/** Le facteur où une courbe atteint ou quitte un seuil. */
export function croisementDuSeuil(
  { a, b, c, e }: Courbe,
  seuil: number,
  entre: readonly [Fraction, Fraction],
): Croisement[] {
  const s = BigInt(seuil);
  return racines(0n, b - s * e, a - s * c).filter(
    ({ facteur }) => comparer(facteur, entre[0]) > 0 && comparer(facteur, entre[1]) < 0,
  );
}

/** Racines simples de α f² + β f + γ : là où le signe change ; une racine double touche sans traverser. */
function racines(alpha: bigint, beta: bigint, gamma: bigint): Croisement[] {
  if (alpha === 0n) return beta === 0n ? [] : [{ facteur: fraction(-gamma, beta), exact: true }];
  const delta = beta * beta - 4n * alpha * gamma;
  if (delta <= 0n) return [];
  const racine = racineEntiere(delta);
  const exact = racine * racine === delta;
  const [r, echelle] = exact ? [racine, 1n] : [racineEntiere(delta * PRECISION * PRECISION), PRECISION];
  return [fraction(-beta * echelle - r, 2n * alpha * echelle), fraction(-beta * echelle + r, 2n * alpha * echelle)]
    .toSorted(comparer)
    .map((facteur) => ({ facteur, exact }));
}

function plusGrandDiviseur(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Plus grand entier dont le carré ne dépasse pas `n` (Newton). */
function racineEntiere(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << (BigInt(n.toString(2).length + 1) / 2n);
  for (;;) {
    const suivant = (x + n / x) / 2n;
    if (suivant >= x) return x;
    x = suivant;
  }
}
