import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { ContenuDeLot } from '../../shared/domaine/lot.ts';
import { agents } from './agents.ts';
import { campagnes } from './campagnes.ts';
import { dossiers } from './dossiers.ts';
import { echeances } from './paiements.ts';
import { coordonneesBancaires, structures } from './structures.ts';

/**
 * Les lots de paiement. Préparé par un agent, validé par un autre : le numéro est pris à la validation, sans trou dans
 * l’exercice, et tout est figé (déclencheurs). Un lot annulé garde son numéro et rend ses échéances.
 */
export const lots = sqliteTable(
  'lots',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    campagneId: integer('campagne_id')
      .notNull()
      .references(() => campagnes.id),
    exercice: integer().notNull(),
    /** null tant que le lot n’est pas validé. */
    rang: integer(),
    /** « 2026-003 » ; null tant que le lot n’est pas validé. */
    numero: text().unique(),
    libelle: text().notNull(),
    datePrevue: text('date_prevue').notNull(),
    etat: text({ enum: ['prepare', 'abandonne', 'valide', 'paye', 'annule'] }).notNull(),
    preparePar: integer('prepare_par')
      .notNull()
      .references(() => agents.id),
    prepareLe: text('prepare_le').notNull(),
    validePar: integer('valide_par').references(() => agents.id),
    valideLe: text('valide_le'),
    nombreLignes: integer('nombre_lignes'),
    montantCentimes: integer('montant_centimes'),
    /** SHA-256 des lignes dans leur ordre (shared/domaine/lot.ts). */
    empreinteLignes: text('empreinte_lignes'),
    /** Tout ce que le classeur, le bordereau et l’ordre de virement disent, figé à la validation. */
    contenu: text({ mode: 'json' }).$type<ContenuDeLot>(),
    closPar: integer('clos_par').references(() => agents.id),
    /** Instant de l’abandon, de l’annulation ou du paiement constaté en entier. */
    closLe: text('clos_le'),
    closMotif: text('clos_motif'),
    empreinte: text().notNull().default(''),
  },
  (t) => [
    uniqueIndex('lots_rang').on(t.exercice, t.rang).where(sql`${t.rang} IS NOT NULL`),
    check('lots_deux_agents', sql`${t.validePar} IS NULL OR ${t.validePar} <> ${t.preparePar}`),
    check('lots_numero', sql`(${t.etat} IN ('valide', 'paye', 'annule')) = (${t.numero} IS NOT NULL)`),
    check('lots_montant', sql`${t.montantCentimes} IS NULL OR ${t.montantCentimes} >= 0`),
  ],
);

/** Une échéance dans un lot, avec le compte à créditer tel qu’il est vérifié à ce moment. */
export const lignesLot = sqliteTable(
  'lignes_lot',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    lotId: integer('lot_id')
      .notNull()
      .references(() => lots.id),
    rang: integer().notNull(),
    echeanceId: integer('echeance_id')
      .notNull()
      .references(() => echeances.id),
    structureId: integer('structure_id')
      .notNull()
      .references(() => structures.id),
    coordonneesId: integer('coordonnees_id')
      .notNull()
      .references(() => coordonneesBancaires.id),
    iban: text().notNull(),
    montantCentimes: integer('montant_centimes').notNull(),
    /** Faux quand le lot est abandonné ou annulé, ou le virement rejeté : l’échéance est rendue. */
    active: integer({ mode: 'boolean' }).notNull().default(true),
    /** Ce que l’agence comptable a renvoyé ; null tant que rien n’est revenu. */
    issue: text({ enum: ['payee', 'rejetee'] }),
    /** Date de l’issue, `AAAA-MM-JJ`. */
    issueLe: text('issue_le'),
    issueReference: text('issue_reference'),
    issueMotif: text('issue_motif'),
    empreinte: text().notNull().default(''),
  },
  (t) => [
    unique('lignes_lot_rang').on(t.lotId, t.rang),
    uniqueIndex('lignes_lot_echeance').on(t.echeanceId).where(sql`${t.active} = 1`),
    index('lignes_lot_structure').on(t.structureId),
    check('lignes_lot_montant', sql`${t.montantCentimes} > 0`),
  ],
);

/** Trop-perçu constaté : la somme due par le porteur, suivie jusqu’à zéro par ses mouvements. */
export const indus = sqliteTable(
  'indus',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    montantCentimes: integer('montant_centimes').notNull(),
    origine: text().notNull(),
    constatePar: integer('constate_par')
      .notNull()
      .references(() => agents.id),
    constateLe: text('constate_le').notNull(),
    empreinte: text().notNull().default(''),
  },
  (t) => [index('indus_dossier').on(t.dossierId), check('indus_montant', sql`${t.montantCentimes} > 0`)],
);

export const mouvementsIndu = sqliteTable(
  'mouvements_indu',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    induId: integer('indu_id')
      .notNull()
      .references(() => indus.id),
    /**
     * `revise` : le droit réel a été recalculé à la hausse, la dette baisse d’autant. `caduc` : la même hausse ôte son objet à
     * un abandon ; hors de ce qui solde la dette. `annule` : un mouvement noté par erreur, cité dans `reference`, ne compte plus.
     */
    nature: text({ enum: ['recouvre', 'compense', 'abandonne', 'revise', 'caduc', 'annule'] }).notNull(),
    montantCentimes: integer('montant_centimes').notNull(),
    date: text().notNull(),
    reference: text(),
    motif: text().notNull(),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
    empreinte: text().notNull().default(''),
  },
  (t) => [index('mouvements_indu_indu').on(t.induId), check('mouvements_indu_montant', sql`${t.montantCentimes} > 0`)],
);

/** Un fichier renvoyé par l’agence comptable, et ce que chaque ligne est devenue. */
export const rapprochements = sqliteTable(
  'rapprochements',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    lotId: integer('lot_id')
      .notNull()
      .references(() => lots.id),
    nom: text().notNull(),
    sha256: text().notNull(),
    resultat: text({ mode: 'json' }).notNull().$type<unknown>(),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
  },
  (t) => [index('rapprochements_lot').on(t.lotId)],
);
