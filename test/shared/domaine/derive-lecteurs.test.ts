import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calculerDerive,
  ecartEnDixiemes,
  ecartTypeEnDixiemes,
  type NoteDeLecteur,
} from '../../../shared/domaine/derive-lecteurs.ts';
import { additionner, fraction } from '../../../shared/domaine/fraction.ts';

const note = fc
  .tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 9, max: 12 }))
  .map(([n, d]) => fraction(n, d));
/** Une note au plus par lecteur et par dossier. */
const notes = fc.uniqueArray(
  fc.record({ agentId: fc.integer({ min: 1, max: 4 }), dossierId: fc.integer({ min: 1, max: 8 }), note }),
  { selector: (n: NoteDeLecteur) => `${n.agentId}:${n.dossierId}`, maxLength: 24 },
);

describe('calculerDerive', () => {
  it('ne dépend pas de l’ordre des notes', () => {
    fc.assert(
      fc.property(
        notes.chain((liste) => fc.tuple(fc.constant(liste), fc.shuffledSubarray(liste, { minLength: liste.length }))),
        ([liste, melee]) => {
          expect(calculerDerive(melee)).toEqual(calculerDerive(liste));
        },
      ),
    );
  });

  it('deux lecteurs s’écartent l’un de l’autre d’autant, en sens contraire, jusque dans l’affichage', () => {
    const deux = notes.map((liste) => liste.filter((n) => n.agentId <= 2));
    fc.assert(
      fc.property(deux, (liste) => {
        const [a, b] = calculerDerive(liste);
        if (!a?.ecartAuxAutres || !b?.ecartAuxAutres) return;
        expect(a.communs).toBe(b.communs);
        expect(additionner(a.ecartAuxAutres, b.ecartAuxAutres)).toEqual(fraction(0));
        expect(ecartEnDixiemes(a.ecartAuxAutres) + ecartEnDixiemes(b.ecartAuxAutres)).toBe(0);
      }),
    );
  });

  it('est nulle entre lecteurs identiques', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ dossierId: fc.integer({ min: 1, max: 9 }), note }), {
          selector: (n) => n.dossierId,
          minLength: 1,
        }),
        (liste) => {
          const copies = [1, 2, 3].flatMap((agentId) => liste.map((n) => ({ ...n, agentId })));
          const derives = calculerDerive(copies);
          expect(derives.map((d) => d.ecartAuxAutres)).toEqual([fraction(0), fraction(0), fraction(0)]);
          expect(
            new Set(derives.map((d) => `${d.moyenne.n}/${d.moyenne.d} ${d.variance.n}/${d.variance.d}`)).size,
          ).toBe(1);
        },
      ),
    );
  });

  it('suit une translation : dix points de plus partout, dix points d’écart, le même écart-type', () => {
    fc.assert(
      fc.property(notes, (liste) => {
        const decalees = liste.map((n) => (n.agentId === 1 ? { ...n, note: additionner(n.note, fraction(10)) } : n));
        const avant = calculerDerive(liste).find((d) => d.agentId === 1);
        const apres = calculerDerive(decalees).find((d) => d.agentId === 1);
        if (!avant || !apres) return;
        expect(apres.moyenne).toEqual(additionner(avant.moyenne, fraction(10)));
        expect(apres.variance).toEqual(avant.variance);
        if (avant.ecartAuxAutres) expect(apres.ecartAuxAutres).toEqual(additionner(avant.ecartAuxAutres, fraction(10)));
      }),
    );
  });

  it('ne compare pas un lecteur sans dossier commun', () => {
    const [seul] = calculerDerive([{ agentId: 1, dossierId: 1, note: fraction(50) }]);
    expect(seul).toMatchObject({ lectures: 1, communs: 0, ecartAuxAutres: null, variance: fraction(0) });
  });
});

describe('arrondis de l’affichage', () => {
  it('l’écart-type est la racine arrondie, la demie vers le haut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25_000_000 }), fc.integer({ min: 1, max: 10_000 }), (n, d) => {
        const k = BigInt(ecartTypeEnDixiemes(fraction(n, d)));
        // k − ½ ≤ √(100 n/d) < k + ½, élevé au carré : (2k − 1)² d ≤ 400 n < (2k + 1)² d.
        const [N, D] = [400n * BigInt(n), BigInt(d)];
        expect(N < (2n * k + 1n) ** 2n * D).toBe(true);
        expect(k === 0n || (2n * k - 1n) ** 2n * D <= N).toBe(true);
      }),
    );
    expect(ecartTypeEnDixiemes(fraction(25))).toBe(50);
    expect(ecartTypeEnDixiemes(fraction(1, 400))).toBe(1);
  });
  it('la demie d’un écart s’éloigne de zéro', () => {
    expect([fraction(1, 20), fraction(-1, 20), fraction(-1, 21)].map(ecartEnDixiemes)).toEqual([1, -1, 0]);
  });
});
