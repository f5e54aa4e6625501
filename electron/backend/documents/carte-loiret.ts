import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CanvasElement } from 'pdfmake/interfaces.js';
import type { Rectangle } from './dessins.ts';

/** Longitude et latitude, en degrés. */
export type Coordonnees = readonly [longitude: number, latitude: number];

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface FondDeCarte {
  readonly contour: readonly (readonly Coordonnees[])[];
  readonly communes: ReadonlyMap<
    string,
    { readonly anneaux: readonly (readonly Coordonnees[])[]; readonly centre: Coordonnees }
  >;
}

export type Projection = (point: Coordonnees) => Point;

/** Ce que les deux fichiers contiennent ; ils sont livrés avec l’application et couverts par un test. */
interface Entite {
  readonly properties: { readonly code: string };
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: Coordonnees[][] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: Coordonnees[][][] };
}

/** Pas de la grille d’arrondi, en points : deux communes voisines s’arrondissent de même, sans trou entre elles. */
const PAS = 0.6;

export async function lireFondDeCarte(ressources: string): Promise<FondDeCarte> {
  const lire = async (nom: string): Promise<unknown> =>
    JSON.parse(await readFile(join(ressources, 'geo', nom), 'utf8'));
  const [departement, communes] = await Promise.all([
    lire('departement-45-loiret.geojson') as Promise<Entite>,
    lire('communes-45-loiret.geojson') as Promise<{ readonly features: readonly Entite[] }>,
  ]);
  return {
    contour: anneauxDe(departement),
    communes: new Map(
      communes.features.map((commune) => {
        const anneaux = anneauxDe(commune);
        return [commune.properties.code, { anneaux, centre: centreDe(anneaux) }];
      }),
    ),
  };
}

/** Projection qui fait tenir ces coordonnées dans le cadre, sans déformer : x = (lon − lon₀) × cos(lat moyenne), y = lat₁ − lat. */
export function projeter(
  coordonnees: readonly Coordonnees[],
  cadre: Rectangle,
): Projection & { readonly hauteur: number } {
  const longitudes = coordonnees.map(([longitude]) => longitude);
  const latitudes = coordonnees.map(([, latitude]) => latitude);
  const ouest = Math.min(...longitudes);
  const nord = Math.max(...latitudes);
  const sud = Math.min(...latitudes);
  const serrage = Math.cos((((nord + sud) / 2) * Math.PI) / 180);
  const echelle = Math.min(cadre.l / ((Math.max(...longitudes) - ouest) * serrage), cadre.h / (nord - sud));
  const projection: Projection = ([longitude, latitude]) => ({
    x: cadre.x + (longitude - ouest) * serrage * echelle,
    y: cadre.y + (nord - latitude) * echelle,
  });
  return Object.assign(projection, { hauteur: (nord - sud) * echelle });
}

/** Un polygone fermé par anneau, arrondi à la grille et coupé au cadre s’il y en a un. */
export function tracer(
  anneaux: readonly (readonly Coordonnees[])[],
  projection: Projection,
  trait: { readonly couleur: string; readonly epaisseur: number; readonly fond?: string },
  cadre?: Rectangle,
): CanvasElement[] {
  return anneaux.flatMap((anneau): CanvasElement[] => {
    const points = anneau.map(projection);
    const simples = simplifier(cadre ? couper(points, cadre) : points);
    if (simples.length < 3) return [];
    return [
      {
        type: 'polyline',
        closePath: true,
        lineJoin: 'round',
        lineWidth: trait.epaisseur,
        lineColor: trait.couleur,
        points: simples,
        ...(trait.fond ? { color: trait.fond } : {}),
      },
    ];
  });
}

/** Retire ce que la grille confond : points répétés, points alignés. */
export function simplifier(points: readonly Point[]): Point[] {
  const gardes: Point[] = [];
  for (const point of points) {
    const arrondi = { x: arrondir(point.x), y: arrondir(point.y) };
    const dernier = gardes.at(-1);
    if (dernier && dernier.x === arrondi.x && dernier.y === arrondi.y) continue;
    const avant = gardes.at(-2);
    if (avant && dernier && isAligne(avant, dernier, arrondi)) gardes.pop();
    gardes.push(arrondi);
  }
  const [premier] = gardes;
  const dernier = gardes.at(-1);
  if (gardes.length > 1 && premier && dernier && premier.x === dernier.x && premier.y === dernier.y) gardes.pop();
  return gardes;
}

/** Coupe un polygone au rectangle, un bord après l’autre (Sutherland et Hodgman). */
export function couper(points: readonly Point[], { x, y, l, h }: Rectangle): Point[] {
  const bords: readonly [dedans: (p: Point) => boolean, croisement: (a: Point, b: Point) => Point][] = [
    [(p) => p.x >= x, (a, b) => enX(a, b, x)],
    [(p) => p.x <= x + l, (a, b) => enX(a, b, x + l)],
    [(p) => p.y >= y, (a, b) => enY(a, b, y)],
    [(p) => p.y <= y + h, (a, b) => enY(a, b, y + h)],
  ];
  let reste = [...points];
  for (const [dedans, croisement] of bords) {
    const entree = reste;
    reste = [];
    for (const [rang, point] of entree.entries()) {
      const precedent = entree.at(rang - 1);
      if (precedent && dedans(precedent) !== dedans(point)) reste.push(croisement(precedent, point));
      if (dedans(point)) reste.push(point);
    }
  }
  return reste;
}

function anneauxDe({ geometry }: Entite): Coordonnees[][] {
  // Le premier anneau est le bord ; les suivants sont des trous, qu’une carte communale à cette échelle n’a pas besoin de montrer.
  const polygones = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygones.flatMap(([bord]) => (bord ? [bord] : []));
}

/** Centre de gravité du plus grand anneau. */
function centreDe(anneaux: readonly (readonly Coordonnees[])[]): Coordonnees {
  let plusGrand = 0;
  let centre: Coordonnees = [0, 0];
  for (const anneau of anneaux) {
    const [origine = [0, 0]] = anneau;
    let aire = 0;
    let longitude = 0;
    let latitude = 0;
    for (const [rang, point] of anneau.entries()) {
      const suivant = anneau[(rang + 1) % anneau.length] ?? point;
      // Depuis le premier point : sur des degrés presque égaux, les produits perdraient leurs décimales utiles.
      const [x1, y1] = [point[0] - origine[0], point[1] - origine[1]];
      const [x2, y2] = [suivant[0] - origine[0], suivant[1] - origine[1]];
      const produit = x1 * y2 - x2 * y1;
      aire += produit / 2;
      longitude += ((x1 + x2) * produit) / 6;
      latitude += ((y1 + y2) * produit) / 6;
    }
    if (Math.abs(aire) <= plusGrand) continue;
    plusGrand = Math.abs(aire);
    centre = [origine[0] + longitude / aire, origine[1] + latitude / aire];
  }
  return centre;
}

function isAligne(a: Point, b: Point, c: Point): boolean {
  return Math.abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) < 1e-9;
}

function enX(a: Point, b: Point, x: number): Point {
  return { x, y: a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x) };
}

function enY(a: Point, b: Point, y: number): Point {
  return { x: a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y), y };
}

function arrondir(valeur: number): number {
  return Math.round(Math.round(valeur / PAS) * PAS * 10) / 10;
}
