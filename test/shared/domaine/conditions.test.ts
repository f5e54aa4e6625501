import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalculCondition } from '../../../shared/domaine/charte.ts';
import { type FaitsDossier, proposerConditions } from '../../../shared/domaine/conditions.ts';
import { CAS, COLLECTIF, RIEN } from './conditions-cas.ts';
import { CHARTE_MODELE, LOIRET_2019 } from './ressources.ts';

function proposer(calcul: CalculCondition, faits: Partial<FaitsDossier>) {
  const [proposition] = proposerConditions(
    { conditions: CHARTE_MODELE.conditions.filter((condition) => condition.calcul === calcul) },
    { ...RIEN, ...faits },
    LOIRET_2019,
  );
  return [proposition?.reponse, proposition?.preuve];
}

describe('proposerConditions', () => {
  it.each(CAS)('%s avec %o : %s, « %s »', (calcul, faits, reponse, preuve) => {
    expect(proposer(calcul, faits)).toEqual([reponse, preuve]);
  });

  it('éprouve chaque calcul de la charte modèle au moins à « oui » et à « non »', () => {
    for (const { calcul } of CHARTE_MODELE.conditions) {
      const reponses = CAS.filter(([nom]) => nom === calcul).map(([, , reponse]) => reponse);
      expect(reponses).toEqual(expect.arrayContaining(['oui', 'non']));
    }
  });

  it('sans aucun fait, répond « non renseigné » partout, avec une preuve', () => {
    const propositions = proposerConditions(CHARTE_MODELE, RIEN, LOIRET_2019);
    expect(propositions.map((p) => p.code)).toEqual(CHARTE_MODELE.conditions.map((c) => c.code));
    expect(new Set(propositions.map((p) => p.reponse))).toEqual(new Set(['non_renseigne']));
    expect(propositions.every((p) => p.preuve !== '')).toBe(true);
  });

  it('laisse à l’agent une condition sans calcul', () => {
    const condition = { code: 'x', libelle: 'Visite faite', aide: '', calcul: null, eliminatoire: false, champs: [] };
    expect(proposerConditions({ conditions: [condition] }, RIEN, LOIRET_2019)).toEqual([
      { code: 'x', reponse: 'non_renseigne', preuve: 'à constater par l’agent' },
    ]);
  });

  it('prend les limites d’effectif dans le barème', () => {
    const conditions = CHARTE_MODELE.conditions.filter((c) => c.calcul === 'effectif_par_collectif');
    const faits = { ...RIEN, collectifs: [{ ...COLLECTIF, effectif: 14 }] };
    const large = { effectifMinimum: 5, effectifMaximum: 15 };
    expect(proposerConditions({ conditions }, faits, large)[0]).toMatchObject({
      reponse: 'oui',
      preuve: '14 enfants (5 à 15 admis)',
    });
  });

  it('un effectif connu hors limites donne toujours « non », tous dans les limites toujours « oui »', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 8 }), (effectifs) => {
        const collectifs = effectifs.map((effectif) => ({ ...COLLECTIF, effectif }));
        const isHors = effectifs.some((n) => n !== null && (n < 8 || n > 12));
        const attendu = isHors ? 'non' : effectifs.includes(null) ? 'non_renseigne' : 'oui';
        expect(proposer('effectif_par_collectif', { collectifs })[0]).toBe(attendu);
      }),
    );
  });
});
