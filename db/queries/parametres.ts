import { eq } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { parametres } from '../schema/agents.ts';

/** Valeur JSON brute ; le lecteur la valide. */
export function lireParametre(db: Base, cle: string): unknown {
  return db.select({ valeur: parametres.valeur }).from(parametres).where(eq(parametres.cle, cle)).get()?.valeur;
}

export function ecrireParametre(tx: Transaction, cle: string, valeur: unknown, libelle: string): void {
  const avant = lireParametre(tx.db, cle);
  tx.db
    .insert(parametres)
    .values({ cle, valeur })
    .onConflictDoUpdate({ target: parametres.cle, set: { valeur } })
    .run();
  tx.journaliser({ action: 'parametre.modifier', libelle, objet: `parametre:${cle}`, avant, apres: valeur });
}
