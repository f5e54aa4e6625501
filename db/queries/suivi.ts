import { and, asc, eq, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { parBase, preparer } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { collectifs, dossiers } from '../schema/dossiers.ts';
import { decisions, seances } from '../schema/seances.ts';
import { echanges, evenementsCollectif, visites } from '../schema/suivi.ts';

/** `annulePar` dit qui l’a annulé, par son numéro : ils sont rares, qui le montre cherche le nom. */
export type LigneEvenement = typeof evenementsCollectif.$inferSelect & {
  readonly dossierId: number;
  /** Du collectif, dans son dossier. */
  readonly rang: number;
  readonly agent: string;
};
export type LigneVisite = typeof visites.$inferSelect & { readonly agent: string };
export type LigneEchange = typeof echanges.$inferSelect & { readonly agent: string };

const nomAgent = sql<string>`coalesce(${agents.prenom} || ' ' || ${agents.nom}, '')`;

/** `dossier` null : toute la campagne. */
const lecturesDe = parBase((db) => {
  const choisis = and(
    eq(dossiers.campagneId, sql.placeholder('campagneId')),
    sql`(${sql.placeholder('dossierId')} IS NULL OR ${dossiers.id} = ${sql.placeholder('dossierId')})`,
  );
  return {
    evenements: db
      .select({
        evenement: evenementsCollectif,
        dossierId: collectifs.dossierId,
        rang: collectifs.rang,
        agent: nomAgent,
      })
      .from(evenementsCollectif)
      .innerJoin(collectifs, eq(collectifs.id, evenementsCollectif.collectifId))
      .innerJoin(dossiers, eq(dossiers.id, collectifs.dossierId))
      .leftJoin(agents, eq(agents.id, evenementsCollectif.agentId))
      .where(choisis)
      .orderBy(asc(evenementsCollectif.dateEffet), asc(evenementsCollectif.id))
      .prepare(),
    visites: db
      .select({ ligne: visites, agent: nomAgent })
      .from(visites)
      .innerJoin(dossiers, eq(dossiers.id, visites.dossierId))
      .leftJoin(agents, eq(agents.id, visites.agentId))
      .where(choisis)
      .orderBy(asc(visites.date), asc(visites.id))
      .prepare(),
    echanges: db
      .select({ ligne: echanges, agent: nomAgent })
      .from(echanges)
      .innerJoin(dossiers, eq(dossiers.id, echanges.dossierId))
      .leftJoin(agents, eq(agents.id, echanges.agentId))
      .where(choisis)
      .orderBy(asc(echanges.date), asc(echanges.id))
      .prepare(),
    seances: db
      .select({ collectifId: decisions.collectifId, date: seances.date })
      .from(decisions)
      .innerJoin(seances, eq(seances.id, decisions.seanceId))
      .innerJoin(collectifs, eq(collectifs.id, decisions.collectifId))
      .innerJoin(dossiers, eq(dossiers.id, collectifs.dossierId))
      .where(and(eq(decisions.enVigueur, true), choisis))
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
    lignes.map(({ evenement, ...noms }) => ({ ...evenement, ...noms })),
    (e) => e.collectifId,
  );
}

/** Les visites, de la plus ancienne à la plus récente ; annulées comprises. */
export function listerVisites(db: Base, campagneId: number, dossierId: number | null = null): LigneVisite[] {
  return lecturesDe(db)
    .visites.all({ campagneId, dossierId })
    .map(({ ligne, agent }) => ({ ...ligne, agent }));
}

/** Les échanges, du plus ancien au plus récent ; annulés compris. */
export function listerEchanges(db: Base, campagneId: number, dossierId: number | null = null): LigneEchange[] {
  return lecturesDe(db)
    .echanges.all({ campagneId, dossierId })
    .map(({ ligne, agent }) => ({ ...ligne, agent }));
}

/** Date de la séance dont la décision est en vigueur, par collectif. */
export function datesDeDecision(db: Base, campagneId: number, dossierId: number | null): ReadonlyMap<number, string> {
  return new Map(
    lecturesDe(db)
      .seances.all({ campagneId, dossierId })
      .map((d) => [d.collectifId, d.date]),
  );
}

type Colonnes<T> = Omit<T, 'id' | 'agentId' | 'instant' | 'annuleLe' | 'annulePar' | 'annuleMotif' | 'empreinte'>;
export type EvenementAInscrire = Colonnes<typeof evenementsCollectif.$inferSelect>;
export type VisiteAInscrire = Colonnes<typeof visites.$inferSelect>;
export type EchangeAInscrire = Colonnes<typeof echanges.$inferSelect>;

/** Où et par qui une ligne du suivi est écrite, et la phrase du journal. */
interface Inscription {
  readonly dossierId: number;
  readonly agentId: number;
  readonly libelle: string;
}

export function insererEvenement(tx: Transaction, evenement: EvenementAInscrire, inscription: Inscription): number {
  const { dossierId, agentId, libelle } = inscription;
  const { id } = tx.db
    .insert(evenementsCollectif)
    .values({ ...evenement, agentId, instant: tx.acteur.instant })
    .returning({ id: evenementsCollectif.id })
    .get();
  sceller(tx, 'evenements_collectif', [id]);
  tx.journaliser({
    action: `suivi.${evenement.nature}`,
    libelle,
    objet: `dossier:${dossierId}`,
    apres: { id, ...evenement },
  });
  return id;
}

export function insererVisite(tx: Transaction, visite: VisiteAInscrire, { agentId, libelle }: Inscription): number {
  const { id } = tx.db
    .insert(visites)
    .values({ ...visite, agentId, instant: tx.acteur.instant })
    .returning({ id: visites.id })
    .get();
  tx.journaliser({
    action: 'suivi.visite',
    libelle,
    objet: `dossier:${visite.dossierId}`,
    apres: { id, ...visite },
  });
  return id;
}

export function insererEchange(tx: Transaction, echange: EchangeAInscrire, { agentId, libelle }: Inscription): number {
  const { id } = tx.db
    .insert(echanges)
    .values({ ...echange, agentId, instant: tx.acteur.instant })
    .returning({ id: echanges.id })
    .get();
  tx.journaliser({
    action: 'suivi.echange',
    libelle,
    objet: `dossier:${echange.dossierId}`,
    apres: { id, ...echange },
  });
  return id;
}

const TABLES = { evenement: 'evenements_collectif', visite: 'visites', echange: 'echanges' } as const;
export type GenreDeSuivi = keyof typeof TABLES;

/** Le dossier d’une ligne du suivi et si elle est déjà annulée ; undefined : elle n’existe pas. */
export function situerLigne(
  db: Base,
  genre: GenreDeSuivi,
  id: number,
): { readonly dossierId: number; readonly collectifId: number | null; readonly annuleLe: string | null } | undefined {
  const requetes = {
    evenement:
      'SELECT k.dossier_id AS dossierId, e.collectif_id AS collectifId, e.annule_le AS annuleLe FROM evenements_collectif e JOIN collectifs k ON k.id = e.collectif_id WHERE e.id = ?',
    visite:
      'SELECT dossier_id AS dossierId, collectif_id AS collectifId, annule_le AS annuleLe FROM visites WHERE id = ?',
    echange: 'SELECT dossier_id AS dossierId, NULL AS collectifId, annule_le AS annuleLe FROM echanges WHERE id = ?',
  } as const;
  return preparer(db, requetes[genre]).get(id) as ReturnType<typeof situerLigne>;
}

/** Annule une ligne, pour toujours : elle reste, avec qui, quand et pourquoi. */
export function annulerLigne(
  tx: Transaction,
  genre: GenreDeSuivi,
  id: number,
  { dossierId, agentId, libelle, motif }: Inscription & { readonly motif: string },
): void {
  preparer(
    tx.db,
    `UPDATE ${TABLES[genre]} SET annule_le = @le, annule_par = @par, annule_motif = @motif WHERE id = @id`,
  ).run({ id, le: tx.acteur.instant, par: agentId, motif });
  if (genre === 'evenement') sceller(tx, 'evenements_collectif', [id]);
  tx.journaliser({ action: `suivi.annuler_${genre}`, libelle, objet: `dossier:${dossierId}`, avant: { id }, motif });
}
