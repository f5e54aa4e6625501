import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Atelier, ouvrirAtelier } from './argent-essai.ts';
import { ouvrirModele } from './modele-argent-essai.ts';
import type { Geste, Regles } from './modele-argent-etat.ts';

let atelier: Atelier;
beforeAll(() => {
  atelier = ouvrirAtelier('transactions');
});
afterAll(() => atelier.fermer());

/** Plus de tirages à la demande : CLAS_MODELE_TIRAGES=5000. */
const TIRAGES = Number(process.env['CLAS_MODELE_TIRAGES'] ?? 60);
const n = fc.nat({ max: 1023 });
const enveloppe = fc.option(fc.nat({ max: 2_000_000 }));

const regles: fc.Arbitrary<Regles> = fc.record({
  modeCalcul: fc.constantFrom('par_collectif', 'par_dossier'),
  arrondi: fc.constantFrom('centime', 'euro'),
  tauxPointsBase: fc.constantFrom(3250, 5000, 10_000),
  plafondCentimes: fc.constantFrom(256_300, 100_001),
  parts: fc.constantFrom([], [7000], [3500, 3500], [5000, 5000]),
});

const importer: fc.Arbitrary<Geste> = fc.record({
  type: fc.constant('importer'),
  quoi: fc.constantFrom(
    'rien',
    'cout',
    'effectif',
    'budget',
    'retirer',
    'ajouter',
    'remettre',
    'iban',
    'siret',
    'ordre',
  ),
  n,
  m: n,
});
const decider: fc.Arbitrary<Geste> = fc.record({
  type: fc.constant('decider'),
  nature: fc.constantFrom('agree', 'agree_sous_reserve', 'ajourne', 'refuse', 'sans_suite'),
  portee: fc.constantFrom('un', 'dossier', 'tous', 'masque'),
  n,
});
const geste: fc.Arbitrary<Geste> = fc.oneof(
  { weight: 5, arbitrary: importer },
  { weight: 5, arbitrary: decider },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('annuler'), n }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('ordonner'), n }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('confirmer'), n, parSecond: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('baremer'), regles }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('doter'), centimes: enveloppe }) },
);

/** Sans dossier ni accord, les gestes suivants n’auraient guère de quoi se tromper. */
const DEPART: readonly Geste[] = [
  { type: 'importer', quoi: 'rien', n: 0, m: 0 },
  { type: 'decider', nature: 'agree', portee: 'tous', n: 0 },
];
/** De cinq à trente gestes, plus souvent courts : les longues suites coûtent et trouvent les mêmes défauts. */
const gestes = fc
  .tuple(
    fc.constantFrom(DEPART, DEPART, DEPART.slice(0, 1), []),
    fc.oneof(
      { weight: 4, arbitrary: fc.array(geste, { minLength: 5, maxLength: 7, size: 'max' }) },
      { weight: 1, arbitrary: fc.array(geste, { minLength: 8, maxLength: 28, size: 'max' }) },
    ),
  )
  .map(([depart, suite]) => [...depart, ...suite]);

/** Imports, réimports changés, décisions, annulations, barèmes : après chaque geste, la base est comparée au modèle. */
test(
  'quoi qu’il arrive, décisions, échéances, paiements et enveloppe disent le même argent',
  () => {
    fc.assert(
      fc.property(regles, enveloppe, gestes, (bareme, dotation, suite) => {
        const modele = ouvrirModele(atelier, bareme, dotation);
        try {
          expect(modele.controler()).toBe(0);
          for (const g of suite) {
            modele.faire(g);
            expect(modele.controler()).toBeGreaterThanOrEqual(0);
          }
        } finally {
          modele.fermer();
        }
      }),
      { numRuns: TIRAGES },
    );
  },
  TIRAGES * 600,
);
