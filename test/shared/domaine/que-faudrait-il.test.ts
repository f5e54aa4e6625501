import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { comparer, fraction, soustraire } from '../../../shared/domaine/fraction.ts';
import { calculerNote, type NoteDossier, noterRetenus } from '../../../shared/domaine/note.ts';
import { proposerPile } from '../../../shared/domaine/pile.ts';
import { direPoints, isRienAChanger, queFaudraitIl, type Relevement } from '../../../shared/domaine/que-faudrait-il.ts';
import { direQueFaudraitIl } from '../../../shared/domaine/que-faudrait-il-phrases.ts';
import { charteAuHasard, notesAuHasard } from './charte-hasard.ts';

const cas = charteAuHasard.chain((charte) =>
  notesAuHasard(charte, [0, 1, 2, 3, 'sans_objet'], { lectures: 2, dossiers: 1 }).map(([note]) => {
    if (!note) throw new Error('une note attendue');
    return { charte, note };
  }),
);

/** La note, certains critères portés à un autre niveau. */
function relever(charte: Charte, note: NoteDossier, relevements: readonly Pick<Relevement, 'critere' | 'vers'>[]) {
  const vers = new Map(relevements.map((r) => [r.critere, fraction(r.vers)]));
  return noterRetenus(charte, new Map(note.criteres.map(({ code, niveau }) => [code, vers.get(code) ?? niveau])));
}

function atteintTout(charte: Charte, note: NoteDossier): boolean {
  return (
    note.axes.every((axe) => !axe.sousSeuil) &&
    (note.fraction === null || comparer(note.fraction, fraction(charte.seuilNote)) >= 0)
  );
}

function atteintLaNote(charte: Charte, note: NoteDossier): boolean {
  return note.fraction !== null && comparer(note.fraction, fraction(charte.seuilNote)) >= 0;
}

describe('que faudrait-il, un critère à la fois', () => {
  it('le niveau proposé atteint le seuil de l’axe ; un niveau de moins, sur ce seul critère, non', () => {
    fc.assert(
      fc.property(cas, ({ charte, note }) => {
        for (const axe of queFaudraitIl(charte, note, []).axes) {
          const sousSeuil = (n: NoteDossier) => n.axes.find(({ code }) => code === axe.code)?.sousSeuil;
          for (const { critere, vers, de } of axe.seuls) {
            expect(sousSeuil(relever(charte, note, [{ critere, vers }]))).toBe(false);
            if (comparer(fraction(vers - 1), de) > 0)
              expect(sousSeuil(relever(charte, note, [{ critere, vers: (vers - 1) as 1 | 2 }]))).toBe(true);
          }
        }
      }),
    );
  });

  it('un critère qui n’est pas cité ne suffit pas, même au niveau 3', () => {
    fc.assert(
      fc.property(cas, ({ charte, note }) => {
        const besoin = queFaudraitIl(charte, note, []);
        for (const axe of besoin.axes) {
          const cites = new Set(axe.seuls.map(({ critere }) => critere));
          for (const { code, niveau } of note.criteres.filter((c) => c.axe === axe.code && !cites.has(c.code))) {
            if (typeof niveau === 'string') continue;
            const apres = relever(charte, note, [{ critere: code, vers: 3 }]);
            expect(apres.axes.find((a) => a.code === axe.code)?.sousSeuil).toBe(true);
          }
        }
        const seuls = new Set(besoin.note?.seuls.map(({ critere }) => critere));
        for (const { code, niveau } of besoin.note === null ? [] : note.criteres) {
          if (typeof niveau === 'string') continue;
          expect(atteintLaNote(charte, relever(charte, note, [{ critere: code, vers: 3 }]))).toBe(seuls.has(code));
        }
      }),
    );
  });

  it('pour la note aussi : le niveau proposé suffit, celui d’en dessous non', () => {
    fc.assert(
      fc.property(cas, ({ charte, note }) => {
        for (const { critere, vers, de } of queFaudraitIl(charte, note, []).note?.seuls ?? []) {
          expect(atteintLaNote(charte, relever(charte, note, [{ critere, vers }]))).toBe(true);
          if (comparer(fraction(vers - 1), de) > 0)
            expect(atteintLaNote(charte, relever(charte, note, [{ critere, vers: (vers - 1) as 1 | 2 }]))).toBe(false);
        }
      }),
    );
  });

  it('l’écart dit est exactement celui qui manque', () => {
    fc.assert(
      fc.property(cas, ({ charte, note }) => {
        const besoin = queFaudraitIl(charte, note, []);
        for (const axe of besoin.axes) expect(soustraire(fraction(axe.seuil), axe.note)).toEqual(axe.ecart);
        for (const { ecart } of [...besoin.axes, ...(besoin.note ? [besoin.note] : [])])
          expect(comparer(ecart, fraction(0))).toBe(1);
      }),
    );
  });
});

