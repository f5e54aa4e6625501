import { dirname, extname, join } from 'node:path';
import { app, BrowserWindow, dialog, type FileFilter } from 'electron';
import type { Hote } from '../backend/context.ts';

const TOUS: FileFilter = { name: 'Tous les fichiers', extensions: ['*'] };

const NATURES: Readonly<Record<string, string>> = {
  pdf: 'Document PDF',
  xlsx: 'Classeur Excel',
  csv: 'Fichier CSV',
  json: 'Fichier JSON',
  zip: 'Archive ZIP',
};

function fenetre(): BrowserWindow | undefined {
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
}

/** Les boîtes « Ouvrir » et « Enregistrer sous » du système, rattachées à la fenêtre. */
export function hoteBureau(): Hote {
  // Comme dans les autres logiciels du poste : la boîte rouvre là où l’agent était.
  let dossier: string | undefined;
  const depart = () => dossier ?? app.getPath('documents');

  async function choisirFichier(): Promise<string | null> {
    const options: Electron.OpenDialogOptions = {
      title: 'Choisir le fichier à importer',
      buttonLabel: 'Importer',
      defaultPath: depart(),
      properties: ['openFile'],
      filters: [{ name: 'Tableurs (Excel, CSV)', extensions: ['xlsx', 'xlsm', 'csv'] }, TOUS],
    };
    const parent = fenetre();
    const choix = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
    const [chemin] = choix.filePaths;
    if (choix.canceled || chemin === undefined) return null;
    dossier = dirname(chemin);
    return chemin;
  }

  async function enregistrerSous(nomPropose: string): Promise<string | null> {
    const extension = extname(nomPropose).slice(1).toLowerCase();
    const nature = NATURES[extension];
    const options: Electron.SaveDialogOptions = {
      title: 'Enregistrer sous',
      buttonLabel: 'Enregistrer',
      defaultPath: join(depart(), nomPropose),
      filters: nature === undefined ? [TOUS] : [{ name: nature, extensions: [extension] }, TOUS],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    };
    const parent = fenetre();
    const choix = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
    if (choix.canceled || choix.filePath === '') return null;
    dossier = dirname(choix.filePath);
    // Sous Linux la boîte n’ajoute pas l’extension ; sans elle le fichier ne s’ouvrirait pas d’un double-clic.
    const aSonExtension = extension === '' || extname(choix.filePath).toLowerCase() === `.${extension}`;
    return aSonExtension ? choix.filePath : `${choix.filePath}.${extension}`;
  }

  return { nom: 'bureau', choisirFichier, enregistrerSous };
}
