import { enDixiemes, fraction, multiplier } from '../../../shared/domaine/fraction.ts';
import { formaterMontant } from '../../../shared/domaine/nombres.ts';
import type { NiveauRetenu } from '../../../shared/domaine/note.ts';

/** « 2 », « 1,5 », « 1,33 », « s. o. », « non coté » : le niveau retenu, pour être lu. */
export function ecrireRetenu(niveau: NiveauRetenu): string {
  if (niveau === 'sans_objet') return 's. o.';
  if (niveau === 'non_cote') return 'non coté';
  return formaterMontant(enDixiemes(multiplier(niveau, fraction(10)))).replace(/,?0+$/, '') || '0';
}
