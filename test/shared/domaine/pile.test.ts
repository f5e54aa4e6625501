import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Niveau, ReponseCondition } from '../../../shared/domaine/charte.ts';
import { calculerNote, type NiveauxParCritere } from '../../../shared/domaine/note.ts';
import { proposerPile } from '../../../shared/domaine/pile.ts';
import { CHARTE_MODELE } from './ressources.ts';

const CODES = CHARTE_MODELE.axes.flatMap((axe) => axe.criteres.map((critere) => critere.code));

function noter(niveau: Niveau, corrections: Record<string, Niveau | undefined> = {}) {
  const niveaux: NiveauxParCritere = { ...Object.fromEntries(CODES.map((code) => [code, niveau])), ...corrections };
  return calculerNote(CHARTE_MODELE, [niveaux]);
}

function conditions(corrections: Record<string, ReponseCondition> = {}) {
  return CHARTE_MODELE.conditions.map(({ code }) => ({ code, reponse: corrections[code] ?? ('oui' as const) }));
}

describe('proposerPile', () => {
  it('à débattre : une condition dont la preuve a changé depuis le constat', () => {
    const conditionsLues = conditions().map((c) => ({ ...c, aRevoir: c.code === 'effectif_par_collectif' }));
    expect(proposerPile(CHARTE_MODELE, conditionsLues, noter(3))).toEqual({
      pile: 'a_debattre',
      raisons: ['Condition à revoir, sa preuve a changé : 8 à 12 enfants par collectif'],
    });
  });

  it('favorable : tout est rempli, et le dit', () => {
    expect(proposerPile(CHARTE_MODELE, conditions(), noter(2))).toEqual({
      pile: 'favorable',
      raisons: [
        'Note de 66,7 sur 100, seuil de 50 atteint',
        'Tous les axes notés atteignent leur seuil',
        `${CHARTE_MODELE.conditions.length} conditions remplies sur ${CHARTE_MODELE.conditions.length}`,
      ],
    });
  });

  it('défavorable : une condition éliminatoire à « non », même avec la meilleure note', () => {
    const { pile, raisons } = proposerPile(CHARTE_MODELE, conditions({ budget_equilibre: 'non' }), noter(3));
    expect(pile).toBe('defavorable');
    expect(raisons).toEqual(['Condition éliminatoire non remplie : Budget équilibré']);
  });

  it('à débattre : condition à « non » ou non renseignée', () => {
    const reponses = conditions({ effectif_par_collectif: 'non', engagements_signes: 'non_renseigne' });
    expect(proposerPile(CHARTE_MODELE, reponses, noter(3))).toEqual({
      pile: 'a_debattre',
      raisons: [
        'Condition non remplie : 8 à 12 enfants par collectif',
        'Condition non renseignée : Charte et laïcité signées',
      ],
    });
  });

  it('une condition éliminatoire non renseignée n’est pas un « non »', () => {
    expect(proposerPile(CHARTE_MODELE, conditions({ budget_equilibre: 'non_renseigne' }), noter(3)).pile).toBe(
      'a_debattre',
    );
  });

  it('une condition sans réponse transmise est non renseignée', () => {
    expect(proposerPile(CHARTE_MODELE, conditions().slice(1), noter(3))).toEqual({
      pile: 'a_debattre',
      raisons: ['Condition non renseignée : Déposé dans les délais'],
    });
  });

  it('à débattre : un axe sous son seuil, qu’une bonne moyenne ne rattrape pas', () => {
    const note = noter(3, { EC1: 1, EC2: 1, EC3: 1 });
    expect(note.dixiemes).toBe(867);
    expect(proposerPile(CHARTE_MODELE, conditions(), note)).toEqual({
      pile: 'a_debattre',
      raisons: ['Axe École à 33,3, sous le seuil de 40'],
    });
  });

  it('à débattre : la note sous le seuil de la charte', () => {
    const { pile, raisons } = proposerPile(CHARTE_MODELE, conditions(), noter(1));
    expect(pile).toBe('a_debattre');
    expect(raisons).toHaveLength(6);
    expect(raisons.at(-1)).toBe('Note de 33,3 sur 100, sous le seuil de 50');
  });

  it('note partielle : au mieux à débattre, en disant ce qui manque', () => {
    expect(proposerPile(CHARTE_MODELE, conditions(), noter(3, { P3: undefined, Q1: undefined }))).toEqual({
      pile: 'a_debattre',
      raisons: ['Note partielle : 2 critères non cotés (P3, Q1)'],
    });
  });

  it('tout sans objet : à débattre, faute de note', () => {
    expect(proposerPile(CHARTE_MODELE, conditions(), noter('sans_objet'))).toEqual({
      pile: 'a_debattre',
      raisons: ['Aucune note : tous les critères qui comptent sont sans objet'],
    });
  });

  it('aucun critère coté : pas de pile, mais les raisons déjà connues', () => {
    const { pile, raisons } = proposerPile(
      CHARTE_MODELE,
      conditions({ budget_equilibre: 'non' }),
      calculerNote(CHARTE_MODELE, []),
    );
    expect(pile).toBeNull();
    expect(raisons).toEqual(['Aucun critère coté', 'Condition éliminatoire non remplie : Budget équilibré']);
  });

  it('donne toujours une raison, et jamais favorable s’il reste un doute', () => {
    const reponse = fc.constantFrom<ReponseCondition>('oui', 'oui', 'oui', 'oui', 'non', 'non_renseigne');
    const niveau = fc.constantFrom<Niveau | undefined>(0, 1, 2, 2, 3, 3, 'sans_objet', undefined);
    const reponses = fc.array(reponse, { minLength: 16, maxLength: 16 });
    const niveaux = fc.array(niveau, { minLength: CODES.length, maxLength: CODES.length });
    fc.assert(
      fc.property(fc.oneof(reponses, fc.constant([])), niveaux, (liste, valeurs) => {
        const donnees = CHARTE_MODELE.conditions.map(({ code }, rang) => ({
          code,
          reponse: liste[rang] ?? ('oui' as const),
        }));
        const note = calculerNote(CHARTE_MODELE, [
          Object.fromEntries(CODES.map((code, rang) => [code, valeurs[rang]])),
        ]);
        const { pile, raisons } = proposerPile(CHARTE_MODELE, donnees, note);
        expect(raisons.length).toBeGreaterThan(0);
        const isSansDoute =
          donnees.every((condition) => condition.reponse === 'oui') &&
          note.complete &&
          (note.dixiemes ?? 0) >= 500 &&
          note.axes.every((axe) => !axe.sousSeuil);
        expect(pile === 'favorable').toBe(isSansDoute);
        const isElimine = donnees.some(
          ({ code, reponse: r }) => r === 'non' && CHARTE_MODELE.conditions.find((c) => c.code === code)?.eliminatoire,
        );
        expect(pile === 'defavorable').toBe(isElimine && note.axes.some((axe) => axe.cotes > 0));
      }),
    );
  });
});
