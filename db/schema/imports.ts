import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
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
  /** Ce qui identifie la source d’une fois sur l’autre : chemin de la démarche, sinon la famille. */
  source: text(),
  /** Un import annulé reste dans la liste, avec qui, quand et pourquoi ; ses effets sont défaits. */
  annuleLe: text('annule_le'),
  annulePar: integer('annule_par'),
  annuleMotif: text('annule_motif'),
});

/** Les fichiers d’un import, gardés tels que reçus dans la réserve (`<sha256>`). */
export const importFichiers = sqliteTable(
  'import_fichiers',
  {
    importId: integer('import_id')
      .notNull()
      .references(() => imports.id),
    rang: integer().notNull(),
    nom: text().notNull(),
    sha256: text().notNull(),
    octets: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.rang] })],
);

/** Ce qu’un import a fait, objet par objet et dans l’ordre : de quoi l’annuler d’un bloc. */
export const importEffets = sqliteTable(
  'import_effets',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    importId: integer('import_id')
      .notNull()
      .references(() => imports.id),
    /** Table de la ligne. */
    objet: text({
      enum: [
        'structures',
        'dossiers',
        'collectifs',
        'lignes_budget',
        'reponses_recues',
        'coordonnees_bancaires',
        'demandes_iban',
      ],
    }).notNull(),
    objetId: integer('objet_id').notNull(),
    nature: text({ enum: ['cree', 'modifie', 'supprime'] }).notNull(),
    /** La ligne d’avant, colonne par colonne ; null pour ce que l’import a créé. */
    avant: text({ mode: 'json' }).$type<Record<string, string | number | null>>(),
    /** Empreinte de ce que l’import a laissé, pour savoir si quelqu’un l’a changé depuis. */
    apres: text(),
  },
  (t) => [index('import_effets_import').on(t.importId), index('import_effets_objet').on(t.objet, t.objetId)],
);

export const anomalies = sqliteTable(
  'anomalies',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    importId: integer('import_id')
      .notNull()
      .references(() => imports.id),
    code: text().notNull(),
    /** Fichier de l’import qui la porte ; null si l’import n’en a qu’un. */
    fichier: text(),
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
  modifieLe: text('modifie_le'),
});
