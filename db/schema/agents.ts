import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Les personnes qui travaillent dans l’application ; jamais effacées, seulement désactivées. */
export const agents = sqliteTable(
  'agents',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    prenom: text().notNull(),
    nom: text().notNull(),
    courriel: text(),
    actif: integer({ mode: 'boolean' }).notNull().default(true),
    creeLe: text('cree_le').notNull(),
  },
  (t) => [uniqueIndex('agents_nom_unique').on(t.prenom, t.nom)],
);

/** Réglages du poste et de la Caf, une valeur JSON par clé. */
export const parametres = sqliteTable('parametres', {
  cle: text().primaryKey(),
  valeur: text({ mode: 'json' }).notNull(),
});
