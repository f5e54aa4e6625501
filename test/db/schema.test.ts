import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decrireSchema } from '../../db/decrire-schema.ts';
import { dossierTemporaire, ouvrir } from './bases.ts';

test('le schéma d’une base neuve est celui qui est gardé : un changement passe par une migration', () => {
  const db = ouvrir(join(dossierTemporaire(), 'a.sqlite'));
  expect(decrireSchema(db.$client)).toBe(readFileSync('db/schema.snapshot.sql', 'utf8'));
  db.$client.close();
});
