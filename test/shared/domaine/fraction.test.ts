import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  additionner,
  arrondirDemiHaut,
  comparer,
  diviser,
  enDixiemes,
  fraction,
  multiplier,
} from '../../../shared/domaine/fraction.ts';

const entier = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const quelconque = fc.tuple(entier, fc.bigInt({ min: 1n, max: 10n ** 12n })).map(([n, d]) => fraction(n, d));

describe('fraction', () => {
  it('réduit et garde un dénominateur positif', () => {
    expect(fraction(6, -4)).toEqual({ n: -3n, d: 2n });
    expect(fraction(0, 5)).toEqual({ n: 0n, d: 1n });
    expect(() => fraction(1, 0)).toThrow(RangeError);
    expect(() => diviser(fraction(1), fraction(0))).toThrow(RangeError);
  });

  it('additionne, multiplie et divise exactement', () => {
    expect(additionner(fraction(1, 10), fraction(2, 10))).toEqual(fraction(3, 10));
    fc.assert(
      fc.property(quelconque, quelconque, (a, b) => {
        expect(additionner(a, b)).toEqual(additionner(b, a));
        expect(additionner(additionner(a, b), multiplier(b, fraction(-1)))).toEqual(a);
        if (b.n !== 0n) expect(multiplier(diviser(a, b), b)).toEqual(a);
      }),
    );
  });

  it('compare sans passer par un flottant', () => {
    // En flottant ces deux valeurs sont égales.
    const a = fraction(10n ** 17n, 3n);
    const b = additionner(a, fraction(1n, 10n ** 9n));
    expect(comparer(a, b)).toBe(-1);
    expect(comparer(b, a)).toBe(1);
    expect(comparer(a, fraction(2n * 10n ** 17n, 6n))).toBe(0);
  });

  it('arrondit la demie vers le haut, une seule fois', () => {
    expect(enDixiemes(fraction(361, 5))).toBe(722);
    expect(enDixiemes(fraction(1, 20))).toBe(1);
    expect(enDixiemes(fraction(-1, 20))).toBe(0);
    expect(enDixiemes(fraction(200, 3))).toBe(667);
    expect(arrondirDemiHaut(fraction(-3, 2))).toBe(-1n);
    expect(arrondirDemiHaut(fraction(-8, 5))).toBe(-2n);
  });

  it('reste à une demi-unité au plus de la valeur exacte', () => {
    fc.assert(
      fc.property(quelconque, (f) => {
        const ecart = additionner(fraction(arrondirDemiHaut(f)), multiplier(f, fraction(-1)));
        expect(comparer(ecart, fraction(-1, 2))).toBeGreaterThan(0);
        expect(comparer(ecart, fraction(1, 2))).toBeLessThanOrEqual(0);
      }),
    );
  });
});
