import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { montrerFenetre, ouvrirFenetre } from '../../../electron/shell/fenetre.ts';
import { servirProtocole } from '../../../electron/shell/protocole.ts';
import { app, etat, nativeTheme } from '../fake-electron.ts';
import { horlogeEssai, journalEssai } from './journal-essai.ts';

const PAR_DEFAUT = { x: 277, y: 110, width: 1366, height: 820 };

let dossier = '';
let fichierEtat = '';
let log = journalEssai();
let horloge = horlogeEssai();

async function ouvrir() {
  await ouvrirFenetre({ log, horloge, fichierEtat });
  const fenetre = etat.fenetres.at(-1);
  if (fenetre === undefined) throw new Error('aucune fenêtre');
  return fenetre;
}

beforeAll(async () => {
  await app.whenReady();
  servirProtocole(join(etat.application, 'out', 'renderer'));
});
beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'clas-fenetre-'));
  fichierEtat = join(dossier, 'fenetre.json');
  log = journalEssai();
  horloge = horlogeEssai();
  etat.boites.length = 0;
  etat.reponses.length = 0;
  etat.fin = null;
});

test('la fenêtre est enfermée', async () => {
  const fenetre = await ouvrir();
  expect(fenetre.adresse).toBe('app://clas/');
  expect(fenetre.visible).toBe(true);
  expect(fenetre.options.title).toBe('Clas');
  expect(fenetre.options.show).toBe(false);
  expect(fenetre.options.webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
  });
  expect(fenetre.options.webPreferences?.preload).toMatch(/preload\.cjs$/);
});

