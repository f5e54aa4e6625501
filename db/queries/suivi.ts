import { and, asc, eq, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import { parBase } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { collectifs, dossiers } from '../schema/dossiers.ts';
import { evenementsCollectif } from '../schema/suivi.ts';

export type LigneEvenement = typeof evenementsCollectif.$inferSelect & {
  readonly dossierId: number;
  readonly agent: string;
};

const nomAgent = sql<string>`coalesce(${agents.prenom} || ' ' || ${agents.nom}, '')`;

/** `dossier` null : toute la campagne. */
const lecturesDe = parBase((db) => {
  const choisis = and(
    eq(dossiers.campagneId, sql.placeholder('campagneId')),
    sql`(${sql.placeholder('dossierId')} IS NULL OR ${dossiers.id} = ${sql.placeholder('dossierId')})`,
  );
  return {
    evenements: db
      .select({ evenement: evenementsCollectif, dossierId: collectifs.dossierId, agent: nomAgent })
      .from(evenementsCollectif)
      .innerJoin(collectifs, eq(collectifs.id, evenementsCollectif.collectifId))
      .innerJoin(dossiers, eq(dossiers.id, collectifs.dossierId))
      .leftJoin(agents, eq(agents.id, evenementsCollectif.agentId))
      .where(choisis)
      .orderBy(asc(evenementsCollectif.dateEffet), asc(evenementsCollectif.id))
      .prepare(),
  };
});

/** Les événements de la campagne, ou d’un dossier, par collectif et dans l’ordre de leur effet ; annulés compris. */
export function evenementsDeLaCampagne(
  db: Base,
  campagneId: number,
  dossierId: number | null = null,
): ReadonlyMap<number, LigneEvenement[]> {
  const lignes = lecturesDe(db).evenements.all({ campagneId, dossierId });
  return Map.groupBy(
    lignes.map(({ evenement, dossierId: dossier, agent }) => ({ ...evenement, dossierId: dossier, agent })),
    (e) => e.collectifId,
  );
}
