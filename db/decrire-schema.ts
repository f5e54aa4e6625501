import type Database from 'better-sqlite3';

/** Le schéma réel d’une base, en SQL, rangé par nom : ce que garde schema.snapshot.sql. */
export function decrireSchema(client: Database.Database): string {
  const lignes = client
    .prepare(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name",
    )
    .pluck()
    .all() as string[];
  return `${lignes.map((sql) => `${sql};`).join('\n\n')}\n`;
}
