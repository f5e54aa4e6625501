import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** La ligne de commande construite, comme « npm run clas » la lance. */
export const CLAS = resolve('out/electron/cli.js');

/** better-sqlite3 tue Node 20 : les essais prennent le Node du projet, quel que soit celui qui les lance. */
export function node(): string {
  const fourni = resolve('node_modules', '.bin', 'node');
  return process.platform !== 'win32' && existsSync(fourni) ? fourni : process.execPath;
}

export interface SortieDeCommande<T> {
  readonly code: number | null;
  /** Tout ce que la commande a écrit sur sa sortie, qui est un seul document JSON. */
  readonly texte: string;
  readonly json: T;
  readonly erreurs: string;
}

/** Lance une commande en vrai processus, avec `--json`. */
export function lancerClas<T = Record<string, unknown>>(...args: readonly string[]): SortieDeCommande<T> {
  const r = spawnSync(node(), [CLAS, ...args, '--json'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (r.error) throw r.error;
  return { code: r.status, json: JSON.parse(r.stdout) as T, texte: r.stdout, erreurs: r.stderr };
}
