import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { agents } from './agents.ts';
import { campagnes } from './campagnes.ts';
import { collectifs, dossiers } from './dossiers.ts';

/**
 * Ce qui arrive à un collectif pendant l’année : jamais réécrit, une erreur s’annule avec son motif.
 * L’état d’un collectif à une date est la suite de ses événements non annulés (shared/domaine/etat-collectif.ts).
 */
export const evenementsCollectif = sqliteTable(
  'evenements_collectif',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    collectifId: integer('collectif_id')
      .notNull()
      .references(() => collectifs.id),
    nature: text({ enum: ['demarrage', 'non_demarre', 'changement', 'arret', 'reprise'] }).notNull(),
    dateEffet: text('date_effet').notNull(),
    lieu: text(),
    jours: text(),
    horaires: text(),
    effectif: integer(),
    coordinateur: text(),
    texte: text().notNull().default(''),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
    annuleLe: text('annule_le'),
    annulePar: integer('annule_par'),
    annuleMotif: text('annule_motif'),
    empreinte: text().notNull().default(''),
  },
  (t) => [
    index('evenements_collectif_collectif').on(t.collectifId),
    check('evenements_effectif', sql`${t.effectif} IS NULL OR ${t.effectif} BETWEEN 0 AND 999`),
  ],
);

export const visites = sqliteTable(
  'visites',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    /** null : tout le dossier. */
    collectifId: integer('collectif_id').references(() => collectifs.id),
    date: text().notNull(),
    visiteurs: text().notNull(),
    rencontres: text().notNull().default(''),
    effectif: integer(),
    compteRendu: text('compte_rendu').notNull(),
    suites: text().notNull().default(''),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
    annuleLe: text('annule_le'),
    annulePar: integer('annule_par'),
    annuleMotif: text('annule_motif'),
  },
  (t) => [index('visites_dossier').on(t.dossierId)],
);

/** Le journal des échanges avec un porteur : appels, courriels, réunions. */
export const echanges = sqliteTable(
  'echanges',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    date: text().notNull(),
    moyen: text({ enum: ['telephone', 'courriel', 'courrier', 'reunion', 'autre'] }).notNull(),
    sens: text({ enum: ['recu', 'emis'] }).notNull(),
    interlocuteur: text().notNull().default(''),
    objet: text().notNull(),
    texte: text().notNull().default(''),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
    annuleLe: text('annule_le'),
    annulePar: integer('annule_par'),
    annuleMotif: text('annule_motif'),
  },
  (t) => [index('echanges_dossier').on(t.dossierId)],
);

/** Une relance produite : convention à signer, démarrage à confirmer, bilan attendu. */
export const relances = sqliteTable(
  'relances',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    campagneId: integer('campagne_id')
      .notNull()
      .references(() => campagnes.id),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    objet: text({ enum: ['convention', 'demarrage', 'bilan', 'trop_percu'] }).notNull(),
    /** 1 pour la première sur cet objet, puis 2… */
    rang: integer().notNull(),
    /** Date demandée au porteur, `AAAA-MM-JJ`. */
    echeance: text().notNull(),
    /** Lettre archivée ; null : relance notée sans lettre. */
    documentId: integer('document_id'),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
    envoyeeLe: text('envoyee_le'),
    moyen: text(),
  },
  (t) => [index('relances_dossier').on(t.dossierId)],
);
