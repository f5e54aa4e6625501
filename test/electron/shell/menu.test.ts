import type { MenuItemConstructorOptions } from 'electron';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { poserMenu } from '../../../electron/shell/menu.ts';
import { CANAL_ACTION } from '../../../shared/contract/bureau.ts';
import { app, BrowserWindow, etat, ipcRenderer } from '../fake-electron.ts';

type Article = MenuItemConstructorOptions;

function sousMenu(article: Article | undefined): Article[] {
  return Array.isArray(article?.submenu) ? article.submenu : [];
}
function tous(): Article[] {
  return (etat.menu?.articles ?? []).flatMap((menu) => sousMenu(menu)).filter((a) => a.type !== 'separator');
}
function cliquer(id: string): void {
  const article = tous().find((a) => a.id === id);
  if (article?.click === undefined) throw new Error(`pas d’article ${id}`);
  Reflect.apply(article.click, undefined, []);
}

beforeAll(async () => {
  await app.whenReady();
  poserMenu({ fichierBase: '/donnees/clas.sqlite', version: '1.2.3' });
  expect(new BrowserWindow({}).isDestroyed()).toBe(false);
});
beforeEach(() => {
  etat.boites.length = 0;
});

test('cinq menus en français, chaque article a son libellé', () => {
  expect(etat.menu?.articles.map((a) => a.label?.replace('&', ''))).toEqual([
    'Fichier',
    'Édition',
    'Affichage',
    'Aller à',
    'Aide',
  ]);
  // Un rôle sans libellé serait écrit en anglais par Electron.
  expect(tous().filter((a) => !a.label)).toEqual([]);
  expect(tous().map((a) => a.label)).toEqual(
    expect.arrayContaining(['Importer un export…', 'Quitter', 'Tout sélectionner', 'Plein écran', 'Paiements']),
  );
});

test('les actions courantes ont un raccourci', () => {
  const raccourcis = Object.fromEntries(tous().map((a) => [a.id ?? a.role, a.accelerator]));
  expect(raccourcis).toMatchObject({
    importer: 'CmdOrCtrl+O',
    exporter: 'CmdOrCtrl+E',
    rechercher: 'CmdOrCtrl+K',
    'nouvelle-campagne': 'CmdOrCtrl+N',
    'changer-agent': 'CmdOrCtrl+Shift+A',
    quit: 'CmdOrCtrl+Q',
    precedent: 'Alt+Left',
    raccourcis: 'F1',
    'aller:/tableau-de-bord': 'CmdOrCtrl+1',
    'aller:/conventions': 'CmdOrCtrl+6',
    'aller:/paiements': 'CmdOrCtrl+9',
    'aller:/parametres': 'Alt+P',
  });
  const pris = tous().flatMap((a) => a.accelerator ?? []);
  expect(new Set(pris).size).toBe(pris.length);
  // Pris par le menu et par la page, un raccourci agirait deux fois.
  const actions = tous().filter(
    (a) => a.accelerator && (a.id?.startsWith('aller:') || a.id === 'rechercher' || a.id === 'importer'),
  );
  expect(actions.map((a) => a.registerAccelerator)).toEqual(actions.map(() => false));
});

test('un article envoie son nom d’action à la page', () => {
  const recus: unknown[] = [];
  ipcRenderer.on(CANAL_ACTION, (_evenement: unknown, action: unknown) => recus.push(action));
  for (const id of ['importer', 'rechercher', 'aller:/dossiers', 'changer-agent']) cliquer(id);
  expect(recus).toEqual(['importer', 'rechercher', 'aller:/dossiers', 'changer-agent']);
});

test('montrer les données, à propos', () => {
  cliquer('montrer-base');
  expect(etat.montres).toEqual(['/donnees/clas.sqlite']);
  etat.reponses.push({ response: 0 });
  cliquer('a-propos');
  expect(etat.boites[0]?.options).toMatchObject({ message: 'Clas 1.2.3', buttons: ['Fermer'] });
});

test('installé, les outils de développement disparaissent', () => {
  expect(tous().some((a) => a.role === 'toggleDevTools')).toBe(true);
  app.isPackaged = true;
  poserMenu({ fichierBase: '/donnees/clas.sqlite', version: '1.2.3' });
  expect(tous().some((a) => a.role === 'toggleDevTools')).toBe(false);
});
