// Le bureau construit (out/electron/main.js, preload.cjs) sur un vrai Chromium. Écrit .reports/shell.json.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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

/** Remet un port comme le fait la page, et garde de quoi y parler sans son client : les messages bruts d’oRPC. */
async function ouvrirPort() {
  await page().evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    const attentes = new Map();
    let suivant = 1;
    port1.start();
    port1.addEventListener('message', ({ data }) => {
      const { i, t, p } = JSON.parse(data);
      const attente = attentes.get(i);
      if (t === 3) {
        if (p.e === 'message') attente.suite.push(p.d?.json);
        else attente.fini({ statut: p.e === 'done' ? 200 : 500, corps: p.d?.json, suite: attente.suite });
      } else if (p.h?.['content-type'] !== 'text/event-stream') attente.fini({ statut: p.s ?? 200, corps: p.b?.json });
    });
    window.appeler = (chemin, json) =>
      new Promise((fini) => {
        const i = String(suivant++);
        attentes.set(i, { fini, suite: [] });
        port1.postMessage(JSON.stringify({ i, p: { u: `/${chemin}`, b: { json } } }));
      });
    postMessage('clas:port', origin, [port2]);
  });
}

/** Un appel du contrat sur le port ouvert ; une suite revient entière. */
function appeler(chemin, entree) {
  return page().evaluate(([c, e]) => window.appeler(c, e), [chemin, entree]);
}

/** Un long travail, jusqu’à son résultat. */
async function suivre(chemin, entree) {
  const { statut, corps, suite } = await appeler(chemin, entree);
  assert.equal(statut, 200, `${chemin} : ${JSON.stringify(corps)}`);
  assert.equal(suite.at(-1).type, 'resultat');
  return suite.at(-1).resultat;
}

/** Répond à la boîte « Enregistrer sous » et rend ce qui a été écrit. */
async function enregistrer(documentId, nom) {
  const filePath = join(app.getPath('userData'), nom);
  etat.reponses.push({ canceled: false, filePath });
  const { corps } = await appeler('documents/enregistrer', { documentId });
  assert.deepEqual(corps, { mode: 'enregistre', chemin: filePath });
  return readFileSync(filePath);
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
          essai.addEventListener('load', () => fini('chargée'));
          essai.addEventListener('error', () => fini('refusée'));
          essai.src = 'https://exemple.fr/suivi.png';
        }),
    );
    assert.equal(image, 'refusée');
  },
  'le port mène au backend': async () => {
    await ouvrirPort();
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
    await ouvrirPort();
    const { corps } = await appeler('session/etat');
    assert.equal(corps.hote, 'bureau');
    const journal = readFileSync(join(app.getPath('userData'), 'journaux', 'clas.log'), 'utf8');
    assert.equal(journal.match(/affichage arrêté : crashed/g)?.length, 2); // message et pile d’une seule entrée
  },
  'le fil entier dans le bureau construit : exemple, boîte « Ouvrir », PDF et classeur enregistrés': async () => {
    const { campagneId } = await suivre('campagnes/ouvrirExemple');
    const fichier = readdirSync('resources/exemple').find((nom) => nom.endsWith('.xlsx'));
    etat.reponses.push({ canceled: false, filePaths: [join(process.cwd(), 'resources/exemple', fichier)] });
    const { corps: depot } = await appeler('imports/choisir');
    assert.equal(depot.fichier, fichier);
    const { bilan } = await suivre('imports/analyser', { campagneId, depotId: depot.depotId });
    assert.equal(bilan.dossiers.nouveaux, 0); // le même export, importé deux fois, ne change rien
    assert.ok(bilan.dossiers.inchanges > 50);
    const { corps: seance } = await appeler('seances/lire', { campagneId });
    const pdf = await suivre('seances/dossierDeSeance', { seanceId: seance.seance.id });
    assert.equal((await enregistrer(pdf.documentId, 'seance.pdf')).subarray(0, 5).toString(), '%PDF-');
    const classeur = await suivre('paiements/echeancier', { campagneId });
    assert.equal((await enregistrer(classeur.documentId, 'echeancier.xlsx')).subarray(0, 2).toString(), 'PK');
    const scripts = new Set(etat.enfants.map((enfant) => basename(enfant.module)));
    assert.deepEqual([...scripts], ['travailleur.js']);
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
