import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import type { ContenuBilan } from '../../shared/domaine/bilan.ts';
import { agents } from './agents.ts';
import { collectifs, dossiers } from './dossiers.ts';

/**
 * Le bilan d’un dossier. Ce qui ne porte pas d’argent (enfants, parents, séances, personnes, partenaires, explications)
 * est un bloc JSON lu et remplacé d’un tenant ; ce dont le droit réel dépend est en lignes scellées.
 * Validé, il ne change plus (déclencheurs) : on le rouvre d’abord, avec un motif.
 */
export const bilans = sqliteTable('bilans', {
  id: integer().primaryKey({ autoIncrement: true }),
  dossierId: integer('dossier_id')
    .notNull()
    .unique()
    .references(() => dossiers.id),
  etat: text({ enum: ['brouillon', 'recu', 'valide'] }).notNull(),
  /** Date de réception, `AAAA-MM-JJ` ; null tant que c’est un brouillon. */
  recuLe: text('recu_le'),
  /** « saisie à l’écran », ou le nom du classeur lu. */
  origine: text().notNull(),
  /** Le classeur tel que reçu, dans la réserve. */
  fichierSha256: text('fichier_sha256'),
  contenu: text({ mode: 'json' }).notNull().$type<ContenuBilan>(),
  saisiPar: integer('saisi_par')
    .notNull()
    .references(() => agents.id),
  saisiLe: text('saisi_le').notNull(),
  validePar: integer('valide_par').references(() => agents.id),
  valideLe: text('valide_le'),
  /** Droit réel de la dernière validation. Il ne fait foi que validé ; rouvert, il reste : rien ne bouge avant la suivante. */
  droitReelCentimes: integer('droit_reel_centimes'),
  empreinte: text().notNull().default(''),
});

/** Ce que le bilan dit de chaque collectif agréé. */
export const bilansCollectifs = sqliteTable(
  'bilans_collectifs',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    bilanId: integer('bilan_id')
      .notNull()
      .references(() => bilans.id),
    collectifId: integer('collectif_id')
      .notNull()
      .references(() => collectifs.id),
    /** null : le porteur ne l’a pas dit. */
    realise: integer({ mode: 'boolean' }),
    seances: integer(),
    effectif: integer(),
    /** null : le compte de résultat du dossier est partagé également entre les collectifs réalisés. */
    coutCentimes: integer('cout_centimes'),
    empreinte: text().notNull().default(''),
  },
  (t) => [
    unique('bilans_collectifs_unique').on(t.bilanId, t.collectifId),
    check('bilans_collectifs_cout', sql`${t.coutCentimes} IS NULL OR ${t.coutCentimes} >= 0`),
  ],
);

/** Le compte de résultat, ligne à ligne. */
export const bilansBudget = sqliteTable(
  'bilans_budget',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    bilanId: integer('bilan_id')
      .notNull()
      .references(() => bilans.id),
    rang: integer().notNull(),
    sens: text({ enum: ['charge', 'produit'] }).notNull(),
    compte: text().notNull(),
    libelle: text().notNull(),
    montantCentimes: integer('montant_centimes').notNull(),
    /** « Compte de résultat!D12 », ou « saisie ». */
    adresse: text().notNull(),
    empreinte: text().notNull().default(''),
  },
  (t) => [unique('bilans_budget_rang_unique').on(t.bilanId, t.rang)],
);
