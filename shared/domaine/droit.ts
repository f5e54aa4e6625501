import type { Bareme } from './bareme.ts';
import { arrondirDemiHaut, fraction } from './fraction.ts';

export interface CoutCollectif {
  /** Coût prévisionnel ou réel du collectif, en centimes. */
  readonly coutCentimes: number;
}

export interface DroitCollectif {
  readonly droitCentimes: number;
  /** Vrai quand le plafond a réduit le droit (en mode par dossier : le plafond du dossier). */
  readonly plafonne: boolean;
}

export interface Droit {
  readonly droitCentimes: number;
  readonly collectifs: DroitCollectif[];
}

/**
 * taux × montant, arrondi une seule fois après la multiplication, la demie vers le haut (domaine §3.2).
 * @param montantCentimes centimes, positif ou nul
 * @param tauxPointsBase points de base : 3250 = 32,5 %
 * @returns centimes, multiple de 100 quand l’arrondi est à l’euro
 */
export function appliquerTaux(montantCentimes: number, tauxPointsBase: number, arrondi: 'euro' | 'centime'): number {
  verifierMontant(montantCentimes);
  verifierMontant(tauxPointsBase);
  const produit = BigInt(montantCentimes) * BigInt(tauxPointsBase);
  const pas = arrondi === 'euro' ? 100n : 1n;
  return Number(arrondirDemiHaut(fraction(produit, 10_000n * pas)) * pas);
}

/** Partage exact au centime, les centimes restants aux premiers : 100 en 3 → 34, 33, 33. Tableau vide si `nombre` vaut 0. */
export function partagerBudget(totalCentimes: number, nombre: number): number[] {
  verifierMontant(totalCentimes);
  verifierMontant(nombre);
  if (nombre === 0) return [];
  const reste = totalCentimes % nombre;
  const part = (totalCentimes - reste) / nombre;
  return Array.from({ length: nombre }, (_, rang) => part + (rang < reste ? 1 : 0));
}

/** Droit du dossier et de chacun de ses collectifs ; la somme des collectifs est toujours le droit du dossier, au centime. */
export function calculerDroit(
  collectifs: readonly CoutCollectif[],
  bareme: Pick<Bareme, 'tauxPointsBase' | 'plafondCentimes' | 'modeCalcul' | 'arrondi'>,
): Droit {
  if (bareme.modeCalcul === 'par_dossier') return calculerParDossier(collectifs, bareme);
  const droits = collectifs.map(({ coutCentimes }) => {
    const brut = appliquerTaux(coutCentimes, bareme.tauxPointsBase, bareme.arrondi);
    return { droitCentimes: Math.min(brut, bareme.plafondCentimes), plafonne: brut > bareme.plafondCentimes };
  });
  return { droitCentimes: sommer(droits.map((d) => d.droitCentimes)), collectifs: droits };
}

/**
 * Coût de chaque collectif, en centimes : le sien quand il est connu ; les autres se partagent également ce qui reste
 * du budget du dossier une fois retirés les coûts connus (jamais négatif ; sans budget connu : 0).
 */
export function coutsDesCollectifs(
  collectifs: readonly { readonly coutCentimes: number | null }[],
  totalBudgetCentimes: number | null,
): number[] {
  const connus = sommer(collectifs.map((c) => c.coutCentimes ?? 0));
  const reste = Math.max(0, (totalBudgetCentimes ?? 0) - connus);
  const parts = partagerBudget(reste, collectifs.filter((c) => c.coutCentimes === null).length)[Symbol.iterator]();
  return collectifs.map((c) => c.coutCentimes ?? parts.next().value ?? 0);
}

function calculerParDossier(
  collectifs: readonly CoutCollectif[],
  bareme: Pick<Bareme, 'tauxPointsBase' | 'plafondCentimes' | 'arrondi'>,
): Droit {
  const couts = collectifs.map((c) => c.coutCentimes);
  const brut = appliquerTaux(sommer(couts), bareme.tauxPointsBase, bareme.arrondi);
  const plafond = collectifs.length * bareme.plafondCentimes;
  const droitCentimes = Math.min(brut, plafond);
  const plafonne = brut > plafond;
  return {
    droitCentimes,
    collectifs: repartir(droitCentimes, couts).map((part) => ({ droitCentimes: part, plafonne })),
  };
}

/**
 * Répartition proportionnelle exacte : plus grands restes, les premiers l’emportent à égalité.
 * La somme est `totalCentimes`, sauf quand tous les poids sont nuls : rien n’est alors réparti.
 */
export function repartir(totalCentimes: number, poids: readonly number[]): number[] {
  const somme = BigInt(sommer(poids));
  // Sans aucun coût il n’y a pas de clé de répartition : le droit est nul lui aussi.
  if (somme === 0n) return poids.map(() => 0);
  const parts = poids.map((p, rang) => {
    const produit = BigInt(totalCentimes) * BigInt(p);
    return { rang, entier: Number(produit / somme), reste: produit % somme };
  });
  let aDistribuer = totalCentimes - sommer(parts.map((p) => p.entier));
  const montants = parts.map((p) => p.entier);
  const ordre = parts.toSorted((a, b) => (a.reste === b.reste ? a.rang - b.rang : a.reste > b.reste ? -1 : 1));
  for (const { rang, entier } of ordre) {
    if (aDistribuer === 0) break;
    montants[rang] = entier + 1;
    aDistribuer -= 1;
  }
  return montants;
}

function sommer(montants: readonly number[]): number {
  const total = montants.reduce((somme, montant) => somme + montant, 0);
  verifierMontant(total);
  return total;
}

function verifierMontant(montant: number): void {
  if (!Number.isSafeInteger(montant) || montant < 0) {
    throw new RangeError(`Montant attendu entier, positif ou nul : ${montant}`);
  }
}
