// Écrit db/schema.snapshot.sql d’après une base neuve ; appelé après chaque migration engendrée.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decrireSchema } from '../db/decrire-schema.ts';
import { ouvrirBase } from '../db/open.ts';

const db = ouvrirBase(join(mkdtempSync(join(tmpdir(), 'clas-schema-')), 'neuve.sqlite'), {
  migrations: 'db/migrations',
  creer: true,
  maintenant: new Date().toISOString(),
});
writeFileSync('db/schema.snapshot.sql', decrireSchema(db.$client));
db.$client.close();
