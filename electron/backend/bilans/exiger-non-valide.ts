import type { Base } from '../../../db/base.ts';
import { dossiersABilanValide } from '../../../db/queries/bilans.ts';
import { Refus } from '../refus.ts';

export const BILAN_VALIDE = 'son bilan est validé, son droit réel figé : rouvrez d’abord le bilan, en disant pourquoi';

/**
 * Un bilan validé a fixé le droit réel d’après ce qui était agréé et suivi : le changer ensuite laisserait payer un droit
 * qui n’est plus le bon. À appeler dans la transaction.
 * @throws Refus `bilan_valide`
 */
export function exigerBilanNonValide(
  db: Base,
  campagneId: number,
  dossier: { readonly id: number; readonly nom: string },
): void {
  if (!dossiersABilanValide(db, campagneId).has(dossier.id)) return;
  throw new Refus('bilan_valide', `${dossier.nom} : ${BILAN_VALIDE}.`);
}
