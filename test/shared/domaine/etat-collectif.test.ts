import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EvenementCollectif,
  etatCollectif,
  moisActifs,
  moisDeLAnnee,
  NATURES_EVENEMENT,
  type NatureEvenement,
  periodesOuvertes,
  premiereIncoherence,
  SITUATIONS,
  SUITES,
} from '../../../shared/domaine/etat-collectif.ts';

const ANNEE = '2026-2027';
let dernierId = 0;

function evenement(
  nature: NatureEvenement,
  dateEffet: string,
  valeurs: Partial<EvenementCollectif> = {},
): EvenementCollectif {
  dernierId += 1;
  const vide = { lieu: null, jours: null, horaires: null, effectif: null, coordinateur: null, annuleLe: null };
  return { id: dernierId, nature, dateEffet, texte: '', ...vide, ...valeurs };
}

const DEMARRE = evenement('demarrage', '2026-09-14', { lieu: 'École', effectif: 10, coordinateur: 'A. Roux' });

describe('état d’un collectif', () => {
  it('suit ce qui est arrivé, à la date demandée', () => {
    const suite = [
      DEMARRE,
      evenement('changement', '2026-11-02', { effectif: 7, lieu: 'Médiathèque' }),
      evenement('arret', '2027-02-01', { texte: 'local fermé' }),
      evenement('reprise', '2027-03-08'),
    ];
    expect(etatCollectif(suite, '2026-09-13')).toMatchObject({ situation: 'a_confirmer', depuis: null, lieu: null });
    expect(etatCollectif(suite, '2026-09-14')).toMatchObject({ situation: 'ouvert', effectif: 10, lieu: 'École' });
    expect(etatCollectif(suite, '2027-01-31')).toMatchObject({
      situation: 'ouvert',
      depuis: '2026-09-14',
      effectif: 7,
      lieu: 'Médiathèque',
      coordinateur: 'A. Roux',
    });
    expect(etatCollectif(suite, '2027-02-01')).toMatchObject({ situation: 'arrete', motif: 'local fermé' });
    expect(etatCollectif(suite, '2027-06-30')).toMatchObject({
      situation: 'ouvert',
      depuis: '2027-03-08',
      demarreLe: '2026-09-14',
      arreteLe: '2027-02-01',
    });
  });

  it('ne compte pas un événement annulé, ni pour l’état ni pour les mois', () => {
    const arret = evenement('arret', '2026-12-01', { annuleLe: '2026-12-02T10:00:00Z' });
    expect(etatCollectif([DEMARRE, arret], '2027-01-01').situation).toBe('ouvert');
    expect(moisActifs([DEMARRE, arret], ANNEE)).toHaveLength(10);
  });

  it('dit quel événement ne peut pas suivre', () => {
    const arret = evenement('arret', '2026-10-01');
    expect(premiereIncoherence([DEMARRE, arret])).toBeNull();
    expect(premiereIncoherence([arret])).toEqual({ evenement: arret, situation: 'a_confirmer' });
    const avant = evenement('changement', '2026-09-01', { effectif: 9 });
    expect(premiereIncoherence([DEMARRE, avant])?.evenement).toBe(avant);
    expect(
      premiereIncoherence([evenement('non_demarre', '2026-10-01'), evenement('demarrage', '2026-11-03')]),
    ).toBeNull();
  });
});

describe('mois actifs', () => {
  it('de septembre à juin, selon l’année de la campagne', () => {
    expect(moisDeLAnnee(ANNEE).join(' ')).toBe(
      '2026-09 2026-10 2026-11 2026-12 2027-01 2027-02 2027-03 2027-04 2027-05 2027-06',
    );
  });

  it.each<[string, readonly EvenementCollectif[], number]>([
    ['rien de confirmé', [], 0],
    ['non démarré', [evenement('non_demarre', '2026-10-01')], 0],
    ['toute l’année', [DEMARRE], 10],
    ['démarré en août', [evenement('demarrage', '2026-08-31')], 10],
    ['un mois commencé compte', [evenement('demarrage', '2026-09-30'), evenement('arret', '2026-10-02')], 2],
    ['arrêté le premier du mois', [DEMARRE, evenement('arret', '2026-11-01')], 2],
    ['arrêté le jour même', [DEMARRE, evenement('arret', '2026-09-14')], 0],
    ['arrêté puis repris', [DEMARRE, evenement('arret', '2026-12-01'), evenement('reprise', '2027-03-15')], 7],
    [
      'arrêté et repris le même mois',
      [DEMARRE, evenement('arret', '2027-02-02'), evenement('reprise', '2027-02-20')],
      10,
    ],
    ['démarré l’été d’après', [evenement('demarrage', '2027-07-01')], 0],
  ])('%s', (_, suite, attendu) => {
    expect(moisActifs(suite, ANNEE)).toHaveLength(attendu);
  });
});

