import { inArray } from 'drizzle-orm';
import type { Base } from '../base.ts';
import { dossiers } from '../schema/dossiers.ts';

/** Les structures qui ont présenté un dossier dans l’une de ces campagnes. */
export function structuresDesCampagnes(db: Base, campagneIds: readonly number[]): ReadonlySet<number> {
  const lignes = db
    .selectDistinct({ id: dossiers.structureId })
    .from(dossiers)
    .where(inArray(dossiers.campagneId, [...campagneIds]))
    .all();
  return new Set(lignes.map(({ id }) => id));
}
