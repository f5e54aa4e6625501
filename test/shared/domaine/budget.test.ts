import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AnalyseBudget,
  analyserBudget,
  type LigneBudget,
  type OptionsBudget,
} from '../../../shared/domaine/budget.ts';
import { natureContribution } from '../../../shared/domaine/budget-lignes.ts';
import { comparerAuRealise } from '../../../shared/domaine/budget-realise.ts';

const OPTIONS: OptionsBudget = {
  droitCentimes: 189_000,
  demandeCentimes: null,
  totalChargesDeclareCentimes: null,
  totalProduitsDeclareCentimes: null,
  partCafMaximalePointsBase: null,
  inclureContributionsVolontaires: false,
};

function charge(compte: string, euros: number, libelle = ''): LigneBudget {
  return { sens: 'charge', compte, libelle, montantCentimes: euros * 100 };
}

function produit(compte: string, euros: number, libelle = ''): LigneBudget {
  return { sens: 'produit', compte, libelle, montantCentimes: euros * 100 };
}

function controle(analyse: AnalyseBudget, code: string) {
  return analyse.controles.find((c) => c.code === code);
}

/** Exemple réel du domaine : une association d’accompagnement à la scolarité. */
const EXEMPLE: readonly LigneBudget[] = [
  charge('60', 9174),
  charge('61', 7010),
  charge('62', 15_714),
  charge('64', 105_444),
  charge('65', 3687),
  charge('66', 83),
  produit('74', 66_935, 'État'),
  produit('74', 23_000, 'Région'),
  produit('74', 9000, 'Département'),
  produit('74', 9100, 'Commune'),
  produit('74', 1890, 'Caf'),
  produit('74', 8500, 'ASP'),
  produit('75', 22_687, 'Autofinancement'),
  charge('86', 116_000),
  produit('87', 116_000),
];

describe('analyserBudget, exemple réel', () => {
  const analyse = analyserBudget(EXEMPLE, { ...OPTIONS, demandeCentimes: 189_000, partCafMaximalePointsBase: 3250 });

  it('retrouve les totaux et les parts publiques : 83,9 % et 46,1 %', () => {
    expect(analyse).toMatchObject({
      totalChargesCentimes: 14_111_200,
      totalProduitsCentimes: 14_111_200,
      contributions86Centimes: 11_600_000,
      contributions87Centimes: 11_600_000,
      coutCentimes: 14_111_200,
      subventionCafCentimes: 189_000,
      partPubliqueSansContributionsDixiemes: 839,
      partPubliqueAvecContributionsDixiemes: 461,
    });
  });

  it('montre les deux chiffres de chaque contrôle', () => {
    const fine = '\u202f';
    expect(controle(analyse, 'equilibre')).toEqual({
      code: 'equilibre',
      libelle: 'Charges = produits',
      etat: 'oui',
      gauche: `141${fine}112,00`,
      droite: `141${fine}112,00`,
      signe: '=',
    });
    expect(controle(analyse, 'equilibre_avec_contributions')).toMatchObject({
      etat: 'oui',
      gauche: `257${fine}112,00`,
    });
    expect(controle(analyse, 'contributions')).toMatchObject({ etat: 'oui', gauche: `116${fine}000,00` });
    expect(controle(analyse, 'caf_egale_droit')).toMatchObject({ etat: 'oui', gauche: `1${fine}890,00`, signe: '=' });
    expect(controle(analyse, 'part_caf')).toMatchObject({ etat: 'oui', gauche: '1,3\u00a0%', droite: '32,5\u00a0%' });
    expect(controle(analyse, 'recettes')).toMatchObject({ etat: 'oui', signe: '≤' });
    expect(controle(analyse, 'demande')).toMatchObject({ etat: 'oui', signe: '≤' });
    expect(controle(analyse, 'part_publique_sans')).toMatchObject({ etat: 'info', gauche: '83,9\u00a0%', signe: null });
    expect(controle(analyse, 'part_publique_avec')).toMatchObject({ etat: 'info', gauche: '46,1\u00a0%' });
  });

  it('compte les contributions volontaires dans le coût si le barème le veut', () => {
    const avec = analyserBudget(EXEMPLE, { ...OPTIONS, inclureContributionsVolontaires: true });
    expect(avec.coutCentimes).toBe(25_711_200);
    expect(avec.totalChargesCentimes).toBe(14_111_200);
  });
});

