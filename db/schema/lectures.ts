import { sql } from 'drizzle-orm';
import { check, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import { agents } from './agents.ts';
import { chartes } from './campagnes.ts';
import { dossiers } from './dossiers.ts';

/** La lecture d’un dossier par un agent, rattachée à la version de la charte avec laquelle elle est faite. */
export const lectures = sqliteTable(
  'lectures',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    charteId: integer('charte_id')
      .notNull()
      .references(() => chartes.id),
    etat: text({ enum: ['en_cours', 'terminee'] }).notNull(),
    commentaire: text().notNull().default(''),
    modifieLe: text('modifie_le').notNull(),
    /** Instant de la dernière fin de lecture ; null tant qu’elle n’a pas été terminée. */
    termineeLe: text('terminee_le'),
  },
  (t) => [unique('lectures_agent_charte_unique').on(t.dossierId, t.agentId, t.charteId)],
);

export const niveaux = sqliteTable(
  'niveaux',
  {
    lectureId: integer('lecture_id')
      .notNull()
      .references(() => lectures.id),
    critere: text().notNull(),
    /** 0 à 3 ; null avec `sans_objet` à vrai : hors de la moyenne. */
    niveau: integer(),
    sansObjet: integer('sans_objet', { mode: 'boolean' }).notNull().default(false),
    commentaire: text().notNull().default(''),
  },
  (t) => [
    primaryKey({ columns: [t.lectureId, t.critere] }),
    check('niveaux_bornes', sql`${t.niveau} IS NULL OR ${t.niveau} BETWEEN 0 AND 3`),
    check('niveaux_sans_objet', sql`NOT (${t.sansObjet} = 1 AND ${t.niveau} IS NOT NULL)`),
  ],
);

/** Ce que l’agent constate d’une condition, et ce que le logiciel proposait à ce moment : les deux sont gardés. */
export const constats = sqliteTable(
  'constats',
  {
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    condition: text().notNull(),
    reponse: text({ enum: ['oui', 'non', 'non_renseigne'] }).notNull(),
    proposition: text({ enum: ['oui', 'non', 'non_renseigne'] }).notNull(),
    preuve: text().notNull(),
    commentaire: text().notNull().default(''),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.dossierId, t.condition] })],
);
