import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Bareme } from '../../../shared/domaine/bareme.ts';
import { suiteDuDroit } from '../../../shared/domaine/bilan-paiements.ts';
import { planifierEcheances } from '../../../shared/domaine/echeancier.ts';
import { LOIRET_2019, lireRessource } from './ressources.ts';

const PRESETS = z
  .array(z.object({ code: z.string(), source: z.string().min(1), echeancier: Bareme.shape.echeancier }))
  .parse(lireRessource('baremes/echeanciers.json'));

function planifier(code: string, droitCentimes: number) {
  const echeancier = PRESETS.find((preset) => preset.code === code)?.echeancier ?? LOIRET_2019.echeancier;
  return planifierEcheances(droitCentimes, { arrondi: 'centime', echeancier }, '2026-2027');
}

describe('planifierEcheances', () => {
  it('solde seul : un paiement en novembre N+1', () => {
    expect(planifierEcheances(451_300, LOIRET_2019, '2026-2027')).toEqual([
      {
        rang: 1,
        nature: 'solde',
        libelle: 'Solde',
        partPointsBase: null,
        montantCentimes: 451_300,
        datePrevue: '2027-11-01',
      },
    ]);
  });

  it('70 % de 4 513,00 € : acompte de 3 159,10 €, solde prévu de 1 353,90 €', () => {
    const [acompte, solde, ...reste] = planifier('acompte_70', 451_300);
    expect(acompte).toMatchObject({ rang: 1, nature: 'acompte', libelle: 'Acompte 1', partPointsBase: 7000 });
    expect(acompte?.montantCentimes).toBe(315_910);
    expect(solde).toMatchObject({ rang: 2, nature: 'solde', montantCentimes: 135_390 });
    expect(reste).toEqual([]);
  });

  it('35 % + 35 % : deux acomptes datés, puis le solde', () => {
    const echeances = planifier('acomptes_35_35', 451_300);
    expect(echeances.map((e) => e.libelle)).toEqual(['Acompte 1', 'Acompte 2', 'Solde']);
    expect(echeances.map((e) => e.montantCentimes)).toEqual([157_955, 157_955, 135_390]);
    expect(echeances.map((e) => e.datePrevue)).toEqual(['2026-12-01', '2027-04-01', '2027-11-01']);
  });

  it('la somme des échéances est le droit, sans échéance négative, même si les parts dépassent 100 %', () => {
    const acomptes = fc.array(
      fc.record({
        partPointsBase: fc.integer({ min: 1, max: 10_000 }),
        mois: fc.integer({ min: 1, max: 12 }),
        decalageAnnee: fc.integer({ min: 0, max: 2 }),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        acomptes,
        fc.constantFrom('euro', 'centime'),
        (droit, liste, arrondi) => {
          const echeancier = { ...LOIRET_2019.echeancier, acomptes: liste };
          const echeances = planifierEcheances(droit, { arrondi, echeancier }, '2026-2027');
          expect(echeances.reduce((somme, e) => somme + e.montantCentimes, 0)).toBe(droit);
          expect(Math.min(...echeances.map((e) => e.montantCentimes))).toBeGreaterThanOrEqual(0);
          expect(echeances.map((e) => e.rang)).toEqual(echeances.map((_, rang) => rang + 1));
          expect(echeances.filter((e) => e.nature === 'solde')).toEqual([echeances.at(-1)]);
        },
      ),
    );
  });
});

describe('suiteDuDroit', () => {
  const suite = (droitCentimes: number, emisCentimes: number) =>
    suiteDuDroit(droitCentimes, { emisCentimes, renduCentimes: 0, abandonneCentimes: 0 });

  it('droit réel de 2 563,00 € après 3 159,10 € : indu de 596,10 €', () => {
    expect(suite(256_300, 315_910)).toEqual({ soldeCentimes: 0, tropPercuCentimes: 59_610 });
  });

  it('droit réel de 4 513,00 € après 3 159,10 € : solde de 1 353,90 €', () => {
    expect(suite(451_300, 315_910)).toEqual({ soldeCentimes: 135_390, tropPercuCentimes: 0 });
  });

  it('versé + solde − indu = droit réel, et l’un des deux est nul', () => {
    const montant = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(montant, montant, (droit, verse) => {
        const { soldeCentimes, tropPercuCentimes } = suite(droit, verse);
        expect(verse + soldeCentimes - tropPercuCentimes).toBe(droit);
        expect(Math.min(soldeCentimes, tropPercuCentimes)).toBe(0);
        expect(Math.max(soldeCentimes, tropPercuCentimes)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
