import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  dateDe,
  formaterDate,
  formaterDateLongue,
  formaterHeure,
  formaterInstant,
  lierHeures,
  lireDate,
  lireInstant,
} from '../../../shared/domaine/dates.ts';

const jour = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('écriture', () => {
  it('écrit dates, heures et instants à la française', () => {
    expect(formaterDate('2026-06-30')).toBe('30/06/2026');
    expect(formaterDateLongue('2026-07-02')).toBe('jeudi 2 juillet 2026');
    expect(formaterDateLongue('2026-07-01')).toBe('mercredi 1er juillet 2026');
    expect(formaterHeure('09:05')).toBe('9\u00a0h\u00a005');
    expect(formaterInstant('2026-06-25T14:12:30Z')).toBe('25/06/2026 à 16\u00a0h\u00a012');
    expect(() => formaterDate('30/06/2026')).toThrow(RangeError);
  });

  it('compte les jours à Paris, été comme hiver', () => {
    expect(dateDe('2025-05-30T21:59:59Z')).toBe('2025-05-30');
    expect(dateDe('2025-05-30T22:00:00Z')).toBe('2025-05-31');
    expect(dateDe('2025-12-31T22:59:59Z')).toBe('2025-12-31');
    expect(dateDe('2025-12-31T23:00:00Z')).toBe('2026-01-01');
  });

  it.each(['Pacific/Auckland', 'America/Los_Angeles', 'UTC'])('ne dépend pas du fuseau du poste (%s)', (fuseau) => {
    vi.stubEnv('TZ', fuseau);
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(fuseau);
    expect(formaterDateLongue('2026-07-02')).toBe('jeudi 2 juillet 2026');
    expect(formaterInstant('2026-06-25T14:12:30Z')).toBe('25/06/2026 à 16\u00a0h\u00a012');
    expect(dateDe('2025-05-30T22:00:00Z')).toBe('2025-05-31');
    expect(lireDate('30/06/2026')).toMatchObject({ valeur: '2026-06-30' });
    expect(lireDate('45234')).toMatchObject({ valeur: '2023-11-04' });
    expect(lireInstant('30/05/2025 23:15')).toMatchObject({ valeur: '2025-05-30T21:15:00.000Z' });
  });
});

describe('lireDate', () => {
  it.each([
    ['30/06/2026', '2026-06-30'],
    ['1/7/2026', '2026-07-01'],
    ['30-06-2026', '2026-06-30'],
    ['30.06.2026', '2026-06-30'],
    ['2026-06-30', '2026-06-30'],
    ['2026-06-30 08:00:00', '2026-06-30'],
    ['2025-05-30 23:15:00 +0200', '2025-05-30'],
    ['2025-05-30T23:15:00Z', '2025-05-31'],
    ['30/06/2026 14:05', '2026-06-30'],
    ['jeudi 2 juillet 2026', '2026-07-02'],
    ['1er août 2026', '2026-08-01'],
    ['29/02/2028', '2028-02-29'],
  ])('lit %s', (texte, valeur) => {
    expect(lireDate(texte)).toEqual({ valide: true, valeur, repare: null });
  });

  it('refuse l’ordre américain, dit l’année courte et le numéro d’Excel', () => {
    expect(lireDate('06/30/2025')).toEqual({
      valide: false,
      raison: '« 06/30/2025 » : le mois 30 n’existe pas ; date à l’américaine (30/06/2025) ?',
    });
    expect(lireDate('30/06/25')).toEqual({
      valide: true,
      valeur: '2025-06-30',
      repare: '« 30/06/25 » : année lue 2025, lu 30/06/2025',
    });
    for (const texte of ['45234', '45234.0', '45234,0']) {
      expect(lireDate(texte)).toEqual({
        valide: true,
        valeur: '2023-11-04',
        repare: `« ${texte} » : numéro de date d’Excel, lu 04/11/2023`,
      });
    }
  });

  it.each(['', '31/02/2026', '29/02/2026', '13/13/2026', '2026-13-01', '12345', '99999', 'bientôt', '2 brumaire 2026'])(
    'refuse « %s »',
    (texte) => {
      expect(lireDate(texte).valide).toBe(false);
    },
  );

  it('relit exactement ce qui est écrit', () => {
    fc.assert(
      fc.property(jour, (date) => {
        const attendu = { valide: true, valeur: date, repare: null };
        expect(lireDate(formaterDate(date))).toEqual(attendu);
        expect(lireDate(formaterDateLongue(date))).toEqual(attendu);
        expect(lireDate(date)).toEqual(attendu);
      }),
    );
  });
});

describe('lireInstant', () => {
  it.each([
    ['2025-05-30 23:15:00 +0200', '2025-05-30T21:15:00.000Z'],
    ['2025-09-15T17:00:00+02:00', '2025-09-15T15:00:00.000Z'],
    ['2025-05-30T21:15:00Z', '2025-05-30T21:15:00.000Z'],
    ['2025-05-30 23:15', '2025-05-30T21:15:00.000Z'],
    ['30/01/2025 à 9 h 05', '2025-01-30T08:05:00.000Z'],
    ['30/01/2025', '2025-01-29T23:00:00.000Z'],
    ['45807.96875', '2025-05-30T21:15:00.000Z'],
  ])('lit %s', (texte, valeur) => {
    expect(lireInstant(texte)).toMatchObject({ valide: true, valeur });
  });

  it.each(['', '30/01/2025 25:00', '2025-05-30 24:30', '2025-02-30 10:00', 'hier'])('refuse « %s »', (texte) => {
    expect(lireInstant(texte).valide).toBe(false);
  });

  it('relit à la minute tout instant écrit à l’heure de Paris', () => {
    const instant = fc.date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2037-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, (date) => {
        const ecrit = formaterInstant(date.toISOString());
        const relu = lireInstant(ecrit);
        expect(relu.valide && formaterInstant(relu.valeur)).toBe(ecrit);
      }),
    );
  });

  it('tient aux changements d’heure', () => {
    expect(lireInstant('2026-10-25 01:59')).toMatchObject({ valeur: '2026-10-24T23:59:00.000Z' });
    expect(lireInstant('2026-10-25 03:00')).toMatchObject({ valeur: '2026-10-25T02:00:00.000Z' });
    expect(lireInstant('2026-03-29 01:59')).toMatchObject({ valeur: '2026-03-29T00:59:00.000Z' });
    expect(lireInstant('2026-03-29 03:00')).toMatchObject({ valeur: '2026-03-29T01:00:00.000Z' });
  });
});

it('un fuseau impossible est refusé, pas lancé', () => {
  expect(lireInstant('2026-03-27 10:00:00 +99:99')).toMatchObject({ valide: false });
  expect(lireDate('2026-03-27 10:00:00 +99:99')).toMatchObject({ valide: false });
});

it('une heure écrite par un porteur ne se coupe pas en fin de ligne', () => {
  expect(lierHeures('mardi, de 16 h 30 à 18h')).toBe('mardi, de 16\u00a0h\u00a030 à 18\u00a0h');
  expect(lierHeures('3 heures')).toBe('3 heures');
});
