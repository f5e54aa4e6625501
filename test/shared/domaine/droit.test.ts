import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appliquerTaux, calculerDroit, coutsDesCollectifs, partagerBudget } from '../../../shared/domaine/droit.ts';
import { LOIRET_2019 } from './ressources.ts';

const PAR_DOSSIER = { ...LOIRET_2019, modeCalcul: 'par_dossier' } as const;
const couts = (...centimes: number[]) => centimes.map((coutCentimes) => ({ coutCentimes }));
const montant = fc.integer({ min: 0, max: 100_000_000 });
const taux = fc.integer({ min: 0, max: 10_000 });
const arrondi = fc.constantFrom('euro', 'centime');
const regles = fc.record({
  tauxPointsBase: taux,
  plafondCentimes: fc.integer({ min: 0, max: 1_000_000 }),
  modeCalcul: fc.constantFrom('par_collectif', 'par_dossier'),
  arrondi,
});

function sommer(nombres: readonly number[]): number {
  return nombres.reduce((a, b) => a + b, 0);
}

describe('droit, chiffres du barème Loiret 2019', () => {
  it.each([
    [600_000, 195_000, false],
    [788_615, 256_300, false],
    [900_000, 256_300, true],
  ])('un collectif de %i centimes donne %i', (cout, droitCentimes, plafonne) => {
    expect(calculerDroit(couts(cout), LOIRET_2019)).toEqual({
      droitCentimes,
      collectifs: [{ droitCentimes, plafonne }],
    });
  });

  it('9 000 + 6 000 : 4 513,00 par collectif, 4 875,00 par dossier', () => {
    expect(calculerDroit(couts(900_000, 600_000), LOIRET_2019).droitCentimes).toBe(451_300);
    expect(calculerDroit(couts(900_000, 600_000), PAR_DOSSIER)).toEqual({
      droitCentimes: 487_500,
      collectifs: [
        { droitCentimes: 292_500, plafonne: false },
        { droitCentimes: 195_000, plafonne: false },
      ],
    });
  });

  it('cinq collectifs se partagent 31 234,57 €', () => {
    const parts = partagerBudget(3_123_457, 5);
    expect(parts).toEqual([624_692, 624_692, 624_691, 624_691, 624_691]);
    const droit = calculerDroit(couts(...parts), LOIRET_2019);
    expect(droit.collectifs.map((c) => c.droitCentimes)).toEqual([203_025, 203_025, 203_025, 203_025, 203_025]);
    expect(droit.droitCentimes).toBe(1_015_125);
  });

  it('par dossier, plafonne au nombre de collectifs et répartit les centimes aux plus grands restes', () => {
    const droit = calculerDroit(couts(1_000_000, 1_000_000, 1_000_000), { ...PAR_DOSSIER, plafondCentimes: 33_333 });
    expect(droit.droitCentimes).toBe(99_999);
    expect(droit.collectifs).toEqual([
      { droitCentimes: 33_333, plafonne: true },
      { droitCentimes: 33_333, plafonne: true },
      { droitCentimes: 33_333, plafonne: true },
    ]);
    // 100 centimes sur trois coûts égaux : le centime de reste va au premier.
    const egal = calculerDroit(couts(100, 100, 100), { ...PAR_DOSSIER, tauxPointsBase: 3333 });
    expect(egal.collectifs.map((c) => c.droitCentimes)).toEqual([34, 33, 33]);
  });
});

describe('appliquerTaux', () => {
  it('arrondit une fois, la demie vers le haut, au centime ou à l’euro', () => {
    expect(appliquerTaux(2, 2500, 'centime')).toBe(1);
    expect(appliquerTaux(1, 4999, 'centime')).toBe(0);
    expect(appliquerTaux(100, 5000, 'euro')).toBe(100);
    expect(appliquerTaux(99, 5000, 'euro')).toBe(0);
    // 49,996 centimes : arrondi d’abord au centime il donnerait un euro, arrondi une seule fois il donne zéro.
    expect(appliquerTaux(12_499, 40, 'euro')).toBe(0);
  });

  it('est exact là où un flottant ne l’est plus', () => {
    expect(appliquerTaux(9_007_199_254_740_991, 10_000, 'centime')).toBe(9_007_199_254_740_991);
    expect(() => appliquerTaux(-1, 3250, 'centime')).toThrow(RangeError);
    expect(() => appliquerTaux(0.5, 3250, 'centime')).toThrow(RangeError);
  });

  it('croît avec le montant et reste à une demi-unité de la valeur exacte', () => {
    fc.assert(
      fc.property(montant, montant, taux, arrondi, (a, b, t, pas) => {
        const [petit, grand] = [Math.min(a, b), Math.max(a, b)];
        expect(appliquerTaux(petit, t, pas)).toBeLessThanOrEqual(appliquerTaux(grand, t, pas));
        const unite = pas === 'euro' ? 100 : 1;
        const droit = appliquerTaux(a, t, pas);
        expect(droit % unite).toBe(0);
        const ecart = BigInt(droit) * 20_000n - 2n * BigInt(a) * BigInt(t);
        expect(ecart).toBeGreaterThan(-10_000n * BigInt(unite));
        expect(ecart).toBeLessThanOrEqual(10_000n * BigInt(unite));
      }),
    );
  });
});

