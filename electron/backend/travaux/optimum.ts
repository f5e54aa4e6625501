import { resoudreModele } from '../scenarios/resoudre.ts';
import type { Travail } from './contrat.ts';

/** Laisse partir l’avancement : le solveur, lui, ne rend pas la main avant d’avoir fini. */
function laisserPartir(): Promise<void> {
  return new Promise((suite) => setImmediate(suite));
}

/** Résout le meilleur choix de chaque scénario, l’un après l’autre. */
export const executer: Travail<'optimum'> = async ({ problemes, limiteMs }, surProgres) => {
  const resolus = [];
  const total = problemes.length;
  for (const [fait, { modele, moindreCout }] of problemes.entries()) {
    const message = total > 1 ? 'Recherche des meilleurs choix' : 'Recherche du meilleur choix';
    const solution = await resoudreModele(modele, limiteMs, () => {
      surProgres({ fait, total, message });
      return laisserPartir();
    });
    resolus.push({
      solution,
      moindreCout: solution.etat === 'infaisable' ? await resoudreModele(moindreCout, limiteMs) : null,
    });
  }
  return resolus;
};
