import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { creerMetrique, lirePolices } from '../../../../electron/backend/documents/metrique.ts';
import { intervalle } from '../../../../electron/backend/documents/renvois.ts';
import {
  abregerNom,
  capitaliser,
  enumerer,
  grouperNumero,
  grouperSiret,
  grouperTelephone,
  typo,
} from '../../../../electron/backend/documents/typographie.ts';
import { RESSOURCES } from './dossier-essai.ts';

const metrique = creerMetrique(await lirePolices(RESSOURCES));

test('les espaces du français sont insécables', () => {
  expect(typo('Barème « Essai » : 32,5 % ; est-ce sûr ? n° 3, p. 4')).toBe(
    'Barème «\u00a0Essai\u00a0»\u00a0: 32,5\u00a0%\u202f; est-ce sûr\u202f? n°\u00a03, p.\u00a04',
  );
  expect(typo("l'école")).toBe('l’école');
});

test('numéros groupés pour être lus', () => {
  expect(grouperNumero('24119776')).toBe('24\u202f119\u202f776');
  expect(grouperNumero('D-12')).toBe('D-12');
  expect(grouperSiret('99901038200011')).toBe('999\u00a0010\u00a0382\u00a000011');
  expect(grouperSiret('7,75612E+13')).toBe('7,75612E+13');
  expect(grouperTelephone('0238000023')).toBe('02\u00a038\u00a000\u00a000\u00a023');
  expect(grouperTelephone('+33 2 38')).toBe('+33 2 38');
});

test('noms abrégés, listes, intervalles', () => {
  expect(abregerNom('Étienne de la Tour')).toBe('É.\u00a0de la Tour');
  expect(abregerNom('Caf')).toBe('Caf');
  expect(enumerer(['a', 'b', 'c'])).toBe('a, b et c');
  expect(enumerer(['a'])).toBe('a');
  expect(capitaliser('école')).toBe('École');
  expect(intervalle(6, 11)).toBe('6–11');
  expect(intervalle(6, 6)).toBe('6');
});

describe('ce qui vient d’un fichier est imprimable', () => {
  test.each([
    ['E\u0301cole', 'École'],
    ['A\u0000\u0007B', 'AB'],
    ['10 h → 12 h', '10 h > 12 h'],
    ['fait ✓', 'fait oui'],
    ['Clas 🎒', 'Clas ?'],
    ['sou\u00adris\u200b', 'souris'],
    ['ligne 1\r\nligne 2', 'ligne 1\nligne 2'],
    ['une\tdeux', 'une deux'],
  ])('%j devient %j', (recu, attendu) => {
    expect(metrique.imprimable(recu)).toBe(attendu);
  });

  test('quel que soit le texte, une seconde passe n’y change rien', () => {
    assert(
      property(string({ unit: 'binary' }), (texte) => {
        const net = metrique.imprimable(texte);
        expect(metrique.imprimable(net)).toBe(net);
        expect(net).not.toMatch(/[^\P{Cc}\n]|\ufffd/u);
      }),
    );
  });
});
