import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { BaseRefusee } from '../../db/base.ts';
import { premiereEntreeFausse } from '../../db/ecrire.ts';
import { lignesAlterees } from '../../db/empreintes.ts';
import { lireMigrations } from '../../db/migrate.ts';
import { dossierTemporaire, MIGRATIONS, ouvrir, remplir } from './bases.ts';

interface Sommaire {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
}

/** Le dossier des migrations, plus une fausse migration suivante. */
function avecMigration(dossier: string, sql: string, when?: number): string {
  const cible = join(dossier, 'migrations');
  cpSync(MIGRATIONS, cible, { recursive: true });
  const sommaire = JSON.parse(readFileSync(join(cible, 'meta/_journal.json'), 'utf8')) as Sommaire;
  const derniere = sommaire.entries.at(-1);
  const idx = sommaire.entries.length;
  const tag = `${String(idx).padStart(4, '0')}_essai`;
  sommaire.entries.push({ idx, version: '6', when: when ?? (derniere?.when ?? 0) + 1, tag, breakpoints: true });
  writeFileSync(join(cible, 'meta/_journal.json'), JSON.stringify(sommaire));
  writeFileSync(join(cible, `${tag}.sql`), sql);
  return cible;
}

/** Comme drizzle-kit le fait : une table mère reconstruite, dont les filles ont des clés étrangères. */
const RECONSTRUCTION = `CREATE TABLE __new_dossiers AS SELECT * FROM dossiers;
--> statement-breakpoint
DROP TABLE dossiers;
--> statement-breakpoint
ALTER TABLE __new_dossiers RENAME TO dossiers;
--> statement-breakpoint
CREATE UNIQUE INDEX dossiers_id ON dossiers (id);
--> statement-breakpoint
ALTER TABLE structures ADD COLUMN site_web text;`;

function compter(fichier: string): Record<string, unknown> {
  const db = new Database(fichier, { readonly: true });
  const tables = ['agents', 'structures', 'dossiers', 'collectifs', 'lignes_budget', 'reponses_recues', 'journal'];
  const comptes = Object.fromEntries(tables.map((t) => [t, db.prepare(`SELECT count(*) FROM ${t}`).pluck().get()]));
  const sommes = {
    budget: db.prepare('SELECT sum(montant_centimes) FROM lignes_budget').pluck().get(),
    cout: db.prepare('SELECT sum(cout_centimes) FROM collectifs').pluck().get(),
  };
  db.close();
  return { ...comptes, ...sommes };
}

test('depuis la version d’avant, chaque ligne et chaque montant est conservé, et la copie aussi', () => {
  const dossier = dossierTemporaire();
  const fichier = join(dossier, 'base.sqlite');
  const db = ouvrir(fichier);
  remplir(db);
  db.$client.close();
  const avant = compter(fichier);
  const migree = ouvrir(fichier, avecMigration(dossier, RECONSTRUCTION));
  expect(compter(fichier)).toEqual(avant);
  expect(migree.$client.pragma('user_version', { simple: true })).toBe(lireMigrations(MIGRATIONS).length + 1);
  expect(migree.$client.pragma('foreign_key_check')).toEqual([]);
  expect(
    migree.$client
      .prepare("SELECT count(*) FROM pragma_table_info('structures') WHERE name = 'site_web'")
      .pluck()
      .get(),
  ).toBe(1);
  expect(premiereEntreeFausse(migree).fausse).toBeNull();
  expect(lignesAlterees(migree)).toEqual([]);
  migree.$client.close();
  const copie = readdirSync(dossier).find((f) => f.includes('avant-v'));
  expect(copie).toBeDefined();
  expect(compter(join(dossier, copie ?? ''))).toEqual(avant);
});

test.each([
  ['efface des lignes', 'DELETE FROM lignes_budget WHERE id = 1;', /lignes_budget passerait de 2 à 1/],
  [
    'perd un centime',
    'UPDATE lignes_budget SET montant_centimes = montant_centimes - 1 WHERE id = 1;',
    /montant_centimes/,
  ],
  ['rompt un lien', 'UPDATE collectifs SET dossier_id = 999 WHERE id = 1;', /lien\(s\) rompus/],
])('une migration qui %s est abandonnée et la base reste à l’ancienne version', (_nom, sql, phrase) => {
  const dossier = dossierTemporaire();
  const fichier = join(dossier, 'base.sqlite');
  const db = ouvrir(fichier);
  remplir(db);
  db.$client.close();
  const avant = compter(fichier);
  const migrations = avecMigration(dossier, sql);
  expect(() => ouvrir(fichier, migrations)).toThrow(BaseRefusee);
  expect(() => ouvrir(fichier, migrations)).toThrow(phrase);
  expect(compter(fichier)).toEqual(avant);
  ouvrir(fichier).$client.close();
});

test('une migration datée d’avant la dernière est refusée', () => {
  const dossier = dossierTemporaire();
  expect(() => lireMigrations(avecMigration(dossier, 'SELECT 1;', 1))).toThrow(/dernière et la plus récente/);
});

test('kill -9 pendant la mise à jour : la base est à l’ancienne ou à la nouvelle version, toujours entière', async () => {
  const dossier = dossierTemporaire();
  const origine = join(dossier, 'origine.sqlite');
  const db = ouvrir(origine);
  remplir(db);
  db.$client.pragma('wal_checkpoint(TRUNCATE)');
  db.$client.close();
  const avant = compter(origine);
  // Assez lente pour être tuée à tous ses moments.
  const lente = `CREATE TABLE lest AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150000) SELECT i, randomblob(40) b FROM n;`;
  const migrations = avecMigration(dossier, `${RECONSTRUCTION}\n--> statement-breakpoint\n${lente}`);
  const ancienne = lireMigrations(MIGRATIONS).length;
  const versions = new Set<number>();
  for (let essai = 0; essai < 4; essai++) {
    const sous = join(dossier, `essai-${essai}`);
    mkdirSync(sous);
    const fichier = join(sous, 'base.sqlite');
    cpSync(origine, fichier);
    await tuerPendantOuverture(fichier, migrations, 60 + essai * 70);
    const verif = new Database(fichier);
    versions.add(Number(verif.pragma('user_version', { simple: true })));
    expect(verif.pragma('integrity_check', { simple: true })).toBe('ok');
    verif.close();
    expect(compter(fichier)).toEqual(avant);
    ouvrir(fichier, migrations).$client.close();
    expect(compter(fichier)).toEqual(avant);
  }
  expect([...versions].every((v) => v === ancienne || v === ancienne + 1)).toBe(true);
});

async function tuerPendantOuverture(fichier: string, migrations: string, delaiMs: number): Promise<void> {
  const code = `import { ouvrirBase } from '${join(process.cwd(), 'db/open.ts')}'; process.stdout.write('p'); ouvrirBase(${JSON.stringify(fichier)}, { migrations: ${JSON.stringify(migrations)}, creer: true, maintenant: '2026-06-12T08:00:00.000Z' }); process.stdout.write('f');`;
  const enfant = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve) => {
    enfant.stdout.once('data', () => setTimeout(() => enfant.kill('SIGKILL'), delaiMs));
    enfant.once('exit', () => resolve());
  });
  expect(existsSync(fichier)).toBe(true);
}
