import type { EcheancePrevue } from '../echeancier.ts';
import { formaterEuros } from '../nombres.ts';

/** Une ligne de l’échéancier imprimé. */
export interface EcheanceDuPapier extends EcheancePrevue {
  /** Un lot validé l’a prise : ce n’est plus une prévision. Absent des papiers d’avant. */
  readonly emise?: boolean;
}

/** Une échéance du dossier, au moment du papier. */
export interface EcheanceDuMoment extends EcheancePrevue {
  readonly emise: boolean;
}

/**
 * L’échéancier que dit une convention ou un avenant, en centimes. Ce qui est déjà émis y figure tel quel ; le reste est celui
 * du dossier s’il fait la somme agréée, sinon ce qu’il en reste. Sans rien d’émis, c’est le plan du barème.
 * @param vives les échéances du dossier, annulées ôtées
 * @param plan l’échéancier du barème pour ce montant agréé
 */
export function echeancierDuPapier(
  vives: readonly EcheanceDuMoment[],
  montantCentimes: number,
  plan: readonly EcheancePrevue[],
): EcheanceDuPapier[] {
  const somme = vives.reduce((n, e) => n + e.montantCentimes, 0);
  if (vives.length > 0 && somme === montantCentimes)
    return vives.map(({ emise, ...e }) => ({ ...e, ...(emise ? { emise } : {}) }));
  const emises = vives.filter((e) => e.emise);
  if (emises.length === 0) return [...plan];
  const reste = montantCentimes - emises.reduce((n, e) => n + e.montantCentimes, 0);
  const solde = plan.at(-1);
  const suite =
    reste > 0 && solde ? [{ ...solde, rang: Math.max(...emises.map((e) => e.rang)) + 1, montantCentimes: reste }] : [];
  return [...emises, ...suite];
}

/** Émis au-delà du montant agréé, en centimes : le papier le dit au lieu d’inventer un solde. */
export function tropEmis(echeances: readonly EcheanceDuPapier[], montantCentimes: number): number {
  const emis = echeances.reduce((n, e) => n + (e.emise === true ? e.montantCentimes : 0), 0);
  return Math.max(0, emis - montantCentimes);
}

/** Les acomptes à venir qu’un papier n’annonce pas, en phrases : ils n’en seront payés qu’après un avenant. */
export function acomptesAjoutes(papier: readonly EcheanceDuPapier[], vives: readonly EcheanceDuMoment[]): string[] {
  const convenus = new Set(papier.filter((e) => e.nature === 'acompte').map((e) => e.libelle));
  return vives
    .filter((e) => e.nature === 'acompte' && !e.emise && e.montantCentimes > 0 && !convenus.has(e.libelle))
    .map((e) => `échéancier : « ${e.libelle} » de ${formaterEuros(e.montantCentimes)} s’ajoute`);
}
