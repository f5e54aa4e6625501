import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LigneBudget } from '../../../shared/domaine/budget-lignes.ts';
import { calculerDroitReel } from '../../../shared/domaine/droit-reel.ts';
import { LOIRET_2019 } from './ressources.ts';

const PAR_DOSSIER = { ...LOIRET_2019, modeCalcul: 'par_dossier' } as const;
const LIBRE = { ...LOIRET_2019, plafonnerAuMontantAgree: false };

function collectif(
  collectifId: number,
  agreeCentimes: number,
  coutCentimes: number | null,
  realise: boolean | null = true,
) {
  return { collectifId, nom: `Collectif ${collectifId}`, agreeCentimes, coutCentimes, realise };
}

function charge(montantCentimes: number, compte = '64'): LigneBudget {
  return { sens: 'charge', compte, libelle: compte, montantCentimes };
}

describe('droit réel, chiffres du domaine', () => {
  it('9 000 + 6 000 menés : 4 513,00 par collectif ; 4 875,00 par dossier', () => {
    const tenus = [collectif(1, 256_300, 900_000), collectif(2, 195_000, 600_000)];
    expect(calculerDroitReel(tenus, [], LOIRET_2019)).toMatchObject({
      droitCentimes: 451_300,
      realises: 2,
      manques: [],
    });
    const dossier = [collectif(1, 292_500, 900_000), collectif(2, 195_000, 600_000)];
    expect(calculerDroitReel(dossier, [], PAR_DOSSIER).droitCentimes).toBe(487_500);
  });

  it('le second arrêté : 2 563,00, donc un indu de 596,10 sur un acompte de 3 159,10', () => {
    const droit = calculerDroitReel(
      [collectif(1, 256_300, 900_000), collectif(2, 195_000, null, false)],
      [],
      LOIRET_2019,
    );
    expect(droit.droitCentimes).toBe(256_300);
    expect(315_910 - (droit.droitCentimes ?? 0)).toBe(59_610);
    expect(droit.collectifs[1]).toMatchObject({ droitCentimes: 0, explication: 'non réalisé : aucun droit' });
  });

  it('cinq collectifs se partagent 31 234,57 € : 10 151,25 €', () => {
    const tenus = [1, 2, 3, 4, 5].map((id) => collectif(id, 203_025, null));
    const droit = calculerDroitReel(tenus, [charge(3_000_000), charge(123_457, '60')], LOIRET_2019);
    expect(droit.collectifs.map((c) => c.coutCentimes)).toEqual([624_692, 624_692, 624_691, 624_691, 624_691]);
    expect(droit.droitCentimes).toBe(1_015_125);
    expect(droit.collectifs[0]?.explication).toContain('compte de résultat partagé en 5');
  });

  it('le compte de résultat se partage entre les seuls collectifs réalisés, sans les 86 ni les sous-totaux', () => {
    const lignes = [charge(200_000, '60'), charge(150_000, '606'), charge(50_000, '607'), charge(500_000, '864')];
    const tenus = [collectif(1, 256_300, null), collectif(2, 256_300, null, false)];
    expect(calculerDroitReel(tenus, lignes, LOIRET_2019)).toMatchObject({
      coutCentimes: 200_000,
      droitCentimes: 65_000,
    });
    const avec = { ...LOIRET_2019, inclureContributionsVolontaires: true };
    expect(calculerDroitReel(tenus, lignes, avec)).toMatchObject({ coutCentimes: 700_000, droitCentimes: 227_500 });
  });

  it('plafonné au montant agréé des collectifs réalisés, les deux chiffres gardés ; sans l’option, non', () => {
    const tenus = [collectif(1, 195_000, 788_615), collectif(2, 195_000, null, false)];
    const droit = calculerDroitReel(tenus, [], LOIRET_2019);
    expect(droit).toMatchObject({
      calculeCentimes: 256_300,
      agreeRealisesCentimes: 195_000,
      agreeCentimes: 390_000,
      plafonneAuMontantAgree: true,
      droitCentimes: 195_000,
    });
    expect(droit.explication).toContain('plafonné au montant agréé');
    expect(calculerDroitReel(tenus, [], LIBRE).droitCentimes).toBe(256_300);
  });

  it('un collectif en dépasse, l’autre compense dans la limite du dossier', () => {
    const droit = calculerDroitReel([collectif(1, 256_300, 600_000), collectif(2, 195_000, 788_615)], [], LOIRET_2019);
    expect(droit).toMatchObject({ droitCentimes: 451_300, plafonneAuMontantAgree: false });
  });

  it('arrêté après trois mois : le coût réel seul, ou le plafond réduit si le barème le dit', () => {
    const activite = { situation: 'arrete', mois: 3 } as const;
    const tenus = [{ ...collectif(1, 256_300, 900_000), activite }];
    expect(calculerDroitReel(tenus, [], LOIRET_2019).droitCentimes).toBe(256_300);
    const prorata = { ...LOIRET_2019, activitePartielle: 'prorata_plafond' } as const;
    const droit = calculerDroitReel(tenus, [], prorata);
    expect(droit.droitCentimes).toBe(76_890);
    expect(droit.collectifs[0]?.explication).toContain('réduit aux mois courus');
    expect(calculerDroitReel(tenus, [], { ...prorata, modeCalcul: 'par_dossier' }).droitCentimes).toBe(76_890);
    const jamais = [{ ...collectif(1, 256_300, 900_000), activite: { situation: 'non_demarre', mois: 0 } as const }];
    expect(calculerDroitReel(jamais, [], LOIRET_2019).manques[0]).toContain('corrigez l’un ou l’autre');
  });

  it('dit ce qui manque plutôt que de compter zéro', () => {
    expect(calculerDroitReel([collectif(1, 1, null, null)], [], LOIRET_2019)).toMatchObject({
      droitCentimes: null,
      manques: ['Collectif 1 : le bilan ne dit pas s’il a été réalisé.'],
    });
    expect(calculerDroitReel([collectif(1, 1, null)], [], LOIRET_2019).droitCentimes).toBeNull();
    const epuise = [collectif(1, 1, 100), collectif(2, 1, null)];
    expect(calculerDroitReel(epuise, [charge(100)], LOIRET_2019).manques[0]).toContain('épuisent déjà');
    expect(calculerDroitReel([collectif(1, 1, null, false)], [], LOIRET_2019).droitCentimes).toBe(0);
  });
});

