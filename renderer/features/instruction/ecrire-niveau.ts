import type { Niveau } from '../../../shared/domaine/charte.ts';

/** « 2 », « s. o. », ou ce qui tient lieu de niveau quand il n’y en a pas. */
export function ecrireNiveau(niveau: Niveau | null, absent = '—'): string {
  if (niveau === null) return absent;
  return niveau === 'sans_objet' ? 's. o.' : String(niveau);
}
