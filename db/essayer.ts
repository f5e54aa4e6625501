import type { Base } from './base.ts';
import { type Acteur, ecrire, type Transaction } from './ecrire.ts';
import { rouvrirPourEssayer } from './queries/cloture.ts';

class Abandon extends Error {}

/**
 * Fait pour de bon, dans une transaction, puis annule tout et rend ce qui a été vu : un aperçu ne peut pas différer de
 * ce que l’écriture ferait. Ni donnée, ni entrée de journal, ni numéro n’en reste.
 */
export function essayer<T>(db: Base, acteur: Acteur, action: (tx: Transaction) => T): T {
  let vu: { readonly resultat: T } | undefined;
  try {
    ecrire(db, acteur, (tx) => {
      // Regarder « et si » une campagne close est permis : tout est annulé, gel compris.
      rouvrirPourEssayer(tx);
      vu = { resultat: action(tx) };
      throw new Abandon();
    });
  } catch (cause) {
    if (!(cause instanceof Abandon)) throw cause;
  }
  if (!vu) throw new Error('l’essai n’a rien rendu');
  return vu.resultat;
}
