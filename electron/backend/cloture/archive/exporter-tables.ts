import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type Database from 'better-sqlite3';
import { ecrireLigneCsv, type ValeurCsv } from './csv.ts';
import type { Ressource } from './paquet.ts';

interface Colonne {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

interface Lien {
  readonly table: string;
  readonly from: string;
  readonly to: string | null;
}

/** Lignes rassemblées avant d’être écrites : assez pour ne pas écrire ligne à ligne, peu pour la mémoire. */
const TAMPON = 256 * 1024;

/** Toutes les tables de la base, celles de l’application comme celle des migrations. */
export function listerTables(base: Database.Database): string[] {
  return base
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )
    .pluck()
    .all() as string[];
}

/** Écrit une table en CSV, ligne à ligne : une base de plusieurs gigaoctets ne tient jamais en mémoire. */
export async function exporterTable(base: Database.Database, table: string, dossier: string): Promise<Ressource> {
  const colonnes = base.pragma(`table_info("${table}")`) as Colonne[];
  const liens = base.pragma(`foreign_key_list("${table}")`) as Lien[];
  const montants = new Map(
    colonnes.flatMap((c, rang) =>
      c.name.endsWith('_centimes')
        ? [[rang, { nom: c.name, somme: 0n }] as [number, { nom: string; somme: bigint }]]
        : [],
    ),
  );
  const chemin = join(dossier, `${table}.csv`);
  const flux = createWriteStream(chemin, { flags: 'wx' });
  const empreinte = createHash('sha256');
  let octets = 0;
  let lignes = 0;
  let tampon = ecrireLigneCsv(colonnes.map((c) => c.name));
  async function vider(): Promise<void> {
    const morceau = Buffer.from(tampon);
    tampon = '';
    octets += morceau.length;
    empreinte.update(morceau);
    if (!flux.write(morceau)) await once(flux, 'drain');
  }
  const cles = colonnes.filter((c) => c.pk > 0).toSorted((a, b) => a.pk - b.pk);
  const ordre = cles.map((c) => `"${c.name}"`).join(', ') || 'rowid';
  const requete = base.prepare(`SELECT * FROM "${table}" ORDER BY ${ordre}`).raw().safeIntegers();
  for (const ligne of requete.iterate()) {
    const valeurs = ligne as ValeurCsv[];
    lignes += 1;
    for (const [rang, montant] of montants) montant.somme += BigInt((valeurs[rang] as bigint | null) ?? 0);
    tampon += ecrireLigneCsv(valeurs);
    if (tampon.length > TAMPON) await vider();
  }
  await vider();
  flux.end();
  await finished(flux);
  return {
    name: table,
    path: `${table}.csv`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes: octets,
    hash: `sha256:${empreinte.digest('hex')}`,
    lignes,
    sommesCentimes: Object.fromEntries([...montants.values()].map(({ nom, somme }) => [nom, String(somme)])),
    schema: {
      fields: colonnes.map(({ name, type, notnull }) => ({
        name,
        type: TYPES[type.toUpperCase()] ?? 'string',
        ...(notnull === 1 ? { constraints: { required: true as const } } : {}),
      })),
      primaryKey: cles.map((c) => c.name),
      foreignKeys: liens.map(({ table: cible, from, to }) => ({
        fields: from,
        reference: { resource: cible, fields: to ?? 'id' },
      })),
    },
  };
}

const TYPES: Readonly<Record<string, string>> = { INTEGER: 'integer', INT: 'integer', REAL: 'number', TEXT: 'string' };
