import type { Bilan, SaisieBilan } from '../../../shared/contract/bilans.ts';
import { separerSousTotaux } from '../../../shared/domaine/budget-lignes.ts';
import { libelleCompte } from '../../../shared/domaine/libelles.ts';

type Sens = 'charge' | 'produit';

/** Une ligne du compte de résultat à remplir : prévue, saisie, ou les deux. */
export interface LigneDuCompte {
  readonly cle: string;
  readonly sens: Sens;
  readonly compte: string;
  readonly libelle: string;
  readonly prevuCentimes: number | null;
  /** null : pas encore remplie. */
  readonly realiseCentimes: number | null;
  /** Son rang dans la saisie ; null si elle n’y est pas. */
  readonly rang: number | null;
}

/** Les comptes du plan associatif, proposés quand le dossier n’a pas donné de budget. */
export const COMPTES: Readonly<Record<Sens, readonly string[]>> = {
  charge: ['60', '61', '62', '63', '64', '65', '66', '67', '68', '69', '86'],
  produit: ['70', '73', '74', '75', '76', '77', '78', '79', '87'],
};

function cleDe(ligne: { readonly sens: Sens; readonly compte: string; readonly libelle: string }): string {
  return `${ligne.sens} ${ligne.compte} ${ligne.libelle}`;
}

/** Les lignes prévues, sans sous-totaux, puis celles que le bilan ajoute ; à défaut de budget, chaque compte. */
export function lignesDuCompte({ budgetPrevu }: Pick<Bilan, 'budgetPrevu'>, { budget }: SaisieBilan): LigneDuCompte[] {
  const lignes = new Map<string, LigneDuCompte>();
  for (const prevue of separerSousTotaux(budgetPrevu).details) {
    const cle = cleDe(prevue);
    const { sens, compte, libelle, montantCentimes } = prevue;
    const deja = lignes.get(cle)?.prevuCentimes ?? 0;
    lignes.set(cle, {
      cle,
      sens,
      compte,
      libelle,
      prevuCentimes: deja + montantCentimes,
      realiseCentimes: null,
      rang: null,
    });
  }
  if (budgetPrevu.length === 0) {
    for (const sens of ['charge', 'produit'] as const) {
      for (const compte of COMPTES[sens]) {
        const libelle = libelleCompte(compte);
        const cle = cleDe({ sens, compte, libelle });
        lignes.set(cle, { cle, sens, compte, libelle, prevuCentimes: null, realiseCentimes: null, rang: null });
      }
    }
  }
  for (const [rang, { sens, compte, libelle, montantCentimes }] of budget.entries()) {
    const cle = cleDe({ sens, compte, libelle });
    const connue = lignes.get(cle);
    // Deux lignes de même nom : la seconde reste à part, sous sa propre clé.
    if (connue && connue.rang === null) lignes.set(cle, { ...connue, realiseCentimes: montantCentimes, rang });
    else {
      const seconde = `${cle} ${rang}`;
      lignes.set(seconde, {
        cle: seconde,
        sens,
        compte,
        libelle,
        prevuCentimes: null,
        realiseCentimes: montantCentimes,
        rang,
      });
    }
  }
  return [...lignes.values()].toSorted((a, b) => (a.compte < b.compte ? -1 : a.compte > b.compte ? 1 : 0));
}

/** La saisie où cette ligne vaut ce montant ; null l’en retire. */
export function poserMontant(
  saisie: SaisieBilan,
  { sens, compte, libelle, rang }: Pick<LigneDuCompte, 'sens' | 'compte' | 'libelle' | 'rang'>,
  montantCentimes: number | null,
): SaisieBilan {
  const { budget } = saisie;
  if (rang === null) {
    if (montantCentimes === null) return saisie;
    return { ...saisie, budget: [...budget, { sens, compte, libelle, montantCentimes, adresse: 'saisie' }] };
  }
  if (montantCentimes === null) return { ...saisie, budget: budget.toSpliced(rang, 1) };
  return {
    ...saisie,
    budget: budget.map((ligne, i) => (i === rang ? { ...ligne, montantCentimes, adresse: 'saisie' } : ligne)),
  };
}
