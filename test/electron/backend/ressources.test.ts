import { expect, test } from 'vitest';
import { lireCarte } from '../../../electron/backend/carte.ts';
import { epciDe, lireAnnuaire, nomCommune, nomTerritoire } from '../../../electron/backend/communes.ts';
import { lireModelesBareme, lireModelesCharte, lireModelesEcheancier } from '../../../electron/backend/modeles.ts';
import { CalculCondition } from '../../../shared/domaine/charte.ts';
import { RESSOURCES } from './socle-essai.ts';

test('l’annuaire des communes a la forme attendue, noms officiels compris', () => {
  const annuaire = lireAnnuaire(RESSOURCES);
  expect(annuaire.communes.size).toBeGreaterThan(34_000);
  for (const [code, commune] of annuaire.communes) {
    if (!/^(\d{5}|2[AB]\d{3})$/.test(code) || !commune.nom) throw new Error(`commune ${code} mal formée`);
  }
  expect(nomCommune(annuaire, '45146')).toBe('La Ferté-Saint-Aubin');
  expect(nomTerritoire(annuaire, '45234')).toBe('Orléans Métropole');
  expect(nomCommune(annuaire, '99999')).toBeNull();
  expect(epciDe(annuaire, '45068')).toEqual({ code: '244500203', nom: expect.stringContaining('Montarg') });
  expect(epciDe(annuaire, '75101')).toEqual(epciDe(annuaire, '75056'));
  // Une île sans EPCI à fiscalité propre.
  expect(epciDe(annuaire, '29083')).toBeNull();
  expect(epciDe(annuaire, '99999')).toBeNull();
});

test('la carte du Loiret tient dans son cadre et porte les noms de la liste officielle', () => {
  const carte = lireCarte(RESSOURCES);
  expect(carte.communes.length).toBeGreaterThan(320);
  for (const c of carte.communes) {
    expect(c.x).toBeGreaterThanOrEqual(0);
    expect(c.x).toBeLessThanOrEqual(carte.largeur);
    expect(c.y).toBeGreaterThanOrEqual(0);
    expect(c.y).toBeLessThanOrEqual(carte.hauteur);
    expect(c.trace).toMatch(/^M/);
  }
  expect(carte.communes.find((c) => c.insee === '45146')?.nom).toBe('La Ferté-Saint-Aubin');
});

test('les préréglages sont valides', () => {
  expect(lireModelesBareme(RESSOURCES).map((b) => b.cle)).toContain('loiret-2019');
  expect(lireModelesCharte(RESSOURCES)[0]?.contenu.conditions).toHaveLength(CalculCondition.options.length);
  expect(lireModelesEcheancier(RESSOURCES).map((e) => e.libelle).length).toBeGreaterThanOrEqual(3);
});
