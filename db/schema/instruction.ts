import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { agents } from './agents.ts';
import { campagnes, chartes } from './campagnes.ts';
import { dossiers } from './dossiers.ts';

/** Comment une campagne se lit (domaine §5) ; sans ligne, les valeurs par défaut de la base. */
export const reglagesInstruction = sqliteTable(
  'reglages_instruction',
  {
    campagneId: integer('campagne_id')
      .primaryKey()
      .references(() => campagnes.id),
    /** Vrai : un lecteur ne voit les niveaux des autres qu’une fois sa lecture terminée. */
    lectureAveugle: integer('lecture_aveugle', { mode: 'boolean' }).notNull().default(true),
    /** Les critères que le rapporteur n’a pas fixés gardent la moyenne des lecteurs. */
    synthese: text({ enum: ['moyenne', 'rapporteur'] })
      .notNull()
      .default('moyenne'),
    lecteursParDossier: integer('lecteurs_par_dossier').notNull().default(1),
  },
  (t) => [check('reglages_instruction_lecteurs', sql`${t.lecteursParDossier} BETWEEN 1 AND 5`)],
);

/** Qui lit quoi. Une attribution retirée n’efface jamais une lecture faite. */
export const attributions = sqliteTable(
  'attributions',
  {
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    role: text({ enum: ['lecteur', 'rapporteur'] }).notNull(),
    instant: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.dossierId, t.agentId] }),
    uniqueIndex('attributions_un_rapporteur').on(t.dossierId).where(sql`${t.role} = 'rapporteur'`),
  ],
);

/** Un agent lié à un porteur ne lit pas son dossier ; le lien retiré reste, avec qui et quand (journal). */
export const liensInteret = sqliteTable(
  'liens_interet',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    motif: text().notNull(),
    declareLe: text('declare_le').notNull(),
    retireLe: text('retire_le'),
  },
  (t) => [uniqueIndex('liens_interet_en_cours').on(t.dossierId, t.agentId).where(sql`${t.retireLe} IS NULL`)],
);

/** Niveaux fixés par le rapporteur, critère par critère ; les autres suivent la moyenne des lecteurs. */
export const syntheses = sqliteTable(
  'syntheses',
  {
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    charteId: integer('charte_id')
      .notNull()
      .references(() => chartes.id),
    critere: text().notNull(),
    /** 0 à 3 ; null avec `sans_objet` à vrai. */
    niveau: integer(),
    sansObjet: integer('sans_objet', { mode: 'boolean' }).notNull().default(false),
    commentaire: text().notNull().default(''),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.dossierId, t.charteId, t.critere] }),
    check('syntheses_niveau', sql`(${t.sansObjet} = 1 AND ${t.niveau} IS NULL) OR ${t.niveau} BETWEEN 0 AND 3`),
  ],
);

/** Une lettre au porteur : ses questions et les pièces qui manquent, avec la date attendue. */
export const demandesPorteur = sqliteTable(
  'demandes_porteur',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    etat: text({ enum: ['brouillon', 'envoyee', 'close', 'annulee'] }).notNull(),
    echeance: text(),
    creeePar: integer('creee_par')
      .notNull()
      .references(() => agents.id),
    creeeLe: text('creee_le').notNull(),
    envoyeeLe: text('envoyee_le'),
    closeLe: text('close_le'),
    motif: text().notNull().default(''),
  },
  (t) => [
    index('demandes_porteur_dossier').on(t.dossierId),
    uniqueIndex('demandes_porteur_brouillon').on(t.dossierId).where(sql`${t.etat} = 'brouillon'`),
  ],
);

export const demandesPorteurLignes = sqliteTable(
  'demandes_porteur_lignes',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    demandeId: integer('demande_id')
      .notNull()
      .references(() => demandesPorteur.id),
    nature: text({ enum: ['question', 'piece'] }).notNull(),
    /** Critère, condition ou pièce dont elle vient ; null pour une question libre. */
    code: text(),
    texte: text().notNull(),
    reponse: text().notNull().default(''),
    satisfaiteLe: text('satisfaite_le'),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
  },
  (t) => [index('demandes_porteur_lignes_demande').on(t.demandeId)],
);
