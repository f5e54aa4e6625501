import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { lancerClas as clas } from '../../clas.ts';
import { dossierTemporaire, EXEMPLE } from './socle-essai.ts';

function compter(base: string): Record<string, unknown> {
  const db = new Database(base, { readonly: true });
  const tables = ['agents', 'dossiers', 'imports', 'journal'];
  const comptes = Object.fromEntries(tables.map((t) => [t, db.prepare(`SELECT count(*) FROM ${t}`).pluck().get()]));
  db.close();
  return comptes;
}

test.each([
  ['barème inconnu', ['--campagne', '2026-2027', '--bareme', 'x'], 1, 'bareme_inconnu'],
  ['année impossible', ['--campagne', '2026-2029'], 1, 'annee'],
  ['année mal écrite', ['--campagne', '2026'], 2, 'usage'],
  ['enveloppe hors des entiers', ['--campagne', '2026-2027', '--enveloppe', '99999999999999999999'], 2, 'usage'],
])('une création refusée ne laisse pas de base derrière elle : %s', (_nom, args, code, raison) => {
  const dossier = dossierTemporaire();
  const base = join(dossier, 'base.sqlite');
  expect(clas('creer', '--base', base, ...args)).toMatchObject({ code, json: { erreurs: [{ code: raison }] } });
  expect(readdirSync(dossier)).toEqual([]);
  expect(clas('creer', '--base', base, '--campagne', '2026-2027').code).toBe(0);
});

test('importer à blanc n’écrit rien, pas même l’agent ; deux fichiers sont lus avant que le premier soit écrit', () => {
  const dossier = dossierTemporaire();
  const base = join(dossier, 'base.sqlite');
  const vide = join(dossier, 'vide.xlsx');
  writeFileSync(vide, '');
  clas('creer', '--base', base, '--campagne', '2026-2027', '--agent', 'Camille Aubry');
  const avant = compter(base);
  expect(clas('importer', '--base', base, EXEMPLE, '--a-blanc').code).toBe(0);
  expect(compter(base)).toEqual(avant);
  expect(clas('importer', '--base', base, EXEMPLE, vide, '--agent', 'Camille Aubry')).toMatchObject({
    code: 1,
    json: { erreurs: [{ lieu: vide }] },
  });
  expect(compter(base)).toEqual(avant);
  expect(existsSync(`${base}.creation`)).toBe(false);
  expect(clas('importer', '--base', base, EXEMPLE, EXEMPLE)).toMatchObject({
    code: 0,
    json: { fichiers: [{ refus: null }, { refus: null }], dossiers: { nouveaux: 60, inchanges: 0 } },
  });
});
