import type { Charte, ReponseCondition } from './charte.ts';
import { additionner, comparer, diviser, enDixiemes, type Fraction, fraction } from './fraction.ts';
import { type Classement, classer, type NoteDossier } from './note.ts';
import { type Pile, proposerPile } from './pile.ts';
import {
  type Cible,
  type Courbe,
  type Croisement,
  courbeDeLAxe,
  courbeDeLaNote,
  croisementDuSeuil,
  croisements,
  noteAuFacteur,
  rangDeLAxe,
} from './sensibilite-courbes.ts';

/** Un dossier noté, avec ce qui fait sa pile. */
export interface DossierNote {
  readonly id: number;
  readonly note: NoteDossier;
  readonly conditions: readonly {
    readonly code: string;
    readonly reponse: ReponseCondition;
    readonly aRevoir?: boolean;
  }[];
}

/** Deux dossiers qui échangent leur place : `dessus` passe devant `dessous` quand le poids dépasse le facteur. */
export interface Bascule extends Croisement {
  readonly dessus: number;
  readonly dessous: number;
}

/** Un dossier change de pile au-delà d’un facteur. */
export interface ChangementDePile extends Croisement {
  readonly dossier: number;
  readonly de: Pile;
  readonly vers: Pile;
}

/** Entre quels rangs un dossier peut se trouver, et s’il change de pile, quand le poids bouge dans l’intervalle. */
export interface Amplitude {
  readonly meilleur: number;
  readonly moinsBon: number;
  readonly changeDePile: boolean;
}

export interface Sensibilite {
  readonly bascules: readonly Bascule[];
  readonly changements: readonly ChangementDePile[];
  readonly amplitudes: ReadonlyMap<number, Amplitude>;
}

export type Intervalle = readonly [Fraction, Fraction];

const UN = fraction(1);

/** Les dossiers qui ont un rang : leur note est entière. */
function courbesClassees(charte: Charte, dossiers: readonly DossierNote[], cible: Cible): [number, Courbe][] {
  return dossiers.flatMap(({ id, note }) => {
    const courbe = note.complete ? courbeDeLaNote(charte, note, cible) : null;
    return courbe === null ? [] : [[id, courbe] satisfies [number, Courbe]];
  });
}

/** Rang de chaque dossier classé à un facteur ; null quand le poids nul ne lui laisse aucune note. */
export function rangsAuFacteur(
  charte: Charte,
  dossiers: readonly DossierNote[],
  cible: Cible,
  facteur: Fraction,
): ReadonlyMap<number, Classement | null> {
  const courbes = courbesClassees(charte, dossiers, cible);
  const rangs = classer(courbes, ([, courbe]) => noteAuFacteur(courbe, facteur));
  return new Map([...rangs].map(([[id], rang]) => [id, rang]));
}

/**
 * Ce qui bouge quand un poids est multiplié par un facteur de l’intervalle ouvert. Tout est exact, sauf la valeur affichée
 * d’un croisement irrationnel. Multiplier tous les poids par un même nombre ne change rien : seul leur rapport compte.
 */
export function analyserSensibilite(
  charte: Charte,
  dossiers: readonly DossierNote[],
  cible: Cible,
  intervalle: Intervalle,
): Sensibilite {
  const courbes = courbesClassees(charte, dossiers, cible);
  const bascules: Bascule[] = [];
  const suivis = new Map(courbes.map(([id]) => [id, { depart: 1, evenements: [] as Evenement[] }]));
  for (const [i, [idX, x]] of courbes.entries()) {
    for (const [idY, y] of courbes.slice(i + 1)) {
      const racines = croisements(x, y, intervalle);
      let signe = signeAuDebut(x, y, racines, intervalle);
      const [suiviX, suiviY] = [suivis.get(idX), suivis.get(idY)];
      if (signe < 0 && suiviX) suiviX.depart += 1;
      if (signe > 0 && suiviY) suiviY.depart += 1;
      for (const racine of racines) {
        // Au-delà de la racine, celui qui était dessous passe devant.
        const monte = signe > 0 ? idY : idX;
        const descend = signe > 0 ? idX : idY;
        bascules.push({ ...racine, dessus: monte, dessous: descend });
        suivis.get(monte)?.evenements.push({ facteur: racine.facteur, delta: -1 });
        suivis.get(descend)?.evenements.push({ facteur: racine.facteur, delta: 1 });
        signe = -signe;
      }
    }
  }
  const changements = dossiers.flatMap((dossier) => changementsDePile(charte, dossier, cible, intervalle));
  const mobiles = new Set(changements.map(({ dossier }) => dossier));
  const rangsPresents = rangsAuFacteur(charte, dossiers, cible, UN);
  const amplitudes = new Map(
    [...suivis].map(([id, suivi]) => [
      id,
      { ...etendue(suivi, rangsPresents.get(id)?.rang), changeDePile: mobiles.has(id) },
    ]),
  );
  return {
    bascules: bascules.toSorted((a, b) => comparer(eloignement(a.facteur), eloignement(b.facteur))),
    changements: changements.toSorted((a, b) => comparer(eloignement(a.facteur), eloignement(b.facteur))),
    amplitudes,
  };
}

interface Evenement {
  readonly facteur: Fraction;
  readonly delta: 1 | -1;
}

