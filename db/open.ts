import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { type Base, BaseRefusee } from './base.ts';
import { controlerFichier, refuserReseau } from './controler-fichier.ts';
import { creerFichier, lireMigrations, migrer } from './migrate.ts';
import * as schema from './schema/index.ts';

export { type Base, BaseRefusee } from './base.ts';

export interface OptionsOuverture {
  /** Dossier des migrations : `db/migrations` ou, installé, `resources/migrations`. */
  readonly migrations: string;
  /** Faux : un fichier absent est refusé au lieu d’être créé. */
  readonly creer: boolean;
  /** Instant ISO pour le nom de la copie faite avant une mise à jour. */
  readonly maintenant: string;
}

/**
 * Ouvre la base, la crée ou la met à jour. WAL avec `synchronous=FULL` : un enregistrement confirmé survit à une
 * coupure de courant (le défaut NORMAL en perd).
 * @throws BaseRefusee avec sa phrase ; le fichier refusé n’est pas touché
 */
export function ouvrirBase(fichier: string, options: OptionsOuverture): Base {
  refuserReseau(fichier);
  const migrations = lireMigrations(options.migrations);
  const vide = !existsSync(fichier) || statSync(fichier).size === 0;
  if (vide && !options.creer) {
    throw new BaseRefusee('introuvable', `La base « ${fichier} » est introuvable. Créez-la d’abord (« clas creer »).`);
  }
  if (vide) {
    mkdirSync(dirname(fichier), { recursive: true });
    creerFichier(fichier, migrations);
  } else {
    const { version } = controlerFichier(fichier, migrations.length);
    if (version < migrations.length) migrer(fichier, migrations, options.maintenant);
  }
  const client = new Database(fichier);
  poserReglages(client);
  return drizzle({ client, schema });
}

/** Les réglages d’ouverture (architecture §4) ; un test lit chacun. */
function poserReglages(client: Database.Database): void {
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = FULL');
  client.pragma('foreign_keys = ON');
  client.pragma('trusted_schema = OFF');
  client.pragma('cell_size_check = ON');
  client.pragma('secure_delete = ON');
  // Sans lui, INSERT OR REPLACE effacerait une ligne sans passer par les déclencheurs qui l’interdisent.
  client.pragma('recursive_triggers = ON');
  client.pragma('busy_timeout = 5000');
}
