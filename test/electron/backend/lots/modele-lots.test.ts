import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ouvrirAtelier } from '../argent-essai.ts';
import { ECHEANCIER_70 } from './lot-essai.ts';
import { type Geste, ouvrirModele } from './modele-lots-essai.ts';

/** Plus de tirages à la demande : CLAS_MODELE_TIRAGES=10000. */
const TIRAGES = Number(process.env['CLAS_MODELE_TIRAGES'] ?? 120);
/** Suites par base : une base garde ce que ses requêtes préparées ont pris de mémoire jusqu’à sa fermeture. */
const PAR_BASE = 500;
/** Assez grand pour qu’un mouvement de trop-perçu en solde un entier. */
const n = fc.nat({ max: 300_000 });

const poids: Readonly<Record<Geste['type'], number>> = {
  decider: 3,
  evenement: 2,
  bilan: 4,
  preparer: 6,
  valider: 6,
  retirer: 2,
  abandonner: 1,
  annuler: 2,
  payer: 3,
  rejeter: 2,
  recouvrer: 2,
  annulerMouvement: 2,
  changerIban: 1,
  verifierIban: 2,
  reimporter: 1,
  relire: 1,
  reexporter: 1,
  sauver: 1,
  restaurer: 1,
};
const geste: fc.Arbitrary<Geste> = fc
  .tuple(
    fc.oneof(
      ...Object.entries(poids).map(([type, weight]) => ({ weight, arbitrary: fc.constant(type as Geste['type']) })),
    ),
    n,
    n,
  )
  .map(([type, a, b]) => ({ type, n: a, m: b }));

/** Le plus souvent un lot déjà parti : les gestes suivants ont alors de quoi se tromper. */
const LOT: readonly Geste[] = [
  { type: 'preparer', n: 0, m: 0 },
  { type: 'valider', n: 0, m: 1 },
];
const suites = fc
  .tuple(fc.constantFrom(LOT, LOT, []), fc.array(geste, { minLength: 4, maxLength: 14, size: 'max' }))
  .map(([depart, suite]) => [...depart, ...suite]);

/** Après chaque geste, la base est comparée au modèle : droits, échéances, lots, trop-perçus, numéros, comptes. */
async function essayer(tirages: number): Promise<{ readonly lots: number; readonly classeurs: number }> {
  const atelier = ouvrirAtelier('transactions');
  const modele = ouvrirModele(atelier.ouvrir({ echeancier: ECHEANCIER_70 }, null));
  const propriete = fc.asyncProperty(suites, async (suite) => {
    modele.commencer();
    try {
      for (const g of suite) {
        await modele.faire(g);
        modele.controler();
      }
    } finally {
      modele.finir();
    }
  });
  try {
    await fc.assert(propriete, { numRuns: tirages });
    return modele.faits();
  } finally {
    modele.fermer();
    atelier.fermer();
  }
}

test(
  'aucune échéance payée deux fois, aucun centime perdu, aucun IBAN non vérifié, aucun trou dans les numéros',
  async () => {
    for (let deja = 0; deja < TIRAGES; deja += PAR_BASE) {
      const tirages = Math.min(PAR_BASE, TIRAGES - deja);
      const { lots, classeurs } = await essayer(tirages);
      // L’essai ne vaut que s’il valide des lots et en écrit les classeurs.
      expect(lots).toBeGreaterThan(tirages / 2);
      expect(classeurs).toBeGreaterThan(tirages / 20);
    }
  },
  TIRAGES * 600,
);