describe('partages', () => {
  it('gardent la somme, à un centime près entre les parts, les plus grandes d’abord', () => {
    fc.assert(
      fc.property(montant, fc.integer({ min: 1, max: 40 }), (total, nombre) => {
        const parts = partagerBudget(total, nombre);
        expect(parts).toHaveLength(nombre);
        expect(sommer(parts)).toBe(total);
        expect((parts[0] ?? 0) - (parts.at(-1) ?? 0)).toBeLessThanOrEqual(1);
        expect(parts).toEqual(parts.toSorted((a, b) => b - a));
      }),
    );
    expect(partagerBudget(100, 0)).toEqual([]);
  });

  it('Σ des collectifs = droit du dossier, jamais au-dessus des plafonds, dans les deux modes', () => {
    fc.assert(
      fc.property(fc.array(montant, { maxLength: 12 }), regles, (liste, bareme) => {
        const droit = calculerDroit(couts(...liste), bareme);
        const parts = droit.collectifs.map((c) => c.droitCentimes);
        expect(sommer(parts)).toBe(droit.droitCentimes);
        expect(parts).toHaveLength(liste.length);
        expect(droit.droitCentimes).toBeLessThanOrEqual(liste.length * bareme.plafondCentimes);
        if (bareme.modeCalcul === 'par_collectif') {
          expect(Math.max(0, ...parts)).toBeLessThanOrEqual(bareme.plafondCentimes);
        }
      }),
    );
  });

  it('par dossier, la part d’un collectif est à moins d’un centime de sa part exacte', () => {
    fc.assert(
      fc.property(fc.array(montant, { minLength: 1, maxLength: 12 }), regles, (liste, bareme) => {
        const droit = calculerDroit(couts(...liste), { ...bareme, modeCalcul: 'par_dossier' });
        const total = BigInt(sommer(liste));
        for (const [rang, cout] of liste.entries()) {
          const ecart =
            BigInt(droit.collectifs[rang]?.droitCentimes ?? 0) * total - BigInt(droit.droitCentimes) * BigInt(cout);
          expect(ecart > -total || total === 0n).toBe(true);
          expect(ecart < total || total === 0n).toBe(true);
        }
      }),
    );
  });
});

describe('coutsDesCollectifs', () => {
  const collectifs = (...connus: (number | null)[]) => connus.map((coutCentimes) => ({ coutCentimes }));

  it('garde les coûts connus, partage le reste du budget entre les autres', () => {
    expect(coutsDesCollectifs(collectifs(600_000, 500_000), 9_999_999)).toEqual([600_000, 500_000]);
    expect(coutsDesCollectifs(collectifs(null, null, null), 100)).toEqual([34, 33, 33]);
    expect(coutsDesCollectifs(collectifs(null, 600_000, null), 1_000_001)).toEqual([200_001, 600_000, 200_000]);
  });

  it('ne descend jamais sous zéro et ne devine rien sans budget', () => {
    expect(coutsDesCollectifs(collectifs(600_000, null), 500_000)).toEqual([600_000, 0]);
    expect(coutsDesCollectifs(collectifs(600_000, null), null)).toEqual([600_000, 0]);
    expect(coutsDesCollectifs([], 100)).toEqual([]);
  });

  it('épuise exactement le budget dès qu’un coût manque et que les coûts connus y tiennent', () => {
    fc.assert(
      fc.property(fc.array(fc.option(montant), { maxLength: 10 }), montant, (liste, marge) => {
        const connus = sommer(liste.map((c) => c ?? 0));
        fc.pre(liste.includes(null));
        expect(sommer(coutsDesCollectifs(collectifs(...liste), connus + marge))).toBe(connus + marge);
      }),
    );
  });
});
