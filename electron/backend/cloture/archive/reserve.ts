import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { ecrireLigneCsv } from './csv.ts';
import { listerTables } from './exporter-tables.ts';

/** L’empreinte d’un fichier lu par morceaux. */
export async function empreinteDe(chemin: string): Promise<{ readonly sha256: string; readonly octets: number }> {
  const empreinte = createHash('sha256');
  let octets = 0;
  for await (const morceau of createReadStream(chemin)) {
    const lu = morceau as Buffer;
    octets += lu.length;
    empreinte.update(lu);
  }
  return { sha256: empreinte.digest('hex'), octets };
}

export interface FichierCite {
  readonly sha256: string;
  readonly noms: readonly string[];
}

interface Colonne {
  readonly name: string;
}

/** Chaque fichier que la base cite, avec les noms qu’il y porte : toute colonne « …sha256 », le nom à côté. */
export function listerFichiersCites(base: Database.Database): FichierCite[] {
  const noms = new Map<string, Set<string>>();
  for (const table of listerTables(base)) {
    const colonnes = (base.pragma(`table_info("${table}")`) as Colonne[]).map((c) => c.name);
    for (const colonne of colonnes.filter((c) => c.endsWith('sha256'))) {
      const nom = [colonne.replace(/sha256$/, 'nom'), 'nom', 'fichier', 'origine'].find((c) => colonnes.includes(c));
      const lu = base
        .prepare(
          `SELECT "${colonne}" AS sha256, ${nom === undefined ? 'NULL' : `"${nom}"`} AS nom FROM "${table}" WHERE "${colonne}" IS NOT NULL`,
        )
        .all() as { sha256: string; nom: string | null }[];
      for (const { sha256, nom: sien } of lu) {
        const siens = noms.get(sha256) ?? new Set<string>();
        siens.add(`${table} : ${sien ?? 'sans nom'}`);
        noms.set(sha256, siens);
      }
    }
  }
  return [...noms]
    .map(([sha256, siens]) => ({ sha256, noms: [...siens] }))
    .toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}

/** Le fichier de la réserve, vérifié : null s’il manque ou n’est plus celui qui avait été gardé. */
export async function trouverVerifie(reserve: string, sha256: string): Promise<string | null> {
  const chemin = join(reserve, sha256.slice(0, 2), sha256);
  const present = await stat(chemin).catch(() => null);
  if (!present?.isFile()) return null;
  return (await empreinteDe(chemin)).sha256 === sha256 ? chemin : null;
}

export function ecrireIndex(cites: readonly FichierCite[], presents: ReadonlySet<string>): string {
  return [
    ecrireLigneCsv(['sha256', 'chemin', 'noms']),
    ...cites.map(({ sha256, noms }) =>
      ecrireLigneCsv([
        sha256,
        presents.has(sha256) ? `fichiers/${sha256.slice(0, 2)}/${sha256}` : null,
        noms.join(' | '),
      ]),
    ),
  ].join('');
}
