import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lignesAlterees } from '../../db/empreintes.ts';
import { dossierTemporaire, ouvrir, ouvrirDAvant, remplir } from './bases.ts';

test('une base d’avant garde ses imports, dont on ne connaît pas les dossiers', () => {
  const dossier = dossierTemporaire();
  const fichier = join(dossier, 'base.sqlite');
  const avant = ouvrirDAvant(dossier, fichier, 2);
  avant.$client.exec(
    "INSERT INTO imports (campagne_id, fichier, sha256, famille, agent_id, instant, bilan) VALUES (1, 'a.xlsx', 'x', 'table', 1, '2026-04-01T08:00:00.000Z', '{}')",
  );
  avant.$client.close();
  const apres = ouvrir(fichier);
  expect(apres.$client.prepare('SELECT fichier, numeros FROM imports').all()).toEqual([
    { fichier: 'a.xlsx', numeros: null },
  ]);
  expect(apres.$client.prepare('SELECT count(*) FROM collectifs').pluck().get()).toBe(3);
  expect(lignesAlterees(apres)).toEqual([]);
  apres.$client.close();
});

test('une colonne ajoutée à une table scellée ne fait pas croire ses lignes changées', () => {
  const db = ouvrir(join(dossierTemporaire(), 'base.sqlite'));
  remplir(db);
  db.$client.exec('ALTER TABLE collectifs ADD COLUMN remarque text');
  expect(lignesAlterees(db)).toEqual([]);
  db.$client.exec("UPDATE collectifs SET remarque = 'x' WHERE id = 1");
  expect(lignesAlterees(db)).toEqual([{ table: 'collectifs', id: 1 }]);
  db.$client.exec('UPDATE collectifs SET remarque = NULL, effectif = NULL WHERE id = 1');
  expect(lignesAlterees(db)).toEqual([{ table: 'collectifs', id: 1 }]);
  db.$client.close();
});
