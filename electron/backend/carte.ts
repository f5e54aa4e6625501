import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Carte } from '../../shared/contract/campagnes.ts';
import { lireAnnuaire } from './communes.ts';

const Point = z.tuple([z.number(), z.number()]);
const Fichier = z.object({
  features: z.array(
    z.object({
      properties: z.object({ code: z.string(), nom: z.string() }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(Point)) }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Point))) }),
      ]),
    }),
  ),
});

const LARGEUR = 400;
const cartes = new Map<string, Carte>();

/** Les communes du Loiret projetées à plat (équirectangulaire à la latitude moyenne), prêtes pour un SVG. Lu une fois. */
export function lireCarte(ressources: string): Carte {
  const deja = cartes.get(ressources);
  if (deja) return deja;
  const { features } = Fichier.parse(
    JSON.parse(readFileSync(join(ressources, 'geo/communes-45-loiret.geojson'), 'utf8')),
  );
  const polygones = features.map((f) =>
    f.geometry.type === 'Polygon' ? [f.geometry.coordinates] : f.geometry.coordinates,
  );
  const points = polygones.flat(3);
  const longitudes = points.map(([lon]) => lon);
  const latitudes = points.map(([, lat]) => lat);
  const [lon0, lon1] = [minimum(longitudes), maximum(longitudes)];
  const [lat0, lat1] = [minimum(latitudes), maximum(latitudes)];
  const cosinus = Math.cos(((lat0 + lat1) / 2) * (Math.PI / 180));
  const echelle = LARGEUR / ((lon1 - lon0) * cosinus);
  const projeter = ([lon, lat]: [number, number]): [number, number] => [
    arrondir((lon - lon0) * cosinus * echelle),
    arrondir((lat1 - lat) * echelle),
  ];
  const { communes } = lireAnnuaire(ressources);
  const carte: Carte = {
    largeur: LARGEUR,
    hauteur: arrondir((lat1 - lat0) * echelle),
    communes: features.map((f, i) => {
      const insee = f.properties.code;
      const anneaux = (polygones[i] ?? []).flat();
      const exterieur = (anneaux[0] ?? []).map(projeter);
      return {
        insee,
        nom: communes.get(insee)?.nom ?? f.properties.nom,
        population: communes.get(insee)?.population ?? null,
        trace: anneaux
          .map(
            (a) =>
              `M${sansDoublons(a.map(projeter))
                .map(([x, y]) => `${x} ${y}`)
                .join('L')}Z`,
          )
          .join(''),
        ...centre(exterieur),
      };
    }),
  };
  cartes.set(ressources, carte);
  return carte;
}

function arrondir(n: number): number {
  return Math.round(n * 10) / 10;
}

function minimum(valeurs: readonly number[]): number {
  return valeurs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function maximum(valeurs: readonly number[]): number {
  return valeurs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

function sansDoublons(points: readonly [number, number][]): [number, number][] {
  return points.filter(([x, y], i) => i === 0 || x !== points[i - 1]?.[0] || y !== points[i - 1]?.[1]);
}

/** Centre de gravité de l’anneau extérieur. */
function centre(anneau: readonly [number, number][]): { x: number; y: number } {
  let aire = 0;
  let x = 0;
  let y = 0;
  anneau.forEach(([x0, y0], i) => {
    const [x1, y1] = anneau[(i + 1) % anneau.length] ?? [x0, y0];
    const croix = x0 * y1 - x1 * y0;
    aire += croix;
    x += (x0 + x1) * croix;
    y += (y0 + y1) * croix;
  });
  return aire === 0
    ? { x: anneau[0]?.[0] ?? 0, y: anneau[0]?.[1] ?? 0 }
    : { x: arrondir(x / (3 * aire)), y: arrondir(y / (3 * aire)) };
}
