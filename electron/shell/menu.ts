import { app, BrowserWindow, dialog, Menu, type MenuItemConstructorOptions, shell } from 'electron';
import { type ActionMenu, CANAL_ACTION } from '../../shared/contract/bureau.ts';
import { PAGES, type PageDuMenu } from '../../shared/domaine/pages.ts';

export interface OptionsMenu {
  readonly fichierBase: string;
  readonly version: string;
}

function envoyer(action: ActionMenu): void {
  const fenetre = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  fenetre?.webContents.send(CANAL_ACTION, action);
}

/** La page écoute elle-même ces raccourcis, au navigateur aussi : le menu les montre, sans les prendre une seconde fois. */
function article(label: string, accelerator: string | null, action: ActionMenu): MenuItemConstructorOptions {
  const touche = accelerator === null ? {} : { accelerator, registerAccelerator: false };
  return { id: action, label, ...touche, click: () => envoyer(action) };
}

const TRAIT: MenuItemConstructorOptions = { type: 'separator' };

function menuFichier({ fichierBase }: OptionsMenu): MenuItemConstructorOptions {
  return {
    label: '&Fichier',
    submenu: [
      article('Nouvelle campagne…', 'CmdOrCtrl+N', 'nouvelle-campagne'),
      article('Importer un export…', 'CmdOrCtrl+O', 'importer'),
      article('Exporter…', 'CmdOrCtrl+E', 'exporter'),
      TRAIT,
      article('Changer d’agent…', 'CmdOrCtrl+Shift+A', 'changer-agent'),
      { id: 'montrer-base', label: 'Montrer le fichier des données', click: () => shell.showItemInFolder(fichierBase) },
      TRAIT,
      { role: 'quit', label: 'Quitter', accelerator: 'CmdOrCtrl+Q' },
    ],
  };
}

function menuEdition(): MenuItemConstructorOptions {
  return {
    label: '&Édition',
    submenu: [
      { role: 'undo', label: 'Annuler' },
      { role: 'redo', label: 'Rétablir' },
      TRAIT,
      { role: 'cut', label: 'Couper' },
      { role: 'copy', label: 'Copier' },
      { role: 'paste', label: 'Coller' },
      { role: 'pasteAndMatchStyle', label: 'Coller sans mise en forme' },
      { role: 'selectAll', label: 'Tout sélectionner' },
      TRAIT,
      article('Rechercher…', 'CmdOrCtrl+K', 'rechercher'),
    ],
  };
}

function menuAffichage(): MenuItemConstructorOptions {
  const developpement: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [TRAIT, { role: 'toggleDevTools', label: 'Outils de développement' }];
  return {
    label: '&Affichage',
    submenu: [
      { role: 'reload', label: 'Recharger la page' },
      TRAIT,
      { role: 'zoomIn', label: 'Agrandir' },
      { role: 'zoomOut', label: 'Réduire' },
      { role: 'resetZoom', label: 'Taille normale' },
      TRAIT,
      { role: 'togglefullscreen', label: 'Plein écran' },
      ...developpement,
    ],
  };
}

function versPage({ libelle, chemin, raccourci }: PageDuMenu): MenuItemConstructorOptions {
  return article(libelle, raccourci?.replace('Ctrl+', 'CmdOrCtrl+') ?? null, `aller:${chemin}`);
}

function menuAller(): MenuItemConstructorOptions {
  return {
    label: 'A&ller à',
    submenu: [
      article('Page précédente', 'Alt+Left', 'precedent'),
      article('Page suivante', 'Alt+Right', 'suivant'),
      TRAIT,
      ...PAGES.filter(({ deLaCampagne }) => deLaCampagne).map(versPage),
      TRAIT,
      ...PAGES.filter(({ deLaCampagne }) => !deLaCampagne).map(versPage),
    ],
  };
}

function menuAide({ version, fichierBase }: OptionsMenu): MenuItemConstructorOptions {
  const aPropos = () =>
    dialog.showMessageBox({
      type: 'info',
      title: 'À propos de Clas',
      message: `Clas ${version}`,
      detail: `Poste de travail des agents Caf pour le contrat local d’accompagnement à la scolarité.\nDonnées : ${fichierBase}`,
      buttons: ['Fermer'],
    });
  return {
    label: 'Ai&de',
    submenu: [
      article('Raccourcis clavier', 'F1', 'raccourcis'),
      TRAIT,
      { id: 'a-propos', label: 'À propos de Clas', click: () => void aPropos() },
    ],
  };
}

/** Pose le menu de l’application. Ce qui agit dans la page lui est envoyé par son nom d’action. */
export function poserMenu(options: OptionsMenu): void {
  const menus = [menuFichier(options), menuEdition(), menuAffichage(), menuAller(), menuAide(options)];
  const macos: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(Menu.buildFromTemplate([...macos, ...menus]));
}
