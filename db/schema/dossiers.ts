import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import { campagnes } from './campagnes.ts';
import { structures } from './structures.ts';

export const dossiers = sqliteTable(
  'dossiers',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    campagneId: integer('campagne_id')
      .notNull()
      .references(() => campagnes.id),
    /** Numéro donné par la source (Démarches simplifiées) : la clé de la réimportation. */
    numero: text().notNull(),
    structureId: integer('structure_id')
      .notNull()
      .references(() => structures.id),
    etatSource: text('etat_source'),
    deposeLe: text('depose_le'),
    intitule: text(),
    communeInsee: text('commune_insee'),
    quartier: text(),
    qpv: integer({ mode: 'boolean' }),
    montantDemandeCentimes: integer('montant_demande_centimes'),
    totalChargesCentimes: integer('total_charges_centimes'),
    totalProduitsCentimes: integer('total_produits_centimes'),
    /** Empreinte du contenu lu, pour dire « inchangé » sans comparer champ par champ. */
    empreinteSource: text('empreinte_source').notNull(),
    creeLe: text('cree_le').notNull(),
    modifieLe: text('modifie_le').notNull(),
  },
  (t) => [unique('dossiers_numero_unique').on(t.campagneId, t.numero), index('dossiers_structure').on(t.structureId)],
);

export const collectifs = sqliteTable(
  'collectifs',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    rang: integer().notNull(),
    libelle: text().notNull(),
    niveau: text({ enum: ['elementaire', 'college', 'lycee', 'mixte'] }),
    classes: text(),
    effectif: integer(),
    communeInsee: text('commune_insee'),
    lieu: text(),
    jours: text(),
    horaires: text(),
    adultes: integer(),
    /** null : le budget du dossier est partagé également (domaine §3.2). */
    coutCentimes: integer('cout_centimes'),
    /** Faux si un nouvel import ne le contient plus : gardé parce qu’une décision peut s’y rattacher. */
    present: integer({ mode: 'boolean' }).notNull().default(true),
    empreinte: text().notNull().default(''),
  },
  (t) => [
    unique('collectifs_rang_unique').on(t.dossierId, t.rang),
    check('collectifs_cout', sql`${t.coutCentimes} IS NULL OR ${t.coutCentimes} >= 0`),
  ],
);

export const lignesBudget = sqliteTable(
  'lignes_budget',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    rang: integer().notNull(),
    sens: text({ enum: ['charge', 'produit'] }).notNull(),
    compte: text().notNull(),
    libelle: text().notNull(),
    montantCentimes: integer('montant_centimes').notNull(),
    adresse: text().notNull(),
    empreinte: text().notNull().default(''),
  },
  (t) => [unique('lignes_budget_rang_unique').on(t.dossierId, t.rang)],
);

/** Chaque cellule reçue, avec son adresse : la preuve de chaque valeur, et de quoi rapprocher à nouveau sans réimporter. */
export const reponses = sqliteTable(
  'reponses',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    /** Rang du collectif, null pour une réponse du dossier. */
    collectifRang: integer('collectif_rang'),
    champ: text(),
    libelle: text().notNull(),
    valeur: text().notNull(),
    brut: text().notNull(),
    adresse: text().notNull(),
  },
  (t) => [index('reponses_dossier').on(t.dossierId)],
);
