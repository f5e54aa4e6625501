import type Database from 'better-sqlite3';

const preparees = new WeakMap<Database.Database, Map<string, Database.Statement>>();

/** Une requête préparée une seule fois par base ouverte : la préparer coûte plus cher que l’exécuter. */
export function preparer(client: Database.Database, sql: string): Database.Statement {
  const connues = preparees.get(client) ?? new Map<string, Database.Statement>();
  preparees.set(client, connues);
  const connue = connues.get(sql);
  if (connue) return connue;
  const nouvelle = client.prepare(sql);
  connues.set(sql, nouvelle);
  return nouvelle;
}
