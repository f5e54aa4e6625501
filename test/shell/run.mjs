// Le bureau construit (out/electron/main.js, preload.cjs) sur un vrai Chromium. Écrit .reports/shell.json.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monde } from './chromium-fenetre.mjs';
import { app, etat } from './electron-on-chromium.mjs';

const RAPPORTS = '.reports';
process.chdir(new URL('../..', import.meta.url).pathname);
mkdirSync(RAPPORTS, { recursive: true });

/** Attend qu’une chose devienne vraie ; dit laquelle si elle ne l’est jamais. */
async function attendre(quoi, fn) {
  for (let i = 0; i < 400; i++) {
    if (await fn()) return;
    await new Promise((fini) => setTimeout(fini, 50));
  }
  throw new Error(`jamais arrivé : ${quoi}`);
}

const page = () => etat.fenetres[0].page;
const premierEcran = () => page().getByText('Clas', { exact: false }).first();

/** Fait un appel du contrat par un port remis comme le fait la page, sans son client : le message brut d’oRPC. */
function appeler(chemin, entree) {
  return page().evaluate(
    ([chemin, entree]) =>
      new Promise((fini) => {
        const { port1, port2 } = new MessageChannel();
        const suite = [];
        port1.onmessage = ({ data }) => {
          const { t, s, p } = JSON.parse(data);
          if (t === 3) {
            suite.push(p.d?.json);
            if (p.e === 'done' || p.e === 'error') fini({ statut: 200, fin: p.e, suite });
          } else if (p.h?.['content-type'] !== 'text/event-stream') fini({ statut: p.s ?? s ?? 200, corps: p.b?.json });
        };
        postMessage('clas:port', origin, [port2]);
        port1.postMessage(JSON.stringify({ i: '1', p: { u: `/${chemin}`, b: { json: entree } } }));
      }),
    [chemin, entree],
  );
}

function article(id) {
  const trouve = etat.menu.flatMap((menu) => menu.submenu).find((a) => a.id === id);
  assert.ok(trouve, `pas d’article ${id}`);
  return trouve;
}

const ESSAIS = {
  'la vraie page s’affiche, avec son titre': async () => {
    await premierEcran().waitFor();
    assert.match(await page().title(), /Clas/);
    await page().screenshot({ path: `${RAPPORTS}/bureau.png` });
  },
  'la page n’a que « desktop » : ni Node, ni Electron, ni pont': async () => {
    const vu = await page().evaluate(() => ({
      desktop: Object.entries(window.desktop).map(([cle, v]) => `${cle}:${typeof v}`),
      reste: [typeof window.__ipc, typeof window.require, typeof window.process, typeof window.__livrer],
    }));
    assert.deepEqual(vu, {
      desktop: ['hote:string', 'surAction:function'],
      reste: ['undefined', 'undefined', 'undefined', 'undefined'],
    });
  },
  'la politique de contenu est en vigueur': async () => {
    const directive = await page().evaluate(
      () =>
        new Promise((fini) => {
          document.addEventListener('securitypolicyviolation', (e) => fini(e.violatedDirective), { once: true });
          const script = document.createElement('script');
          script.textContent = 'window.pris = true';
          document.body.append(script);
        }),
    );
    assert.equal(directive, 'script-src-elem');
    assert.equal(await page().evaluate(() => 'pris' in window), false);
  },
  'pas de navigation ailleurs, pas de fenêtre, pas de requête': async () => {
    const adresse = page().url();
    await page().evaluate(() => {
      location.href = 'https://exemple.fr/';
    });
    await page().evaluate(() => {
      window.open('https://exemple.fr/');
    });
    await attendre('fenêtre refusée', () => etat.notes.includes('fenêtre refusée'));
    assert.equal(page().url(), adresse);
    const image = await page().evaluate(
      () =>
        new Promise((fini) => {
          const essai = new Image();
          essai.onload = () => fini('chargée');
          essai.onerror = () => fini('refusée');
          essai.src = 'https://exemple.fr/suivi.png';
        }),
    );
    assert.equal(image, 'refusée');
  },
  'le port mène au backend': async () => {
    const { statut, corps } = await appeler('session/etat');
    assert.equal(statut, 200);
    assert.equal(corps.hote, 'bureau');
    assert.equal(corps.version, '0.0.0-essai');
    assert.ok(existsSync(corps.base));
  },
  'une action du menu atteint la page': async () => {
    await page().evaluate(() => {
      window.recues = [];
      window.cesser = window.desktop.surAction((action) => window.recues.push(action));
    });
    article('rechercher').click();
    await attendre('action reçue', () => page().evaluate(() => window.recues.includes('rechercher')));
    await page().evaluate(() => window.cesser());
    article('raccourcis').click();
    await page().evaluate(() => new Promise((fini) => setTimeout(fini)));
    assert.deepEqual(await page().evaluate(() => window.recues), ['rechercher']);
  },
  'l’affichage tombe : noté, rechargé, et le backend répond encore': async () => {
    const ancienne = page();
    const cdp = await ancienne.context().newCDPSession(ancienne);
    cdp.send('Page.crash').catch(() => undefined); // la page meurt avant de répondre
    await attendre('page neuve', () => page() !== ancienne && premierEcran().isVisible());
    const { corps } = await appeler('session/etat');
    assert.equal(corps.hote, 'bureau');
    const journal = readFileSync(join(app.getPath('userData'), 'journaux', 'clas.log'), 'utf8');
    assert.equal(journal.match(/affichage arrêté : crashed/g)?.length, 2); // message et pile d’une seule entrée
  },
  'un export choisi dans la boîte du poste est lu par un processus à part': async () => {
    const agent = await appeler('session/creerAgent', { prenom: 'Hélène', nom: 'Dupré', courriel: null });
    assert.equal(agent.statut, 200);
  },
  'aucune erreur dans la console hors des essais de garde': async () => {
    const plaintes = etat.notes.filter((note) => /^(error|pageerror|préchargement)/.test(note));
    const voulues = /Content Security Policy|exemple\.fr|ERR_BLOCKED_BY_CLIENT|ERR_ABORTED/;
    assert.deepEqual(
      plaintes.filter((note) => !voulues.test(note)),
      [],
    );
  },
  'fermer la fenêtre garde sa place et range la base': async () => {
    etat.fenetres[0].close();
    assert.equal(etat.fin, 0);
    const place = JSON.parse(readFileSync(join(app.getPath('userData'), 'fenetre.json'), 'utf8'));
    assert.equal(place.width, 1366);
    assert.equal(existsSync(join(app.getPath('userData'), 'clas.sqlite-wal')), false);
  },
};

const compte = { passes: 0, echecs: 0 };
await import(new URL('../../out/electron/main.js', import.meta.url).href);
await attendre('fenêtre montrée', () => etat.fenetres[0]?.visible || etat.fin !== null);
for (const [titre, essai] of Object.entries(ESSAIS)) {
  try {
    await essai();
    compte.passes++;
    console.log(`✓ ${titre}`);
  } catch (erreur) {
    compte.echecs++;
    console.error(`✗ ${titre}\n`, erreur);
  }
}
writeFileSync(`${RAPPORTS}/shell.json`, JSON.stringify(compte));
console.log(`${compte.passes} réussis, ${compte.echecs} en échec`);
if (compte.echecs > 0) console.log(etat.notes);
await monde.navigateur?.close();
process.exit(compte.echecs > 0 ? 1 : 0);
