import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { agents } from './agents.ts';
import { campagnes } from './campagnes.ts';
import { collectifs } from './dossiers.ts';

export const seances = sqliteTable('seances', {
  id: integer().primaryKey({ autoIncrement: true }),
  campagneId: integer('campagne_id')
    .notNull()
    .references(() => campagnes.id),
  date: text().notNull(),
  heureDebut: text('heure_debut').notNull(),
  heureFin: text('heure_fin').notNull(),
  lieu: text().notNull(),
  presidence: text().notNull(),
  ordre: text({ enum: ['pile', 'territoire', 'note'] }).notNull(),
});

export const membresSeance = sqliteTable(
  'membres_seance',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    seanceId: integer('seance_id')
      .notNull()
      .references(() => seances.id),
    rang: integer().notNull(),
    institution: text({ enum: ['caf', 'etat', 'education_nationale', 'autre'] }).notNull(),
    nom: text().notNull(),
    fonction: text().notNull(),
  },
  (t) => [unique('membres_rang_unique').on(t.seanceId, t.rang)],
);

/**
 * Les décisions du Copil, une par collectif. Jamais réécrites : une décision remplacée ou annulée reste,
 * avec qui, quand et pourquoi ; une seule est en vigueur (index unique partiel).
 */
export const decisions = sqliteTable(
  'decisions',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    seanceId: integer('seance_id')
      .notNull()
      .references(() => seances.id),
    collectifId: integer('collectif_id')
      .notNull()
      .references(() => collectifs.id),
    nature: text({ enum: ['agree', 'agree_sous_reserve', 'ajourne', 'refuse', 'sans_suite'] }).notNull(),
    motif: text(),
    texte: text().notNull(),
    /** Montant agréé en centimes : 0 si la décision n’accorde rien. */
    montantCentimes: integer('montant_centimes').notNull(),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
    enVigueur: integer('en_vigueur', { mode: 'boolean' }).notNull().default(true),
    retireePar: integer('retiree_par'),
    retireeLe: text('retiree_le'),
    retireeMotif: text('retiree_motif'),
    empreinte: text().notNull().default(''),
  },
  (t) => [
    uniqueIndex('decisions_en_vigueur').on(t.collectifId).where(sql`${t.enVigueur} = 1`),
    index('decisions_seance').on(t.seanceId),
    check('decisions_montant', sql`${t.montantCentimes} >= 0`),
  ],
);
