import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Base } from './base.ts';

const GARDEES = 10;
const NOM = /^clas-\d{4}-\d{2}-\d{2}\.sqlite$/;

function lister(dossier: string): string[] {
  if (!existsSync(dossier)) return [];
  return readdirSync(dossier)
    .filter((f) => NOM.test(f))
    .toSorted();
}

/**
 * Une copie de la base par jour, faite à la première ouverture, les dix dernières gardées. La copie est complète ou
 * absente : elle est écrite à côté puis renommée.
 */
export function sauvegarder(db: Base, dossier: string, jour: string): void {
  const cible = join(dossier, `clas-${jour}.sqlite`);
  if (existsSync(cible)) return;
  mkdirSync(dossier, { recursive: true });
  const provisoire = `${cible}.en-cours`;
  rmSync(provisoire, { force: true });
  db.$client.prepare('VACUUM INTO ?').run(provisoire);
  renameSync(provisoire, cible);
  for (const ancienne of lister(dossier).slice(0, -GARDEES)) rmSync(join(dossier, ancienne));
}

/** Instant ISO de la dernière sauvegarde, null s’il n’y en a pas. */
export function derniereSauvegarde(dossier: string): string | null {
  const derniere = lister(dossier).at(-1);
  return derniere === undefined ? null : statSync(join(dossier, derniere)).mtime.toISOString();
}
