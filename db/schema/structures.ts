import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Les porteurs. `siret` n’est rempli que s’il est juste ; `siret_declare` garde ce qui a été écrit. */
export const structures = sqliteTable('structures', {
  id: integer().primaryKey({ autoIncrement: true }),
  siret: text().unique(),
  siretDeclare: text('siret_declare'),
  raisonSociale: text('raison_sociale').notNull(),
  formeJuridique: text('forme_juridique'),
  rna: text(),
  adresse: text(),
  codePostal: text('code_postal'),
  communeSiege: text('commune_siege'),
  courriel: text(),
  telephone: text(),
  representant: text(),
  /** Numéro de tiers dans l’outil comptable, saisi par l’agent. */
  numeroTiers: text('numero_tiers'),
  creeLe: text('cree_le').notNull(),
});

/**
 * Coordonnées bancaires datées : une nouvelle ligne à chaque changement, jamais de mise à jour de l’IBAN.
 * `actif` : celle qui sert ; les anciennes restent comme preuve.
 */
export const coordonneesBancaires = sqliteTable(
  'coordonnees_bancaires',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    structureId: integer('structure_id')
      .notNull()
      .references(() => structures.id),
    titulaire: text(),
    iban: text().notNull(),
    bic: text(),
    etat: text({ enum: ['a_verifier', 'verifie', 'bloque'] }).notNull(),
    actif: integer({ mode: 'boolean' }).notNull(),
    /** « import dossiers_….xlsx, Dossiers!AB12 ». */
    origine: text().notNull(),
    saisiPar: integer('saisi_par').notNull(),
    saisiLe: text('saisi_le').notNull(),
    verifiePar: integer('verifie_par'),
    verifieLe: text('verifie_le'),
    verification: text(),
    /** Qui a été appelé, à quel numéro déjà connu, quel jour (`AAAA-MM-JJ`). */
    verifieAupresDe: text('verifie_aupres_de'),
    verifieTelephone: text('verifie_telephone'),
    verifieDate: text('verifie_date'),
    bloquePar: integer('bloque_par'),
    bloqueLe: text('bloque_le'),
    bloqueMotif: text('bloque_motif'),
    empreinte: text().notNull().default(''),
  },
  (t) => [
    uniqueIndex('coordonnees_actives').on(t.structureId).where(sql`${t.actif} = 1`),
    index('coordonnees_iban').on(t.iban),
  ],
);

/**
 * Un IBAN ne change jamais par un import ni par une frappe : une demande s’ouvre, qu’un autre agent accepte ou refuse.
 * Les paiements du porteur attendent tant qu’une demande est ouverte.
 */
export const demandesIban = sqliteTable(
  'demandes_iban',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    structureId: integer('structure_id')
      .notNull()
      .references(() => structures.id),
    iban: text().notNull(),
    bic: text(),
    titulaire: text(),
    /** « import dossiers_….xlsx, Dossiers!AB12 ». */
    origine: text().notNull(),
    etat: text({ enum: ['ouverte', 'acceptee', 'refusee', 'annulee'] }).notNull(),
    demandePar: integer('demande_par').notNull(),
    demandeLe: text('demande_le').notNull(),
    traitePar: integer('traite_par'),
    traiteLe: text('traite_le'),
    /** Comment le nouvel IBAN a été vérifié, ou pourquoi il est refusé. */
    motif: text(),
    verifieAupresDe: text('verifie_aupres_de'),
    verifieTelephone: text('verifie_telephone'),
    verifieDate: text('verifie_date'),
    empreinte: text().notNull().default(''),
  },
  (t) => [uniqueIndex('demandes_iban_ouvertes').on(t.structureId).where(sql`${t.etat} = 'ouverte'`)],
);
