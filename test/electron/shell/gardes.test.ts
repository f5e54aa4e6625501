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
