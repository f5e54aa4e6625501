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
    /** Source du dernier import qui le contenait (imports.source) : « disparu » ne se dit que d’elle. */
    source: text(),
    /** Instant du dernier import qui a changé ses réponses ; null depuis sa création. */
    contenuModifieLe: text('contenu_modifie_le'),
    /** Instant où un agent l’a marqué absent du dernier fichier ; null s’il y est. */
    absentDepuis: text('absent_depuis'),
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

/**
 * Les réponses d’un dossier, codées d’un bloc (db/reponses-codees.ts) : un import en apporte des centaines par dossier,
 * on les lit et on les remplace toujours ensemble.
 */
export const reponsesRecues = sqliteTable('reponses_recues', {
  dossierId: integer('dossier_id')
    .primaryKey()
    .references(() => dossiers.id),
  contenu: text().notNull(),
});
