import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Charte, Niveau } from '../../../shared/domaine/charte.ts';
import { trouverEcarts } from '../../../shared/domaine/ecarts.ts';
import { comparer, type Fraction, fraction } from '../../../shared/domaine/fraction.ts';
import { calculerNote, classer, type NiveauxParCritere } from '../../../shared/domaine/note.ts';

/** Charte dont les critères s’appellent `a0c0`, `a0c1`… */
function charteDe(axes: readonly (readonly [poids: number, criteres: readonly number[]])[]): Charte {
  return {
    nom: 'Essai',
    version: 1,
    modele: false,
    origine: '',
    seuilNote: 50,
    participationSymboliqueCentimes: null,
    conditions: [],
    axes: axes.map(([poids, criteres], a) => ({
      code: `a${a}`,
      libelle: `Axe ${a}`,
      abrege: `A${a}.`,
      poids,
      seuil: 40,
      criteres: criteres.map((poidsCritere, c) => ({
        code: `a${a}c${c}`,
        libelle: `Critère ${c}`,
        poids: poidsCritere,
        niveaux: ['', '', '', ''],
        champs: [],
      })),
    })),
  };
}

const poids = fc.integer({ min: 0, max: 5 });
const chartes = fc
  .array(fc.tuple(poids, fc.array(poids, { minLength: 1, maxLength: 3 })), { minLength: 1, maxLength: 4 })
  .map(charteDe);

function codesDe(charte: Charte): string[] {
  return charte.axes.flatMap((axe) => axe.criteres.map((c) => c.code));
}
function niveauxDe(
  codes: readonly string[],
  niveau: fc.Arbitrary<Niveau | undefined>,
): fc.Arbitrary<NiveauxParCritere> {
  return fc
    .array(niveau, { minLength: codes.length, maxLength: codes.length })
    .map((valeurs) => Object.fromEntries(codes.map((code, i) => [code, valeurs[i]])));
}

const NIVEAUX = [0, 1, 2, 3, 'sans_objet', undefined] as const;
const un = fc.constantFrom<Niveau | undefined>(...NIVEAUX);
/** Une charte quelconque (poids nuls compris), de un à quatre lecteurs et des niveaux fixés par le rapporteur. */
const cas = chartes.chain((charte) => {
  const codes = codesDe(charte);
  return fc.record({
    charte: fc.constant(charte),
    codes: fc.constant(codes),
    lectures: fc.array(niveauxDe(codes, un), { minLength: 1, maxLength: 4 }),
    fixes: niveauxDe(codes, fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: un })),
  });
});

function permuter(niveaux: NiveauxParCritere): NiveauxParCritere {
  return Object.fromEntries(Object.entries(niveaux).toReversed());
}
function egales(a: Fraction | null, b: Fraction | null): boolean {
  return a === null || b === null ? a === b : comparer(a, b) === 0;
}

