import { join } from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, type RenderProcessGoneDetails } from 'electron';
import type { Horloge, JournalTechnique } from '../backend/context.ts';
import { ecrireEtatFenetre, lireEtatFenetre } from './etat-fenetre.ts';
import { ORIGINE } from './protocole.ts';

export interface OptionsFenetre {
  readonly log: JournalTechnique;
  readonly horloge: Horloge;
  /** Fichier JSON où la place de la fenêtre est gardée. */
  readonly fichierEtat: string;
}

/** Au-delà de trois arrêts en une minute, recharger encore ne sert à rien : on demande. */
const ARRETS_MAX = 3;
const PERIODE_MS = 60_000;

/** Le fond de la page (`--fond`, renderer/ui/jetons.css) : la fenêtre ne clignote pas en s’ouvrant. */
const FOND_CLAIR = '#f2f5f6';
const FOND_SOMBRE = '#0d161b';

function garderPlace(fenetre: BrowserWindow, { fichierEtat, log }: OptionsFenetre): void {
  fenetre.on('close', () => {
    const { x, y, width, height } = fenetre.getNormalBounds();
    try {
      ecrireEtatFenetre(fichierEtat, { x, y, width, height, agrandie: fenetre.isMaximized() });
    } catch (cause) {
      log.erreur(cause, 'fenetre.etat'); // fermer prime : la place se perd, pas le travail
    }
  });
}

function survivreAuxArrets(fenetre: BrowserWindow, { log, horloge }: OptionsFenetre): void {
  let arrets: number[] = [];

  async function demander(numero: string): Promise<void> {
    const { response } = await dialog.showMessageBox(fenetre, {
      type: 'error',
      title: 'Clas',
      message: 'L’affichage s’est arrêté plusieurs fois de suite.',
      detail: `Ce qui est enregistré est en sûreté. Si cela continue, signalez l’erreur n° ${numero}.`,
      buttons: ['Recharger', 'Quitter'],
      defaultId: 0,
      cancelId: 1,
    });
    arrets = [];
    if (response === 0) fenetre.webContents.reload();
    else app.quit();
  }

  fenetre.webContents.on('render-process-gone', (_evenement, details: RenderProcessGoneDetails) => {
    if (details.reason === 'clean-exit') return;
    const cause = new Error(`affichage arrêté : ${details.reason}, code ${details.exitCode}`);
    const numero = log.erreur(cause, 'fenetre');
    const maintenant = Date.parse(horloge.maintenant());
    arrets = [...arrets.filter((instant) => maintenant - instant < PERIODE_MS), maintenant];
    if (arrets.length > ARRETS_MAX) {
      demander(numero).catch((echec: unknown) => log.erreur(echec, 'fenetre.arret'));
      return;
    }
    // Pas depuis l’événement lui-même : Chromium range encore l’ancien processus.
    setImmediate(() => {
      if (!fenetre.isDestroyed()) fenetre.webContents.reload();
    });
  });
}

function proposerDAttendre(fenetre: BrowserWindow, { log }: OptionsFenetre): void {
  let question: AbortController | undefined;

  async function demander(annulation: AbortController): Promise<void> {
    const { response } = await dialog.showMessageBox(fenetre, {
      type: 'warning',
      title: 'Clas',
      message: 'L’affichage ne répond plus.',
      detail: 'Ce qui est enregistré est en sûreté. Une saisie en cours dans cette page serait perdue en rechargeant.',
      buttons: ['Attendre', 'Recharger'],
      defaultId: 0,
      cancelId: 0,
      signal: annulation.signal,
    });
    if (response === 1 && !annulation.signal.aborted) fenetre.webContents.reload();
    if (question === annulation) question = undefined;
  }

  fenetre.on('unresponsive', () => {
    if (question !== undefined) return;
    question = new AbortController();
    demander(question).catch((echec: unknown) => log.erreur(echec, 'fenetre.attente'));
  });
  // La page est revenue d’elle-même : la question n’a plus d’objet.
  fenetre.on('responsive', () => {
    question?.abort();
    question = undefined;
  });
}

/** Ce que toute fenêtre de l’application accorde à sa page : le moins possible. */
function preferencesDePage(): Electron.WebPreferences {
  return {
    preload: join(import.meta.dirname, 'preload.cjs'),
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    devTools: !app.isPackaged,
    // Sous Linux le correcteur irait chercher ses dictionnaires sur internet ; ailleurs il est celui du système.
    spellcheck: process.platform !== 'linux',
  };
}

/** La fenêtre à projeter en séance : les mêmes droits que la première, sans menu. */
export function optionsDeProjection(): Electron.BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 720,
    minWidth: 800,
    minHeight: 500,
    title: 'Séance projetée',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? FOND_SOMBRE : FOND_CLAIR,
    webPreferences: preferencesDePage(),
  };
}

let principale: BrowserWindow | undefined;

/** Ouvre la fenêtre là où elle était. Elle se montre une fois la page dessinée. */
export async function ouvrirFenetre(options: OptionsFenetre): Promise<BrowserWindow> {
  const { agrandie, ...place } = lireEtatFenetre(options.fichierEtat);
  const fenetre = new BrowserWindow({
    ...place,
    minWidth: 1024,
    minHeight: 640,
    title: 'Clas',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? FOND_SOMBRE : FOND_CLAIR,
    webPreferences: preferencesDePage(),
  });
  principale = fenetre;
  garderPlace(fenetre, options);
  survivreAuxArrets(fenetre, options);
  proposerDAttendre(fenetre, options);
  fenetre.once('ready-to-show', () => {
    if (agrandie) fenetre.maximize();
    fenetre.show();
  });
  await fenetre.loadURL(`${ORIGINE}/`);
  return fenetre;
}

/** Ramène au premier plan la fenêtre déjà ouverte (deuxième lancement). */
export function montrerFenetre(): void {
  // Pas la fenêtre projetée, qu’aucune commande n’attend.
  const fenetre = principale?.isDestroyed() === false ? principale : BrowserWindow.getAllWindows()[0];
  if (fenetre === undefined) return;
  if (fenetre.isMinimized()) fenetre.restore();
  fenetre.show();
  fenetre.focus();
}
