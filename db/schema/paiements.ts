import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import { dossiers } from './dossiers.ts';

/** L’échéancier d’un dossier agréé, tenu à jour dans la transaction de chaque décision, de chaque bilan validé. */
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
    /** Instant où la révision de l’échéancier l’a supprimée alors qu’un lot la connaît ; son montant est alors 0. */
    annuleeLe: text('annulee_le'),
    empreinte: text().notNull().default(''),
  },
  (t) => [
    unique('echeances_rang_unique').on(t.dossierId, t.rang),
    check('echeances_montant', sql`${t.montantCentimes} >= 0`),
  ],
);
