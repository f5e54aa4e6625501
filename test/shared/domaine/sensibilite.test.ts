import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { comparer, type Fraction, fraction } from '../../../shared/domaine/fraction.ts';
import { classer, noterRetenus } from '../../../shared/domaine/note.ts';
import { proposerPile } from '../../../shared/domaine/pile.ts';
import {
  analyserSensibilite,
  type DossierNote,
  direStabilite,
  pileAuFacteur,
  rangsAuFacteur,
  reunirAmplitudes,
} from '../../../shared/domaine/sensibilite.ts';
import { type Cible, courbeDeLaNote, noteAuFacteur } from '../../../shared/domaine/sensibilite-courbes.ts';
import { charteAuHasard, codesDe, notesAuHasard } from './charte-hasard.ts';

const TOUT = [fraction(0), fraction(2)] as const;

const cas = charteAuHasard.chain((charte) =>
  fc.record({
    charte: fc.constant(charte),
    dossiers: notesAuHasard(charte, [0, 1, 2, 3, 'sans_objet'], { lectures: 2, dossiers: 5 }).map((notes) =>
      notes.map((note, id): DossierNote => ({ id, note, conditions: [] })),
    ),
    cible: fc.constantFrom<Cible>(
      ...charte.axes.map(({ code }) => ({ genre: 'axe' as const, code })),
      ...codesDe(charte).map((code) => ({ genre: 'critere' as const, code })),
    ),
    facteur: fc.record({ n: fc.integer({ min: 0, max: 24 }), d: fc.integer({ min: 1, max: 12 }) }),
  }),
);

/** La charte dont un poids est multiplié par n/d, tous entiers : les autres poids du même niveau sont multipliés par d. */
function peser(charte: Charte, { genre, code }: Cible, n: number, d: number): Charte {
  return {
    ...charte,
    axes: charte.axes.map((axe) => ({
      ...axe,
      poids: genre === 'axe' ? axe.poids * (axe.code === code ? n : d) : axe.poids,
      criteres: axe.criteres.map((c) => ({ ...c, poids: c.poids * (genre === 'critere' && c.code === code ? n : d) })),
    })),
  };
}

function renoter(charte: Charte, { note }: DossierNote) {
  return noterRetenus(charte, new Map(note.criteres.map(({ code, niveau }) => [code, niveau])));
}

function rangs(charte: Charte, dossiers: readonly DossierNote[], facteur: Fraction, cible: Cible) {
  return [...rangsAuFacteur(charte, dossiers, cible, facteur)].map(([id, rang]) => [id, rang?.rang ?? null]);
}

