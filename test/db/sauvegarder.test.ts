import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { derniereSauvegarde, sauvegarder } from '../../db/sauvegarder.ts';
import { dossierTemporaire, ouvrir, remplir } from './bases.ts';

test('une copie entière par jour, les dix dernières gardées', () => {
  const dossier = dossierTemporaire();
  const db = ouvrir(join(dossier, 'base.sqlite'));
  remplir(db);
  const copies = join(dossier, 'sauvegardes');
  expect(derniereSauvegarde(copies)).toBeNull();
  for (let jour = 1; jour <= 12; jour++) {
    const date = `2026-06-${String(jour).padStart(2, '0')}`;
    sauvegarder(db, copies, date);
    sauvegarder(db, copies, date);
  }
  db.$client.close();
  const gardees = readdirSync(copies).toSorted();
  expect(gardees).toHaveLength(10);
  expect(gardees.at(-1)).toBe('clas-2026-06-12.sqlite');
  expect(derniereSauvegarde(copies)).toMatch(/^\d{4}-/);
  const relue = ouvrir(join(copies, 'clas-2026-06-12.sqlite'));
  expect(relue.$client.prepare('SELECT count(*) FROM dossiers').pluck().get()).toBe(2);
  relue.$client.close();
});
