import { expect, test } from 'vitest';
import { creerMetrique, lirePolices } from '../../../../electron/backend/documents/metrique.ts';
import { lirePolice } from '../../../../electron/backend/documents/police-ttf.ts';
import { RESSOURCES } from './dossier-essai.ts';

const polices = await lirePolices(RESSOURCES);
const metrique = creerMetrique(polices);
const lues = [...polices.values()].map(lirePolice);

test.each([...polices])('%s a tous les signes du français imprimé', (_nom, ttf) => {
  const police = lirePolice(ttf);
  const manquants = Array.from('\u202f\u00a0\u2212–’«»€≠≤≥×·•…ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸàâçéèêëîïôœùûüÿæ').filter(
    (signe) => !police.possede(signe.codePointAt(0) ?? 0),
  );
  expect(manquants).toEqual([]);
});

test.each([...polices])('%s n’a ni case, ni coche, ni flèche : ils se dessinent', (_nom, ttf) => {
  const police = lirePolice(ttf);
  expect(Array.from('☐✓→▲').filter((signe) => police.possede(signe.codePointAt(0) ?? 0))).toEqual([]);
});

test.each([...polices])('%s a des chiffres tabulaires : les montants s’alignent', (_nom, ttf) => {
  const police = lirePolice(ttf);
  expect(new Set(Array.from('0123456789', (chiffre) => police.largeur(chiffre, 10))).size).toBe(1);
  expect(police.largeur('\u202f', 10)).toBe(police.largeur('\u00a0', 10));
});

test('ce que l’on imprime sans l’examiner est dans toutes les polices', () => {
  const codes = Array.from({ length: 0x21_00 - 0x20 }, (_, rang) => rang + 0x20);
  const tenus = codes.filter((code) => metrique.imprimable(String.fromCodePoint(code)) === String.fromCodePoint(code));
  const absents = tenus.filter((code) => lues.some((police) => !police.possede(code)));
  expect(tenus.length).toBeGreaterThan(400);
  expect(absents.map((code) => code.toString(16))).toEqual([]);
});

test('une colonne mesurée contient son plus long montant', () => {
  const largeur = metrique.largeurMaximale(['9,00', '1\u202f234\u202f567,00'], 'dense', true);
  expect(largeur).toBeGreaterThanOrEqual(metrique.largeur('1\u202f234\u202f567,00', 'dense', true));
  expect(largeur).toBeLessThan(metrique.largeur('1\u202f234\u202f567,00', 'dense', true) + 0.51);
});

test('le nombre de lignes suit les mots, les retours et les mots trop longs', () => {
  const mot = metrique.largeur('Maison', 'texte');
  expect(metrique.lignes('Maison', 'texte', mot + 1)).toBe(1);
  expect(metrique.lignes('Maison Maison', 'texte', mot + 1)).toBe(2);
  expect(metrique.lignes('Maison\nMaison', 'texte', 500)).toBe(2);
  expect(metrique.lignes('MaisonMaisonMaison', 'texte', mot + 1)).toBe(3);
});

test('un texte tronqué tient, finit par une ellipse et ne perd pas son début', () => {
  const texte = 'Condition non remplie : 8 à 12 enfants par collectif';
  const coupe = metrique.tronquer(texte, 'note', 100);
  expect(metrique.largeur(coupe, 'note')).toBeLessThanOrEqual(100);
  expect(coupe).toMatch(/^Condition.*…$/);
  expect(metrique.tronquer(texte, 'note', 1000)).toBe(texte);
  expect(metrique.largeur(metrique.tronquer('x'.repeat(300), 'note', 50), 'note')).toBeLessThanOrEqual(50);
});
