import { describe, expect, it } from 'vitest';
import { ecrireNombre, lireDateSaisie, lireMontantSaisi, lireNombreSaisi } from '../../../shared/domaine/saisies.ts';

const FINE = '\u202f';

function raison(lu: ReturnType<typeof lireNombreSaisi> | ReturnType<typeof lireDateSaisie>): string {
  return lu.valide ? `lu ${String(lu.valeur)}` : lu.raison;
}

describe('une date tapée', () => {
  it('se lit entière, avec ou sans barres', () => {
    for (const texte of ['15/05/2026', ' 15/5/2026 ', '15-05-2026', '15.05.2026', '15052026'])
      expect(lireDateSaisie(texte), texte).toEqual({ valide: true, valeur: '2026-05-15', repare: null });
    expect(lireDateSaisie('29/02/2028')).toMatchObject({ valeur: '2028-02-29' });
  });

  it('n’est jamais complétée : aucun début de « 15/05/2205 » n’est une date', () => {
    const texte = '15/05/2205';
    const lues = Array.from(texte, (_, rang) => lireDateSaisie(texte.slice(0, rang + 1)).valide);
    expect(lues).toEqual(lues.map(() => false));
    expect(raison(lireDateSaisie('15/05/22'))).toMatch(/quatre chiffres/);
  });

  it('dit ce qui ne va pas', () => {
    expect(raison(lireDateSaisie('31/11/2026'))).toBe('Cette date n’existe pas : novembre 2026 a 30 jours.');
    expect(raison(lireDateSaisie('29/02/2100'))).toBe('Cette date n’existe pas : février 2100 a 28 jours.');
    expect(raison(lireDateSaisie('00/11/2026'))).toMatch(/n’existe pas/);
    expect(raison(lireDateSaisie('05/15/2026'))).toBe('Le mois 15 n’existe pas : écrivez JJ/MM/AAAA.');
    expect(raison(lireDateSaisie('15/05/2205'))).toBe('Année 2205 : attendue de 2000 à 2100.');
    expect(raison(lireDateSaisie('15/05/1999'))).toMatch(/^Année 1999/);
    expect(raison(lireDateSaisie('15/05/20226'))).toMatch(/^Année 20226/);
    expect(raison(lireDateSaisie('demain'))).toBe('Date attendue : JJ/MM/AAAA.');
  });
});

describe('un nombre tapé', () => {
  it('se lit avec ses milliers et ses décimales', () => {
    expect(lireNombreSaisi('12', {})).toMatchObject({ valeur: 12 });
    expect(lireNombreSaisi(`1${FINE}234`, {})).toMatchObject({ valeur: 1234 });
    expect(lireNombreSaisi('12,0', {})).toMatchObject({ valeur: 12 });
    expect(lireNombreSaisi('32,5', { decimales: 2 })).toMatchObject({ valeur: 32.5 });
    expect(lireNombreSaisi('32.50', { decimales: 2 })).toMatchObject({ valeur: 32.5 });
    expect(lireNombreSaisi('-5', {})).toMatchObject({ valeur: -5 });
  });

  it('refuse ce qu’il n’attend pas, sans rien en ôter', () => {
    const enfants = { minimum: 0, maximum: 999 };
    for (const texte of ['10,5', '12.5', '1e3', '12 enfants', '1 2', 'a'])
      expect(raison(lireNombreSaisi(texte, enfants)), texte).toBe(`« ${texte} » : nombre entier attendu.`);
    expect(raison(lireNombreSaisi('-5', enfants))).toBe('« -5 » : nombre négatif refusé.');
    expect(raison(lireNombreSaisi('−5', enfants))).toBe('« -5 » : nombre négatif refusé.');
    expect(raison(lireNombreSaisi('1000', enfants))).toBe('« 1000 » : 999 au plus.');
    expect(raison(lireNombreSaisi('0', { minimum: 1 }))).toBe('« 0 » : 1 au moins.');
    expect(raison(lireNombreSaisi('32,555', { decimales: 2 }))).toBe('« 32,555 » : 2 décimales au plus.');
    expect(raison(lireNombreSaisi('9'.repeat(20), {}))).toMatch(/trop grand/);
  });

  it('s’écrit comme il se relit', () => {
    for (const valeur of [0, 12, 1234.5, -7.25, 1_000_000])
      expect(lireNombreSaisi(ecrireNombre(valeur), { decimales: 2 })).toMatchObject({ valeur });
    expect(ecrireNombre(1234.5)).toBe(`1${FINE}234,5`);
  });
});

describe('un montant tapé', () => {
  it('refuse un négatif et ce qui passe les bornes', () => {
    expect(lireMontantSaisi('220+144', {})).toMatchObject({ valeur: 36_400 });
    expect(raison(lireMontantSaisi('-500', {}))).toBe('« -500 » : montant négatif refusé.');
    expect(raison(lireMontantSaisi('0', { minimum: 1 }))).toBe('« 0 » : 0,01\u00a0€ au moins.');
    expect(raison(lireMontantSaisi('600', { maximum: 50_000 }))).toBe('« 600 » : 500,00\u00a0€ au plus.');
    expect(raison(lireMontantSaisi('abc', {}))).toBe('« abc » n’est pas un montant.');
  });
});
