import { describe, expect, test } from 'vitest';
import {
  couper,
  lireFondDeCarte,
  projeter,
  simplifier,
  tracer,
} from '../../../../electron/backend/documents/carte-loiret.ts';
import { hachures } from '../../../../electron/backend/documents/dessins.ts';
import { ecarterDisques, placerEtiquettes } from '../../../../electron/backend/documents/etiquettes.ts';
import { RESSOURCES } from './dossier-essai.ts';

const fond = await lireFondDeCarte(RESSOURCES);
const cadre = { x: 0, y: 0, l: 500, h: 390 };

test('le fond porte les 326 communes, et Orléans est là où elle est', () => {
  expect(fond.communes.size).toBe(326);
  const [longitude = 0, latitude = 0] = fond.communes.get('45234')?.centre ?? [];
  expect(longitude).toBeCloseTo(1.91, 1);
  expect(latitude).toBeCloseTo(47.88, 1);
});

test('projetée, la carte tient dans son cadre sans se déformer', () => {
  const projection = projeter(fond.contour.flat(), cadre);
  const points = fond.contour.flat().map(projection);
  expect(Math.min(...points.map(({ x }) => x))).toBeCloseTo(0);
  expect(Math.max(...points.map(({ x }) => x))).toBeLessThanOrEqual(500.001);
  expect(Math.max(...points.map(({ y }) => y))).toBeLessThanOrEqual(390.001);
  // Un degré de longitude vaut cos(latitude) degré de latitude.
  const origine = projection([2, 48]);
  const rapport = (projection([2.1, 48]).x - origine.x) / (projection([2, 47.9]).y - origine.y);
  expect(rapport).toBeCloseTo(Math.cos((47.9 * Math.PI) / 180), 2);
});

describe('simplifier et couper', () => {
  test('points répétés et alignés disparaissent, les angles restent', () => {
    const carre = [
      { x: 0, y: 0 },
      { x: 0.1, y: 0 },
      { x: 3, y: 0 },
      { x: 6, y: 0 },
      { x: 6, y: 6 },
      { x: 0, y: 6 },
      { x: 0, y: 0 },
    ];
    expect(simplifier(carre)).toEqual([
      { x: 0, y: 0 },
      { x: 6, y: 0 },
      { x: 6, y: 6 },
      { x: 0, y: 6 },
    ]);
  });

  test('un polygone coupé reste dans le cadre et garde son aire commune', () => {
    const triangle = [
      { x: -5, y: 5 },
      { x: 5, y: 5 },
      { x: 5, y: 15 },
    ];
    const coupe = couper(triangle, { x: 0, y: 0, l: 10, h: 10 });
    expect(coupe.every(({ x, y }) => x >= 0 && x <= 10 && y >= 0 && y <= 10)).toBe(true);
    // Triangle (−5,5) (5,5) (5,15) : la part où x et y sont entre 0 et 10 est tout le carré 5 × 5.
    expect(aire(coupe)).toBeCloseTo(25);
  });

  test('hors du cadre, rien', () => {
    expect(
      couper(
        [
          { x: 20, y: 20 },
          { x: 30, y: 20 },
          { x: 30, y: 30 },
        ],
        { x: 0, y: 0, l: 10, h: 10 },
      ),
    ).toEqual([]);
  });

  test('tous les tracés du cartouche restent dans le cartouche', () => {
    const fenetre = { x: 10, y: 20, l: 200, h: 150 };
    const projection = projeter(
      [
        [1.787, 47.984],
        [2.056, 47.836],
      ],
      fenetre,
    );
    const traits = [...fond.communes.values()].flatMap(({ anneaux }) =>
      tracer(anneaux, projection, { couleur: '#000', epaisseur: 0.4 }, fenetre),
    );
    expect(traits.length).toBeGreaterThan(10);
    for (const trait of traits) {
      if (trait.type !== 'polyline') throw new Error('polyligne attendue');
      expect(trait.points.every(({ x, y }) => x >= 9.4 && x <= 210.6 && y >= 19.4 && y <= 170.6)).toBe(true);
    }
  });
});

test('les hachures restent dans leur rectangle', () => {
  const traits = hachures({ x: 3, y: 4, l: 50, h: 11 });
  expect(traits.length).toBeGreaterThan(10);
  for (const trait of traits) {
    if (trait.type !== 'line') throw new Error('ligne attendue');
    expect(Math.min(trait.x1, trait.x2)).toBeGreaterThanOrEqual(3 - 1e-9);
    expect(Math.max(trait.x1, trait.x2)).toBeLessThanOrEqual(53 + 1e-9);
    expect(Math.min(trait.y1, trait.y2)).toBeGreaterThanOrEqual(4 - 1e-9);
    expect(Math.max(trait.y1, trait.y2)).toBeLessThanOrEqual(15 + 1e-9);
  }
});

describe('disques et noms', () => {
  const voisins = [
    { x: 100, y: 100, rayon: 8, nom: 'Montargis', largeurNom: 36 },
    { x: 103, y: 92, rayon: 6, nom: 'Châlette-sur-Loing', largeurNom: 66 },
    { x: 112, y: 101, rayon: 5, nom: 'Amilly', largeurNom: 22 },
    { x: 4, y: 200, rayon: 5, nom: 'La Chapelle-Saint-Mesmin', largeurNom: 90 },
    { x: 100, y: 100, rayon: 4, nom: 'Au même endroit', largeurNom: 40 },
  ];
  const disques = ecarterDisques(voisins);

  test('les disques ne se touchent plus', () => {
    for (const [rang, a] of disques.entries()) {
      for (const b of disques.slice(rang + 1)) {
        expect(Math.hypot(b.x - a.x, b.y - a.y)).toBeGreaterThan(a.rayon + b.rayon);
      }
    }
  });

  test('les noms sont dans le cadre et ne se couvrent pas', () => {
    const noms = placerEtiquettes(disques, cadre, [], []).map(({ x, y }, rang) => ({
      x,
      y,
      droite: x + (disques[rang]?.largeurNom ?? 0),
      bas: y + 9,
    }));
    for (const [rang, a] of noms.entries()) {
      expect(a.x).toBeGreaterThanOrEqual(0);
      for (const b of noms.slice(rang + 1)) {
        expect(a.droite <= b.x || b.droite <= a.x || a.bas <= b.y || b.bas <= a.y).toBe(true);
      }
    }
  });
});

function aire(points: readonly { readonly x: number; readonly y: number }[]): number {
  const somme = points.reduce((total, { x, y }, rang) => {
    const suivant = points[(rang + 1) % points.length] ?? { x, y };
    return total + x * suivant.y - suivant.x * y;
  }, 0);
  return Math.abs(somme) / 2;
}
