import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { comparerChartes } from '../../../shared/domaine/comparer-chartes.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { charteAuHasard } from './chartes-au-hasard.ts';
import { CHARTE_MODELE } from './ressources.ts';

const sansVersion = (charte: Charte): Charte => ({ ...charte, version: 0 });
const codesUniques = ({ axes, conditions }: Charte) =>
  [conditions, axes, axes.flatMap(({ criteres }) => criteres)].every(
    (liste) => new Set(liste.map(({ code }) => code)).size === liste.length,
  );

describe('comparerChartes', () => {
  it('une charte ne diffère pas d’elle-même, quelle qu’elle soit', () => {
    fc.assert(
      fc.property(charteAuHasard, (charte) => {
        expect(comparerChartes(charte, structuredClone(charte))).toEqual([]);
      }),
    );
  });

  it('sans différence, deux chartes disent la même chose (codes uniques)', () => {
    fc.assert(
      fc.property(charteAuHasard.filter(codesUniques), charteAuHasard.filter(codesUniques), (a, b) => {
        if (comparerChartes(a, b).length === 0) expect(sansVersion(a)).toEqual(sansVersion(b));
        else expect(sansVersion(a)).not.toEqual(sansVersion(b));
      }),
    );
  });

  it('dans l’autre sens : les mêmes objets, l’avant et l’après échangés', () => {
    fc.assert(
      fc.property(charteAuHasard, charteAuHasard, (a, b) => {
        const inverse = { ajoute: 'retire', retire: 'ajoute', change: 'change' } as const;
        const dire = (d: ReturnType<typeof comparerChartes>[number], retourner: boolean) =>
          JSON.stringify([
            d.objet,
            d.code,
            retourner ? inverse[d.nature] : d.nature,
            d.champs
              .filter(({ champ }) => !champ.startsWith('ordre') && champ !== 'axe')
              .map((c) => (retourner ? [c.champ, c.apres, c.avant] : [c.champ, c.avant, c.apres])),
          ]);
        const aller = comparerChartes(a, b).map((d) => dire(d, false));
        const retour = comparerChartes(b, a).map((d) => dire(d, true));
        expect(aller.toSorted()).toEqual(retour.toSorted());
      }),
    );
  });

  it('dit chaque champ, l’ancien et le nouveau', () => {
    const [premier, second, ...suite] = CHARTE_MODELE.axes;
    if (!premier || !second) throw new Error('modèle sans axes');
    const [p1, ...autres] = second.criteres;
    if (!p1) throw new Error('axe sans critère');
    const apres: Charte = {
      ...CHARTE_MODELE,
      seuilNote: 60,
      participationSymboliqueCentimes: null,
      conditions: CHARTE_MODELE.conditions.slice(1).map((c, i) => (i === 0 ? { ...c, calcul: null, champs: [] } : c)),
      axes: [{ ...second, poids: 25, criteres: autres }, { ...premier, criteres: [...premier.criteres, p1] }, ...suite],
    };
    const differences = comparerChartes(CHARTE_MODELE, apres);
    const trouver = (objet: string, code: string) => differences.find((d) => d.objet === objet && d.code === code);
    expect(trouver('charte', '')?.champs.map(({ champ, avant, apres: a }) => [champ, avant, a])).toEqual([
      ['seuilNote', '50', '60'],
      ['participationSymboliqueCentimes', formaterEuros(2000), 'à l’appréciation de l’agent'],
      ['ordreAxes', 'enfants, parents, ecole, territoire, qualite', 'parents, enfants, ecole, territoire, qualite'],
    ]);
    expect(trouver('condition', 'depose_dans_les_delais')?.nature).toBe('retire');
    expect(trouver('condition', 'dossier_complet')?.champs).toEqual([
      { champ: 'calcul', libelle: 'Calcul', avant: 'Pièces demandées toutes reçues', apres: 'aucun : l’agent répond' },
      { champ: 'champs', libelle: 'Preuves', avant: 'Statuts, RIB, Budget signé, Attestation d’assurance', apres: '' },
    ]);
    expect(trouver('axe', 'parents')?.champs).toEqual([{ champ: 'poids', libelle: 'Poids', avant: '20', apres: '25' }]);
    expect(trouver('critere', 'P1')?.champs).toEqual([
      { champ: 'axe', libelle: 'Axe', avant: 'Parents (parents)', apres: 'Enfants et jeunes (enfants)' },
    ]);
    expect(differences).toHaveLength(5);
  });

  it('un axe renommé ne change pas ses critères ; un ajout n’est pas un changement d’ordre', () => {
    const axes = CHARTE_MODELE.axes.map((axe) => (axe.code === 'ecole' ? { ...axe, libelle: 'Établissements' } : axe));
    const [nouvel] = CHARTE_MODELE.axes;
    if (!nouvel) throw new Error('modèle sans axes');
    const apres = { ...CHARTE_MODELE, axes: [{ ...nouvel, code: 'neuf', criteres: [] }, ...axes] };
    expect(comparerChartes(CHARTE_MODELE, apres).map(({ objet, code, nature }) => [objet, code, nature])).toEqual([
      ['axe', 'neuf', 'ajoute'],
      ['axe', 'ecole', 'change'],
    ]);
  });
});
