import { and, eq, like } from 'drizzle-orm';
import type { Base } from '../base.ts';
import { dossiers, reponses } from '../schema/dossiers.ts';

/** Pièces qu’au moins un dossier de la campagne a fournies : celles que le formulaire demandait. */
export function piecesDemandees(db: Base, campagneId: number): string[] {
  return db
    .selectDistinct({ champ: reponses.champ })
    .from(reponses)
    .innerJoin(dossiers, eq(dossiers.id, reponses.dossierId))
    .where(and(eq(dossiers.campagneId, campagneId), like(reponses.champ, 'piece%')))
    .all()
    .flatMap((l) => (l.champ === null ? [] : [l.champ]));
}