/** Distance au poids d’aujourd’hui. */
function eloignement(facteur: Fraction): Fraction {
  return comparer(facteur, UN) < 0
    ? fraction(facteur.d - facteur.n, facteur.d)
    : fraction(facteur.n - facteur.d, facteur.d);
}

function milieu(a: Fraction, b: Fraction): Fraction {
  return diviser(additionner(a, b), fraction(2));
}

/** Positif si x est devant y au début de l’intervalle, négatif s’il est derrière, nul s’ils restent à égalité. */
function signeAuDebut(x: Courbe, y: Courbe, racines: readonly Croisement[], [debut, fin]: Intervalle): number {
  const temoin = milieu(debut, racines[0]?.facteur ?? fin);
  const [noteX, noteY] = [noteAuFacteur(x, temoin), noteAuFacteur(y, temoin)];
  return noteX === null || noteY === null ? 0 : comparer(noteX, noteY);
}

/** Meilleur et moins bon rang sur l’intervalle, celui d’aujourd’hui compris ; une égalité en un seul point ne compte pas. */
function etendue(
  { depart, evenements }: { readonly depart: number; readonly evenements: readonly Evenement[] },
  present: number | undefined,
): { meilleur: number; moinsBon: number } {
  let rang = depart;
  let meilleur = Math.min(depart, present ?? depart);
  let moinsBon = Math.max(depart, present ?? depart);
  const tries = evenements.toSorted((a, b) => comparer(a.facteur, b.facteur));
  for (const [i, { facteur, delta }] of tries.entries()) {
    rang += delta;
    const suivant = tries[i + 1];
    if (suivant !== undefined && comparer(suivant.facteur, facteur) === 0) continue;
    meilleur = Math.min(meilleur, rang);
    moinsBon = Math.max(moinsBon, rang);
  }
  return { meilleur, moinsBon };
}

function changementsDePile(
  charte: Charte,
  dossier: DossierNote,
  cible: Cible,
  intervalle: Intervalle,
): ChangementDePile[] {
  const courbe = courbeDeLaNote(charte, dossier.note, cible);
  if (courbe === null) return [];
  const seuilAxe = charte.axes[rangDeLAxe(charte, cible)]?.seuil ?? 0;
  const axe = courbeDeLAxe(charte, dossier.note, cible);
  const critiques = [
    ...croisementDuSeuil(courbe, charte.seuilNote, intervalle),
    ...(axe === null ? [] : croisementDuSeuil(axe, seuilAxe, intervalle)),
  ].toSorted((a, b) => comparer(a.facteur, b.facteur));
  const bornes = [intervalle[0], ...critiques.map(({ facteur }) => facteur), intervalle[1]];
  const piles = bornes
    .slice(1)
    .map((fin, rang) => pileAuFacteur(charte, dossier, cible, milieu(bornes[rang] ?? fin, fin)));
  return critiques.flatMap((critique, rang) => {
    const [de, vers] = [piles[rang] ?? null, piles[rang + 1] ?? null];
    return de === null || vers === null || de === vers ? [] : [{ ...critique, dossier: dossier.id, de, vers }];
  });
}

/** La pile que donnerait un poids multiplié par un facteur strictement positif. */
export function pileAuFacteur(charte: Charte, dossier: DossierNote, cible: Cible, facteur: Fraction): Pile | null {
  const courbe = courbeDeLaNote(charte, dossier.note, cible);
  const courbeAxe = courbeDeLAxe(charte, dossier.note, cible);
  const valeur = courbe && noteAuFacteur(courbe, facteur);
  const noteAxe = courbeAxe && noteAuFacteur(courbeAxe, facteur);
  const rang = rangDeLAxe(charte, cible);
  const note: NoteDossier = {
    ...dossier.note,
    fraction: valeur,
    dixiemes: valeur && enDixiemes(valeur),
    axes: dossier.note.axes.map((axe, i) =>
      i !== rang || noteAxe === null
        ? axe
        : {
            ...axe,
            fraction: noteAxe,
            dixiemes: enDixiemes(noteAxe),
            sousSeuil: comparer(noteAxe, fraction(charte.axes[i]?.seuil ?? 0)) < 0,
          },
    ),
  };
  return proposerPile(charte, dossier.conditions, note).pile;
}

/** Ce que l’on peut dire d’un rang : la pile change, le rang bouge, ou presque rien ne bouge. */
export type Stabilite = 'stable' | 'mobile' | 'fragile';

/** Places de plus ou de moins en deçà desquelles un rang est dit stable. */
export const PLACES_STABLES = 3;

/** Amplitude d’un dossier quand chaque axe bouge à son tour : la plus large de toutes. */
export function reunirAmplitudes(amplitudes: readonly Amplitude[]): Amplitude | null {
  const [premiere, ...suite] = amplitudes;
  if (premiere === undefined) return null;
  return suite.reduce(
    (total, une) => ({
      meilleur: Math.min(total.meilleur, une.meilleur),
      moinsBon: Math.max(total.moinsBon, une.moinsBon),
      changeDePile: total.changeDePile || une.changeDePile,
    }),
    premiere,
  );
}

export function direStabilite({ meilleur, moinsBon, changeDePile }: Amplitude, rang: number): Stabilite {
  if (changeDePile) return 'fragile';
  return Math.max(rang - meilleur, moinsBon - rang) <= PLACES_STABLES ? 'stable' : 'mobile';
}