describe('synthèse de plusieurs lecteurs', () => {
  it('reste entre 0 et 100, et entre la plus basse et la plus haute des lectures sans objet ni oubli', () => {
    fc.assert(
      fc.property(cas, ({ charte, lectures, fixes }) => {
        const { fraction: note } = calculerNote(charte, lectures, fixes);
        if (note) {
          expect(comparer(note, fraction(0))).toBeGreaterThanOrEqual(0);
          expect(comparer(note, fraction(100))).toBeLessThanOrEqual(0);
        }
      }),
    );
    const pleins = chartes.chain((charte) =>
      fc.record({
        charte: fc.constant(charte),
        lectures: fc.array(niveauxDe(codesDe(charte), fc.constantFrom<Niveau>(0, 1, 2, 3)), {
          minLength: 1,
          maxLength: 4,
        }),
      }),
    );
    fc.assert(
      fc.property(pleins, ({ charte, lectures }) => {
        const note = calculerNote(charte, lectures).fraction;
        const chacune = lectures.flatMap((l) => calculerNote(charte, [l]).fraction ?? []).toSorted(comparer);
        const [basse] = chacune;
        const haute = chacune.at(-1);
        if (!note || !basse || !haute) return;
        expect(comparer(note, basse)).toBeGreaterThanOrEqual(0);
        expect(comparer(note, haute)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('un niveau plus haut, d’un lecteur ou du rapporteur, ne baisse jamais la note', () => {
    fc.assert(
      fc.property(cas, fc.nat(), fc.nat(), ({ charte, codes, lectures, fixes }, i, k) => {
        const code = codes[k % codes.length] ?? '';
        const monter = (niveaux: NiveauxParCritere): NiveauxParCritere => {
          const niveau = niveaux[code];
          return typeof niveau === 'number' && niveau < 3 ? { ...niveaux, [code]: (niveau + 1) as Niveau } : niveaux;
        };
        const avant = calculerNote(charte, lectures, fixes).fraction;
        const plusHautes = lectures.map((l, rang) => (rang === i % lectures.length ? monter(l) : l));
        for (const apres of [
          calculerNote(charte, plusHautes, fixes).fraction,
          calculerNote(charte, lectures, monter(fixes)).fraction,
        ]) {
          expect(apres === null).toBe(avant === null);
          if (avant && apres) expect(comparer(apres, avant)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('ne dépend ni de l’ordre des lecteurs ni de celui de leurs saisies', () => {
    fc.assert(
      fc.property(cas, ({ charte, lectures, fixes }) => {
        const envers = lectures.toReversed().map(permuter);
        expect(calculerNote(charte, envers, permuter(fixes))).toEqual(calculerNote(charte, lectures, fixes));
        expect(trouverEcarts(charte, envers, permuter(fixes))).toEqual(trouverEcarts(charte, lectures, fixes));
      }),
    );
  });

  it('un critère fixé vaut ce niveau quels que soient les lecteurs ; les autres gardent la moyenne', () => {
    fc.assert(
      fc.property(cas, ({ charte, codes, lectures, fixes }) => {
        const autres = lectures.map((l) =>
          Object.fromEntries(codes.map((code) => [code, fixes[code] === undefined ? l[code] : 0])),
        );
        expect(calculerNote(charte, autres, fixes)).toEqual(calculerNote(charte, lectures, fixes));
        expect(calculerNote(charte, lectures, {})).toEqual(calculerNote(charte, lectures));
        const tous: NiveauxParCritere = Object.fromEntries(codes.map((code) => [code, 2]));
        expect(calculerNote(charte, lectures, tous)).toEqual(calculerNote(charte, [tous]));
      }),
    );
  });

  it('sans objet et poids nul sortent de la note, d’où qu’ils viennent', () => {
    fc.assert(
      fc.property(cas, ({ charte, codes, lectures }) => {
        const [code = ''] = codes;
        const sansObjet = calculerNote(charte, lectures, { [code]: 'sans_objet' });
        const sansLui: Charte = {
          ...charte,
          axes: charte.axes.map((axe) => ({
            ...axe,
            criteres: axe.criteres.map((c) => (c.code === code ? { ...c, poids: 0 } : c)),
          })),
        };
        const note = calculerNote(sansLui, lectures, { [code]: 3 });
        // Un critère de poids nul ne compte pas plus qu’un « sans objet ».
        expect(egales(note.fraction, sansObjet.fraction)).toBe(true);
      }),
    );
  });

  it('des lectures identiques donnent la note d’une seule, et des ex æquo', () => {
    fc.assert(
      fc.property(cas, fc.integer({ min: 1, max: 4 }), ({ charte, lectures }, fois) => {
        const [lecture = {}] = lectures;
        const seule = calculerNote(charte, [lecture]);
        const repetee = calculerNote(
          charte,
          Array.from({ length: fois }, () => lecture),
        );
        expect(repetee).toEqual(seule);
        if (!seule.fraction) return;
        const rangs = classer([seule, repetee], (n) => n.fraction);
        expect([...rangs.values()]).toEqual([
          { rang: 1, exAequo: true },
          { rang: 1, exAequo: true },
        ]);
      }),
    );
  });
});

describe('trouverEcarts', () => {
  const charte = charteDe([
    [1, [1, 1]],
    [1, [2]],
  ]);

  it('deux niveaux d’écart sur un critère ; « sans objet » n’en fait pas', () => {
    const ecarts = trouverEcarts(charte, [
      { a0c0: 3, a0c1: 'sans_objet', a1c0: 2 },
      { a0c0: 1, a0c1: 0, a1c0: 2 },
    ]);
    expect(ecarts.criteres).toEqual([{ critere: 'a0c0', niveaux: 2, fixe: false }]);
  });

  it('quinze points sur la note, comparés exactement', () => {
    const dix = charteDe([[1, Array.from({ length: 20 }, () => 1)]]);
    const tous = (hauts: number): NiveauxParCritere =>
      Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`a0c${i}`, i < hauts ? 3 : 2]));
    // Vingt critères : un niveau vaut 100 / 60 de point ; neuf font 15,0, huit 13,3.
    expect(trouverEcarts(dix, [tous(9), tous(0)])).toMatchObject({
      noteDixiemes: 150,
      noteDepasse: true,
      criteres: [],
    });
    expect(trouverEcarts(dix, [tous(8), tous(0)])).toMatchObject({ noteDixiemes: 133, noteDepasse: false });
  });

  it('fixer le critère règle l’écart du critère, et celui de la note s’il en venait', () => {
    const lectures: NiveauxParCritere[] = [
      { a0c0: 3, a0c1: 2, a1c0: 2 },
      { a0c0: 0, a0c1: 2, a1c0: 2 },
    ];
    expect(trouverEcarts(charte, lectures)).toMatchObject({ aHarmoniser: true, noteDixiemes: 250, noteDepasse: true });
    expect(trouverEcarts(charte, lectures, { a0c0: 2 })).toEqual({
      criteres: [{ critere: 'a0c0', niveaux: 3, fixe: true }],
      noteDixiemes: 0,
      noteDepasse: false,
      aHarmoniser: false,
    });
  });

  it('rien à comparer avec une seule lecture ; rien à harmoniser entre lectures identiques', () => {
    fc.assert(
      fc.property(cas, ({ charte: quelconque, lectures: [lecture = {}], fixes }) => {
        expect(trouverEcarts(quelconque, [lecture], fixes).aHarmoniser).toBe(false);
        expect(trouverEcarts(quelconque, [lecture, lecture, lecture], fixes)).toMatchObject({
          criteres: [],
          noteDepasse: false,
          aHarmoniser: false,
        });
      }),
    );
  });
});
