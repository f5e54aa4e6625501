import { sql } from 'drizzle-orm';
import { check, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import type { Bareme } from '../../shared/domaine/bareme.ts';
import type { Charte } from '../../shared/domaine/charte.ts';

/** Le barème d’une année, entier en JSON : c’est une donnée versionnée, lue en bloc. */
export const baremes = sqliteTable('baremes', {
  id: integer().primaryKey({ autoIncrement: true }),
  contenu: text({ mode: 'json' }).notNull().$type<Bareme>(),
  empreinte: text().notNull().default(''),
});

export const chartes = sqliteTable(
  'chartes',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    nom: text().notNull(),
    version: integer().notNull(),
    etat: text({ enum: ['brouillon', 'publiee', 'archivee'] }).notNull(),
    contenu: text({ mode: 'json' }).notNull().$type<Charte>(),
    /** Version dont celle-ci est partie ; null pour un modèle livré ou un fichier importé. */
    issueDe: integer('issue_de'),
    modifieeLe: text('modifiee_le'),
    publieeLe: text('publiee_le'),
    archiveeLe: text('archivee_le'),
  },
  (t) => [unique('chartes_version_unique').on(t.nom, t.version)],
);

export const campagnes = sqliteTable(
  'campagnes',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    anneeScolaire: text('annee_scolaire').notNull().unique(),
    enveloppeCentimes: integer('enveloppe_centimes'),
    dateLimiteDepot: text('date_limite_depot').notNull(),
    baremeId: integer('bareme_id')
      .notNull()
      .references(() => baremes.id),
    charteId: integer('charte_id')
      .notNull()
      .references(() => chartes.id),
    creeLe: text('cree_le').notNull(),
    /** Instant de la clôture : plus rien de la campagne ne change ensuite (déclencheurs) ; null si elle est ouverte. */
    closeLe: text('close_le'),
    closePar: integer('close_par'),
    /** Ce qui a été constaté à la clôture : sommes, reliquats expliqués, archive. */
    cloture: text({ mode: 'json' }).$type<unknown>(),
    empreinte: text().notNull().default(''),
  },
  (t) => [check('campagnes_enveloppe', sql`${t.enveloppeCentimes} IS NULL OR ${t.enveloppeCentimes} >= 0`)],
);

/** Les onze étapes : les mois de début sont ceux du dépliant, les fins sont à l’agent. */
export const etapes = sqliteTable(
  'etapes',
  {
    campagneId: integer('campagne_id')
      .notNull()
      .references(() => campagnes.id),
    numero: integer().notNull(),
    debut: text().notNull(),
    fin: text(),
  },
  (t) => [primaryKey({ columns: [t.campagneId, t.numero] }), check('etapes_numero', sql`${t.numero} BETWEEN 1 AND 11`)],
);
