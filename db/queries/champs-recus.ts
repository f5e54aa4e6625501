import { and, eq, like, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import { parBase } from '../preparer.ts';
import { dossiers, reponses } from '../schema/dossiers.ts';

const piecesDe = parBase((db) =>
  db
    .selectDistinct({ champ: reponses.champ })
    .from(reponses)
    .innerJoin(dossiers, eq(dossiers.id, reponses.dossierId))
    .where(and(eq(dossiers.campagneId, sql.placeholder('campagneId')), like(reponses.champ, 'piece%')))
    .prepare(),
);

/** Pièces qu’au moins un dossier de la campagne a fournies : celles que le formulaire demandait. */
export function piecesDemandees(db: Base, campagneId: number): string[] {
  return piecesDe(db)
    .all({ campagneId })
    .flatMap((l) => (l.champ === null ? [] : [l.champ]));
}
