import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { valeurDeDateIso, valeurDeSerie } from '../../../../electron/backend/tableurs/dates-serie.ts';
import { sorteDuCode, sorteDuFormat } from '../../../../electron/backend/tableurs/formats-de-nombre.ts';

test.each([
  ['General', 'nombre'],
  ['0.00E+00', 'nombre'],
  ['# ##0.00\\ "€"', 'nombre'],
  ['#,##0.00 [$USD-409]', 'nombre'],
  ['[Red]-0;[Yellow]0', 'nombre'],
  ['"dossiers du "0', 'nombre'],
  ['0\\d', 'nombre'],
  ['0_d_)', 'nombre'],
  ['* #,##0_-;yyyy', 'nombre'],
  ['[<100]0;[h]:mm', 'nombre'],
  ['@', 'nombre'],
  ['dd/mm/yyyy', 'date'],
  ['[$-40C]d mmmm yyyy', 'date'],
  ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 'date'],
  ['[Red]DD/MM/YY;@', 'date'],
  ['mmm', 'date'],
  ['"le "d', 'date'],
  ['yyyy-mm-dd h:mm AM/PM', 'date'],
  ['h:mm', 'heure'],
  ['mm:ss.0', 'heure'],
  ['h "h" mm', 'heure'],
  ['[h]:mm', 'duree'],
  ['[hh]:mm:ss', 'duree'],
  ['[mm]:ss', 'duree'],
  ['[s]', 'duree'],
])('format %s : %s', (code, sorte) => {
  expect(sorteDuCode(code)).toBe(sorte);
});

test('formats prédéfinis, qu’un classeur ne décrit pas, et redéfinis', () => {
  const sorte = (numero: number) => sorteDuFormat(numero, new Map([[164, 'd/m']]));
  expect([0, 2, 9, 14, 17, 22, 36, 57, 164].map(sorte)).toEqual([
    'nombre',
    'nombre',
    'nombre',
    'date',
    'date',
    'date',
    'date',
    'date',
    'date',
  ]);
  expect([18, 21, 45, 47].map(sorte)).toEqual(['heure', 'heure', 'heure', 'heure']);
  expect([46, 49, 165].map(sorte)).toEqual(['duree', 'nombre', 'nombre']);
  expect(sorteDuFormat(14, new Map([[14, '0.0']]))).toBe('nombre');
});

test('calendrier de 1900 : le 29 février 1900 n’a pas existé', () => {
  const date = (serie: number) => valeurDeSerie(serie, 'date', false);
  expect(date(1)).toEqual({ type: 'date', valeur: '1900-01-01' });
  expect(date(59)).toEqual({ type: 'date', valeur: '1900-02-28' });
  expect(date(60)).toEqual({ type: 'nombre', valeur: 60 });
  expect(date(61)).toEqual({ type: 'date', valeur: '1900-03-01' });
  expect(date(2_958_465)).toEqual({ type: 'date', valeur: '9999-12-31' });
  for (const serie of [0, -1, 0.4, 2_958_466, 1e300]) expect(date(serie)).toEqual({ type: 'nombre', valeur: serie });
});

test('calendrier de 1904 : le jour 0 est le 1er janvier 1904', () => {
  expect(valeurDeSerie(0, 'date', true)).toEqual({ type: 'date', valeur: '1904-01-01' });
  expect(valeurDeSerie(59, 'date', true)).toEqual({ type: 'date', valeur: '1904-02-29' });
});

test('l’heure est arrondie à la seconde, au jour suivant s’il le faut', () => {
  expect(valeurDeSerie(45807.9999999, 'date', false)).toEqual({ type: 'date', valeur: '2025-05-31' });
  expect(valeurDeSerie(45807.99998, 'date', false)).toEqual({ type: 'date', valeur: '2025-05-30T23:59:58' });
  expect(valeurDeSerie(0.9999999, 'heure', false)).toEqual({ type: 'texte', valeur: '24:00' });
});

test('toute seconde de 1901 à 2199 fait l’aller-retour par son nombre de jours', () => {
  const bornes = { min: new Date('1901-01-01T00:00:00Z'), max: new Date('2199-12-31T23:59:59Z'), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(bornes), (instant) => {
      const ms = Math.floor(instant.getTime() / 1000) * 1000;
      const iso = new Date(ms).toISOString();
      const attendu = iso.slice(11, 19) === '00:00:00' ? iso.slice(0, 10) : iso.slice(0, 19);
      const serie = (ms - Date.UTC(1899, 11, 30)) / 86_400_000;
      expect(valeurDeSerie(serie, 'date', false)).toEqual({ type: 'date', valeur: attendu });
    }),
  );
});

test('dates ISO : heure murale gardée, ce qui n’en est pas une reste texte', () => {
  const lire = (texte: string) => valeurDeDateIso(texte);
  expect(lire('2025-05-30T23:15:00.123Z')).toEqual({ type: 'date', valeur: '2025-05-30T23:15:00' });
  expect(lire('2025-05-30T23:15')).toEqual({ type: 'date', valeur: '2025-05-30T23:15:00' });
  expect(lire('2025-05-30T00:00:00+02:00')).toEqual({ type: 'date', valeur: '2025-05-30' });
  for (const faux of ['2025-13-01', '2025-02-30', '2025-05-30T25:00', 'demain', ''])
    expect(lire(faux)).toEqual({ type: 'texte', valeur: faux });
});