describe('contrôles', () => {
  it('dit l’écart d’un centime', () => {
    const lignes = [charge('60', 100), { ...produit('75', 100), montantCentimes: 9999 }];
    const analyse = analyserBudget(lignes, OPTIONS);
    expect(controle(analyse, 'equilibre')).toMatchObject({
      etat: 'non',
      gauche: '100,00',
      droite: '99,99',
      signe: '≠',
    });
    expect(controle(analyse, 'recettes')).toMatchObject({ etat: 'oui' });
  });

  it('ne conclut pas sur ce qui manque', () => {
    const analyse = analyserBudget([], OPTIONS);
    for (const code of ['equilibre', 'contributions', 'equilibre_avec_contributions', 'caf_egale_droit', 'recettes']) {
      expect(controle(analyse, code)).toMatchObject({ etat: 'non_renseigne', signe: null });
    }
    expect(controle(analyse, 'demande')?.etat).toBe('non_renseigne');
    expect(analyse).toMatchObject({ coutCentimes: 0, partPubliqueSansContributionsDixiemes: null });
    expect(controle(analyserBudget([charge('60', 10)], OPTIONS), 'equilibre')).toMatchObject({
      etat: 'non_renseigne',
      gauche: '10,00',
      droite: '—',
    });
  });

  it('se contente des totaux déclarés quand aucune ligne n’est donnée', () => {
    const declare = { totalChargesDeclareCentimes: 700_000, totalProduitsDeclareCentimes: 690_000 };
    const analyse = analyserBudget([], { ...OPTIONS, ...declare, demandeCentimes: 700_001 });
    expect(analyse.coutCentimes).toBe(700_000);
    expect(controle(analyse, 'equilibre')?.etat).toBe('non');
    expect(controle(analyse, 'demande')).toMatchObject({ etat: 'non', signe: '>' });
    expect(controle(analyse, 'total_charges_declare')).toBeUndefined();
  });

  it('compare le total déclaré aux lignes, contributions comprises ou non', () => {
    const lignes = [charge('60', 700), charge('86', 300), produit('75', 700), produit('87', 300)];
    const analyser = (charges: number, produits: number) =>
      analyserBudget(lignes, {
        ...OPTIONS,
        totalChargesDeclareCentimes: charges,
        totalProduitsDeclareCentimes: produits,
      });
    const juste = analyser(70_000, 100_000);
    expect(controle(juste, 'total_charges_declare')).toMatchObject({ etat: 'oui', droite: '700,00' });
    expect(controle(juste, 'total_produits_declare')).toMatchObject({
      etat: 'oui',
      libelle: expect.stringContaining('contributions volontaires comprises'),
    });
    expect(controle(analyser(69_999, 70_000), 'total_charges_declare')).toMatchObject({
      etat: 'non',
      droite: '700,00',
    });
  });

  it('refuse plus de 100 % de recettes et une part de la Caf trop forte', () => {
    const lignes = [charge('64', 1000), produit('74', 326, 'Caf'), produit('75', 677)];
    const analyse = analyserBudget(lignes, { ...OPTIONS, partCafMaximalePointsBase: 3250 });
    expect(controle(analyse, 'recettes')).toMatchObject({ etat: 'non', signe: '>' });
    const juste = [charge('64', 1000), produit('74', 325, 'Caf'), produit('75', 675)];
    expect(controle(analyserBudget(juste, { ...OPTIONS, partCafMaximalePointsBase: 3250 }), 'part_caf')?.etat).toBe(
      'oui',
    );
    // 326 / 1 003 = 32,502… % : affiché 32,5 % et pourtant au-dessus.
    expect(controle(analyse, 'part_caf')).toMatchObject({ etat: 'non', gauche: '32,5\u00a0%', signe: '>' });
  });
});

