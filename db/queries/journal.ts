import { and, asc, count, desc, eq, inArray, isNull, like, lt, ne, not, or, type SQL, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import { journal } from '../schema/journal.ts';

/** Ce qu’un lecteur ne doit pas encore voir : ce que d’autres ont mis dans leurs lectures de ces dossiers. */
export interface Cache {
  readonly agentId: number;
  readonly objets: readonly string[];
}

function isCache({ agentId, objets }: Cache): SQL | undefined {
  return and(
    or(isNull(journal.agentId), ne(journal.agentId, agentId)),
    or(
      and(
        inArray(journal.objet, [...objets]),
        or(like(journal.action, 'lecture.%'), like(journal.action, 'synthese.%')),
      ),
      // Sur plusieurs dossiers à la fois, avec l’empreinte de leurs lectures : en les essayant, on retrouverait les niveaux.
      eq(journal.action, 'grille.reprendre'),
    ),
  );
}

export function listerJournal(
  db: Base,
  options: { avantId: number | null; limite: number; recherche: string; cache?: Cache },
) {
  const cache = options.cache && options.cache.objets.length > 0 ? isCache(options.cache) : undefined;
  const motif = `%${options.recherche.replaceAll(/[%_]/g, ' ')}%`;
  const recherche = options.recherche
    ? or(
        like(journal.libelle, motif),
        like(journal.agentNom, motif),
        like(journal.objet, motif),
        // Chercher « 3 » dans ce qui est caché le révélerait.
        cache ? and(like(journal.apres, motif), not(cache)) : like(journal.apres, motif),
        like(journal.action, motif),
      )
    : undefined;
  const entrees = db
    .select({ entree: journal, cachee: cache ? sql<number>`(${cache})` : sql<number>`0` })
    .from(journal)
    .where(and(recherche, options.avantId === null ? undefined : lt(journal.id, options.avantId)))
    .orderBy(desc(journal.id))
    .limit(options.limite)
    .all()
    .map(({ entree, cachee }) => ({ ...entree, cachee: cachee === 1 }));
  const total = db.select({ n: count() }).from(journal).where(recherche).get()?.n ?? 0;
  return { entrees, total };
}

export function journalDeLObjet(db: Base, objet: string, limite: number) {
  return db.select().from(journal).where(eq(journal.objet, objet)).orderBy(desc(journal.id)).limit(limite).all();
}

export interface EntreeDeCotation {
  readonly instant: string;
  readonly agentId: number | null;
  readonly agentNom: string;
  readonly avant: string | null;
  readonly apres: string | null;
}

/** Tout ce que le journal garde d’un critère ou d’une condition d’un dossier, le plus ancien d’abord. */
export function journalDeCotation(
  db: Base,
  dossierId: number,
  genre: 'critere' | 'condition',
  code: string,
): EntreeDeCotation[] {
  const [action, libelle] =
    genre === 'critere' ? ['lecture.noter', `Critère ${code}`] : ['condition.constater', `Condition ${code}`];
  return db
    .select({
      instant: journal.instant,
      agentId: journal.agentId,
      agentNom: journal.agentNom,
      avant: journal.avant,
      apres: journal.apres,
    })
    .from(journal)
    .where(and(eq(journal.objet, `dossier:${dossierId}`), eq(journal.action, action), eq(journal.libelle, libelle)))
    .orderBy(asc(journal.id))
    .all();
}

export function derniereEmpreinte(db: Base): string {
  return (
    db.select({ empreinte: journal.empreinte }).from(journal).orderBy(desc(journal.id)).limit(1).get()?.empreinte ?? ''
  );
}

/** L’empreinte de la première entrée : elle ne change jamais, une copie de la base la garde ; c’est son identité. */
export function premiereEmpreinte(db: Base): string {
  return (
    db.select({ empreinte: journal.empreinte }).from(journal).orderBy(asc(journal.id)).limit(1).get()?.empreinte ?? ''
  );
}

/** L’instant de la dernière entrée d’une action sur un objet ; null s’il n’y en a pas. */
export function dernierInstant(db: Base, action: string, objet: string): string | null {
  const filtre = and(eq(journal.action, action), eq(journal.objet, objet));
  return (
    db.select({ instant: journal.instant }).from(journal).where(filtre).orderBy(desc(journal.id)).limit(1).get()
      ?.instant ?? null
  );
}
