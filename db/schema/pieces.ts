import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import { agents } from './agents.ts';
import { campagnes } from './campagnes.ts';
import { dossiers } from './dossiers.ts';

/** Les pièces que la campagne demande à chaque porteur. */
export const piecesDemandees = sqliteTable(
  'pieces_demandees',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    campagneId: integer('campagne_id')
      .notNull()
      .references(() => campagnes.id),
    rang: integer().notNull(),
    /** Stable dans la campagne : « pieceStatuts », « piece-3 ». */
    code: text().notNull(),
    libelle: text().notNull(),
    aide: text().notNull().default(''),
    obligatoire: integer({ mode: 'boolean' }).notNull(),
    /** Champ du catalogue dont la colonne porte le nom du fichier déposé sur le portail ; null si aucun. */
    champ: text(),
  },
  (t) => [unique('pieces_demandees_code_unique').on(t.campagneId, t.code)],
);

/** Ce qu’un agent constate d’une pièce ; sans ligne, l’état vient du nom de fichier reçu et des fichiers joints. */
export const piecesConstatees = sqliteTable(
  'pieces_constatees',
  {
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    code: text().notNull(),
    etat: text({ enum: ['recue', 'manquante', 'non_conforme', 'dispensee'] }).notNull(),
    commentaire: text().notNull().default(''),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.dossierId, t.code] })],
);

/** Un fichier joint à un dossier : son contenu est dans la réserve, sous son empreinte. Retiré, il reste comme preuve. */
export const piecesFichiers = sqliteTable(
  'pieces_fichiers',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    code: text().notNull(),
    nom: text().notNull(),
    sha256: text().notNull(),
    octets: integer().notNull(),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
    retireLe: text('retire_le'),
    retirePar: integer('retire_par'),
  },
  (t) => [index('pieces_fichiers_dossier').on(t.dossierId), check('pieces_fichiers_octets', sql`${t.octets} >= 0`)],
);

/** Les relances éditées : à qui, quand, pour quelles pièces, avant quelle date. */
export const relancesPieces = sqliteTable(
  'relances_pieces',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    /** Codes des pièces réclamées. */
    pieces: text({ mode: 'json' }).notNull().$type<readonly string[]>(),
    /** Date limite de réponse, AAAA-MM-JJ. */
    echeance: text().notNull(),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
  },
  (t) => [index('relances_pieces_dossier').on(t.dossierId)],
);
