import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { BilanImport } from '../../shared/contract/imports.ts';
import { campagnes } from './campagnes.ts';

export const imports = sqliteTable('imports', {
  id: integer().primaryKey({ autoIncrement: true }),
  campagneId: integer('campagne_id')
    .notNull()
    .references(() => campagnes.id),
  fichier: text().notNull(),
  sha256: text().notNull(),
  famille: text().notNull(),
  agentId: integer('agent_id').notNull(),
  instant: text().notNull(),
  bilan: text({ mode: 'json' }).notNull().$type<BilanImport>(),
  /** Numéros des dossiers du fichier, importés ou non ; null avant que la base ne les garde. */
  numeros: text({ mode: 'json' }).$type<readonly string[]>(),
});

export const anomalies = sqliteTable(
  'anomalies',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    importId: integer('import_id')
      .notNull()
      .references(() => imports.id),
    code: text().notNull(),
    feuille: text(),
    cellule: text(),
    valeur: text().notNull(),
    message: text().notNull(),
    bloquante: integer({ mode: 'boolean' }).notNull(),
    numeroDossier: text('numero_dossier'),
  },
  (t) => [index('anomalies_import').on(t.importId)],
);

/** Colonnes rapprochées à la main, gardées par nom pour les fichiers de la même démarche. */
export const profilsImport = sqliteTable('profils_import', {
  id: integer().primaryKey({ autoIncrement: true }),
  nom: text().notNull().unique(),
  demarche: text(),
  correspondances: text({ mode: 'json' }).notNull().$type<Record<string, string | null>>(),
});
