import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Qui a fait quoi, quand, avant/après, pourquoi. En ajout seul (déclencheurs), chaîné par empreintes. */
export const journal = sqliteTable(
  'journal',
  {
    id: integer().primaryKey(),
    instant: text().notNull(),
    agentId: integer('agent_id'),
    agentNom: text('agent_nom').notNull(),
    compteSysteme: text('compte_systeme').notNull(),
    action: text().notNull(),
    libelle: text().notNull(),
    objet: text().notNull(),
    avant: text(),
    apres: text(),
    motif: text(),
    precedente: text().notNull(),
    empreinte: text().notNull().unique(),
  },
  (t) => [index('journal_objet').on(t.objet)],
);
