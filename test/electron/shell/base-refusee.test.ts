import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { etat } from '../fake-electron.ts';

test('une base refusée le dit en français, n’est pas touchée, et rien ne s’ouvre', async () => {
  const donnees = mkdtempSync(join(tmpdir(), 'clas-refusee-'));
  const base = join(donnees, 'clas.sqlite');
  writeFileSync(base, 'ceci n’est pas une base de données, mais un texte assez long pour y ressembler'.repeat(20));
  const avant = readFileSync(base);
  vi.stubEnv('CLAS_DONNEES', donnees);
  await import('../../../electron/main.ts');
  await vi.waitFor(() => expect(etat.fin).toBe(1));
  expect(etat.boites).toHaveLength(1);
  expect(etat.boites[0]).toMatchObject({
    nature: 'erreur',
    options: { titre: 'Clas ne peut pas ouvrir ses données', contenu: expect.stringContaining('clas.sqlite') },
  });
  expect(etat.fenetres).toEqual([]);
  expect(readFileSync(base).equals(avant)).toBe(true);
});
