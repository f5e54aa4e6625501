import { beforeAll, beforeEach, expect, test } from 'vitest';
import { hoteBureau } from '../../../electron/shell/dialogues.ts';
import { app, BrowserWindow, etat } from '../fake-electron.ts';

beforeAll(() => app.whenReady());
beforeEach(() => {
  etat.boites.length = 0;
  etat.reponses.length = 0;
});

test('sans fenêtre la boîte s’ouvre quand même ; avec, elle lui est rattachée', async () => {
  const hote = hoteBureau();
  etat.reponses.push({ canceled: true, filePaths: [] }, { canceled: true, filePaths: [] });
  expect(await hote.choisirFichier?.()).toBeNull();
  expect(new BrowserWindow({}).isDestroyed()).toBe(false);
  expect(await hote.choisirFichier?.()).toBeNull();
  expect(etat.boites.map((b) => b.fenetre)).toEqual([false, true]);
});

test('« Ouvrir » : en français, tableurs d’abord, et rouvre là où l’agent était', async () => {
  const hote = hoteBureau();
  etat.reponses.push({ canceled: false, filePaths: ['/partage/clas/export.xlsx'] }, { canceled: true, filePaths: [] });
  expect(await hote.choisirFichier?.()).toBe('/partage/clas/export.xlsx');
  expect(await hote.choisirFichier?.()).toBeNull();
  expect(etat.boites[0]?.options).toMatchObject({
    title: 'Choisir le fichier à importer',
    buttonLabel: 'Importer',
    defaultPath: '/documents',
    properties: ['openFile'],
    filters: [{ extensions: ['xlsx', 'xlsm', 'csv'] }, { extensions: ['*'] }],
  });
  expect(etat.boites[1]?.options).toMatchObject({ defaultPath: '/partage/clas' });
});

test('« Enregistrer sous » propose le nom, garde l’extension, prévient avant d’écraser', async () => {
  const hote = hoteBureau();
  etat.reponses.push(
    { canceled: false, filePath: '/sortie/dossier-de-seance' },
    { canceled: false, filePath: '/sortie/echeancier.XLSX' },
    { canceled: true, filePath: '' },
  );
  expect(await hote.enregistrerSous?.('dossier-de-seance.pdf')).toBe('/sortie/dossier-de-seance.pdf');
  expect(await hote.enregistrerSous?.('echeancier.xlsx')).toBe('/sortie/echeancier.XLSX');
  expect(await hote.enregistrerSous?.('echeancier.xlsx')).toBeNull();
  expect(etat.boites[0]?.options).toMatchObject({
    defaultPath: '/documents/dossier-de-seance.pdf',
    filters: [{ name: 'Document PDF', extensions: ['pdf'] }, { extensions: ['*'] }],
  });
  expect(etat.boites[0]?.options['properties']).toContain('showOverwriteConfirmation');
  expect(etat.boites[1]?.options).toMatchObject({ defaultPath: '/sortie/echeancier.xlsx' });
});
