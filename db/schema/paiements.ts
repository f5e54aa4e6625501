import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import { dossiers } from './dossiers.ts';

/** L’échéancier prévisionnel d’un dossier agréé, tenu à jour dans la transaction de chaque décision. */
export const echeances = sqliteTable(
  'echeances',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    rang: integer().notNull(),
    nature: text({ enum: ['acompte', 'solde'] }).notNull(),
    libelle: text().notNull(),
    partPointsBase: integer('part_points_base'),
    montantCentimes: integer('montant_centimes').notNull(),
    datePrevue: text('date_prevue').notNull(),
    empreinte: text().notNull().default(''),
  },
  (t) => [
    unique('echeances_rang_unique').on(t.dossierId, t.rang),
    check('echeances_montant', sql`${t.montantCentimes} >= 0`),
  ],
);
