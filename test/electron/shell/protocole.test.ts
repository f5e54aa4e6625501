import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { declarerProtocole, servirProtocole } from '../../../electron/shell/protocole.ts';
import { app, etat } from '../fake-electron.ts';

beforeAll(async () => {
  declarerProtocole();
  await app.whenReady();
  servirProtocole(join(etat.application, 'out', 'renderer'));
});

async function demander(adresse: string, method = 'GET'): Promise<Response> {
  const repondre = etat.protocoles.get('app');
  if (repondre === undefined) throw new Error('protocole absent');
  // Request normaliserait le chemin ; un vrai intrus, non.
  const { headers } = new Request('app://clas/');
  return await repondre({ url: adresse, method, headers } as Request);
}

test('déclaré standard et sûr, sans privilège de trop', () => {
  expect(etat.schemas).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
});

test('la page, avec un nonce neuf à chaque réponse', async () => {
  const nonces = new Set<string>();
  for (const adresse of ['app://clas/', 'app://clas/index.html', 'app://clas/dossiers/12']) {
    const reponse = await demander(adresse);
    expect(reponse.status).toBe(200);
    const nonce = /'nonce-([^']+)'/.exec(reponse.headers.get('content-security-policy') ?? '')?.[1] ?? '';
    expect(await reponse.text()).toContain(`nonce="${nonce}"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test('les fichiers ont leur type', async () => {
  const reponse = await demander('app://clas/assets/page.js');
  expect(reponse.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(reponse.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await reponse.text()).toBe('export {};');
});

test.each([
  ['app://clas/%2e%2e/%2e%2e/secret.txt', 404], // « .. » déjà résolu par l’adresse : reste dans la page,
  ['app://clas/..%2f..%2fsecret.txt', 403],
  ['app://clas/assets/..%5c..%5c..%5csecret.txt', 403],
  ['app://clas/assets/absent.js', 404],
  ['app://autre/index.html', 404],
])('%s : %i, sans contenu', async (adresse, statut) => {
  const reponse = await demander(adresse);
  expect(reponse.status).toBe(statut);
  expect(await reponse.text()).toBe('');
});

test('rien ne s’écrit par ce protocole', async () => {
  for (const methode of ['POST', 'PUT', 'DELETE']) expect((await demander('app://clas/', methode)).status).toBe(405);
});
