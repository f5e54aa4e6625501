import type { CanvasElement, CanvasPolyline, Content } from 'pdfmake/interfaces.js';
import { CARACTERES, COULEURS, type NomCaractere } from './style.ts';

/** `plein` : favorable ; `hachure` : à débattre ; `vide` : défavorable. Toujours accompagné du mot. */
export type Motif = 'plein' | 'hachure' | 'vide';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly l: number;
  readonly h: number;
}

/** Un texte posé dans un dessin ; `x` est le bord gauche, le milieu ou le bord droit selon `ancrage`. */
export interface TextePose {
  readonly x: number;
  /** Haut de la ligne. */
  readonly y: number;
  readonly texte: string;
  readonly caractere: NomCaractere;
  readonly ancrage?: 'debut' | 'milieu' | 'fin';
  readonly couleur?: string;
  readonly lien?: string;
}

const CASE = 7.5;
/** Boîte assez large pour tout texte ancré au milieu ou à la fin. */
const BOITE = 400;

/** Un dessin de hauteur fixe, indivisible, avec ses textes par-dessus. */
export function dessin(hauteur: number, traits: CanvasElement[], textes: readonly TextePose[]): Content {
  return {
    unbreakable: true,
    stack: [
      ...(traits.length > 0 ? [{ canvas: traits, relativePosition: { x: 0, y: 0 } }] : []),
      ...textes.map(poser),
      { text: '', fontSize: 1, lineHeight: 0.01, margin: [0, 0, 0, hauteur] },
    ],
  };
}

function poser(pose: TextePose): Content {
  const style = {
    style: pose.caractere,
    ...(pose.couleur ? { color: pose.couleur } : {}),
    ...(pose.lien ? { linkToDestination: pose.lien } : {}),
  };
  const { ancrage = 'debut', x, y, texte } = pose;
  if (ancrage === 'debut') return { text: texte, noWrap: true, ...style, relativePosition: { x, y } };
  const gauche = ancrage === 'fin' ? x - BOITE : x - BOITE / 2;
  return {
    columns: [{ width: BOITE, text: texte, alignment: ancrage === 'fin' ? 'right' : 'center', ...style }],
    relativePosition: { x: gauche, y },
  };
}

/** Haut de ligne qui centre les capitales et les chiffres d’un texte dans une bande. */
export function centrer(y: number, hauteur: number, caractere: NomCaractere): number {
  return y + hauteur / 2 - 0.572 * CARACTERES[caractere].corps;
}

/** Rectangle plein, hachuré ou vide ; le contour est dessiné en dedans, pour que les trois aient la même taille. */
export function remplir({ x, y, l, h }: Rectangle, motif: Motif): CanvasElement[] {
  if (l <= 0 || h <= 0) return [];
  if (motif === 'plein') return [{ type: 'rect', x, y, w: l, h, color: COULEURS.accent }];
  const trait = 0.7;
  const contour: CanvasElement = {
    type: 'rect',
    x: x + trait / 2,
    y: y + trait / 2,
    w: Math.max(0.1, l - trait),
    h: h - trait,
    lineWidth: trait,
    lineColor: COULEURS.accent,
  };
  return motif === 'hachure' ? [...hachures({ x, y, l, h }), contour] : [contour];
}

/** Lignes à 45° au pas de 3,2, coupées par calcul au bord du rectangle (pdfmake ne sait pas découper). */
export function hachures({ x, y, l, h }: Rectangle, pas = 3.2): CanvasElement[] {
  const lignes: CanvasElement[] = [];
  for (let pied = x - h + pas / 2; pied < x + l; pied += pas) {
    const debut = Math.max(0, x - pied);
    const fin = Math.min(h, x + l - pied);
    if (fin - debut < 0.3) continue;
    lignes.push({
      type: 'line',
      x1: pied + debut,
      y1: y + h - debut,
      x2: pied + fin,
      y2: y + h - fin,
      lineWidth: 0.7,
      lineColor: COULEURS.accent,
    });
  }
  return lignes;
}

/** Seuil : trait vertical en tirets. */
export function seuil(x: number, y1: number, y2: number): CanvasElement {
  return {
    type: 'line',
    x1: x,
    y1,
    x2: x,
    y2,
    lineWidth: 1,
    lineColor: COULEURS.encre,
    dash: { length: 2, space: 1.2 },
  };
}

/** Axe vertical d’un graphique en barres. */
export function axe(x: number, hauteur: number): CanvasElement {
  return { type: 'line', x1: x, y1: 0, x2: x, y2: hauteur, lineWidth: 0.6, lineColor: COULEURS.encre };
}

/** Case à cocher, cochée au trait : ☐ et ✓ ne sont pas dans la police. */
export function caseACocher(cochee: boolean, x = 0, y = 0): CanvasElement[] {
  const contour: CanvasElement = {
    type: 'rect',
    x: x + 0.35,
    y: y + 0.35,
    w: CASE - 0.7,
    h: CASE - 0.7,
    lineWidth: 0.7,
    lineColor: COULEURS.encre,
  };
  const coche: CanvasPolyline = {
    type: 'polyline',
    lineWidth: 1.3,
    lineColor: COULEURS.accent,
    points: [
      { x: x + 1.6, y: y + 3.9 },
      { x: x + 3.2, y: y + 5.7 },
      { x: x + 6.1, y: y + 1.8 },
    ],
  };
  return cochee ? [contour, coche] : [contour];
}

/** Trait horizontal. */
export function filet(longueur: number, epaisseur: number, couleur: string, y = 0): CanvasElement {
  return { type: 'line', x1: 0, y1: y, x2: longueur, y2: y, lineWidth: epaisseur, lineColor: couleur };
}
