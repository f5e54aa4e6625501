import { expect, it } from 'vitest';
import { PAGES } from '../../../shared/domaine/pages.ts';

it('chaque page a son raccourci à elle, et celles de la barre de gauche en ont toutes un', () => {
  const pris = PAGES.flatMap(({ raccourci }) => raccourci ?? []);
  expect(new Set(pris).size).toBe(pris.length);
  expect(new Set(PAGES.map(({ chemin }) => chemin)).size).toBe(PAGES.length);
  const sans = PAGES.filter(({ raccourci }) => raccourci === null).map(({ code }) => code);
  expect(sans).toEqual(['pieces', 'demandes', 'cloture', 'chartes']);
});
