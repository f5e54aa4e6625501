// La fenêtre du remplaçant d’Electron, et le contenu qu’elle montre.
import { EventEmitter } from 'node:events';
import type Electron from 'electron';

type Requete = (demande: Request) => Response | Promise<Response>;

/** Partagé avec fake-electron.ts, qui en est le seul autre lecteur. */
export const etatFenetres = {
  pret: false,
  app: new EventEmitter(),
  protocoles: new Map<string, Requete>(),
  fenetres: [] as BrowserWindow[],
  active: null as BrowserWindow | null,
  versPage: (_canal: string, _args: unknown[]): void => undefined,
};

async function charger(adresse: string): Promise<void> {
  const repondre = etatFenetres.protocoles.get(new URL(adresse).protocol.slice(0, -1));
  if (repondre === undefined) throw new Error(`ERR_UNKNOWN_URL_SCHEME ${adresse}`);
  const reponse = await repondre(new Request(adresse));
  if (!reponse.ok) throw new Error(`ERR_FAILED ${reponse.status}`);
}

interface Ouverture {
  readonly action: string;
  readonly overrideBrowserWindowOptions?: Electron.BrowserWindowConstructorOptions;
}

export class WebContents extends EventEmitter {
  surOuverture: ((details: { url: string }) => Ouverture) | null = null;
  rechargements = 0;
  setWindowOpenHandler(fn: (details: { url: string }) => Ouverture): void {
    this.surOuverture = fn;
  }
  send(canal: string, ...args: unknown[]): void {
    etatFenetres.versPage(canal, structuredClone(args));
  }
  reload(): void {
    this.rechargements++;
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  adresse = '';
  visible: boolean;
  detruite = false;
  reduite = false;
  agrandie = false;
  /** Combien de fois la fenêtre est passée au premier plan. */
  focalisations = 0;
  bornes: Electron.Rectangle;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    if (!etatFenetres.pret) throw new Error('Cannot create BrowserWindow before app is ready');
    this.options = options;
    this.visible = options.show !== false;
    this.bornes = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    etatFenetres.fenetres.push(this);
    etatFenetres.app.emit('web-contents-created', {}, this.webContents);
  }
  static getAllWindows(): BrowserWindow[] {
    return etatFenetres.fenetres.filter((fenetre) => !fenetre.detruite);
  }
  static getFocusedWindow(): BrowserWindow | null {
    return etatFenetres.active;
  }
  async loadURL(adresse: string): Promise<void> {
    this.adresse = adresse;
    await charger(adresse);
    this.emit('ready-to-show');
  }
  #exigerVivante(): void {
    if (this.detruite) throw new TypeError('Object has been destroyed');
  }
  show(): void {
    this.#exigerVivante();
    this.visible = true;
  }
  focus(): void {
    this.#exigerVivante();
    this.focalisations++;
  }
  restore(): void {
    this.reduite = false;
  }
  maximize(): void {
    this.agrandie = true;
  }
  isMinimized(): boolean {
    return this.reduite;
  }
  isMaximized(): boolean {
    return this.agrandie;
  }
  isDestroyed(): boolean {
    return this.detruite;
  }
  getNormalBounds(): Electron.Rectangle {
    this.#exigerVivante();
    return this.bornes;
  }
  /** L’agent ferme la fenêtre. */
  close(): void {
    this.emit('close', { preventDefault: () => undefined });
    this.detruite = true;
    this.emit('closed');
    this.webContents.emit('destroyed');
    if (BrowserWindow.getAllWindows().length === 0) etatFenetres.app.emit('window-all-closed');
  }
}
