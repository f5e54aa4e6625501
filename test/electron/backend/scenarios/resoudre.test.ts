import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resoudreModele } from '../../../../electron/backend/scenarios/resoudre.ts';
import { calculerDroit } from '../../../../shared/domaine/droit.ts';
import { fraction } from '../../../../shared/domaine/fraction.ts';
import { choisirAuFil } from '../../../../shared/domaine/scenarios/au-fil.ts';
import { modeliser, rangsChoisis } from '../../../../shared/domaine/scenarios/modeliser.ts';
import { type DonneesScenario, type Preparation, preparer } from '../../../../shared/domaine/scenarios/preparer.ts';
import { REGLES_PAR_DEFAUT, type ReglesScenario } from '../../../../shared/domaine/scenarios/regles.ts';

const LIEUX = ['45234', '45004', '45252'] as const;

const collectif = fc.record({
  enfants: fc.integer({ min: 4, max: 14 }),
  // Autour du plafond de 2 563 € (7 886,15 € de coût) : un centime de plus ou de moins compte.
  coutCentimes: fc.integer({ min: 0, max: 1_000_000 }),
  lieu: fc.constantFrom(...LIEUX),
  niveau: fc.constantFrom('elementaire', 'college'),
});
const dossier = fc.record({
  dixiemes: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null }),
  qpv: fc.boolean(),
  renouvellement: fc.boolean(),
  collectifs: fc.array(collectif, { minLength: 1, maxLength: 3 }),
});

const donnees = fc
  .record({
    dossiers: fc.array(dossier, { minLength: 1, maxLength: 6 }),
    modeCalcul: fc.constantFrom('par_collectif' as const, 'par_dossier' as const),
    arrondi: fc.constantFrom('euro' as const, 'centime' as const),
    enveloppeCentimes: fc.integer({ min: 0, max: 1_800_000 }),
  })
  .map(
    ({ dossiers, enveloppeCentimes, ...bareme }): DonneesScenario => ({
      enveloppeCentimes,
      bareme: { ...bareme, tauxPointsBase: 3250, plafondCentimes: 256_300 },
      dossiers: dossiers.map((d, i) => ({
        id: i + 1,
        numero: String(100 + i),
        structure: `Porteur ${i}`,
        structureId: i + 1,
        commune: null,
        qpv: d.qpv,
        pile: 'favorable',
        note: d.dixiemes === null ? null : fraction(d.dixiemes, 10),
        dixiemes: d.dixiemes,
        complete: d.dixiemes !== null,
        axes: [],
        renouvellement: d.renouvellement,
        collectifs: d.collectifs.map((c, k) => ({
          id: i * 10 + k,
          enfants: c.enfants,
          coutCentimes: c.coutCentimes,
          niveau: c.niveau,
          commune: { code: c.lieu, nom: c.lieu },
          territoire: null,
        })),
      })),
    }),
  );

const regles = fc
  .record({
    but: fc.constantFrom('enfants' as const, 'collectifs' as const, 'notes' as const),
    entier: fc.boolean(),
    plafondParDossier: fc.option(fc.integer({ min: 1, max: 2 }), { nil: null }),
    renouvellements: fc.constantFrom('libres' as const, 'premiers' as const, 'toujours' as const),
    minimums: fc.array(
      fc.oneof(
        fc.record({ unite: fc.constant('collectifs' as const), valeur: fc.integer({ min: 1, max: 3 }) }),
        fc.record({ unite: fc.constant('centimes' as const), valeur: fc.integer({ min: 1, max: 500_000 }) }),
      ),
      { maxLength: 2 },
    ),
    priorites: fc.subarray([
      { genre: 'qpv' as const, valeur: '', poids: 50 },
      { genre: 'niveau' as const, valeur: 'college', poids: 25 },
      { genre: 'commune' as const, valeur: '45234', poids: 100 },
    ]),
    inclus: fc.boolean(),
  })
  .map(
    ({ inclus, minimums, ...r }): ReglesScenario => ({
      ...REGLES_PAR_DEFAUT,
      ...r,
      methode: 'optimum',
      minimums: minimums.map((m, i) => ({ genre: 'commune', code: LIEUX[i] ?? '45234', ...m })),
      aLaMain: inclus ? [{ dossierId: 1, sort: 'inclure', motif: 'essai' }] : [],
    }),
  );

