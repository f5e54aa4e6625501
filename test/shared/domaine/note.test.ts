import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Charte, Niveau } from '../../../shared/domaine/charte.ts';
import { comparer, type Fraction, fraction } from '../../../shared/domaine/fraction.ts';
import { calculerNote, classer, type NiveauxParCritere } from '../../../shared/domaine/note.ts';

type AxeBref = readonly [poids: number, poidsDesCriteres: readonly number[], seuil?: number];

/** Charte dont les critères s’appellent `a0c0`, `a0c1`… */
function charteDe(...axes: readonly AxeBref[]): Charte {
  return {
    nom: 'Essai',
    version: 1,
    modele: false,
    origine: '',
    seuilNote: 50,
    participationSymboliqueCentimes: null,
    conditions: [],
    axes: axes.map(([poids, poidsDesCriteres, seuil], a) => ({
      code: `a${a}`,
      libelle: `Axe ${a}`,
      abrege: `A${a}.`,
      poids,
      seuil: seuil ?? 40,
      criteres: poidsDesCriteres.map((poidsCritere, c) => ({
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
const axes = fc.array(fc.tuple(poids, fc.array(poids, { minLength: 1, maxLength: 4 })), { minLength: 1, maxLength: 5 });
const niveau = fc.constantFrom<Niveau | undefined>(0, 1, 2, 3, 'sans_objet', undefined);

/** Une charte quelconque et de une à quatre lectures quelconques. */
const cas = axes.chain((liste) => {
  const charte = charteDe(...liste);
  const codes = charte.axes.flatMap((axe) => axe.criteres.map((critere) => critere.code));
  const lecture = fc
    .array(niveau, { minLength: codes.length, maxLength: codes.length })
    .map((niveaux): NiveauxParCritere => Object.fromEntries(codes.map((code, rang) => [code, niveaux[rang]])));
  return fc.record({
    charte: fc.constant(charte),
    codes: fc.constant(codes),
    lectures: fc.array(lecture, { minLength: 1, maxLength: 4 }),
  });
});

describe('calculerNote', () => {
  it('applique la formule : 100 × Σ poids × niveau / (Σ poids × 3), puis la moyenne des axes', () => {
    const charte = charteDe([30, [2, 1]], [20, [1]]);
    const note = calculerNote(charte, [{ a0c0: 3, a0c1: 1, a1c0: 2 }]);
    expect(note.axes.map((axe) => axe.fraction)).toEqual([fraction(700, 9), fraction(200, 3)]);
    expect(note.axes.map((axe) => axe.dixiemes)).toEqual([778, 667]);
    // (30 × 700/9 + 20 × 200/3) / 50 = 660/9
    expect(note.fraction).toEqual(fraction(220, 3));
    expect(note).toMatchObject({ dixiemes: 733, complete: true, manquants: [] });
  });

  it('arrondit la fraction exacte et non les notes d’axe déjà arrondies', () => {
    // Axes à 66,66… et 0 : la moyenne de 66,7 et 0 serait 33,35, affichée 33,4.
    const note = calculerNote(charteDe([1, [1]], [1, [1]]), [{ a0c0: 2, a1c0: 0 }]);
    expect(note.axes.map((axe) => axe.dixiemes)).toEqual([667, 0]);
    expect(note.dixiemes).toBe(333);
  });

  it('laisse « sans objet » hors de la moyenne, mais le compte comme répondu', () => {
    const charte = charteDe([1, [1, 1]]);
    const note = calculerNote(charte, [{ a0c0: 3, a0c1: 'sans_objet' }]);
    expect(note.axes[0]).toMatchObject({ dixiemes: 1000, cotes: 2, total: 2 });
    expect(note.complete).toBe(true);
  });

  it('laisse un axe entièrement sans objet hors de la note, qui reste complète', () => {
    const note = calculerNote(charteDe([1, [1]], [1, [1]]), [{ a0c0: 'sans_objet', a1c0: 2 }]);
    expect(note.axes[0]).toMatchObject({ dixiemes: null, fraction: null, sousSeuil: false, cotes: 1 });
    expect(note).toMatchObject({ dixiemes: 667, complete: true });
  });

  it('donne la note partielle et ce qui manque', () => {
    const note = calculerNote(charteDe([1, [1, 1]], [1, [1]]), [{ a0c0: 2 }]);
    expect(note).toMatchObject({ dixiemes: 667, complete: false, manquants: ['a0c1', 'a1c0'] });
    expect(note.axes.map(({ cotes, total }) => [cotes, total])).toEqual([
      [1, 2],
      [0, 1],
    ]);
    expect(calculerNote(charteDe([1, [1]]), [])).toMatchObject({
      dixiemes: null,
      complete: false,
      manquants: ['a0c0'],
    });
  });

  it('prend la moyenne des lecteurs, sans celui qui répond « sans objet »', () => {
    const charte = charteDe([1, [1]]);
    expect(calculerNote(charte, [{ a0c0: 3 }, { a0c0: 2 }]).fraction).toEqual(fraction(250, 3));
    expect(calculerNote(charte, [{ a0c0: 3 }, { a0c0: 'sans_objet' }]).fraction).toEqual(fraction(100));
    expect(calculerNote(charte, [{ a0c0: 3 }, {}])).toMatchObject({ dixiemes: 1000, complete: true });
    expect(calculerNote(charte, [{ a0c0: 'sans_objet' }, { a0c0: 'sans_objet' }])).toMatchObject({
      fraction: null,
      complete: false,
      manquants: [],
    });
  });

  it('ne divise pas par des poids nuls', () => {
    expect(calculerNote(charteDe([1, [0, 0]]), [{ a0c0: 3, a0c1: 3 }]).fraction).toBeNull();
    expect(calculerNote(charteDe([0, [1]]), [{ a0c0: 3 }])).toMatchObject({ fraction: null, complete: false });
    expect(calculerNote(charteDe([0, [1]], [1, [1, 0]]), [{ a0c0: 3, a1c0: 1, a1c1: 3 }]).fraction).toEqual(
      fraction(100, 3),
    );
  });

  it('compare le seuil à la fraction exacte, pas à son arrondi', () => {
    const juste = charteDe([1, [1, 1, 1, 1, 1], 40]);
    const atteint = { a0c0: 3, a0c1: 3, a0c2: 0, a0c3: 0, a0c4: 0 } as const;
    expect(calculerNote(juste, [atteint]).axes[0]).toMatchObject({ dixiemes: 400, sousSeuil: false });
    // 799/20 = 39,95 s’affiche 40,0 et reste sous 40 (poids 799 sur 2 000).
    const bord = charteDe([1, [799, 1201], 40]);
    expect(calculerNote(bord, [{ a0c0: 3, a0c1: 0 }]).axes[0]).toMatchObject({ dixiemes: 400, sousSeuil: true });
  });

  it('reste entre 0 et 100', () => {
    fc.assert(
      fc.property(cas, ({ charte, lectures }) => {
        const note = calculerNote(charte, lectures);
        for (const f of [note.fraction, ...note.axes.map((axe) => axe.fraction)]) {
          expect(f === null || (comparer(f, fraction(0)) >= 0 && comparer(f, fraction(100)) <= 0)).toBe(true);
        }
      }),
    );
  });

  it('ne baisse jamais quand un niveau monte', () => {
    fc.assert(
      fc.property(cas, fc.nat(), fc.nat(), ({ charte, codes, lectures }, unLecteur, unCritere) => {
        const rang = unLecteur % lectures.length;
        const code = codes[unCritere % codes.length] ?? '';
        const avant = lectures[rang]?.[code];
        fc.pre(typeof avant === 'number' && avant < 3);
        const apres = lectures.map((lecture, r) => (r === rang ? { ...lecture, [code]: monter(avant) } : lecture));
        const [a, b] = [calculerNote(charte, lectures).fraction, calculerNote(charte, apres).fraction];
        expect(a === null ? b === null : b !== null && comparer(b, a) >= 0).toBe(true);
      }),
    );
  });

  it('ne dépend ni de l’ordre des lecteurs, ni de leur nombre s’ils sont d’accord', () => {
    fc.assert(
      fc.property(cas, fc.integer({ min: 1, max: 4 }), ({ charte, lectures }, copies) => {
        expect(calculerNote(charte, lectures.toReversed())).toEqual(calculerNote(charte, lectures));
        const [seule = {}] = lectures;
        expect(
          calculerNote(
            charte,
            Array.from({ length: copies }, () => seule),
          ),
        ).toEqual(calculerNote(charte, [seule]));
      }),
    );
  });

  it('liste exactement les critères que personne n’a cotés', () => {
    fc.assert(
      fc.property(cas, ({ charte, codes, lectures }) => {
        const attendus = codes.filter((code) => lectures.every((lecture) => lecture[code] === undefined));
        const note = calculerNote(charte, lectures);
        expect(note.manquants).toEqual(attendus);
        expect(note.axes.reduce((somme, axe) => somme + axe.total - axe.cotes, 0)).toBe(attendus.length);
      }),
    );
  });
});

describe('classer', () => {
  const f = (n: number, d = 1) => fraction(n, d);

  it('les ex æquo partagent le rang, le suivant est sauté, une note absente n’est pas classée', () => {
    const notes: Record<string, Fraction | null> = {
      a: f(80),
      b: f(200, 3),
      c: f(80),
      d: null,
      e: f(400, 6),
      g: f(10),
    };
    const rangs = classer(Object.keys(notes), (nom) => notes[nom] ?? null);
    expect([...rangs]).toEqual([
      ['a', { rang: 1, exAequo: true }],
      ['b', { rang: 3, exAequo: true }],
      ['c', { rang: 1, exAequo: true }],
      ['d', null],
      ['e', { rang: 3, exAequo: true }],
      ['g', { rang: 5, exAequo: false }],
    ]);
  });

  it('ne confond pas deux notes que l’arrondi affiche pareil', () => {
    const rangs = classer([f(6667, 100), f(200, 3)], (note) => note);
    expect([...rangs.values()]).toEqual([
      { rang: 1, exAequo: false },
      { rang: 2, exAequo: false },
    ]);
  });

  it('le rang est un plus le nombre de notes strictement meilleures', () => {
    const note = fc.option(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 6 })));
    fc.assert(
      fc.property(fc.array(note, { maxLength: 30 }), (liste) => {
        const elements = liste.map((valeur, id) => ({ id, note: valeur && fraction(...valeur) }));
        const rangs = classer(elements, (element) => element.note);
        for (const element of elements) {
          const autres = elements.flatMap((e) => (e.note && element.note ? [comparer(e.note, element.note)] : []));
          const attendu = element.note && {
            rang: 1 + autres.filter((signe) => signe > 0).length,
            exAequo: autres.filter((signe) => signe === 0).length > 1,
          };
          expect(rangs.get(element)).toEqual(attendu);
        }
      }),
    );
  });
});

function monter(niveau: 0 | 1 | 2 | 3): Niveau {
  if (niveau === 0) return 1;
  return niveau === 1 ? 2 : 3;
}
