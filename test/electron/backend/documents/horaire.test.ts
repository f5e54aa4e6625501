import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calculerHoraire, type Horaire as HoraireDe } from '../../../../shared/domaine/horaire.ts';
import { construireDonnees } from './donnees-essai.ts';

type Pile = 'favorable' | 'a_debattre' | 'defavorable' | null;
const { seance, dossiers } = construireDonnees({ dossiers: 1 });

type Horaire = HoraireDe<(typeof dossiers)[number]>;

function horaire(debut: string, fin: string, nombres: readonly [pile: Pile, nombre: number][]): Horaire {
  const [modele] = dossiers;
  if (!modele) throw new Error('dossier absent');
  const liste = nombres.flatMap(([pile, nombre]) => Array.from({ length: nombre }, () => ({ ...modele, pile })));
  return calculerHoraire({ ...seance, heureDebut: debut, heureFin: fin }, liste);
}

function resume({ points }: Horaire): string[] {
  return points.map(({ genre, debut, duree }) => `${debut} ${duree} ${genre}`);
}

test('une séance juste : les durées usuelles, l’une après l’autre', () => {
  // 10 + 15 + 2 × 10 + 5 + 20 (15 favorables) + 10 + 15 = 95 minutes.
  const jour = horaire('09:00', '10:35', [
    ['a_debattre', 2],
    ['defavorable', 1],
    ['favorable', 15],
  ]);
  expect(jour.resserre).toBeNull();
  expect(resume(jour)).toEqual([
    '09:00 10 ouverture',
    '09:10 15 synthese',
    '09:25 10 a_debattre',
    '09:35 10 a_debattre',
    '09:45 5 defavorable',
    '09:50 20 favorables',
    '10:10 10 enveloppe',
    '10:20 15 cloture',
  ]);
  expect(jour.fin).toBe('10:35');
});

test('une séance longue : une pause, plus de temps pour débattre, puis une réserve', () => {
  const jour = horaire('09:00', '12:00', [
    ['a_debattre', 2],
    ['favorable', 5],
  ]);
  // 80 minutes usuelles, 180 disponibles : pause 10, deux fois 10 de plus par dossier, reste 70.
  expect(resume(jour)).toEqual([
    '09:00 10 ouverture',
    '09:10 15 synthese',
    '09:25 20 a_debattre',
    '09:45 20 a_debattre',
    '10:05 10 pause',
    '10:15 10 favorables',
    '10:25 10 enveloppe',
    '10:35 70 reserve',
    '11:45 15 cloture',
  ]);
});

test('une séance trop courte resserre tout, et les dossiers d’un même genre ont le même temps', () => {
  const jour = horaire('09:00', '11:30', [
    ['a_debattre', 23],
    ['defavorable', 5],
    ['favorable', 32],
  ]);
  const debattus = jour.points.filter(({ genre }) => genre === 'a_debattre').map(({ duree }) => duree);
  expect(new Set(debattus)).toEqual(new Set([4]));
  // 10 + 15 + 230 + 25 + 30 (plafond du vote groupé) + 10 + 15 = 335 minutes pour 150.
  expect(jour.resserre).toBe(448);
  expect(jour.fin).toBe('11:30');
});

test.each([
  ['09:00', '11:30', 1, 0, 0],
  ['09:00', '11:30', 23, 5, 32],
  ['14:00', '14:20', 60, 30, 10],
  ['09:00', '12:00', 0, 0, 40],
  ['23:30', '00:30', 4, 0, 0],
  ['10:00', '10:00', 2, 1, 3],
])(
  'de %s à %s, %i à débattre, %i défavorables, %i favorables : les points se suivent et tombent juste',
  (debut, fin, a, d, f) => {
    const jour = horaire(debut, fin, [
      ['a_debattre', a],
      ['defavorable', d],
      ['favorable', f],
      [null, 1],
    ]);
    expect(jour.points.reduce((somme, { duree }) => somme + duree, 0)).toBe(jour.dureeTotale);
    expect(jour.points.every(({ duree }) => duree >= 0)).toBe(true);
    const minutes = (heure: string) => Number(heure.slice(0, 2)) * 60 + Number(heure.slice(3));
    let attendu = minutes(debut);
    for (const point of jour.points) {
      expect(minutes(point.debut)).toBe(attendu % 1440);
      attendu += point.duree;
    }
    expect(minutes(jour.fin)).toBe(attendu % 1440);
  },
);

describe('temps donnés par l’agent', () => {
  const donnees = construireDonnees({ dossiers: 24 });
  const debattu = donnees.dossiers.find(({ pile }) => pile === 'a_debattre');
  const avec = (minutes: number | null, ordre: typeof donnees.seance.ordre = 'pile') =>
    calculerHoraire(
      { ...donnees.seance, ordre },
      donnees.dossiers.map((dossier) => (dossier === debattu ? { ...dossier, minutes } : dossier)),
    );
  const dureeDe = (horaire: ReturnType<typeof avec>) =>
    horaire.points.find(({ dossier }) => dossier?.id === debattu?.id)?.duree;

  test('ils ne bougent pas ; les autres points cèdent, et la somme reste la durée de la séance', () => {
    const horaire = avec(25);
    expect(dureeDe(horaire)).toBe(25);
    expect(horaire.depassement).toBe(0);
    expect(horaire.points.reduce((somme, { duree }) => somme + duree, 0)).toBe(horaire.dureeTotale);
    expect(horaire.fin).toBe(donnees.seance.heureFin);
  });

  test('quand ils ne tiennent pas, la séance finit plus tard et le dit', () => {
    const horaire = avec(600);
    expect(dureeDe(horaire)).toBe(600);
    expect(horaire.depassement).toBeGreaterThan(450);
    expect(horaire.fin > donnees.seance.heureFin).toBe(true);
  });

  test('rangés à la main, les dossiers examinés suivent cet ordre, toutes piles mêlées', () => {
    const points = avec(null, 'main').points.flatMap(({ dossier }) => dossier?.id ?? []);
    expect(points).toEqual(donnees.dossiers.map(({ id }) => id));
  });
});

test('les minutes données à la main restent, l’ordre à la main aussi ; les autres se partagent le reste', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          pile: fc.constantFrom('favorable' as const, 'a_debattre' as const, 'defavorable' as const, null),
          minutes: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
        }),
        { maxLength: 30 },
      ),
      fc.constantFrom('pile' as const, 'main' as const, 'note' as const),
      (voulus, ordre) => {
        const liste = voulus.map((voulu, rang) => ({ ...voulu, rang }));
        const jour = calculerHoraire({ heureDebut: '09:00', heureFin: '12:00', ordre }, liste);
        const vus = jour.points.flatMap(({ dossier, duree }) => (dossier ? [{ dossier, duree }] : []));
        for (const { dossier, duree } of vus) if (dossier.minutes !== null) expect(duree).toBe(dossier.minutes);
        // Un dossier minuté a toujours son point ; hors de l’ordre des piles, tous l’ont, dans l’ordre donné.
        expect(vus.filter(({ dossier }) => dossier.minutes !== null)).toHaveLength(
          voulus.filter(({ minutes }) => minutes !== null).length,
        );
        if (ordre !== 'pile') expect(vus.map(({ dossier }) => dossier.rang)).toEqual(liste.map(({ rang }) => rang));
        expect(jour.dureeTotale - jour.depassement).toBe(180);
        expect(jour.points.reduce((somme, { duree }) => somme + duree, 0)).toBe(jour.dureeTotale);
        expect(jour.points.every(({ duree }) => duree >= 0)).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});