describe('pièges', () => {
  it.each([
    ['70', 'Prestation de service Clas (Caf)'],
    ['73', 'Caf du Loiret'],
    ['74', 'Caisse d’allocations familiales'],
    ['741', 'CAF - PS Clas'],
    ['70', 'P.S. CLAS'],
  ])('trouve la Caf au compte %s sous « %s »', (compte, libelle) => {
    const lignes = [charge('60', 100), produit(compte, 40, libelle), produit('75', 60)];
    const analyse = analyserBudget(lignes, { ...OPTIONS, droitCentimes: 4000 });
    expect(analyse.subventionCafCentimes).toBe(4000);
    expect(analyse.partPubliqueSansContributionsDixiemes).toBe(400);
    expect(controle(analyse, 'caf_egale_droit')?.etat).toBe('oui');
  });

  it.each([
    ['70', 'Prestations de services'],
    ['75', 'Café des parents'],
    ['70', 'Cafétéria'],
    ['74', 'MSA – PS Clas'],
    ['60', 'Caf'],
  ])('ne prend pas le compte %s « %s » pour la Caf', (compte, libelle) => {
    expect(analyserBudget([produit(compte, 40, libelle)], OPTIONS).subventionCafCentimes).toBe(0);
  });

  it('compare au droit la seule ligne de PS, et à la part maximale toute la Caf', () => {
    const lignes = [
      charge('64', 1000),
      produit('74', 250, 'Caf – PS Clas'),
      produit('74', 150, 'Caf – fonds locaux'),
      produit('75', 600),
    ];
    const analyse = analyserBudget(lignes, { ...OPTIONS, droitCentimes: 25_000, partCafMaximalePointsBase: 3250 });
    expect(controle(analyse, 'caf_egale_droit')).toMatchObject({ etat: 'oui', gauche: '250,00' });
    expect(analyse.subventionCafCentimes).toBe(40_000);
    expect(controle(analyse, 'part_caf')).toMatchObject({ etat: 'non', gauche: '40,0\u00a0%' });
  });

  it('laisse les aides privées hors de la part publique', () => {
    const lignes = [
      produit('74', 300, 'Commune'),
      produit('74', 100, 'Aides privées'),
      produit('74', 100, 'Fondation Dupont'),
    ];
    expect(analyserBudget(lignes, OPTIONS).partPubliqueSansContributionsDixiemes).toBe(600);
  });

  it('ignore les sous-totaux de compte et vérifie leur somme', () => {
    const lignes = [
      charge('64', 1000, 'Charges de personnel'),
      charge('641', 700, 'Rémunérations'),
      charge('645', 250, 'Charges sociales'),
      produit('74', 950, 'Subventions d’exploitation'),
      produit('74', 400, 'État'),
      produit('74', 550, 'Caf'),
    ];
    const analyse = analyserBudget(lignes, OPTIONS);
    expect(analyse).toMatchObject({ totalChargesCentimes: 95_000, totalProduitsCentimes: 95_000 });
    expect(controle(analyse, 'compte_charge_64')).toMatchObject({ etat: 'non', signe: '≠', droite: '950,00' });
    expect(controle(analyse, 'compte_produit_74')).toMatchObject({ etat: 'oui', gauche: '950,00', droite: '950,00' });
  });

  it('ne compte qu’une fois des sous-totaux emboîtés, et un sous-total nommé qui vaut ses lignes', () => {
    const emboites = [
      charge('64', 1000),
      charge('641', 600),
      charge('6411', 400),
      charge('6412', 200),
      charge('645', 400),
    ];
    const analyse = analyserBudget(emboites, OPTIONS);
    expect(analyse.totalChargesCentimes).toBe(100_000);
    expect(controle(analyse, 'compte_charge_64')?.etat).toBe('oui');
    expect(controle(analyse, 'compte_charge_641')?.etat).toBe('oui');
    const nomme = [
      charge('64', 900, 'Salaires et cotisations'),
      charge('641', 600, 'Bruts'),
      charge('645', 300, 'Urssaf'),
    ];
    expect(analyserBudget(nomme, OPTIONS).totalChargesCentimes).toBe(90_000);
  });

  it('garde une ligne nommée qui ne vaut pas ses voisines, et deux lignes d’un même compte', () => {
    const lignes = [produit('74', 100, 'Caf'), produit('741', 300, 'État'), produit('75', 10), produit('75', 20)];
    expect(analyserBudget(lignes, OPTIONS).totalProduitsCentimes).toBe(43_000);
  });

  it('écarte la ligne « Total des charges » sans compte', () => {
    expect(analyserBudget([charge('60', 10), charge('', 10, 'TOTAL des charges')], OPTIONS).totalChargesCentimes).toBe(
      1000,
    );
  });

  it('dit ce que devient le compte 69', () => {
    const indirectes = analyserBudget([charge('69', 50, 'Charges indirectes affectées')], OPTIONS);
    expect(controle(indirectes, 'compte_69')).toMatchObject({
      etat: 'info',
      libelle: 'Compte 69 : charges indirectes, comptées dans les charges',
      gauche: '50,00',
    });
    expect(indirectes.totalChargesCentimes).toBe(5000);
    expect(controle(analyserBudget([charge('69', 50)], OPTIONS), 'compte_69')?.libelle).toContain('à vérifier');
    expect(controle(analyserBudget([charge('69', 0)], OPTIONS), 'compte_69')).toBeUndefined();
  });

  it('rapproche les contributions volontaires par les mots, quel que soit leur numéro', () => {
    expect(natureContribution(produit('870', 1, 'Bénévolat'))).toBe('benevolat');
    expect(natureContribution(produit('875', 1, 'Dons en nature'))).toBe('dons_et_secours');
    expect(natureContribution(produit('870', 1))).toBeNull();
    expect(natureContribution(charge('864', 1))).toBe('benevolat');
    const lignes = [
      charge('864', 500, 'Personnel bénévole'),
      charge('861', 200, 'Mise à disposition gratuite de locaux'),
      produit('870', 400, 'Bénévolat'),
      produit('875', 300, 'Mise à disposition de locaux'),
    ];
    const analyse = analyserBudget(lignes, OPTIONS);
    expect(controle(analyse, 'contributions')?.etat).toBe('oui');
    expect(controle(analyse, 'contributions_benevolat')).toMatchObject({
      etat: 'info',
      gauche: '500,00',
      droite: '400,00',
    });
    expect(controle(analyse, 'contributions_mise_a_disposition')).toMatchObject({ gauche: '200,00', droite: '300,00' });
  });
});

