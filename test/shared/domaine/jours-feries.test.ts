import { assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ajouterJours } from '../../../shared/domaine/dates.ts';
import {
  compterJours,
  dimancheDePaques,
  jourOuvreDes,
  joursFeries,
  raisonNonOuvre,
} from '../../../shared/domaine/jours-feries.ts';

describe('jours fériés', () => {
  // Dates publiées (Institut de mécanique céleste), bornes comprises : Pâques va du 22 mars au 25 avril.
  test.each([
    [1818, '1818-03-22'],
    [1943, '1943-04-25'],
    [1954, '1954-04-18'],
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2024, '2024-03-31'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
    [2076, '2076-04-19'],
    [2285, '2285-03-22'],
  ])('Pâques %i', (annee, date) => {
    expect(dimancheDePaques(annee)).toBe(date);
  });

  test('les onze de 2026, et leur nom', () => {
    expect(Object.fromEntries(joursFeries(2026))).toEqual({
      '2026-01-01': 'jour de l’an',
      '2026-04-06': 'lundi de Pâques',
      '2026-05-01': 'fête du Travail',
      '2026-05-08': 'victoire de 1945',
      '2026-05-14': 'Ascension',
      '2026-05-25': 'lundi de Pentecôte',
      '2026-07-14': 'fête nationale',
      '2026-08-15': 'Assomption',
      '2026-11-01': 'Toussaint',
      '2026-11-11': 'armistice de 1918',
      '2026-12-25': 'Noël',
    });
  });

  test('l’Ascension du 1er mai 2008 ne fait qu’un jour', () => {
    expect(joursFeries(2008).size).toBe(10);
    expect(joursFeries(2008).get('2008-05-01')).toBe('fête du Travail');
  });

  test('le dimanche de Pâques est un dimanche de printemps, les lundis des lundis, l’Ascension un jeudi', () => {
    const jour = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();
    assert(
      property(integer({ min: 1900, max: 2199 }), (annee) => {
        const paques = dimancheDePaques(annee);
        expect(jour(paques)).toBe(0);
        expect(paques >= `${annee}-03-22` && paques <= `${annee}-04-25`).toBe(true);
        expect(jour(ajouterJours(paques, 1))).toBe(1);
        expect(jour(ajouterJours(paques, 39))).toBe(4);
        expect(jour(ajouterJours(paques, 50))).toBe(1);
      }),
    );
  });

  test('un jour ouvré est proposé, au plus quatre jours après, sans en sauter un', () => {
    const dates = integer({ min: 0, max: 80_000 }).map((n) => ajouterJours('1990-01-01', n));
    assert(
      property(dates, (date) => {
        const ouvre = jourOuvreDes(date);
        expect(raisonNonOuvre(ouvre)).toBeNull();
        const ecart = compterJours(date, ouvre);
        expect(ecart).toBeGreaterThanOrEqual(0);
        expect(ecart).toBeLessThanOrEqual(4);
        for (let n = 0; n < ecart; n += 1) expect(raisonNonOuvre(ajouterJours(date, n))).not.toBeNull();
      }),
    );
  });
});
