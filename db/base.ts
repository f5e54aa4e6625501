import type Database from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type * as schema from './schema/index.ts';

/** La base ouverte : drizzle, et le client SQLite dessous pour ce que drizzle ne sait pas dire. */
export type Base = BetterSQLite3Database<typeof schema> & { $client: Database.Database };

/** « CLAS » en ASCII : ce qui distingue nos fichiers de ceux d’une autre application. */
export const APPLICATION_ID = 0x43_4c_41_53;

export type CodeRefus =
  | 'autre_application'
  | 'plus_recente'
  | 'reseau'
  | 'abimee'
  | 'introuvable'
  | 'migration'
  | 'occupee'
  | 'campagne_close';

/** La base est refusée et n’a pas été touchée ; la phrase dit quoi faire. */
export class BaseRefusee extends Error {
  override readonly name = 'BaseRefusee';
  readonly code: CodeRefus;
  constructor(code: CodeRefus, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
