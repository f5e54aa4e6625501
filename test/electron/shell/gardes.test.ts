import { beforeAll, expect, test } from 'vitest';
import { poserGardes } from '../../../electron/shell/gardes.ts';
import { app, BrowserWindow, etat, type WebContents } from '../fake-electron.ts';
import { journalEssai } from './journal-essai.ts';

const log = journalEssai();
let contenu: WebContents;

beforeAll(async () => {
  await app.whenReady();
  poserGardes(log);
  contenu = new BrowserWindow({}).webContents;
});

function demander(nom: string, ...args: unknown[]): unknown {
  const fn = etat.permissions[nom];
  if (fn === undefined) throw new Error(`pas de garde ${nom}`);
  return Reflect.apply(fn, undefined, args);
}
function demanderPermission(permission: string, requestingUrl: string): boolean | undefined {
  let rendu: boolean | undefined;
  demander('demande', contenu, permission, (accordee: boolean) => (rendu = accordee), { requestingUrl });
  return rendu;
}

test.each([
  'media',
  'geolocation',
  'notifications',
  'midi',
  'pointerLock',
  'openExternal',
  'clipboard-read',
  'hid',
  'usb',
])('permission %s refusée, même à notre page', (permission) => {
  expect(demanderPermission(permission, 'app://clas/')).toBe(false);
  expect(demander('verification', contenu, permission, 'app://clas/', {})).toBe(false);
});

test('copier et plein écran : à notre page seulement', () => {
  for (const permission of ['clipboard-sanitized-write', 'fullscreen']) {
    expect(demanderPermission(permission, 'app://clas/dossiers')).toBe(true);
    expect(demander('verification', contenu, permission, 'app://clas/', {})).toBe(true);
    expect(demanderPermission(permission, 'https://exemple.fr/')).toBe(false);
    expect(demander('verification', null, permission, 'https://exemple.fr/', {})).toBe(false);
  }
});

test('aucun appareil', () => {
  expect(demander('appareil', { deviceType: 'serial' })).toBe(false);
});

test.each([
  ['app://clas/assets/page.js', false],
  ['blob:app://clas/1', false],
  ['data:image/png;base64,AA', false],
  ['https://exemple.fr/suivi.js', true],
  ['http://127.0.0.1/', true],
  ['file:///etc/passwd', true],
  ['ws://exemple.fr/', true],
])('chargement de %s arrêté : %s', (url, arrete) => {
  let rendu: unknown;
  demander('requete', { url }, (r: unknown) => (rendu = r));
  expect(rendu).toEqual({ cancel: arrete });
});

test('une seule seconde fenêtre : la séance projetée, aux mêmes droits, fermée avec la première', () => {
  const principale = new BrowserWindow({});
  const ouverte = principale.webContents.surOuverture?.({ url: 'app://clas/#/c/1/copil/projection?seance=2' });
  expect(ouverte?.action).toBe('allow');
  expect(ouverte?.overrideBrowserWindowOptions).toMatchObject({
    autoHideMenuBar: true,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true },
  });
  for (const url of [
    'app://clas/#/c/1/copil/seance',
    'app://clas/#/c/1/copil/projection?seance=2&x=https://exemple.fr',
    'app://clas/?x=1#/c/1/copil/projection',
    'app://clas/autre.html#/c/1/copil/projection',
    'app://autre/#/c/1/copil/projection',
    'https://clas/#/c/1/copil/projection',
    'about:blank',
  ])
    expect(principale.webContents.surOuverture?.({ url }), url).toEqual({ action: 'deny' });
  const projetee = new BrowserWindow(ouverte?.overrideBrowserWindowOptions ?? {});
  principale.webContents.emit('did-create-window', projetee);
  principale.close();
  expect(projetee.isDestroyed()).toBe(true);
});

test('ni fenêtre, ni navigation ailleurs, ni webview', () => {
  expect(contenu.surOuverture?.({ url: 'https://exemple.fr/' })).toEqual({ action: 'deny' });
  expect(contenu.surOuverture?.({ url: 'app://clas/' })).toEqual({ action: 'deny' });
  const retenues: string[] = [];
  for (const evenement of ['will-navigate', 'will-frame-navigate', 'will-redirect'])
    for (const url of ['https://exemple.fr/', 'file:///etc/passwd', 'app://autre/', 'app://clas/dossiers'])
      contenu.emit(evenement, { url, preventDefault: () => retenues.push(`${evenement} ${url}`) });
  expect(retenues).toHaveLength(9);
  expect(retenues.some((r) => r.endsWith('app://clas/dossiers'))).toBe(false);
  let webview = false;
  contenu.emit('will-attach-webview', { preventDefault: () => (webview = true) });
  expect(webview).toBe(true);
  expect(log.infos).toContain('Navigation refusée : https://exemple.fr/');
});
