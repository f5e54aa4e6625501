import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CHAMP_PAR_CODE } from '../../../shared/domaine/champs.ts';
import { CalculCondition } from '../../../shared/domaine/charte.ts';
import { verifierCodeInsee } from '../../../shared/domaine/identifiants.ts';
import { CHARTE_MODELE, LOIRET_2019, lireRessource } from './ressources.ts';

const Communes = z.object({
  source: z.string(),
  communes: z.array(z.tuple([z.string(), z.string(), z.string().nullable(), z.number().int().nullable(), z.string()])),
  epci: z.record(z.string(), z.string()),
  anciennes: z.array(z.tuple([z.string(), z.string(), z.string()])),
});
const Contours = z.object({
  features: z.array(z.object({ properties: z.object({ code: z.string(), nom: z.string() }) })),
});

describe('charte modèle', () => {
  it('se dit modèle et couvre chaque calcul, une fois', () => {
    expect(CHARTE_MODELE.modele).toBe(true);
    expect(CHARTE_MODELE.conditions).toHaveLength(CalculCondition.options.length);
    expect(new Set(CHARTE_MODELE.conditions.map((c) => c.calcul))).toEqual(new Set(CalculCondition.options));
  });

  it('pèse cent, avec un seuil de 40 par axe et des codes uniques', () => {
    expect(CHARTE_MODELE.axes.map((axe) => [axe.libelle, axe.poids, axe.seuil])).toEqual([
      ['Enfants et jeunes', 30, 40],
      ['Parents', 20, 40],
      ['École', 20, 40],
      ['Territoire et partenaires', 15, 40],
      ['Qualité du projet', 15, 40],
    ]);
    const codes = CHARTE_MODELE.axes.flatMap((axe) => axe.criteres.map((critere) => critere.code));
    expect(codes).toHaveLength(18);
    expect(new Set(codes).size).toBe(18);
  });

  it('décrit chaque niveau et ne cite que des champs du catalogue', () => {
    for (const axe of CHARTE_MODELE.axes) {
      for (const critere of axe.criteres) {
        expect(new Set(critere.niveaux).size).toBe(4);
        expect(critere.niveaux.every((niveau) => niveau.length >= 5)).toBe(true);
      }
    }
    const cites = [...CHARTE_MODELE.conditions, ...CHARTE_MODELE.axes.flatMap((axe) => axe.criteres)].flatMap(
      (e) => e.champs,
    );
    expect(cites.filter((code) => !CHAMP_PAR_CODE.has(code))).toEqual([]);
  });
});

describe('barème Loiret 2019', () => {
  it('porte les chiffres du dépliant', () => {
    expect(LOIRET_2019).toMatchObject({
      nom: 'Loiret 2019 (dépliant)',
      tauxPointsBase: 3250,
      plafondCentimes: 256_300,
      modeCalcul: 'par_collectif',
      arrondi: 'centime',
      inclureContributionsVolontaires: false,
      effectifMinimum: 8,
      effectifMaximum: 12,
      seuilConventionCentimes: 2_300_000,
      echeancier: { acomptes: [], solde: { mois: 11, decalageAnnee: 1 } },
    });
  });
});

describe('communes', () => {
  const { communes, epci, anciennes, source } = Communes.parse(lireRessource('communes.json'));
  const parCode = new Map(communes.map((commune) => [commune[0], commune]));

  it('couvre la France, triée, sans doublon, chaque EPCI nommé', () => {
    expect(source).toContain('Licence Ouverte');
    expect(communes.length).toBeGreaterThan(34_000);
    expect(parCode.size).toBe(communes.length);
    expect(communes.map((c) => c[0])).toEqual(communes.map((c) => c[0]).toSorted());
    expect(communes.filter((c) => c[2] !== null && !(c[2] in epci))).toEqual([]);
  });

  it('connaît Orléans, un arrondissement, la Corse et un zéro initial', () => {
    expect(parCode.get('45234')?.[1]).toBe('Orléans');
    expect(epci[parCode.get('45234')?.[2] ?? '']).toContain('Orléans');
    for (const code of ['75101', '69381', '2A004', '01004', '97411']) {
      expect(verifierCodeInsee(code, parCode)).toMatchObject({ valide: true });
    }
    expect(verifierCodeInsee('45000', parCode).valide).toBe(false);
  });

  it('donne codes postaux et communes d’autrefois, chacune menant à une commune actuelle', () => {
    expect(parCode.get('45234')?.[4].split(' ')).toContain('45100');
    expect(communes.filter((c) => !/^(?:\d{5}(?: \d{5})*)?$/.test(c[4]))).toEqual([]);
    expect(anciennes.filter(([, , actuelle]) => !parCode.has(actuelle))).toEqual([]);
    expect(anciennes).toContainEqual(['01340', 'Saint-Bois', '01015']);
    // Saint-Loup-de-Gonois, dont la source ne garde que le code.
    expect(anciennes).toContainEqual(['45287', '', '45307']);
  });

  it('le fond de carte couvre toutes les communes actuelles du Loiret', () => {
    const dessinees = new Set(
      Contours.parse(lireRessource('geo/communes-45-loiret.geojson')).features.map((f) => f.properties.code),
    );
    expect(communes.filter(([code]) => code.startsWith('45') && !dessinees.has(code))).toEqual([]);
    // Saint-Loup-de-Gonois, dessinée mais fusionnée depuis.
    expect([...dessinees].filter((code) => !parCode.has(code))).toEqual(['45287']);
  });
});
