import { createServer } from 'node:net';
import { expect, type Page, test, type WebSocket } from '@playwright/test';
import { demarrerHote } from './hote.ts';

/** Un port libre à cet instant : l’hôte doit revenir à la même adresse après son redémarrage. */
function portLibre(): Promise<number> {
  return new Promise((fini) => {
    const essai = createServer().listen(0, '127.0.0.1', () => {
      const adresse = essai.address();
      essai.close(() => fini(typeof adresse === 'object' && adresse !== null ? adresse.port : 0));
    });
  });
}

/** Les connexions de la page, et ce qu’elle y envoie, dans l’ordre. */
function observer(page: Page): { socket: WebSocket; envois: string[]; retours: string[] }[] {
  const vues: { socket: WebSocket; envois: string[]; retours: string[] }[] = [];
  page.on('websocket', (socket) => {
    const vue = { socket, envois: [] as string[], retours: [] as string[] };
    socket.on('framesent', ({ payload }) => vue.envois.push(String(payload)));
    socket.on('framereceived', ({ payload }) => vue.retours.push(String(payload)));
    vues.push(vue);
  });
  return vues;
}

/** Crée un agent par une connexion à part, faite de la page : le message brut du contrat. */
function creerAgent(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((fini) => {
        const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/ws`);
        const json = { prenom: 'Hélène', nom: 'Dupré', courriel: null };
        const appel = JSON.stringify({ i: '1', p: { u: '/session/creerAgent', b: { json } } });
        socket.addEventListener('open', () => socket.send(appel));
        socket.addEventListener('message', (e) => {
          socket.close();
          fini(JSON.parse(String(e.data)).p.b.json.id);
        });
      }),
  );
}

test('l’hôte redémarre : la page retrouve sa connexion, et son agent, sans rechargement', async ({ page }) => {
  const port = await portLibre();
  const premier = await demarrerHote({ port });
  await page.goto(premier.adresse);
  const agentId = await creerAgent(page);
  await page.evaluate((id) => sessionStorage.setItem('clas.agent', String(id)), agentId);

  const connexions = observer(page);
  await page.reload();
  // Rechargée, la page redit qui est devant l’écran avant tout autre appel.
  await expect.poll(() => connexions[0]?.envois[0]).toContain('/session/choisirAgent');
  await expect.poll(() => connexions[0]?.retours[0]).toContain('Dupré');
  await page.evaluate(() => Reflect.set(window, 'temoin', true));

  await premier.arreter();
  await expect.poll(() => connexions[0]?.socket.isClosed()).toBe(true);
  const coupure = page.getByRole('alert').filter({ hasText: 'La connexion avec l’application est perdue' });
  await expect(coupure).toBeVisible();
  const second = await demarrerHote({ port, donnees: premier.donnees });
  try {
    await expect
      .poll(() => connexions.some((c, rang) => rang > 0 && (c.retours[0] ?? '').includes('Dupré')), { timeout: 30_000 })
      .toBe(true);
    const retrouvee = connexions.find((c, rang) => rang > 0 && c.retours.length > 0);
    expect(retrouvee?.envois[0]).toContain('/session/choisirAgent');
    await expect(coupure).toBeHidden();
    expect(await page.evaluate(() => 'temoin' in window)).toBe(true);
  } finally {
    await second.arreter();
  }
});
