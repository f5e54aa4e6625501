import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { APPLICATION_ID, BaseRefusee } from './base.ts';

/**
 * Nos migrations sont celles que drizzle-kit écrit, mais pas appliquées par son exécuteur : il reconstruit des tables
 * clés étrangères coupées à l’intérieur de la transaction, où SQLite ignore l’ordre, et les lignes filles s’effacent
 * sans erreur (docs/decisions/2026-11-23-migrations.md).
 */
export interface Migration {
  readonly version: number;
  readonly nom: string;
  readonly instructions: readonly string[];
}

const Sommaire = z.object({ entries: z.array(z.object({ idx: z.number(), when: z.number(), tag: z.string() })) });

/** Lit le dossier des migrations ; refuse un sommaire dont l’ordre et les dates ne se suivent pas. */
export function lireMigrations(dossier: string): Migration[] {
  const sommaire = Sommaire.parse(JSON.parse(readFileSync(join(dossier, 'meta/_journal.json'), 'utf8')));
  return sommaire.entries.map((entree, rang) => {
    const precedente = sommaire.entries[rang - 1];
    if (entree.idx !== rang || (precedente && precedente.when >= entree.when)) {
      throw new Error(`Migration ${entree.tag} : une migration nouvelle doit être la dernière et la plus récente.`);
    }
    const sql = readFileSync(join(dossier, `${entree.tag}.sql`), 'utf8');
    return { version: rang + 1, nom: entree.tag, instructions: sql.split('--> statement-breakpoint') };
  });
}

/** Nombre de lignes et sommes des montants de chaque table : ce qu’une migration doit conserver. */
type Constat = Map<string, number | bigint>;

function constater(client: Database.Database): Constat {
  const constat: Constat = new Map();
  const tables = client
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[];
  for (const table of tables) {
    constat.set(table, client.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number);
    const colonnes = client.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[];
    for (const colonne of colonnes.filter((c) => c.endsWith('_centimes'))) {
      const somme = client
        .prepare(`SELECT coalesce(sum("${colonne}"), 0) FROM "${table}"`)
        .safeIntegers()
        .pluck()
        .get();
      constat.set(`${table}.${colonne}`, somme as bigint);
    }
  }
  return constat;
}

/**
 * Amène le fichier à la dernière version. La copie vérifiée est faite avant ; les migrations, leurs contrôles et le
 * numéro de version sont dans une seule transaction, si bien qu’un arrêt brutal laisse l’ancienne version entière.
 * @returns le chemin de la copie, ou null si rien n’était à faire
 * @throws BaseRefusee('migration') si une ligne, un centime ou un lien se perdrait
 */
export function migrer(fichier: string, migrations: readonly Migration[], horodatage: string): string | null {
  const client = new Database(fichier);
  try {
    client.pragma('synchronous = FULL');
    const version = Number(client.pragma('user_version', { simple: true }));
    const restantes = migrations.filter((m) => m.version > version);
    if (restantes.length === 0) return null;
    const copie = copier(client, `${fichier}.avant-v${migrations.length}-${horodatage.replaceAll(/[:.]/g, '-')}`);
    // Hors transaction : à l’intérieur, SQLite ignorerait cet ordre sans le dire.
    client.pragma('foreign_keys = OFF');
    // Sans quoi reconstruire une table que des déclencheurs nomment échoue. Ceux de la table elle-même sont à réécrire.
    client.pragma('legacy_alter_table = ON');
    const avant = constater(client);
    client
      .transaction(() => {
        // Deux fenêtres ouvertes ensemble : celle qui a attendu trouve le travail fait.
        if (Number(client.pragma('user_version', { simple: true })) !== version) return;
        for (const migration of restantes) for (const sql of migration.instructions) client.exec(sql);
        controlerConservation(client, avant);
        client.pragma(`user_version = ${migrations.length}`);
      })
      .immediate();
    client.pragma('legacy_alter_table = OFF');
    client.pragma('foreign_keys = ON');
    client.pragma('wal_checkpoint(TRUNCATE)');
    return copie;
  } finally {
    client.close();
  }
}

function copier(client: Database.Database, chemin: string): string {
  const copie = `${chemin}.sqlite`;
  const provisoire = `${copie}.en-cours`;
  rmSync(provisoire, { force: true });
  client.prepare('VACUUM INTO ?').run(provisoire);
  const relue = new Database(provisoire, { readonly: true });
  try {
    const attendu = constater(client);
    const obtenu = constater(relue);
    const pareil = attendu.size === obtenu.size && [...attendu].every(([cle, valeur]) => obtenu.get(cle) === valeur);
    if (!pareil || relue.pragma('integrity_check', { simple: true }) !== 'ok') {
      throw new BaseRefusee('migration', `La copie de sécurité « ${copie} » n’est pas fidèle : rien n’a été changé.`);
    }
  } finally {
    relue.close();
  }
  renameSync(provisoire, copie);
  return copie;
}

function controlerConservation(client: Database.Database, avant: Constat): void {
  const apres = constater(client);
  for (const [cle, valeur] of avant) {
    if (!apres.has(cle)) continue; // table ou colonne retirée : dit par la migration elle-même
    if (apres.get(cle) !== valeur) {
      throw new BaseRefusee(
        'migration',
        `Mise à jour de la base abandonnée : ${cle} passerait de ${valeur} à ${apres.get(cle)}. Rien n’a été changé.`,
      );
    }
  }
  const orphelins = client.pragma('foreign_key_check') as unknown[];
  if (orphelins.length > 0) {
    throw new BaseRefusee(
      'migration',
      `Mise à jour de la base abandonnée : ${orphelins.length} lien(s) rompus. Rien n’a été changé.`,
    );
  }
}

/** Crée la base à côté puis la met en place d’un coup : un arrêt brutal ne laisse jamais une base à moitié faite. */
export function creerFichier(fichier: string, migrations: readonly Migration[]): void {
  const provisoire = `${fichier}.creation`;
  for (const suffixe of ['', '-wal', '-shm']) rmSync(provisoire + suffixe, { force: true });
  const client = new Database(provisoire);
  try {
    client.pragma(`application_id = ${APPLICATION_ID}`);
    client.pragma('journal_mode = WAL');
    client.pragma('synchronous = FULL');
    client
      .transaction(() => {
        for (const migration of migrations) for (const sql of migration.instructions) client.exec(sql);
        client.pragma(`user_version = ${migrations.length}`);
      })
      .immediate();
    client.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    client.close();
  }
  if (existsSync(fichier)) rmSync(fichier);
  renameSync(provisoire, fichier);
}
