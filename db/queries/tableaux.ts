import { eq } from 'drizzle-orm';
import type { Base } from '../base.ts';
import { dossiers } from '../schema/dossiers.ts';

/** D’où vient chaque dossier d’une campagne ; null : reçu avant que la base ne le garde. */
export function sourcesDesDossiers(db: Base, campagneId: number): ReadonlyMap<number, string | null> {
  const lignes = db
    .select({ id: dossiers.id, source: dossiers.source })
    .from(dossiers)
    .where(eq(dossiers.campagneId, campagneId))
    .all();
  return new Map(lignes.map((l) => [l.id, l.source]));
}