function toutesCombinaisons(preparation: Preparation): number[][] {
  return preparation.admis.reduce<number[][]>(
    (debuts, a) => debuts.flatMap((debut) => a.choix.map((_, rang) => [...debut, rang])),
    [[]],
  );
}

/** Sans rien emprunter au modèle : les règles relues une à une sur les collectifs retenus. */
function tient(p: Preparation, rangs: readonly number[], baremeDe: DonneesScenario): boolean {
  const retenus = p.admis.map((a, i) => ({ a, nombre: a.choix[rangs[i] ?? 0]?.nombre ?? 0 }));
  const argent = retenus.reduce(
    (n, { a, nombre }) => n + calculerDroit(a.dossier.collectifs.slice(0, nombre), baremeDe.bareme).droitCentimes,
    0,
  );
  if (argent > (p.enveloppeCentimes ?? Number.POSITIVE_INFINITY)) return false;
  const plafond = (n: number) => Math.min(n, p.regles.plafondParDossier ?? n);
  for (const { a, nombre } of retenus) {
    if (p.regles.entier && nombre > 0 && nombre < plafond(a.dossier.collectifs.length)) return false;
    if (a.inclus !== null && nombre < plafond(a.dossier.collectifs.length)) return false;
    if (p.regles.renouvellements === 'toujours' && a.dossier.renouvellement && nombre === 0) return false;
  }
  return p.regles.minimums.every((m) => {
    const total = retenus.reduce((n, { a, nombre }) => {
      const droits = calculerDroit(a.dossier.collectifs.slice(0, nombre), baremeDe.bareme).collectifs;
      return (
        n +
        a.dossier.collectifs
          .slice(0, nombre)
          .reduce(
            (k, c, i) =>
              k + (c.commune?.code === m.code ? (m.unite === 'collectifs' ? 1 : (droits[i]?.droitCentimes ?? 0)) : 0),
            0,
          )
      );
    }, 0);
    return total >= m.valeur;
  });
}

/** Les quantités cherchées, dans l’ordre, refaites à la main. */
function quantites(p: Preparation, rangs: readonly number[]): number[] {
  const retenus = p.admis.map((a, i) => ({ a, c: a.choix[rangs[i] ?? 0], position: i }));
  const total = (f: (r: (typeof retenus)[number]) => number) => retenus.reduce((n, r) => n + f(r), 0);
  const { but, priorites } = p.regles;
  const poids = ({ a }: (typeof retenus)[number], k: number) => {
    const c = a.dossier.collectifs[k];
    if (priorites.length === 0 || !c) return 1;
    return priorites.reduce((n, { genre, valeur, poids: plus }) => {
      const rempli =
        genre === 'qpv' ? a.dossier.qpv : genre === 'niveau' ? c.niveau === valeur : c.commune?.code === valeur;
      return n + (rempli ? plus : 0);
    }, 100);
  };
  const principal = total((r) =>
    Array.from({ length: r.c?.nombre ?? 0 }, (_, k) => {
      const c = r.a.dossier.collectifs[k];
      const unite = but === 'enfants' ? (c?.enfants ?? 0) : but === 'collectifs' ? 1 : (r.a.dossier.dixiemes ?? 0);
      return unite * poids(r, k);
    }).reduce((n, v) => n + v, 0),
  );
  const notes = total(({ a, c }) => (c?.nombre ?? 0) * (a.dossier.dixiemes ?? 0));
  const enfants = total(({ a, c }) => a.dossier.collectifs.slice(0, c?.nombre ?? 0).reduce((n, x) => n + x.enfants, 0));
  const suite = [
    principal,
    but === 'notes' ? enfants : notes,
    -total(({ c }) => c?.centimes ?? 0),
    -total(({ c, position }) => (c?.nombre ?? 0) * (position + 1)),
  ];
  const gardes = total(({ a, c }) => (a.dossier.renouvellement && (c?.nombre ?? 0) > 0 ? 1 : 0));
  return p.regles.renouvellements === 'premiers' ? [gardes, ...suite] : suite;
}

function comparerListes(a: readonly number[], b: readonly number[]): number {
  for (const [i, v] of a.entries()) if (v !== b[i]) return v - (b[i] ?? 0);
  return 0;
}