describe('propriétés', () => {
  const ligne = fc.record({
    sens: fc.constantFrom<'charge' | 'produit'>('charge', 'produit'),
    compte: fc.constantFrom('60', '64', '641', '69', '70', '73', '74', '741', '75', '86', '864', '87', '875'),
    libelle: fc.constantFrom('', 'Caf', 'État', 'Total', 'Bénévolat', 'Fondation', 'Salaires'),
    montantCentimes: fc.nat({ max: 10_000_000 }),
  });

  it('ne dépend pas de l’ordre des lignes', () => {
    fc.assert(
      fc.property(fc.array(ligne, { maxLength: 15 }), (lignes) => {
        const { controles: _, ...droit } = analyserBudget(lignes, OPTIONS);
        const { controles: __, ...envers } = analyserBudget(lignes.toReversed(), OPTIONS);
        expect(envers).toEqual(droit);
      }),
    );
  });

  it('garde les parts entre 0 et 100 %, la part avec contributions jamais au-dessus de la part sans', () => {
    fc.assert(
      fc.property(fc.array(ligne, { maxLength: 15 }), (lignes) => {
        const { partPubliqueSansContributionsDixiemes: sans, partPubliqueAvecContributionsDixiemes: avec } =
          analyserBudget(lignes, OPTIONS);
        // Des contributions volontaires sans aucun autre produit ne donnent pas de part.
        expect(avec === null).toBe(sans === null);
        expect(sans ?? 0).toBeLessThanOrEqual(1000);
        expect(avec ?? 0).toBeLessThanOrEqual(sans ?? 0);
        expect(avec ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('ajouter une ligne de détail ajoute exactement son montant', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 10 }),
        fc.nat({ max: 1_000_000 }),
        (montants, ajout) => {
          const lignes = montants.map((montantCentimes, rang) => ({
            ...charge('60', 0, `Achat ${rang}`),
            montantCentimes,
          }));
          const avant = analyserBudget(lignes, OPTIONS).totalChargesCentimes;
          const apres = analyserBudget([...lignes, { ...charge('61', 0, 'Loyer'), montantCentimes: ajout }], OPTIONS);
          expect(apres.totalChargesCentimes).toBe(avant + ajout);
        },
      ),
    );
  });
});

describe('comparerAuRealise', () => {
  it('demande une explication au-delà de l’écart admis, et pour un compte non prévu', () => {
    const prevu = [charge('60', 1000), charge('641', 2000, 'Salaires'), charge('86', 500), produit('74', 3000, 'Caf')];
    const realise = [charge('60', 1100), charge('64', 1700), charge('62', 10), produit('74', 3000, 'Caf')];
    expect(comparerAuRealise(prevu, realise, 1000)).toEqual([
      expect.objectContaining({ sens: 'charge', compte: '60', ecartCentimes: 10_000, aExpliquer: false }),
      expect.objectContaining({ sens: 'charge', compte: '62', prevuCentimes: 0, aExpliquer: true }),
      expect.objectContaining({ sens: 'charge', compte: '64', ecartCentimes: -30_000, aExpliquer: true }),
      expect.objectContaining({ sens: 'produit', compte: '74', ecartCentimes: 0, aExpliquer: false }),
    ]);
  });
});