describe('que faudrait-il, au plus court', () => {
  /** Toutes les façons de relever des critères, par nombre de niveaux gagnés. */
  function combinaisons(note: NoteDossier): { pas: number; relevements: { critere: string; vers: 1 | 2 | 3 }[] }[] {
    return note.criteres.reduce<{ pas: number; relevements: { critere: string; vers: 1 | 2 | 3 }[] }[]>(
      (toutes, { code, niveau }) =>
        typeof niveau === 'string'
          ? toutes
          : toutes.flatMap((une) => [
              une,
              ...([1, 2, 3] as const)
                .filter((vers) => comparer(fraction(vers), niveau) > 0)
                .map((vers) => ({
                  pas: une.pas + vers - Math.floor(Number(niveau.n) / Number(niveau.d)),
                  relevements: [...une.relevements, { critere: code, vers }],
                })),
            ]),
      [{ pas: 0, relevements: [] }],
    );
  }

  it('le chemin atteint tous les seuils, et aucune combinaison de moins de niveaux n’y arrive', () => {
    fc.assert(
      fc.property(cas, ({ charte, note }) => {
        const { chemin, pas } = queFaudraitIl(charte, note, []);
        expect(atteintTout(charte, relever(charte, note, chemin))).toBe(true);
        if (note.criteres.filter(({ niveau }) => typeof niveau !== 'string').length > 5) return;
        const moindre = combinaisons(note)
          .filter(({ relevements }) => atteintTout(charte, relever(charte, note, relevements)))
          .reduce((minimum, une) => Math.min(minimum, une.pas), Number.POSITIVE_INFINITY);
        expect(pas).toBe(moindre);
      }),
      { numRuns: 60 },
    );
  });

  it('le dossier relevé est favorable, conditions remplies ; et un dossier favorable n’a rien à changer', () => {
    fc.assert(
      fc.property(cas, ({ charte, note }) => {
        fc.pre(note.complete);
        const besoin = queFaudraitIl(charte, note, []);
        expect(proposerPile(charte, [], relever(charte, note, besoin.chemin)).pile).toBe('favorable');
        expect(isRienAChanger(besoin)).toBe(proposerPile(charte, [], note).pile === 'favorable');
      }),
    );
  });
});

describe('que faudrait-il, en mots', () => {
  const charte: Charte = {
    nom: 'Essai',
    version: 1,
    modele: false,
    origine: '',
    seuilNote: 50,
    participationSymboliqueCentimes: null,
    conditions: [
      { code: 'delai', libelle: 'Déposé dans les délais', aide: '', calcul: null, eliminatoire: true, champs: [] },
      { code: 'pieces', libelle: 'Dossier complet', aide: '', calcul: null, eliminatoire: false, champs: [] },
    ],
    axes: [
      {
        code: 'par',
        libelle: 'Parents',
        abrege: 'Par.',
        poids: 20,
        seuil: 40,
        criteres: [
          { code: 'P1', libelle: 'Accueil', poids: 2, niveaux: ['', '', '', ''], champs: [] },
          { code: 'P2', libelle: 'Place donnée', poids: 1, niveaux: ['', '', '', ''], champs: [] },
        ],
      },
    ],
  };

  it('dit les conditions, les points exacts, ce qui suffit seul', () => {
    const besoin = queFaudraitIl(charte, calculerNote(charte, [{ P1: 1, P2: 1 }]), [
      { code: 'delai', reponse: 'non' },
      { code: 'pieces', reponse: 'non_renseigne' },
    ]);
    expect(direQueFaudraitIl(besoin)).toEqual(
      [
        { genre: 'condition', texte: 'Condition éliminatoire à remplir : Déposé dans les délais', detail: null },
        {
          genre: 'condition',
          texte: 'Condition à renseigner : Dossier complet',
          detail: 'Ni oui ni non : demander au porteur, ou constater.',
        },
        {
          genre: 'axe',
          texte: 'Axe Parents : il manque 6,7 points (exactement 20/3) pour atteindre 40 (note 33,3)',
          detail: 'Un seul y suffit : P1, Accueil, de 1 à 2 ; ou P2, Place donnée, de 1 à 2.',
        },
        {
          genre: 'note',
          texte: 'Note du dossier : il manque 16,7 points (exactement 50/3) pour atteindre 50 (note 33,3)',
          detail: 'Un seul y suffit : P1, Accueil, de 1 à 2 ; ou P2, Place donnée, de 1 à 3.',
        },
      ].toSpliced(4, 0, {
        genre: 'chemin',
        texte: 'Au plus court, 1 niveau à gagner pour atteindre tous les seuils',
        detail: 'P1, Accueil, de 1 à 2.',
      }),
    );
  });

  it.each([
    [fraction(5), '5 points'],
    [fraction(1, 2), '0,5 point'],
    [fraction(20, 3), '6,7 points (exactement 20/3)'],
    [fraction(1, 60), 'moins de 0,1 point (exactement 1/60)'],
    [fraction(119, 60), '2 points (exactement 119/60)'],
  ])('%o se dit « %s »', (points, dit) => {
    expect(direPoints(points)).toBe(dit);
  });
});
