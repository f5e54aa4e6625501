import { and, count, desc, eq, like, lt, or } from 'drizzle-orm';
import type { Base } from '../base.ts';
import { journal } from '../schema/journal.ts';

export function listerJournal(db: Base, options: { avantId: number | null; limite: number; recherche: string }) {
  const motif = `%${options.recherche.replaceAll(/[%_]/g, ' ')}%`;
  const recherche = options.recherche
    ? or(
        like(journal.libelle, motif),
        like(journal.agentNom, motif),
        like(journal.objet, motif),
        like(journal.apres, motif),
        like(journal.action, motif),
      )
    : undefined;
  const entrees = db
    .select()
    .from(journal)
    .where(and(recherche, options.avantId === null ? undefined : lt(journal.id, options.avantId)))
    .orderBy(desc(journal.id))
    .limit(options.limite)
    .all();
  const total = db.select({ n: count() }).from(journal).where(recherche).get()?.n ?? 0;
  return { entrees, total };
}

export function journalDeLObjet(db: Base, objet: string, limite: number) {
  return db.select().from(journal).where(eq(journal.objet, objet)).orderBy(desc(journal.id)).limit(limite).all();
}

export function derniereEmpreinte(db: Base): string {
  return (
    db.select({ empreinte: journal.empreinte }).from(journal).orderBy(desc(journal.id)).limit(1).get()?.empreinte ?? ''
  );
}
