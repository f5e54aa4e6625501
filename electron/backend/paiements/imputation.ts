import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { ecrireParametre, lireParametre } from '../../../db/queries/parametres.ts';
import { ReglageImputation } from '../../../shared/contract/paiements.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';

export function lireReglageImputation(db: Base): ReglageImputation {
  return ReglageImputation.catch({ imputation: '' }).parse(lireParametre(db, 'imputation'));
}

/** L’imputation comptable d’une échéance, à écrire dans l’échéancier et à figer dans un lot ; null si elle n’est pas réglée. */
export function lireImputation(db: Base): string | null {
  const { imputation } = lireReglageImputation(db);
  return imputation === '' ? null : imputation;
}

/** Les lots déjà validés gardent celle qu’ils ont figée. */
export function reglerImputation(context: Context, reglage: ReglageImputation): ReglageImputation {
  ecrire(context.db, acteur(context), (tx) => ecrireParametre(tx, 'imputation', reglage, 'Imputation comptable'));
  return reglage;
}
