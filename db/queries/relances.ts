import { asc, eq, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { parBase, preparer } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { relances } from '../schema/suivi.ts';

/** `convention` à signer, `demarrage` à confirmer, `bilan` attendu, `trop_percu` à rembourser. */
export type ObjetDeRelance = 'convention' | 'demarrage' | 'bilan' | 'trop_percu';
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
  trop_percu: 'Trop-perçu : remboursement demandé',
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

/** La lettre est partie. @returns faux si cette relance n’est pas de la campagne et de cet objet */
export function marquerRelanceEnvoyee(
  tx: Transaction,
  relance: { readonly id: number; readonly campagneId: number; readonly objet: ObjetDeRelance },
  envoyeeLe: string,
  moyen: string,
): boolean {
  const avant = preparer(
    tx.db,
    'SELECT dossier_id AS dossierId, rang, envoyee_le AS envoyeeLe FROM relances WHERE id = ? AND campagne_id = ? AND objet = ?',
  ).get(relance.id, relance.campagneId, relance.objet) as
    | { dossierId: number; rang: number; envoyeeLe: string | null }
    | undefined;
  if (!avant) return false;
  tx.db.update(relances).set({ envoyeeLe, moyen }).where(eq(relances.id, relance.id)).run();
  tx.journaliser({
    action: `relance.${relance.objet}`,
    libelle: `Relance ${avant.rang} envoyée`,
    objet: `dossier:${avant.dossierId}`,
    avant: { envoyeeLe: avant.envoyeeLe },
    apres: { envoyeeLe, moyen },
  });
  return true;
}
