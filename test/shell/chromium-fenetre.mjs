// BrowserWindow joué par une page de Chromium, pilotée par CDP. Le préchargement tourne dans un monde isolé.
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { MONDE_PAGE, mondePrechargement } from './mondes.mjs';

const versApp = (adresse) => adresse.replace(/^https:\/\/([\w-]+)\.app\.test/, 'app://$1');
const versHttp = (adresse) => adresse.replace(/^app:\/\/([\w-]+)/, 'https://$1.app.test');

/** Partagé avec electron-on-chromium.mjs. */
export const monde = {
  pret: false,
  navigateur: undefined,
  app: undefined,
  ipcMain: new EventEmitter(),
  protocoles: new Map(),
  avantRequete: undefined,
  fenetres: [],
  /** Console de la page, fenêtres et requêtes refusées : ce que l’essai relit. */
  notes: [],
};

class MessagePortMain extends EventEmitter {
  #attente = [];
  #demarre = false;
  #envoyer;
  constructor(envoyer) {
    super();
    this.#envoyer = envoyer;
  }
  start() {
    this.#demarre = true;
    for (const data of this.#attente.splice(0)) this.emit('message', { data, ports: [] });
  }
  recevoir(data) {
    if (this.#demarre) this.emit('message', { data, ports: [] });
    else this.#attente.push(data);
  }
  postMessage(message) {
    this.#envoyer(message);
  }
  close() {
    this.emit('close');
  }
}

const coder = (d) => (typeof d === 'string' ? { s: d } : { b: Buffer.from(d).toString('base64') });
const decoder = (m) => ('s' in m ? m.s : new Uint8Array(Buffer.from(m.b, 'base64')));

class WebContents extends EventEmitter {
  constructor(fenetre) {
    super();
    this.fenetre = fenetre;
  }
  setWindowOpenHandler(fn) {
    this.surOuverture = fn;
  }
  send(canal, ...args) {
    void this.fenetre.evaluerPrechargement(`__recevoir(${JSON.stringify(canal)}, ${JSON.stringify(args)})`);
  }
  reload() {
    void this.fenetre.recharger();
  }
}

export class BrowserWindow extends EventEmitter {
  webContents = new WebContents(this);
  detruite = false;
  #ports = new Map();

  constructor(options) {
    super();
    if (!monde.pret) throw new Error('Cannot create BrowserWindow before app is ready');
    const { nodeIntegration, contextIsolation, sandbox } = options.webPreferences;
    if (nodeIntegration || !contextIsolation || !sandbox) throw new Error('seule la configuration sûre est modélisée');
    this.options = options;
    this.bornes = { x: options.x, y: options.y, width: options.width, height: options.height };
    monde.fenetres.push(this);
    monde.app.emit('web-contents-created', {}, this.webContents);
  }
  static getAllWindows() {
    return monde.fenetres.filter((fenetre) => !fenetre.detruite);
  }
  static getFocusedWindow() {
    return null;
  }
  show() {
    this.visible = true;
  }
  focus() {}
  maximize() {}
  isMaximized() {
    return false;
  }
  isMinimized() {
    return false;
  }
  isDestroyed() {
    return this.detruite;
  }
  getNormalBounds() {
    return this.bornes;
  }
  close() {
    this.emit('close', {});
    this.detruite = true;
    this.emit('closed');
    if (BrowserWindow.getAllWindows().length === 0) monde.app.emit('window-all-closed');
  }

  async loadURL(adresse) {
    this.adresse = adresse;
    await this.#ouvrirPage();
    this.emit('ready-to-show');
  }
  /** Après un arrêt, la page de Chromium est morte : comme Electron, on repart d’un processus neuf. */
  async recharger() {
    for (const port of this.#ports.values()) port.close();
    this.#ports.clear();
    await this.page.context().close();
    await this.#ouvrirPage();
  }
  evaluerPrechargement(expression) {
    return this.cdp
      .send('Runtime.evaluate', { contextId: this.contexte, expression })
      .catch((erreur) => monde.notes.push(`préchargement : ${erreur.message}`));
  }

  async #ouvrirPage() {
    const { width, height, webPreferences } = this.options;
    const page = await monde.navigateur.newPage({ viewport: { width, height }, locale: 'fr-FR' });
    this.page = page;
    page.on('console', (m) => monde.notes.push(`${m.type()}: ${m.text()}`));
    page.on('pageerror', (e) => monde.notes.push(`pageerror: ${e}`));
    page.on('popup', (fenetre) => void fenetre.close());
    page.on('crash', () => this.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }));
    await page.context().route('**/*', (route) => this.#repondre(route));
    const cdp = await page.context().newCDPSession(page);
    this.cdp = cdp;
    await cdp.send('Runtime.enable');
    await cdp.send('Page.enable');
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === 'electron-preload') this.contexte = context.id;
    });
    cdp.on('Runtime.bindingCalled', ({ payload }) => this.#recevoir(JSON.parse(payload)));
    await cdp.send('Runtime.addBinding', { name: '__ipc', executionContextName: 'electron-preload' });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: MONDE_PAGE });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      source: mondePrechargement(readFileSync(webPreferences.preload, 'utf8')),
      worldName: 'electron-preload',
    });
    await page.goto(versHttp(this.adresse));
  }

  /** Toute requête passe ici : gardes de navigation, filtre de la session, puis le protocole `app:`. */
  async #repondre(route) {
    const requete = route.request();
    const url = versApp(requete.url());
    let cadre;
    try {
      cadre = requete.frame();
    } catch {
      const refusee = this.webContents.surOuverture?.({ url }).action === 'deny';
      monde.notes.push(refusee ? 'fenêtre refusée' : 'fenêtre ouverte');
      return route.abort('aborted');
    }
    if (requete.isNavigationRequest() && cadre === this.page.mainFrame() && this.page.url() !== 'about:blank') {
      let retenue = false;
      this.webContents.emit('will-navigate', { url, preventDefault: () => (retenue = true) });
      if (retenue) return route.abort('aborted');
    }
    const { cancel } = await new Promise((rendre) => monde.avantRequete({ url }, rendre));
    if (cancel) {
      monde.notes.push(`requête arrêtée : ${url}`);
      return route.abort('blockedbyclient');
    }
    const protocole = monde.protocoles.get(new URL(url).protocol.slice(0, -1));
    if (!protocole) return route.abort('internetdisconnected');
    const reponse = await protocole({ url, method: requete.method(), headers: new Headers(requete.headers()) });
    return route.fulfill({
      status: reponse.status,
      headers: Object.fromEntries(reponse.headers),
      body: Buffer.from(await reponse.arrayBuffer()),
    });
  }

  /** Un message du monde isolé : un envoi sur un canal avec ses ports, ou un message sur un port déjà remis. */
  #recevoir(e) {
    if (!e.canal) {
      this.#ports.get(e.port)?.recevoir(decoder(e.m));
      return;
    }
    const ports = e.ids.map((id) => {
      const port = new MessagePortMain((d) =>
        this.evaluerPrechargement(`__livrer(${id}, ${JSON.stringify(coder(d))})`),
      );
      this.#ports.set(id, port);
      return port;
    });
    const senderFrame = { url: versApp(e.url), parent: e.cadre ? { url: 'parent', parent: null } : null };
    monde.ipcMain.emit(e.canal, { senderFrame, ports }, e.message);
  }
}