describe('droit réel, au hasard', () => {
  const montant = fc.integer({ min: 0, max: 50_000_000 });
  const collectifs = fc
    .array(
      fc.record({
        agreeCentimes: fc.integer({ min: 0, max: 500_000 }),
        coutCentimes: fc.option(montant),
        realise: fc.option(fc.boolean()),
        activite: fc.record({
          situation: fc.constantFrom(
            'a_confirmer' as const,
            'ouvert' as const,
            'arrete' as const,
            'non_demarre' as const,
          ),
          mois: fc.integer({ min: 0, max: 10 }),
        }),
      }),
      { maxLength: 8 },
    )
    .map((liste) => liste.map((c, i) => ({ ...c, collectifId: i + 1, nom: `Collectif ${i + 1}` })));
  const regles = fc.record({
    tauxPointsBase: fc.integer({ min: 0, max: 10_000 }),
    plafondCentimes: fc.integer({ min: 0, max: 500_000 }),
    modeCalcul: fc.constantFrom('par_collectif' as const, 'par_dossier' as const),
    arrondi: fc.constantFrom('euro' as const, 'centime' as const),
    inclureContributionsVolontaires: fc.boolean(),
    plafonnerAuMontantAgree: fc.constantFrom(true, false, undefined),
    activitePartielle: fc.constantFrom('cout_reel' as const, 'prorata_plafond' as const, undefined),
  });

  it('jamais négatif, jamais au-dessus d’un plafond, et la somme des collectifs est le droit', () => {
    fc.assert(
      fc.property(collectifs, fc.array(montant, { maxLength: 4 }), regles, (liste, charges, bareme) => {
        const droit = calculerDroitReel(
          liste,
          charges.map((m, i) => charge(m, i % 2 ? '864' : '64')),
          bareme,
        );
        const somme = droit.collectifs.reduce((total, c) => total + c.droitCentimes, 0);
        expect(droit.droitCentimes === null).toBe(droit.manques.length > 0);
        if (droit.droitCentimes !== null) expect(somme).toBe(droit.droitCentimes);
        expect(somme).toBeLessThanOrEqual(droit.realises * bareme.plafondCentimes);
        expect(somme).toBeLessThanOrEqual(droit.calculeCentimes);
        if (bareme.plafonnerAuMontantAgree !== false) expect(somme).toBeLessThanOrEqual(droit.agreeRealisesCentimes);
        for (const c of droit.collectifs) {
          expect(c.droitCentimes).toBeGreaterThanOrEqual(0);
          if (c.realise !== true) expect(c.droitCentimes).toBe(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
