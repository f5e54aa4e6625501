import { and, asc, eq, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { parBase, preparer } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { dossiers } from '../schema/dossiers.ts';
import { courriers, seances } from '../schema/seances.ts';
import { structures } from '../schema/structures.ts';

export type LigneCourrier = typeof courriers.$inferSelect;

/** Une lettre du registre, avec ce qui la nomme. */
export interface CourrierNomme extends LigneCourrier {
  readonly agent: string;
  readonly seance: string;
  readonly numeroDossier: string;
  readonly structureId: number;
  readonly structure: string;
}

const lecturesDe = parBase((db) => ({
  campagne: db
    .select({
      courrier: courriers,
      agent: sql<string>`coalesce(${agents.prenom} || ' ' || ${agents.nom}, '')`,
      seance: seances.date,
      numeroDossier: dossiers.numero,
      structureId: structures.id,
      structure: structures.raisonSociale,
    })
    .from(courriers)
    .innerJoin(seances, eq(seances.id, courriers.seanceId))
    .innerJoin(dossiers, eq(dossiers.id, courriers.dossierId))
    .innerJoin(structures, eq(structures.id, dossiers.structureId))
    .leftJoin(agents, eq(agents.id, courriers.agentId))
    .where(eq(seances.campagneId, sql.placeholder('campagneId')))
    .orderBy(asc(courriers.id))
    .prepare(),
  courrier: db
    .select()
    .from(courriers)
    .where(eq(courriers.id, sql.placeholder('id')))
    .prepare(),
}));

/** Le registre d’une campagne, dans l’ordre des numéros donnés. */
export function listerCourriers(db: Base, campagneId: number): CourrierNomme[] {
  return lecturesDe(db)
    .campagne.all({ campagneId })
    .map(({ courrier, ...noms }) => ({ ...courrier, ...noms }));
}

export function lireCourrier(db: Base, id: number): LigneCourrier | undefined {
  return lecturesDe(db).courrier.get({ id });
}

export function campagneDuCourrier(db: Base, id: number): number | undefined {
  return db
    .select({ campagneId: seances.campagneId })
    .from(courriers)
    .innerJoin(seances, eq(seances.id, courriers.seanceId))
    .where(eq(courriers.id, id))
    .get()?.campagneId;
}

/** La dernière lettre d’un dossier pour une séance. */
export function dernierCourrier(db: Base, seanceId: number, dossierId: number): LigneCourrier | undefined {
  return db
    .select()
    .from(courriers)
    .where(and(eq(courriers.seanceId, seanceId), eq(courriers.dossierId, dossierId)))
    .orderBy(sql`${courriers.id} DESC`)
    .limit(1)
    .get();
}

/** Le rang qui suit le dernier donné dans l’année : la suite n’a pas de trou, une lettre n’est jamais effacée. */
export function prochainRang(db: Base, annee: string): number {
  const prefixe = `${annee}-N-`;
  const { n } = preparer(
    db,
    'SELECT coalesce(max(CAST(substr(numero, @debut) AS INTEGER)), 0) AS n FROM courriers WHERE substr(numero, 1, @debut - 1) = @prefixe',
  ).get({ prefixe, debut: prefixe.length + 1 }) as { n: number };
  return n + 1;
}

export function insererCourrier(
  tx: Transaction,
  courrier: Pick<LigneCourrier, 'seanceId' | 'dossierId' | 'numero' | 'nature' | 'contenu' | 'sha256' | 'remplace'>,
): number {
  const { id } = tx.db
    .insert(courriers)
    .values({ ...courrier, agentId: tx.acteur.agentId ?? 0, produitLe: tx.acteur.instant })
    .returning({ id: courriers.id })
    .get();
  const { numero, nature, sha256, remplace } = courrier;
  tx.journaliser({
    action: 'courrier.produire',
    libelle: `Lettre de notification ${numero} produite`,
    objet: `dossier:${courrier.dossierId}`,
    apres: { courrier: id, numero, nature, sha256, remplace },
  });
  return id;
}

/** Note l’envoi, ou l’efface (`date` null) ; le moyen et l’agent sont au journal, faute de colonne. */
export function noterEnvoi(
  tx: Transaction,
  { id, dossierId, numero, envoyeLe }: Pick<LigneCourrier, 'id' | 'dossierId' | 'numero' | 'envoyeLe'>,
  envoi: { readonly date: string | null; readonly moyen: string },
): void {
  tx.db.update(courriers).set({ envoyeLe: envoi.date }).where(eq(courriers.id, id)).run();
  tx.journaliser({
    action: 'courrier.envoyer',
    libelle: envoi.date === null ? `Lettre ${numero} : envoi effacé` : `Lettre ${numero} envoyée`,
    objet: `dossier:${dossierId}`,
    avant: { courrier: id, envoyeLe },
    apres: { courrier: id, envoyeLe: envoi.date, moyen: envoi.moyen },
  });
}

/** Par lettre, comment et par qui elle a été dite envoyée en dernier. */
export function listerEnvois(
  db: Base,
  campagneId: number,
): ReadonlyMap<number, { readonly moyen: string; readonly agent: string }> {
  const lignes = preparer(
    db,
    `SELECT json_extract(j.apres, '$.courrier') AS courrier, json_extract(j.apres, '$.moyen') AS moyen, j.agent_nom AS agent
     FROM dossiers d JOIN journal j ON j.objet = 'dossier:' || d.id
     WHERE d.campagne_id = @campagneId AND d.id IN (SELECT dossier_id FROM courriers) AND j.action = 'courrier.envoyer'
     ORDER BY j.id`,
  ).all({ campagneId }) as { courrier: number; moyen: string; agent: string }[];
  return new Map(lignes.map(({ courrier, ...envoi }) => [courrier, envoi]));
}
