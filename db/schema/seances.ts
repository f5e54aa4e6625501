import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { agents } from './agents.ts';
import { campagnes } from './campagnes.ts';
import { collectifs, dossiers } from './dossiers.ts';

export const seances = sqliteTable('seances', {
  id: integer().primaryKey({ autoIncrement: true }),
  campagneId: integer('campagne_id')
    .notNull()
    .references(() => campagnes.id),
  date: text().notNull(),
  heureDebut: text('heure_debut').notNull(),
  heureFin: text('heure_fin').notNull(),
  lieu: text().notNull(),
  presidence: text().notNull(),
  ordre: text({ enum: ['pile', 'territoire', 'note', 'main'] }).notNull(),
  /** Nombre de membres présents exigé ; null : pas de quorum. */
  quorum: integer(),
  /** Séance dont celle-ci reprend les dossiers ajournés ; null pour une première séance. */
  suiteDe: integer('suite_de'),
  /** Toute la campagne, ce que la séance d’avant a ajourné, ou les seuls dossiers inscrits à la main. */
  portee: text({ enum: ['campagne', 'ajournes', 'choisis'] })
    .notNull()
    .default('campagne'),
});

export const membresSeance = sqliteTable(
  'membres_seance',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    seanceId: integer('seance_id')
      .notNull()
      .references(() => seances.id),
    rang: integer().notNull(),
    institution: text({ enum: ['caf', 'etat', 'education_nationale', 'autre'] }).notNull(),
    nom: text().notNull(),
    fonction: text().notNull(),
    courriel: text(),
    /** null tant que personne ne l’a noté. */
    presence: text({ enum: ['present', 'excuse', 'absent'] }),
  },
  (t) => [unique('membres_rang_unique').on(t.seanceId, t.rang)],
);

/**
 * Les décisions du Copil, une par collectif. Jamais réécrites : une décision remplacée ou annulée reste,
 * avec qui, quand et pourquoi ; une seule est en vigueur (index unique partiel).
 */
export const decisions = sqliteTable(
  'decisions',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    seanceId: integer('seance_id')
      .notNull()
      .references(() => seances.id),
    collectifId: integer('collectif_id')
      .notNull()
      .references(() => collectifs.id),
    nature: text({ enum: ['agree', 'agree_sous_reserve', 'ajourne', 'refuse', 'sans_suite'] }).notNull(),
    motif: text(),
    texte: text().notNull(),
    /** Montant agréé en centimes : 0 si la décision n’accorde rien. */
    montantCentimes: integer('montant_centimes').notNull(),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
    enVigueur: integer('en_vigueur', { mode: 'boolean' }).notNull().default(true),
    retireePar: integer('retiree_par'),
    retireeLe: text('retiree_le'),
    retireeMotif: text('retiree_motif'),
    empreinte: text().notNull().default(''),
  },
  (t) => [
    uniqueIndex('decisions_en_vigueur').on(t.collectifId).where(sql`${t.enVigueur} = 1`),
    index('decisions_seance').on(t.seanceId),
    check('decisions_montant', sql`${t.montantCentimes} >= 0`),
  ],
);

/** Un membre lié au porteur ne prend pas part à la décision de ce dossier. */
export const recusations = sqliteTable(
  'recusations',
  {
    seanceId: integer('seance_id')
      .notNull()
      .references(() => seances.id),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    membreId: integer('membre_id')
      .notNull()
      .references(() => membresSeance.id),
    motif: text().notNull(),
    instant: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.seanceId, t.dossierId, t.membreId] })],
);

/** L’avis d’une institution sur un dossier, dit en séance. */
export const avisSeance = sqliteTable(
  'avis_seance',
  {
    seanceId: integer('seance_id')
      .notNull()
      .references(() => seances.id),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    institution: text({ enum: ['caf', 'etat', 'education_nationale', 'autre'] }).notNull(),
    sens: text({ enum: ['favorable', 'reserve', 'defavorable', 'sans_avis'] }).notNull(),
    texte: text().notNull().default(''),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    instant: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.seanceId, t.dossierId, t.institution] })],
);

