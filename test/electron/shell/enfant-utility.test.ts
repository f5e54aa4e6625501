import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { OPTIONS_V8 } from '../../../electron/backend/travaux/enfant-node.ts';
import type { Enfant } from '../../../electron/backend/travaux/lancer.ts';
import { creerLanceur } from '../../../electron/backend/travaux/lancer.ts';
import { creerEnfantUtility } from '../../../electron/shell/enfant-utility.ts';
import { app } from '../fake-electron.ts';

const dossier = mkdtempSync(join(tmpdir(), 'clas-enfant-'));
/** Un enfant qui rend ce qu’on lui dit, puis n’écoute plus rien s’il le faut. */
const ECHO = join(dossier, 'echo.mjs');
writeFileSync(
  ECHO,
  `process.on('SIGTERM', () => undefined);
   process.parentPort.on('message', ({ data }) => {
     process.parentPort.postMessage({ recu: data, arguments: process.execArgv.filter((a) => a.startsWith('--max')) });
     if (data === 'tourner') for (;;);
     if (data === 'finir') process.exit(7);
   });`,
);

beforeAll(() => app.whenReady());

function finDe(enfant: Enfant): Promise<number | null> {
  return new Promise((fini) => enfant.surFin(fini));
}

test('un message part avant même que le processus existe, et revient', async () => {
  const enfant = creerEnfantUtility(ECHO)();
  expect(enfant.pid).toBeUndefined();
  const recus: unknown[] = [];
  enfant.surMessage((message) => recus.push(message));
  const fin = finDe(enfant);
  enfant.envoyer('finir');
  expect(await fin).toBe(7);
  expect(recus).toEqual([{ recu: 'finir', arguments: OPTIONS_V8 }]);
});

test('un enfant qui tourne en rond et ignore SIGTERM est tué', async () => {
  const enfant = creerEnfantUtility(ECHO)();
  const fin = finDe(enfant);
  const recu = new Promise((fini) => enfant.surMessage(fini));
  enfant.envoyer('tourner');
  await recu;
  const { pid } = enfant;
  enfant.tuer();
  await fin;
  expect(() => process.kill(pid ?? 0, 0)).toThrow(/ESRCH/);
});

test('tué avant d’avoir démarré : il finit quand même', async () => {
  const enfant = creerEnfantUtility(ECHO)();
  const fin = finDe(enfant);
  enfant.tuer();
  expect(await fin).not.toBe(0);
});

test('le travailleur de l’application lit un fichier, et refuse une page web avec sa phrase', async () => {
  const lanceur = creerLanceur(creerEnfantUtility());
  const csv = join(dossier, 'villes.csv');
  writeFileSync(csv, 'Commune;Élèves\nOrléans;12\n');
  const classeur = await lanceur.lancer('lire-tableur', { chemin: csv, nom: 'villes.csv' });
  expect(JSON.stringify(classeur)).toContain('Orléans');
  const html = join(dossier, 'export.xlsx');
  writeFileSync(html, '<!doctype html><html><body>Export</body></html>');
  await expect(lanceur.lancer('lire-tableur', { chemin: html, nom: 'export.xlsx' })).rejects.toMatchObject({
    name: 'RefusDeLecture',
  });
});

test('l’arrêt par l’agent tue l’enfant avant de rendre la main', async () => {
  let enfant: Enfant | undefined;
  const creer = creerEnfantUtility(ECHO);
  const lanceur = creerLanceur(() => (enfant = creer()));
  const arret = new AbortController();
  const travail = lanceur.lancer('lire-tableur', { chemin: 'x', nom: 'x' }, { signal: arret.signal });
  await vi.waitFor(() => expect(enfant?.pid).toBeGreaterThan(0));
  const pid = enfant?.pid ?? 0;
  arret.abort();
  await expect(travail).rejects.toMatchObject({ name: 'AbortError' });
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
});
