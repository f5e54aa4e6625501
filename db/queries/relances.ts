import { asc, eq, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { parBase, preparer } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { relances } from '../schema/suivi.ts';

/** `convention` à signer, `demarrage` à confirmer, `bilan` attendu. */
export type ObjetDeRelance = 'convention' | 'demarrage' | 'bilan';
export type LigneRelance = typeof relances.$inferSelect & { readonly agent: string };

const relancesDe = parBase((db) =>
  db
    .select({ relance: relances, agent: sql<string>`coalesce(${agents.prenom} || ' ' || ${agents.nom}, '')` })
    .from(relances)
    .leftJoin(agents, eq(agents.id, relances.agentId))
    .where(
      sql`${relances.campagneId} = ${sql.placeholder('campagneId')} AND ${relances.objet} = ${sql.placeholder('objet')}`,
    )
    .orderBy(asc(relances.id))
    .prepare(),
);

/** Les relances d’une campagne sur un objet, de la première à la dernière. */
export function listerRelances(db: Base, campagneId: number, objet: ObjetDeRelance): LigneRelance[] {
  return relancesDe(db)
    .all({ campagneId, objet })
    .map(({ relance, agent }) => ({ ...relance, agent }));
}

const LIBELLES: Readonly<Record<ObjetDeRelance, string>> = {
  convention: 'Relance : convention à signer',
  demarrage: 'Relance : démarrage à confirmer',
  bilan: 'Relance : bilan attendu',
};

/** Inscrit une relance au rang suivant. `documentId` : la lettre archivée ; null : sans lettre. */
export function insererRelance(
  tx: Transaction,
  relance: {
    readonly campagneId: number;
    readonly dossierId: number;
    readonly objet: ObjetDeRelance;
    /** Date demandée au porteur, `AAAA-MM-JJ`. */
    readonly echeance: string;
    readonly documentId: number | null;
  },
): void {
  const { n } = preparer(
    tx.db,
    'SELECT coalesce(max(rang), 0) + 1 AS n FROM relances WHERE dossier_id = ? AND objet = ?',
  ).get(relance.dossierId, relance.objet) as { n: number };
  tx.db
    .insert(relances)
    .values({ ...relance, rang: n, agentId: tx.acteur.agentId ?? 0, instant: tx.acteur.instant })
    .run();
  tx.journaliser({
    action: `relance.${relance.objet}`,
    libelle: LIBELLES[relance.objet],
    objet: `dossier:${relance.dossierId}`,
    apres: { rang: n, echeance: relance.echeance, documentId: relance.documentId },
  });
}
