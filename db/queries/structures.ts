import { eq, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import { parBase } from '../preparer.ts';
import { structures } from '../schema/structures.ts';

export type LigneStructure = typeof structures.$inferSelect;

const structureDe = parBase((db) =>
  db
    .select()
    .from(structures)
    .where(eq(structures.id, sql.placeholder('id')))
    .prepare(),
);

export function lireStructure(db: Base, id: number): LigneStructure | undefined {
  return structureDe(db).get({ id });
}