/** L’ordre du jour à la main, et le temps prévu ; sans ligne, l’ordre calculé de la séance. */
export const pointsSeance = sqliteTable(
  'points_seance',
  {
    seanceId: integer('seance_id')
      .notNull()
      .references(() => seances.id),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    rang: integer().notNull(),
    minutes: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.seanceId, t.dossierId] }),
    check('points_seance_minutes', sql`${t.minutes} IS NULL OR ${t.minutes} BETWEEN 0 AND 240`),
  ],
);

/** Une répartition possible de l’enveloppe : ses règles, par qui, quand. Ce qu’elle retient se recalcule. */
export const scenarios = sqliteTable(
  'scenarios',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    campagneId: integer('campagne_id')
      .notNull()
      .references(() => campagnes.id),
    nom: text().notNull(),
    regles: text({ mode: 'json' }).notNull().$type<unknown>(),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    creeLe: text('cree_le').notNull(),
    modifieLe: text('modifie_le').notNull(),
    /** Ce qu’il retenait quand il est devenu la proposition ; null tant qu’il ne l’a pas été. */
    resultat: text({ mode: 'json' }).$type<unknown>(),
    /** Celui qui sert de proposition au Copil : un par campagne. */
    retenu: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    unique('scenarios_nom_unique').on(t.campagneId, t.nom),
    uniqueIndex('scenarios_un_retenu').on(t.campagneId).where(sql`${t.retenu} = 1`),
  ],
);

/** Le registre des lettres de notification : une par dossier et par séance, jamais effacée. */
export const courriers = sqliteTable(
  'courriers',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    seanceId: integer('seance_id')
      .notNull()
      .references(() => seances.id),
    dossierId: integer('dossier_id')
      .notNull()
      .references(() => dossiers.id),
    numero: text().notNull().unique(),
    nature: text({ enum: ['accord', 'accord_sous_reserve', 'ajournement', 'refus', 'partiel'] }).notNull(),
    /** Ce que la lettre dit, tel qu’envoyé. */
    contenu: text({ mode: 'json' }).notNull().$type<unknown>(),
    sha256: text().notNull(),
    agentId: integer('agent_id')
      .notNull()
      .references(() => agents.id),
    produitLe: text('produit_le').notNull(),
    envoyeLe: text('envoye_le'),
    remplace: integer(),
  },
  (t) => [index('courriers_dossier').on(t.dossierId)],
);

/** Chaque document produit, avec ce qui l’a fait : il se refait à l’octet près depuis le même état. */
export const documentsArchives = sqliteTable(
  'documents_archives',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** null : un document qui n’est pas d’une campagne (la charte imprimée). */
    campagneId: integer('campagne_id').references(() => campagnes.id),
    nature: text().notNull(),
    nom: text().notNull(),
    /** Son contenu est dans la réserve, sous cette empreinte. */
    sha256: text().notNull(),
    octets: integer().notNull(),
    /** null : pas un PDF. */
    pages: integer(),
    parametres: text({ mode: 'json' }).notNull().$type<unknown>(),
    /** Le travail qui l’a écrit et l’empreinte, dans la réserve, de tout ce qu’il a reçu ; null : ne se refait pas. */
    travail: text(),
    entree: text(),
    /** Empreinte de ce qu’il a reçu, sans la mention d’édition : le même état redonne le même document. */
    etat: text().notNull(),
    version: text().notNull(),
    /** Dernière empreinte du journal au moment de le produire. */
    journal: text().notNull(),
    agentId: integer('agent_id').references(() => agents.id),
    instant: text().notNull(),
  },
  (t) => [index('documents_archives_campagne').on(t.campagneId), index('documents_archives_etat').on(t.nature, t.etat)],
);
