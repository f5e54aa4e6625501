import type { Bareme } from '../../../shared/domaine/bareme.ts';
import { MOIS } from '../../../shared/domaine/dates.ts';
import { formaterTaux } from '../../../shared/domaine/nombres.ts';

function quand({ mois, decalageAnnee }: { readonly mois: number; readonly decalageAnnee: number }): string {
  return `${MOIS[mois - 1] ?? ''} ${decalageAnnee === 0 ? 'N' : `N+${decalageAnnee}`}`;
}

/** « 70 % en décembre N, solde en novembre N+1 » ; N est l’année de la rentrée. */
export function decrireEcheancier({ acomptes, solde }: Bareme['echeancier']): string {
  return [
    ...acomptes.map((acompte) => `${formaterTaux(acompte.partPointsBase)} en ${quand(acompte)}`),
    `solde en ${quand(solde)}`,
  ].join(', ');
}
