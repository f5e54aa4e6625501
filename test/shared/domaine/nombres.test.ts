import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formaterDixiemes,
  formaterEntier,
  formaterEuros,
  formaterMontant,
  formaterTaux,
  lireEntier,
  lireMontant,
  lireMontantNumerique,
} from '../../../shared/domaine/nombres.ts';

const centimes = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });

describe('écriture', () => {
  it('fine insécable aux milliers, insécable devant l’unité, vrai signe moins', () => {
    expect(formaterEuros(123_456)).toBe('1\u202f234,56\u00a0€');
    expect(formaterEuros(-5)).toBe('\u22120,05\u00a0€');
    expect(formaterMontant(123_456_789_00)).toBe('123\u202f456\u202f789,00');
    expect(formaterEntier(-1234)).toBe('\u22121\u202f234');
    expect(formaterDixiemes(722)).toBe('72,2');
    expect(formaterDixiemes(1000)).toBe('100,0');
    expect(() => formaterEuros(0.5)).toThrow(RangeError);
  });

  it.each([
    [3250, '32,5'],
    [7000, '70'],
    [10_000, '100'],
    [0, '0'],
    [5, '0,05'],
    [3333, '33,33'],
  ])('un taux de %i points de base s’écrit %s %%', (points, attendu) => {
    expect(formaterTaux(points)).toBe(`${attendu}\u00a0%`);
  });
});

describe('lireMontant', () => {
  it.each([
    ['1 234,56 €', 123_456],
    ['1\u202f234,56\u00a0€', 123_456],
    ['12345.67', 1_234_567],
    ['1.234,56', 123_456],
    ['1.234.567', 123_456_700],
    ['7000', 700_000],
    ['7000 euros', 700_000],
    ['EUR 12,5', 1250],
    ['0,125', 13],
    ['-12,50', -1250],
    ['12,', 1200],
  ])('lit %s', (texte, valeur) => {
    expect(lireMontant(texte)).toMatchObject({ valide: true, valeur });
  });

  it('dit ce qu’il a supposé, et rien quand il n’a rien supposé', () => {
    expect(lireMontant('1 234,56 €')).toEqual({ valide: true, valeur: 123_456, repare: null });
    expect(lireMontant('220+144')).toEqual({
      valide: true,
      valeur: 36_400,
      repare: '« 220+144 » lu comme une somme : 364,00\u00a0€',
    });
    expect(lireMontant('1,234.56')).toEqual({
      valide: true,
      valeur: 123_456,
      repare: '« 1,234.56 » : virgule lue comme séparateur de milliers',
    });
    expect(lireMontant('2563,125')).toEqual({
      valide: true,
      valeur: 256_313,
      repare: '« 2563,125 » : arrondi au centime : 2\u202f563,13\u00a0€',
    });
  });

  it.each([
    '',
    ' € ',
    'néant',
    '(1 200)',
    '1,2E+5',
    '12 34',
    '1 2345,00',
    '1.23.4',
    '12-13',
    '10 à 12',
    '++3',
    '1 200 k€',
  ])('refuse « %s »', (texte) => {
    expect(lireMontant(texte).valide).toBe(false);
  });

  it('refuse de deviner entre milliers et décimales', () => {
    expect(lireMontant('1.234')).toEqual({
      valide: false,
      raison: '« 1.234 » : milliers ou décimales ? Écrivez 1234,00 ou 1,23',
    });
    expect(lireMontant('12,500').valide).toBe(false);
  });

  it('relit exactement ce qui est écrit', () => {
    fc.assert(
      fc.property(centimes, (montant) => {
        const attendu = { valide: true, valeur: montant, repare: null };
        expect(lireMontant(formaterEuros(montant))).toEqual(attendu);
        expect(lireMontant(formaterMontant(montant))).toEqual(attendu);
        expect(
          lireMontant(
            `${montant < 0 ? '-' : ''}${Math.floor(Math.abs(montant) / 100)}.${String(Math.abs(montant) % 100).padStart(2, '0')}`,
          ),
        ).toEqual(attendu);
      }),
    );
  });

  it('une somme vaut la somme de ses termes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 10_000_000 }), { minLength: 2, maxLength: 6 }), (termes) => {
        const lu = lireMontant(termes.map((terme) => formaterMontant(terme)).join(' + '));
        expect(lu).toMatchObject({ valide: true, valeur: termes.reduce((a, b) => a + b, 0) });
      }),
    );
  });

  it('ne lève jamais d’erreur et ne rend que des centimes entiers', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d., +()€-]{0,15}$/)), (texte) => {
        const lu = lireMontant(texte);
        expect(lu.valide ? Number.isSafeInteger(lu.valeur) : lu.raison.length > 0).toBe(true);
      }),
    );
  });
});

describe('lireMontantNumerique', () => {
  it('arrondit sur l’écriture décimale, pas sur le flottant', () => {
    expect(lireMontantNumerique(7706.13)).toEqual({ valide: true, valeur: 770_613, repare: null });
    expect(lireMontantNumerique(0.1 + 0.2)).toEqual({ valide: true, valeur: 30, repare: null });
    expect(lireMontantNumerique(1.005)).toMatchObject({ valide: true, valeur: 101 });
    expect(lireMontantNumerique(2563.125)).toMatchObject({
      valeur: 256_313,
      repare: expect.stringContaining('arrondi'),
    });
    expect(lireMontantNumerique(Number.NaN).valide).toBe(false);
    expect(lireMontantNumerique(1e21).valide).toBe(false);
    expect(lireMontantNumerique(1e15).valide).toBe(false);
  });

  it('retrouve tout montant écrit en euros dans une cellule', () => {
    fc.assert(
      fc.property(centimes, (montant) => {
        expect(lireMontantNumerique(montant / 100)).toEqual({ valide: true, valeur: montant, repare: null });
      }),
    );
  });
});

describe('lireEntier', () => {
  it.each([
    ['12', 12],
    ['1 234', 1234],
    ['12,0', 12],
    ['12.00', 12],
    [' 0 ', 0],
  ])('lit %s', (texte, valeur) => {
    expect(lireEntier(texte)).toEqual({ valide: true, valeur, repare: null });
  });

  it.each([
    ['', 'nombre vide'],
    ['-3', 'négatif'],
    ['12,5', 'entier'],
    ['10 à 12', 'deux nombres'],
    ['8-12', 'deux nombres'],
    ['douze', 'entier'],
    ['99999999999999999', 'trop grand'],
  ])('refuse « %s » en disant pourquoi', (texte, raison) => {
    expect(lireEntier(texte)).toEqual({ valide: false, raison: expect.stringContaining(raison) });
  });

  it('relit exactement ce qui est écrit', () => {
    fc.assert(
      fc.property(fc.nat(), (entier) => {
        expect(lireEntier(formaterEntier(entier))).toEqual({ valide: true, valeur: entier, repare: null });
      }),
    );
  });
});