describe('courbe de la note', () => {
  it('donne la note que la règle calcule avec le poids changé, à tout facteur, zéro compris', () => {
    fc.assert(
      fc.property(cas, ({ charte, dossiers, cible, facteur: { n, d } }) => {
        for (const dossier of dossiers) {
          const courbe = courbeDeLaNote(charte, dossier.note, cible);
          if (courbe === null) continue;
          expect(noteAuFacteur(courbe, fraction(n, d))).toEqual(renoter(peser(charte, cible, n, d), dossier).fraction);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('donne aussi la pile que la règle propose', () => {
    fc.assert(
      fc.property(cas, ({ charte, dossiers, cible, facteur: { n, d } }) => {
        fc.pre(n > 0);
        for (const dossier of dossiers) {
          if (dossier.note.fraction === null) continue;
          const autre = peser(charte, cible, n, d);
          const attendue = proposerPile(autre, [], renoter(autre, dossier)).pile;
          expect(pileAuFacteur(charte, dossier, cible, fraction(n, d))).toBe(attendue);
        }
      }),
    );
  });
});

describe('sensibilité du classement', () => {
  it('au facteur 1, rien ne change : les rangs sont ceux du classement', () => {
    fc.assert(
      fc.property(cas, ({ charte, dossiers, cible }) => {
        const classement = classer(dossiers, ({ note }) => (note.complete ? note.fraction : null));
        const rangsActuels = rangsAuFacteur(charte, dossiers, cible, fraction(1));
        for (const dossier of dossiers)
          expect(rangsActuels.get(dossier.id) ?? null).toEqual(classement.get(dossier) ?? null);
      }),
    );
  });

  it('ne dépend pas de l’unité des poids : les multiplier tous par le même nombre ne change rien', () => {
    fc.assert(
      fc.property(cas, fc.integer({ min: 2, max: 9 }), ({ charte, dossiers, cible }, k) => {
        const autre: Charte = {
          ...charte,
          axes: charte.axes.map((axe) => ({
            ...axe,
            poids: axe.poids * k,
            criteres: axe.criteres.map((c) => ({ ...c, poids: c.poids * k })),
          })),
        };
        const memes = dossiers.map((dossier) => ({ ...dossier, note: renoter(autre, dossier) }));
        const sans = analyserSensibilite(charte, dossiers, cible, TOUT);
        expect(analyserSensibilite(autre, memes, cible, TOUT)).toEqual(sans);
      }),
      { numRuns: 60 },
    );
  });

  it('entre deux bascules, aucun rang ne bouge ; chaque bascule échange bien les deux dossiers', () => {
    fc.assert(
      fc.property(cas, ({ charte, dossiers, cible }) => {
        const { bascules } = analyserSensibilite(charte, dossiers, cible, TOUT);
        const tries = [fraction(0), ...bascules.map(({ facteur }) => facteur).toSorted(comparer), fraction(2)];
        for (const [i, debut] of tries.entries()) {
          const fin = tries[i + 1];
          if (fin === undefined || comparer(fin, debut) <= 0) continue;
          const a = fraction(debut.n * 3n * fin.d + fin.n * debut.d, 4n * debut.d * fin.d);
          const b = fraction(debut.n * fin.d + fin.n * 3n * debut.d, 4n * debut.d * fin.d);
          expect(rangs(charte, dossiers, a, cible)).toEqual(rangs(charte, dossiers, b, cible));
        }
        const epsilon = fraction(1, 1_000_000_000);
        for (const { facteur, exact, dessus, dessous } of bascules.filter((une) => une.exact)) {
          const autour = [-1n, 1n].map((s) =>
            fraction(facteur.n * epsilon.d + s * epsilon.n * facteur.d, facteur.d * epsilon.d),
          );
          const [avant, apres] = autour.map((f) => rangsAuFacteur(charte, dossiers, cible, f));
          const rang = (carte: typeof avant, id: number) => carte?.get(id)?.rang ?? Number.NaN;
          expect(exact).toBe(true);
          expect(rang(avant, dessus)).toBeGreaterThan(rang(avant, dessous));
          expect(rang(apres, dessus)).toBeLessThan(rang(apres, dessous));
          const ici = rangsAuFacteur(charte, dossiers, cible, facteur);
          expect(rang(ici, dessus)).toBe(rang(ici, dessous));
        }
      }),
    );
  });

  it('l’amplitude contient le rang observé à tout facteur pris hors d’une bascule, et celui d’aujourd’hui', () => {
    fc.assert(
      fc.property(cas, ({ charte, dossiers, cible, facteur: { n, d } }) => {
        const f = fraction(n, d);
        fc.pre(n > 0 && comparer(f, fraction(2)) < 0);
        const { amplitudes, bascules } = analyserSensibilite(charte, dossiers, cible, TOUT);
        fc.pre(bascules.every(({ facteur }) => comparer(facteur, f) !== 0));
        for (const [id, rang] of [
          ...rangs(charte, dossiers, f, cible),
          ...rangs(charte, dossiers, fraction(1), cible),
        ]) {
          const amplitude = amplitudes.get(id ?? -1);
          if (rang === null || rang === undefined) continue;
          expect(amplitude?.meilleur).toBeLessThanOrEqual(rang);
          expect(amplitude?.moinsBon).toBeGreaterThanOrEqual(rang);
        }
      }),
    );
  });

  it('chaque changement de pile sépare deux piles différentes, et hors d’eux la pile ne change pas', () => {
    fc.assert(
      fc.property(cas, ({ charte, dossiers, cible }) => {
        const { changements } = analyserSensibilite(charte, dossiers, cible, TOUT);
        for (const dossier of dossiers) {
          const siens = changements
            .filter((c) => c.dossier === dossier.id)
            .toSorted((a, b) => comparer(a.facteur, b.facteur));
          const temoins = Array.from({ length: 39 }, (_, k) => fraction(2 * k + 1, 39)).filter(
            (f) => comparer(f, fraction(2)) < 0,
          );
          for (const temoin of temoins) {
            if (dossier.note.fraction === null || siens.some(({ facteur }) => comparer(facteur, temoin) === 0))
              continue;
            const passes = siens.filter(({ facteur }) => comparer(facteur, temoin) < 0);
            const attendue = passes.at(-1)?.vers ?? siens[0]?.de ?? pileAuFacteur(charte, dossier, cible, fraction(1));
            const pile = pileAuFacteur(charte, dossier, cible, temoin);
            // Un seuil touché en un seul point n’est pas un changement.
            expect(pile).toBe(attendue);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('stabilité', () => {
  it('réunit les amplitudes et dit fragile, mobile ou stable', () => {
    expect(reunirAmplitudes([])).toBeNull();
    const large = reunirAmplitudes([
      { meilleur: 4, moinsBon: 6, changeDePile: false },
      { meilleur: 2, moinsBon: 5, changeDePile: false },
    ]);
    expect(large).toEqual({ meilleur: 2, moinsBon: 6, changeDePile: false });
    if (large === null) return;
    expect(direStabilite(large, 4)).toBe('stable');
    expect(direStabilite(large, 6)).toBe('mobile');
    expect(direStabilite({ ...large, changeDePile: true }, 4)).toBe('fragile');
  });
});
