import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { agents } from './agents.ts';
import { campagnes } from './campagnes.ts';
import { dossiers } from './dossiers.ts';
import { decisions } from './seances.ts';

/**
 * Conventions et avenants. Ce que le papier dit (`contenu`, `montant_centimes`) ne change jamais après la génération :
 * un changement est un avenant, ou une résiliation. Des déclencheurs l’imposent, comme les numéros sans trou.
 */
export const conventions = sqliteTable(
  'conventions',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    campagneId: integer('campagne_id')
      .notNull()
      .references(() => campagnes.id),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    nature: text({ enum: ['convention', 'avenant'] }).notNull(),
    /** La convention qu’un avenant modifie ; null pour une convention. */
    conventionId: integer('convention_id'),
    exercice: integer().notNull(),
    /** À partir de 1, sans trou : dans l’exercice pour une convention, dans sa convention pour un avenant. */
    rang: integer().notNull(),
    numero: text().notNull().unique(),
    etat: text({ enum: ['a_signer', 'envoyee', 'signee', 'resiliee'] }).notNull(),
    montantCentimes: integer('montant_centimes').notNull(),
    /** Tout ce que le papier dit, figé à la génération. */
    contenu: text({ mode: 'json' }).notNull().$type<unknown>(),
    genereePar: integer('generee_par')
      .notNull()
      .references(() => agents.id),
    genereeLe: text('generee_le').notNull(),
    envoyeeLe: text('envoyee_le'),
    envoyeeMoyen: text('envoyee_moyen'),
    /** Date portée sur le papier signé, `AAAA-MM-JJ`. */
    signeeLe: text('signee_le'),
    signataire: text(),
    scanSha256: text('scan_sha256'),
    scanNom: text('scan_nom'),
    /** Date d’effet, `AAAA-MM-JJ`. */
    resilieeLe: text('resiliee_le'),
    resilieeMotif: text('resiliee_motif'),
    empreinte: text().notNull().default(''),
  },
  (t) => [
    uniqueIndex('conventions_rang').on(t.exercice, t.rang).where(sql`${t.nature} = 'convention'`),
    uniqueIndex('avenants_rang').on(t.conventionId, t.rang).where(sql`${t.nature} = 'avenant'`),
    uniqueIndex('conventions_en_cours')
      .on(t.dossierId)
      .where(sql`${t.nature} = 'convention' AND ${t.etat} <> 'resiliee'`),
    index('conventions_dossier').on(t.dossierId),
    check('conventions_montant', sql`${t.montantCentimes} >= 0`),
    check('conventions_nature', sql`(${t.nature} = 'avenant') = (${t.conventionId} IS NOT NULL)`),
    check('conventions_signature', sql`${t.etat} <> 'signee' OR ${t.signeeLe} IS NOT NULL`),
  ],
);

/** La réserve d’une décision « agréé sous réserve », levée : par qui, quand, sur quelle preuve. */
export const reservesLevees = sqliteTable('reserves_levees', {
  id: integer().primaryKey({ autoIncrement: true }),
  decisionId: integer('decision_id')
    .notNull()
    .unique()
    .references(() => decisions.id),
  motif: text().notNull(),
  agentId: integer('agent_id')
    .notNull()
    .references(() => agents.id),
  instant: text().notNull(),
  empreinte: text().notNull().default(''),
});