/** Des suites possibles : chaque événement est tiré parmi ce que la situation permet. */
const suitesPossibles = fc
  .array(fc.record({ jours: fc.integer({ min: 0, max: 60 }), choix: fc.nat(9), effectif: fc.option(fc.nat(30)) }), {
    maxLength: 8,
  })
  .map((tirages) => {
    const suite: EvenementCollectif[] = [];
    let jour = Date.UTC(2026, 7, 15);
    for (const [i, { jours, choix, effectif }] of tirages.entries()) {
      jour += jours * 86_400_000;
      const permis = SUITES[etatCollectif(suite, '9999').situation];
      const date = new Date(jour).toISOString().slice(0, 10);
      suite.push({ ...evenement(permis[choix % permis.length] ?? 'demarrage', date, { effectif }), id: i + 1 });
    }
    return suite;
  });
/** N’importe quoi, même ce qui ne devrait pas arriver : rien ne doit se casser. */
const suitesQuelconques = fc.array(
  fc.record({
    id: fc.integer({ min: 1, max: 1000 }),
    nature: fc.constantFrom(...NATURES_EVENEMENT),
    dateEffet: fc
      .integer({ min: 0, max: 500 })
      .map((n) => new Date(Date.UTC(2026, 6, 1) + n * 86_400_000).toISOString().slice(0, 10)),
    effectif: fc.option(fc.nat(30)),
    annuleLe: fc.option(fc.constant('2026-12-01T00:00:00Z')),
    ...Object.fromEntries(['lieu', 'jours', 'horaires', 'coordinateur'].map((c) => [c, fc.constant(null)])),
  }),
  { maxLength: 8 },
) as fc.Arbitrary<EvenementCollectif[]>;

describe('propriétés', () => {
  it('l’ordre d’arrivée et les événements annulés ne changent rien', () => {
    fc.assert(
      fc.property(suitesPossibles, suitesQuelconques, fc.nat(1000), (suite, autres, graine) => {
        const annules = autres.map((e) => ({ ...e, annuleLe: '2027-01-01T00:00:00Z' }));
        const melange = [...suite, ...annules].toSorted((a, b) => ((a.id * 7919 + graine) % 13) - ((b.id * 31) % 13));
        expect(etatCollectif(melange, '2027-06-30')).toEqual(etatCollectif(suite, '2027-06-30'));
        expect(moisActifs(melange, ANNEE)).toEqual(moisActifs(suite, ANNEE));
        expect(premiereIncoherence(melange)).toBeNull();
      }),
    );
  });

  it('les temps d’accueil sont ordonnés, disjoints, et disent la même chose que l’état de chaque jour', () => {
    fc.assert(
      fc.property(suitesQuelconques, fc.integer({ min: 0, max: 500 }), (suite, decalage) => {
        const periodes = periodesOuvertes(suite);
        for (const [i, p] of periodes.entries()) {
          expect(p.fin === null ? i === periodes.length - 1 : p.debut < p.fin).toBe(true);
          expect((periodes[i - 1]?.fin ?? '') <= p.debut).toBe(true);
        }
        const jour = new Date(Date.UTC(2026, 6, 1) + decalage * 86_400_000).toISOString().slice(0, 10);
        const isOuvert = periodes.some(({ debut, fin }) => debut <= jour && (fin === null || jour < fin));
        const { situation } = etatCollectif(suite, jour);
        expect(SITUATIONS).toContain(situation);
        expect(situation === 'ouvert').toBe(isOuvert);
      }),
    );
  });

  it('un mois est actif exactement quand l’un de ses jours est ouvert', () => {
    fc.assert(
      fc.property(suitesQuelconques, fc.constantFrom(...moisDeLAnnee(ANNEE)), (suite, mois) => {
        const jours = Array.from({ length: 31 }, (_, i) => `${mois}-${String(i + 1).padStart(2, '0')}`).filter((j) =>
          new Date(`${j}T00:00:00Z`).toISOString().startsWith(mois),
        );
        expect(moisActifs(suite, ANNEE).includes(mois)).toBe(
          jours.some((jour) => etatCollectif(suite, jour).situation === 'ouvert'),
        );
      }),
    );
  });

  it('arrêter n’ajoute jamais de mois, reprendre n’en ôte jamais', () => {
    fc.assert(
      fc.property(suitesPossibles, fc.integer({ min: 0, max: 300 }), (suite, decalage) => {
        const dernier = suite.at(-1)?.dateEffet ?? '2026-09-01';
        const jour = new Date(Date.parse(dernier) + decalage * 86_400_000).toISOString().slice(0, 10);
        const avant = moisActifs(suite, ANNEE).length;
        expect(
          moisActifs([...suite, { ...DEMARRE, id: 99, nature: 'arret', dateEffet: jour }], ANNEE).length,
        ).toBeLessThanOrEqual(avant);
        expect(
          moisActifs([...suite, { ...DEMARRE, id: 99, nature: 'reprise', dateEffet: jour }], ANNEE).length,
        ).toBeGreaterThanOrEqual(avant);
      }),
    );
  });
});
