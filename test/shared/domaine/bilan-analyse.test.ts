import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bilanVide } from '../../../shared/domaine/bilan.ts';
import { analyserBilan, type FaitsDuBilan, type SaisieDeBilan } from '../../../shared/domaine/bilan-analyse.ts';
import { estVierge } from '../../../shared/domaine/bilan-valeurs.ts';
import { LOIRET_2019 } from './ressources.ts';

const FAITS: FaitsDuBilan = {
  collectifs: [1, 2].map((id) => ({
    id,
    nom: `Collectif ${id === 1 ? 'A' : 'B'}`,
    effectif: 10,
    coutCentimes: 600_000,
    agreeCentimes: 195_000,
    activite: { situation: 'ouvert', mois: 10 },
  })),
  budgetPrevu: [],
  bareme: LOIRET_2019,
  ecartMaximalPointsBase: 2000,
};

function saisie(couts: readonly (number | null)[], charges: number | null = null): SaisieDeBilan {
  return {
    contenu: bilanVide([1, 2]),
    collectifs: couts.map((coutCentimes, i) => ({
      collectifId: i + 1,
      realise: true,
      seances: 60,
      effectif: 10,
      coutCentimes,
    })),
    budget:
      charges === null
        ? []
        : [{ sens: 'charge', compte: '64', libelle: 'Personnel', montantCentimes: charges, adresse: 'saisie' }],
  };
}

describe('un collectif arrêté en cours d’année', () => {
  const arrete = {
    ...FAITS,
    collectifs: FAITS.collectifs.map((c, i) => (i === 0 ? { ...c, activite: { situation: 'arrete', mois: 2 } } : c)),
  } as typeof FAITS;

  it('que le bilan dit réalisé s’explique avant de valider', () => {
    const { ecarts, manques, droit } = analyserBilan(arrete, saisie([600_000, 600_000], 1_200_000));
    expect(ecarts.find((e) => e.cle === 'collectif 1')?.constat).toBe(
      'arrêté en cours d’année d’après le suivi (2 mois sur 10)',
    );
    expect(manques.join()).toContain('Collectif A');
    expect(droit.droitCentimes).toBe(390_000);
    const dite = saisie([600_000, 600_000], 1_200_000);
    dite.contenu.explications = { 'collectif 1': 'Coût des deux mois seulement.' };
    expect(analyserBilan(arrete, dite).manques.join()).not.toContain('Collectif A');
  });
});

describe('un bilan où une valeur est impossible', () => {
  it('dit qu’un coût est négatif, et ne calcule pas le droit', () => {
    const { droit, anomalies, manques } = analyserBilan(FAITS, saisie([-10_000, 600_000], 1_200_000));
    expect(droit.droitCentimes).toBeNull();
    expect(anomalies[0]).toEqual({
      champ: 'collectif 1 cout',
      message: 'Collectif A : coût réel négatif (−100,00\u00a0€)',
    });
    expect(manques[0]).toBe('Collectif A : coût réel négatif (−100,00\u00a0€) : à corriger.');
  });

  it('un montant démesuré garde sa ligne et la désigne', () => {
    const { droit, anomalies } = analyserBilan(FAITS, saisie([600_000, 600_000], 9e15));
    expect(droit.droitCentimes).toBeNull();
    expect(anomalies[0]?.champ).toBe('budget 0');
  });

  it('n’échoue jamais, quoi qu’on y ait tapé', () => {
    const nombre = fc.oneof(fc.constant(null), fc.integer(), fc.maxSafeInteger(), fc.double());
    const montant = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double());
    const enfants = fc.record({ fillesQpv: nombre, fillesHors: nombre, garconsQpv: nombre, garconsHors: nombre });
    const arbitraire = fc.record({
      collectifs: fc.array(
        fc.record({
          collectifId: fc.constantFrom(1, 2, 3),
          realise: fc.constantFrom(true, false, null),
          seances: nombre,
          effectif: nombre,
          coutCentimes: nombre,
        }),
        { maxLength: 4 },
      ),
      budget: fc.array(
        fc.record({
          sens: fc.constantFrom('charge' as const, 'produit' as const),
          compte: fc.constantFrom('60', '606', '64', '741', '864', '875'),
          libelle: fc.string(),
          montantCentimes: montant,
          adresse: fc.constant('saisie'),
        }),
        { maxLength: 8 },
      ),
      tranche: enfants,
      bareme: fc.record({
        modeCalcul: fc.constantFrom('par_collectif' as const, 'par_dossier' as const),
        inclureContributionsVolontaires: fc.boolean(),
      }),
    });
    fc.assert(
      fc.property(arbitraire, ({ collectifs, budget, tranche, bareme }) => {
        const contenu = bilanVide([1, 2]);
        for (const c of contenu.collectifs) c.enfants.de_6_a_10 = tranche;
        const { droit, manques } = analyserBilan(
          { ...FAITS, bareme: { ...LOIRET_2019, ...bareme } },
          { contenu, collectifs, budget },
        );
        expect(droit.droitCentimes === null).toBe(droit.manques.length > 0);
        expect(Number.isSafeInteger(droit.calculeCentimes)).toBe(true);
        expect(manques).toEqual(expect.arrayContaining(droit.manques));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('le coût des collectifs contre les charges', () => {
  it('au-delà des charges, il s’explique, les deux chiffres dits, avant de valider', () => {
    const avant = saisie([600_000, 600_000], 400_000);
    const { ecarts, manques } = analyserBilan(FAITS, avant);
    expect(ecarts).toEqual([
      {
        cle: 'couts',
        libelle: 'Coût des collectifs',
        constat: '12\u202f000,00\u00a0€ pour 4\u202f000,00\u00a0€ de charges au compte de résultat',
        explication: '',
      },
    ]);
    expect(manques).toEqual(['1 écart à expliquer : Coût des collectifs.']);
    const contenu = { ...avant.contenu, explications: { couts: 'charges portées par la commune' } };
    expect(analyserBilan(FAITS, { ...avant, contenu }).manques).toEqual([]);
  });

  it('à hauteur des charges ou en dessous, rien à expliquer', () => {
    expect(analyserBilan(FAITS, saisie([600_000, 600_000], 1_200_000)).ecarts).toEqual([]);
    expect(analyserBilan(FAITS, saisie([600_000, 500_000], 1_200_000)).ecarts).toEqual([]);
  });
});

describe('un bilan où rien n’est rempli', () => {
  const rien: SaisieDeBilan = {
    contenu: bilanVide([1]),
    collectifs: [{ collectifId: 1, realise: null, seances: null, effectif: null, coutCentimes: null }],
    budget: [],
  };

  it('est vierge, même avec des explications gardées', () => {
    expect(estVierge(rien)).toBe(true);
    expect(estVierge({ ...rien, contenu: { ...rien.contenu, explications: { compte: 'à part' } } })).toBe(true);
  });

  it('ne l’est plus dès qu’une case est remplie, fût-ce par zéro', () => {
    expect(estVierge({ ...rien, contenu: { ...rien.contenu, benevoles: 0 } })).toBe(false);
    expect(estVierge({ ...rien, contenu: { ...rien.contenu, partenaires: ['Médiathèque'] } })).toBe(false);
    expect(estVierge({ ...rien, collectifs: rien.collectifs.map((c) => ({ ...c, realise: false })) })).toBe(false);
    const contenu = bilanVide([1]);
    for (const c of contenu.collectifs) c.enfants.de_6_a_10.fillesQpv = 3;
    expect(estVierge({ ...rien, contenu })).toBe(false);
  });
});
