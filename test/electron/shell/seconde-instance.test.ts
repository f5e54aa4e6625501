import { readdirSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { app, etat } from '../fake-electron.ts';

test('déjà ouverte ailleurs : ni fenêtre, ni base, et l’application se retire', async () => {
  etat.verrou = false;
  await import('../../../electron/main.ts');
  await vi.waitFor(() => expect(etat.fin).toBe(0));
  await app.whenReady();
  await new Promise(setImmediate);
  expect(etat.fenetres).toEqual([]);
  expect(readdirSync(etat.donnees)).toEqual([]);
});
