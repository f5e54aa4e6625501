import { isVolontaire, type LigneBudget, separerSousTotaux } from './budget-lignes.ts';
import { libelleCompte } from './libelles.ts';

export interface EcartCompte {
  sens: 'charge' | 'produit';
  /** Compte à deux chiffres. */
  compte: string;
  libelle: string;
  prevuCentimes: number;
  realiseCentimes: number;
  /** Réalisé − prévu. */
  ecartCentimes: number;
  /** L’écart dépasse la part admise du prévu : une explication est demandée. */
  aExpliquer: boolean;
}

/**
 * Prévu contre réalisé, par compte à deux chiffres, hors contributions volontaires (domaine §4).
 * @param ecartMaximalPointsBase écart admis, en points de base du prévu ; un compte non prévu est toujours à expliquer
 */
export function comparerAuRealise(
  prevu: readonly LigneBudget[],
  realise: readonly LigneBudget[],
  ecartMaximalPointsBase: number,
): EcartCompte[] {
  const sommesPrevues = sommerParCompte(prevu);
  const sommesRealisees = sommerParCompte(realise);
  const cles = [...new Set([...sommesPrevues.keys(), ...sommesRealisees.keys()])].toSorted();
  return cles.map((cle) => {
    const compte = cle.slice(-2);
    const prevuCentimes = sommesPrevues.get(cle) ?? 0;
    const realiseCentimes = sommesRealisees.get(cle) ?? 0;
    const ecartCentimes = realiseCentimes - prevuCentimes;
    const ecartAbsolu = BigInt(Math.abs(ecartCentimes));
    return {
      sens: cle.startsWith('charge') ? 'charge' : 'produit',
      compte,
      libelle: libelleCompte(compte),
      prevuCentimes,
      realiseCentimes,
      ecartCentimes,
      aExpliquer: ecartAbsolu * 10_000n > BigInt(Math.abs(prevuCentimes)) * BigInt(ecartMaximalPointsBase),
    };
  });
}

function sommerParCompte(lignes: readonly LigneBudget[]): Map<string, number> {
  const sommes = new Map<string, number>();
  for (const ligne of separerSousTotaux(lignes).details) {
    if (isVolontaire(ligne)) continue;
    const cle = `${ligne.sens} ${ligne.compte.slice(0, 2)}`;
    sommes.set(cle, (sommes.get(cle) ?? 0) + ligne.montantCentimes);
  }
  return sommes;
}
