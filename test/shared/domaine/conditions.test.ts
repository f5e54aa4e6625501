import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalculCondition } from '../../../shared/domaine/charte.ts';
import { type FaitsDossier, proposerConditions } from '../../../shared/domaine/conditions.ts';
import { CAS, COLLECTIF, RIEN } from './conditions-cas.ts';
import { CAS_SUITE } from './conditions-cas-suite.ts';
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
  it.each([...CAS, ...CAS_SUITE])('%s avec %o : %s, « %s »', (calcul, faits, reponse, preuve) => {
    expect(proposer(calcul, faits)).toEqual([reponse, preuve]);
  });

  it('éprouve chaque calcul dans ses trois états', () => {
    for (const calcul of CalculCondition.options) {
      const reponses = [...CAS, ...CAS_SUITE].filter(([nom]) => nom === calcul).map(([, , reponse]) => reponse);
      expect(new Set(reponses), calcul).toEqual(new Set(['oui', 'non', 'non_renseigne']));
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

  it('ne confond jamais les trois états : taire un fait ne change ni un « oui » en « non », ni un « non » en « oui »', () => {
    fc.assert(
      fc.property(faitsAuHasard, fc.constantFrom(...TAISIBLES), (faits, tu) => {
        const tues = proposerConditions(CHARTE_MODELE, { ...faits, [tu]: null }, LOIRET_2019);
        proposerConditions(CHARTE_MODELE, faits, LOIRET_2019).forEach(({ code, reponse, preuve }, i) => {
          expect(['oui', 'non', 'non_renseigne']).toContain(reponse);
          expect(preuve.trim()).not.toBe('');
          const apres = tues[i]?.reponse;
          const isRenversee = (reponse === 'oui' && apres === 'non') || (reponse === 'non' && apres === 'oui');
          // Un effort nié puis tu laisse l’autre réponse seule juge ; tout le reste ne peut que devenir inconnu.
          expect(isRenversee && !(code === 'parents_associes' && reponse === 'non'), `${code} sans ${tu}`).toBe(false);
        });
      }),
    );
  });
});

const ouiNon = fc.option(fc.boolean());
const texte = fc.option(fc.constantFrom('-', 'Néant', 'Oui', 'Un café des parents chaque vendredi soir'));
const faitsAuHasard: fc.Arbitrary<FaitsDossier> = fc.record({
  deposeLe: fc.option(fc.constantFrom('2026-03-27', '2026-04-02')),
  dateLimite: fc.option(fc.constant('2026-03-31')),
  pieces: fc.option(fc.array(fc.record({ libelle: fc.constant('RIB'), presente: ouiNon }))),
  collectifs: fc.array(
    fc.record({
      libelle: fc.constantFrom('A', 'B'),
      niveau: fc.option(fc.constantFrom('elementaire', 'Maternelle', 'divers')),
      effectif: fc.option(fc.integer({ min: 0, max: 20 })),
      adultes: fc.option(fc.integer({ min: 0, max: 4 })),
      jours: fc.option(fc.constant('lundi')),
      horaires: fc.option(fc.constant('17 h')),
    }),
  ),
  horsTempsScolaire: ouiNon,
  dimensions: fc.option(fc.subarray(['Enfants', 'Parents', 'École', ' '])),
  participationFamillesCentimes: fc.option(fc.integer({ min: 0, max: 5000 })),
  participationSymboliqueCentimes: fc.option(fc.integer({ min: 0, max: 5000 })),
  diplomeCoordinateur: fc.option(fc.constantFrom('Bafa', 'Licence', 'Diplôme étranger', ' ')),
  placeParents: texte,
  rencontresFamilles: texte,
  lienEcole: texte,
  etablissements: texte,
  locauxAdaptes: ouiNon,
  descriptionLocaux: texte,
  tempsCollectifs: ouiNon,
  tempsIndividuels: ouiNon,
  engagementCharte: ouiNon,
  engagementLaicite: ouiNon,
  aideAuxDevoirsSeule: ouiNon,
  budget: fc.constantFrom(...CAS_SUITE.map(([, { budget }]) => budget ?? null)),
  bilanPrecedent: fc.constantFrom(...CAS_SUITE.map(([, { bilanPrecedent }]) => bilanPrecedent ?? null)),
});
/** Les faits qui peuvent manquer : tous, sauf la liste des collectifs, qui se vide. */
const TAISIBLES = Object.keys(RIEN).filter((champ) => champ !== 'collectifs');
