import { request as requeteHttp } from 'node:http';
import { expect, test } from '@playwright/test';
import WebSocket from 'ws';
import { demarrerHote, type HoteEssai } from './hote.ts';

let hote: HoteEssai;
test.beforeEach(async () => {
  hote = await demarrerHote();
});
test.afterEach(() => hote.arreter());

/** Une requête brute : un navigateur ne laisse pas choisir Host ni Origin. */
function demander(
  chemin: string,
  entetes: Record<string, string> = {},
  method = 'GET',
): Promise<{ statut: number; cookie: string }> {
  const { hostname, port } = new URL(hote.origine);
  return new Promise((fini, echec) => {
    const requete = requeteHttp({ hostname, port, path: chemin, method, headers: entetes }, (reponse) => {
      reponse.resume();
      fini({ statut: reponse.statusCode ?? 0, cookie: reponse.headers['set-cookie']?.join() ?? '' });
    });
    requete.once('error', echec);
    requete.end();
  });
}

async function obtenirCookie(): Promise<string> {
  const { search } = new URL(hote.adresse);
  const { cookie } = await demander(`/${search}`);
  return cookie.split(';')[0] ?? '';
}

/** « ouverte », ou le statut HTTP par lequel la connexion est refusée. */
function tenterSocket(entetes: Record<string, string>): Promise<string> {
  const socket = new WebSocket(`${hote.origine.replace('http', 'ws')}/ws`, { headers: entetes });
  return new Promise((fini) => {
    socket.once('open', () => {
      socket.terminate();
      fini('ouverte');
    });
    socket.once('unexpected-response', (_requete, reponse) => fini(String(reponse.statusCode)));
    socket.once('error', (erreur) => fini(erreur.message));
  });
}

test('sans cookie, rien : ni page, ni fichier', async () => {
  for (const chemin of ['/', '/index.html', '/assets/', '/dossiers/1', '/?jeton=faux'])
    expect((await demander(chemin)).statut, chemin).toBe(403);
  expect((await demander('/', { cookie: 'clas=1; autre=2' })).statut).toBe(403);
});

test('le jeton ne sert qu’une fois, contre un cookie que la page ne lit pas', async ({ browser }) => {
  const premier = await browser.newContext();
  const page = await premier.newPage();
  await page.goto(hote.adresse);
  expect(page.url()).toBe(`${hote.origine}/`); // le jeton ne reste ni dans l’adresse ni dans l’historique
  const [cookie] = await premier.cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  expect(await page.evaluate(() => document.cookie)).toBe('');

  const second = await browser.newContext();
  const intrus = await second.newPage();
  const reponse = await intrus.goto(hote.adresse);
  expect(reponse?.status()).toBe(403);
  await expect(intrus.locator('body')).toContainText('Ce lien a déjà servi');
  expect(await second.cookies()).toEqual([]);
  expect((await intrus.goto(hote.origine))?.status()).toBe(403);

  expect((await page.goto(hote.origine))?.status()).toBe(200); // le premier, lui, revient
  await premier.close();
  await second.close();
});

test('un autre nom d’hôte ou une autre origine sont refusés, même avec le cookie', async () => {
  const cookie = await obtenirCookie();
  expect((await demander('/', { cookie })).statut).toBe(200);
  expect((await demander('/', { cookie, host: 'exemple.fr' })).statut).toBe(421);
  expect((await demander('/', { cookie, host: `localhost:${new URL(hote.origine).port}` })).statut).toBe(421);
  expect((await demander('/', { cookie, origin: 'https://exemple.fr' })).statut).toBe(403);
  expect((await demander('/', { cookie, origin: 'null' })).statut).toBe(403);
  expect((await demander('/', { cookie }, 'POST')).statut).toBe(405);
  expect((await demander('/', { cookie }, 'OPTIONS')).statut).toBe(405);
});

test('la connexion WebSocket exige l’origine, l’hôte et le cookie', async () => {
  const cookie = await obtenirCookie();
  const origin = hote.origine;
  expect(await tenterSocket({ cookie, origin })).toBe('ouverte');
  expect(await tenterSocket({ origin })).toBe('403');
  expect(await tenterSocket({ cookie })).toBe('403');
  expect(await tenterSocket({ cookie, origin: 'https://exemple.fr' })).toBe('403');
  expect(await tenterSocket({ cookie, origin, host: 'exemple.fr' })).toBe('403');
  expect(await tenterSocket({ cookie: cookie.slice(0, -1), origin })).toBe('403');
});

test('rien ne sort du dossier de la page', async () => {
  const cookie = await obtenirCookie();
  for (const chemin of [
    '/../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/..%5cpackage.json',
  ])
    expect((await demander(chemin, { cookie })).statut, chemin).toBe(404);
});

test('la politique de contenu arrête un script en ligne et tout envoi ailleurs', async ({ page }) => {
  await page.goto(hote.adresse);
  const reponse = await page.goto(hote.origine);
  const csp = reponse?.headers()['content-security-policy'] ?? '';
  expect(csp).toContain("script-src 'self';");
  expect(csp).not.toContain('unsafe');
  const violations = await page.evaluate(async () => {
    const vues: string[] = [];
    document.addEventListener('securitypolicyviolation', (e) => vues.push(e.violatedDirective));
    const script = document.createElement('script');
    script.textContent = 'window.pris = true';
    document.body.append(script);
    const bouton = document.createElement('button');
    bouton.setAttribute('onclick', 'window.pris = true');
    bouton.click();
    await fetch('https://exemple.fr/').catch(() => undefined);
    await new Promise((fini) => setTimeout(fini)); // les violations sont annoncées au tour suivant
    return { vues, pris: 'pris' in window };
  });
  expect(violations.pris).toBe(false);
  expect(violations.vues).toEqual(expect.arrayContaining(['script-src-elem', 'script-src-attr', 'connect-src']));
});

test('le nonce change à chaque page', async ({ page }) => {
  await page.goto(hote.adresse);
  const nonces = new Set<string>();
  for (let i = 0; i < 3; i++) {
    const csp = (await page.goto(hote.origine))?.headers()['content-security-policy'] ?? '';
    nonces.add(/'nonce-([^']+)'/.exec(csp)?.[1] ?? '');
  }
  expect(nonces.size).toBe(3);
  expect(nonces.has('')).toBe(false);
});