test('le fond de la fenêtre est celui de la page, claire ou sombre', async () => {
  const jetons = readFileSync('renderer/ui/jetons.css', 'utf8');
  const [clair, sombre] = [...jetons.matchAll(/--fond: (#\w+);/g)].map((trouve) => trouve[1]);
  expect((await ouvrir()).options.backgroundColor).toBe(clair);
  nativeTheme.shouldUseDarkColors = true;
  expect((await ouvrir()).options.backgroundColor).toBe(sombre);
  nativeTheme.shouldUseDarkColors = false;
});

describe('place de la fenêtre', () => {
  test('première fois : au milieu de l’écran', async () => {
    expect((await ouvrir()).options).toMatchObject(PAR_DEFAUT);
  });

  test('gardée à la fermeture, rendue à l’ouverture, agrandie comprise', async () => {
    const premiere = await ouvrir();
    premiere.bornes = { x: 40, y: 30, width: 1200, height: 700 };
    premiere.agrandie = true;
    premiere.close();
    expect(JSON.parse(readFileSync(fichierEtat, 'utf8'))).toEqual({
      x: 40,
      y: 30,
      width: 1200,
      height: 700,
      agrandie: true,
    });
    const seconde = await ouvrir();
    expect(seconde.options).toMatchObject({ x: 40, y: 30, width: 1200, height: 700 });
    expect(seconde.agrandie).toBe(true);
  });

  test.each([
    ['l’écran n’est plus branché', { x: 2400, y: 100, width: 1200, height: 700, agrandie: false }],
    ['la barre de titre est au-dessus de l’écran', { x: 100, y: -500, width: 1200, height: 700, agrandie: false }],
    ['une dimension est négative', { x: 0, y: 0, width: -5, height: 700, agrandie: false }],
  ])('par défaut si %s', async (_cas, garde) => {
    writeFileSync(fichierEtat, JSON.stringify(garde));
    expect((await ouvrir()).options).toMatchObject(PAR_DEFAUT);
  });

  test('par défaut si le fichier est abîmé', async () => {
    writeFileSync(fichierEtat, '{"x": 12');
    expect((await ouvrir()).options).toMatchObject(PAR_DEFAUT);
  });

  test('un dossier refusé n’empêche pas de fermer, et se note une fois', async () => {
    fichierEtat = join(dossier, 'absent', 'fenetre.json');
    const fenetre = await ouvrir();
    fenetre.close();
    expect(fenetre.detruite).toBe(true);
    expect(log.erreurs.map((e) => e.ou)).toEqual(['fenetre.etat']);
  });
});

describe('arrêt de l’affichage', () => {
  const arreter = (fenetre: Awaited<ReturnType<typeof ouvrir>>, reason = 'crashed') =>
    fenetre.webContents.emit('render-process-gone', {}, { reason, exitCode: 5 });

  test('noté et rechargé', async () => {
    const fenetre = await ouvrir();
    arreter(fenetre);
    expect(fenetre.webContents.rechargements).toBe(0); // jamais depuis l’événement
    await vi.waitFor(() => expect(fenetre.webContents.rechargements).toBe(1));
    expect(log.erreurs).toHaveLength(1);
    expect(String(log.erreurs[0]?.cause)).toContain('crashed');
  });

  test('une fin normale n’est pas une erreur', async () => {
    const fenetre = await ouvrir();
    arreter(fenetre, 'clean-exit');
    await new Promise(setImmediate);
    expect(fenetre.webContents.rechargements).toBe(0);
    expect(log.erreurs).toEqual([]);
  });

  test('quatre arrêts en une minute : on demande, et « Quitter » quitte', async () => {
    const fenetre = await ouvrir();
    etat.reponses.push({ response: 1 });
    for (let i = 0; i < 4; i++) {
      arreter(fenetre);
      horloge.avancer(10);
    }
    await vi.waitFor(() => expect(etat.fin).toBe(0));
    expect(etat.boites).toHaveLength(1);
    expect(etat.boites[0]?.options).toMatchObject({ buttons: ['Recharger', 'Quitter'] });
    expect(String(etat.boites[0]?.options['detail'])).toContain('n° E4');
    await vi.waitFor(() => expect(fenetre.webContents.rechargements).toBe(3));
  });

  test('quatre arrêts espacés : rechargé à chaque fois, sans question', async () => {
    const fenetre = await ouvrir();
    for (let i = 0; i < 4; i++) {
      arreter(fenetre);
      horloge.avancer(61);
    }
    await vi.waitFor(() => expect(fenetre.webContents.rechargements).toBe(4));
    expect(etat.boites).toEqual([]);
  });

  test('fermée entre-temps : rien n’est rechargé', async () => {
    const fenetre = await ouvrir();
    arreter(fenetre);
    fenetre.close();
    await new Promise(setImmediate);
    expect(fenetre.webContents.rechargements).toBe(0);
  });
});

describe('affichage qui ne répond plus', () => {
  test('« Recharger » recharge ; une seule question à la fois', async () => {
    const fenetre = await ouvrir();
    etat.reponses.push({ response: 1 });
    fenetre.emit('unresponsive');
    fenetre.emit('unresponsive');
    await vi.waitFor(() => expect(fenetre.webContents.rechargements).toBe(1));
    expect(etat.boites).toHaveLength(1);
    expect(etat.boites[0]?.options).toMatchObject({ buttons: ['Attendre', 'Recharger'], defaultId: 0 });
  });

  test('la page revient seule : la question se retire, rien n’est rechargé', async () => {
    const fenetre = await ouvrir();
    let repondre: (r: { response: number }) => void = () => undefined;
    etat.reponses.push(new Promise<{ response: number }>((r) => (repondre = r)));
    fenetre.emit('unresponsive');
    const signal = etat.boites[0]?.options['signal'];
    if (!(signal instanceof AbortSignal)) throw new Error('la boîte doit pouvoir se retirer');
    fenetre.emit('responsive');
    expect(signal.aborted).toBe(true);
    repondre({ response: 1 }); // Electron rend alors `cancelId` ; même « Recharger » ne vaut plus
    await new Promise(setImmediate);
    expect(fenetre.webContents.rechargements).toBe(0);
  });
});

test('un deuxième lancement ramène la fenêtre réduite au premier plan', async () => {
  for (const autre of etat.fenetres) if (!autre.detruite) autre.close();
  const fenetre = await ouvrir();
  fenetre.reduite = true;
  fenetre.visible = false;
  montrerFenetre();
  expect(fenetre).toMatchObject({ reduite: false, visible: true, focalisations: 1 });
});