describe('le meilleur choix, contre la force brute', () => {
  it('trouve l’optimum de tous les objectifs, ou dit qu’il n’y en a pas ; tient les règles au centime', async () => {
    let faisables = 0;
    let impossibles = 0;
    await fc.assert(
      fc.asyncProperty(donnees, regles, async (lues, r) => {
        const p = preparer(lues, r);
        const permises = toutesCombinaisons(p).filter((rangs) => tient(p, rangs, lues));
        const fil = choisirAuFil(p, (m) => m.code);
        const modele = modeliser(p, fil.empechements.length > 0 ? null : fil.rangs);
        const { etat, valeurs, etapes } = await resoudreModele(modele, 20_000);
        if (permises.length === 0) {
          impossibles += 1;
          expect(etat).toBe('infaisable');
          expect(fil.empechements).not.toEqual([]);
          return;
        }
        faisables += 1;
        expect(etat).toBe('prouve');
        const rangs = rangsChoisis(p, modele, valeurs);
        expect(tient(p, rangs, lues)).toBe(true);
        const meilleures = permises.map((x) => quantites(p, x)).reduce((a, b) => (comparerListes(a, b) >= 0 ? a : b));
        expect(quantites(p, rangs)).toEqual(meilleures);
        expect(etapes.map((e) => (e.sens === 'plus' ? e.valeur : -e.valeur) + 0)).toEqual(meilleures.map((v) => v + 0));
        // Le fil tient les mêmes règles, sans faire mieux.
        if (fil.empechements.length === 0) {
          expect(tient(p, fil.rangs, lues)).toBe(true);
          expect(comparerListes(quantites(p, fil.rangs), meilleures)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 150 },
    );
    expect(faisables).toBeGreaterThan(30);
    expect(impossibles).toBeGreaterThan(5);
  }, 60_000);

  it('rend le même choix quel que soit l’ordre où les dossiers sont lus', async () => {
    await fc.assert(
      fc.asyncProperty(donnees, async (lues) => {
        const choisir = async (d: DonneesScenario) => {
          const p = preparer(d, { ...REGLES_PAR_DEFAUT, methode: 'optimum' });
          const modele = modeliser(p, null);
          const { valeurs } = await resoudreModele(modele, 20_000);
          return rangsChoisis(p, modele, valeurs).map((rang, i) => [p.admis[i]?.dossier.numero, rang]);
        };
        expect(await choisir({ ...lues, dossiers: lues.dossiers.toReversed() })).toEqual(await choisir(lues));
      }),
      { numRuns: 20 },
    );
  }, 30_000);

  it('sans le temps de prouver, rend un choix qui tient les règles, et dit la borne', async () => {
    const unites = fc.sample(dossier, { seed: 7, numRuns: 900 });
    const [modele0] = fc.sample(donnees, { seed: 7, numRuns: 1 });
    const dossiers = unites.flatMap((d, i) => {
      const base = modele0?.dossiers[0];
      if (!base) return [];
      const collectifs = d.collectifs.map((c, k) => ({
        id: i * 10 + k,
        enfants: c.enfants,
        coutCentimes: c.coutCentimes,
        niveau: c.niveau,
        commune: { code: c.lieu, nom: c.lieu },
        territoire: null,
      }));
      const dixiemes = d.dixiemes ?? 500;
      return [
        {
          ...base,
          id: i + 1,
          numero: String(1000 + i),
          note: fraction(dixiemes, 10),
          dixiemes,
          complete: true,
          collectifs,
        },
      ];
    });
    if (!modele0) throw new Error('pas d’échantillon');
    const lues = { ...modele0, dossiers, enveloppeCentimes: 123_456_789 };
    const p = preparer(lues, { ...REGLES_PAR_DEFAUT, methode: 'optimum', but: 'notes' });
    const fil = choisirAuFil(p, (m) => m.code).rangs;
    const modele = modeliser(p, fil);
    const { etat, valeurs, etapes } = await resoudreModele(modele, 1);
    expect(etat).toBe('approche');
    const rangs = rangsChoisis(p, modele, valeurs);
    expect(tient(p, rangs, lues)).toBe(true);
    expect(comparerListes(quantites(p, rangs), quantites(p, fil))).toBeGreaterThanOrEqual(0);
    const ouverte = etapes.find((e) => !e.prouvee);
    expect(ouverte).toBeDefined();
    if (ouverte?.sens === 'plus' && ouverte.borne !== null)
      expect(ouverte.borne).toBeGreaterThanOrEqual(ouverte.valeur);
  }, 30_000);
});
