import { array, assert, integer, option, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import {
  constaterQuorum,
  type DecisionPassee,
  decisionsDuCollectif,
  engagementDeSeance,
} from '../../../shared/domaine/decisions-de-seance.ts';

/** Rejoue des gestes (décider, retirer) comme la base les garde ; rend l’histoire et l’état après chaque séance. */
function rejouer(gestes: readonly { seance: number; collectif: number; montant: number | null }[]) {
  const toutes: DecisionPassee[] = [];
  const apres = new Map<number, ReadonlyMap<number, number>>();
  for (const [rang, { seance, collectif, montant }] of gestes.entries()) {
    const instant = new Date(Date.UTC(2026, 6, 2, 8, rang)).toISOString();
    const actuelle = toutes.findIndex((d) => d.collectifId === collectif && d.enVigueur);
    const avant = toutes[actuelle];
    if (avant)
      toutes[actuelle] = { ...avant, enVigueur: false, retireeLe: instant, retireePar: 'A', retireeMotif: 'motif' };
    if (montant !== null)
      toutes.push({
        id: toutes.length + 1,
        seanceId: seance,
        collectifId: collectif,
        nature: montant === 0 ? 'ajourne' : 'agree',
        motif: null,
        texte: '',
        montantCentimes: montant,
        instant,
        enVigueur: true,
        retireeLe: null,
        retireePar: null,
        retireeMotif: null,
      });
    apres.set(seance, new Map(toutes.filter((d) => d.enVigueur).map((d) => [d.collectifId, d.montantCentimes])));
  }
  return { histoires: [1, 2, 3].map((c) => toutes.filter((d) => d.collectifId === c)), apres };
}

const somme = (etat: ReadonlyMap<number, number> | undefined) => [...(etat?.values() ?? [])].reduce((n, m) => n + m, 0);

test('séances l’une après l’autre : ce que chacune laisse et engage est ce que la base portait à sa fin', () => {
  const geste = record({
    seance: integer({ min: 1, max: 3 }),
    collectif: integer({ min: 1, max: 3 }),
    montant: option(integer({ min: 0, max: 300_000 }), { freq: 4 }),
  });
  assert(
    property(array(geste, { maxLength: 24 }), (hasard) => {
      // Une décision ne se retire que dans la séance qui l’a prise ; une séance suivante la remplace.
      const ouverts = new Set<string>();
      const gestes = hasard
        .toSorted((a, b) => a.seance - b.seance)
        .filter(({ seance, collectif, montant }) => {
          const cle = `${seance}:${collectif}`;
          if (montant !== null) ouverts.add(cle);
          return montant !== null || ouverts.delete(cle);
        });
      const { histoires, apres } = rejouer(gestes);
      for (const seance of new Set(gestes.map((g) => g.seance))) {
        const decisions = new Map(
          histoires.flatMap((h, i) => {
            const { retenue } = decisionsDuCollectif(h, seance);
            return retenue ? [[i + 1, retenue.montantCentimes] as const] : [];
          }),
        );
        for (const [collectif, montant] of decisions) expect(apres.get(seance)?.get(collectif)).toBe(montant);
        const { apresCentimes, accordeCentimes } = engagementDeSeance(histoires, seance);
        expect(apresCentimes).toBe(somme(apres.get(seance)));
        expect(accordeCentimes).toBe(somme(decisions));
      }
    }),
  );
});

test('une décision remplacée dans la même séance est dite avec celle d’après ; par une autre, elle reste la sienne', () => {
  const { histoires } = rejouer([
    { seance: 1, collectif: 1, montant: 0 },
    { seance: 1, collectif: 1, montant: 500 },
    { seance: 2, collectif: 1, montant: 700 },
    { seance: 2, collectif: 2, montant: 900 },
    { seance: 2, collectif: 2, montant: null },
  ]);
  const [un = [], deux = []] = histoires;
  expect(decisionsDuCollectif(un, 1)).toMatchObject({
    retenue: { montantCentimes: 500 },
    abandonnees: [{ avant: { montantCentimes: 0 }, apres: { montantCentimes: 500 } }],
  });
  expect(decisionsDuCollectif(un, 2)).toMatchObject({
    retenue: { montantCentimes: 700 },
    abandonnees: [{ avant: { montantCentimes: 500 }, apres: { montantCentimes: 700 } }],
  });
  expect(decisionsDuCollectif(deux, 2)).toMatchObject({ retenue: null, abandonnees: [{ apres: null }] });
  expect(engagementDeSeance(histoires, 2)).toEqual({ avantCentimes: 500, accordeCentimes: 700, apresCentimes: 700 });
});

test.each([
  [[], 3, { etat: 'sans_membre' }],
  [[null, null], 1, { etat: 'non_note' }],
  [['present', 'absent', null], null, { etat: 'sans_quorum', presents: 1 }],
  [['present', 'present', 'excuse'], 2, { etat: 'atteint', presents: 2 }],
  [['present', 'absent', 'absent'], 2, { etat: 'manque', presents: 1, inscrits: 3 }],
] as const)('quorum de %j, exigé %s', (presences, exige, attendu) => {
  expect(
    constaterQuorum(
      presences.map((presence) => ({ presence })),
      exige,
    ),
  ).toMatchObject(attendu);
});
