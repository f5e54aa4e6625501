import type Database from 'better-sqlite3';
import type { Base } from './base.ts';

/**
 * Des requêtes composées et préparées une fois par base ouverte : le faire à chaque appel coûte bien plus cher que de
 * les exécuter.
 */
export function parBase<T>(preparer: (db: Base) => T): (db: Base) => T {
  const connues = new WeakMap<Base, T>();
  return (db) => {
    const connue = connues.get(db);
    if (connue !== undefined) return connue;
    const nouvelle = preparer(db);
    connues.set(db, nouvelle);
    return nouvelle;
  };
}

const textes = parBase(() => new Map<string, Database.Statement>());

/** Une requête SQL écrite à la main, préparée une fois par base ouverte. */
export function preparer(db: Base, sql: string): Database.Statement {
  const connues = textes(db);
  const connue = connues.get(sql) ?? db.$client.prepare(sql);
  connues.set(sql, connue);
  return connue;
}
