import { join, resolve } from 'node:path';
import { app, dialog } from 'electron';
import { BaseRefusee } from '../db/open.ts';
import type { Socle } from './backend/context.ts';
import { fermerSocle, nouvelleConnexion, ouvrirSocle } from './backend/socle.ts';
import { hoteBureau } from './shell/dialogues.ts';
import { creerEnfantUtility } from './shell/enfant-utility.ts';
import { montrerFenetre, ouvrirFenetre } from './shell/fenetre.ts';
import { poserGardes } from './shell/gardes.ts';
import { poserMenu } from './shell/menu.ts';
import { recevoirPorts } from './shell/port.ts';
import { declarerProtocole, servirProtocole } from './shell/protocole.ts';

/** Installé, les fichiers livrés sont à côté de l’archive ; en développement, dans le projet. */
function dossiersLivres(): { ressources: string; migrations: string } {
  const racine = app.isPackaged ? process.resourcesPath : app.getAppPath();
  return {
    ressources: join(racine, 'resources'),
    migrations: app.isPackaged ? join(racine, 'migrations') : join(racine, 'db', 'migrations'),
  };
}

function ouvrirDonnees(): Socle {
  const donnees = app.getPath('userData');
  return ouvrirSocle({
    fichierBase: join(donnees, 'clas.sqlite'),
    hote: hoteBureau(),
    creerEnfant: creerEnfantUtility(),
    dossierTravail: join(donnees, 'travail'),
    version: app.getVersion(),
    ...dossiersLivres(),
  });
}

/** Une base refusée dit pourquoi en français ; le reste est une erreur de programme, montrée telle quelle. */
function direEchec(cause: unknown): void {
  if (cause instanceof BaseRefusee) dialog.showErrorBox('Clas ne peut pas ouvrir ses données', cause.message);
  else dialog.showErrorBox('Clas n’a pas pu démarrer', cause instanceof Error ? (cause.stack ?? cause.message) : '');
}

/** Une promesse oubliée est notée ; une exception que rien n’attend arrête tout, plutôt que de continuer à l’aveugle. */
function surveillerProcessus({ log }: Socle): void {
  process.on('unhandledRejection', (cause) => log.erreur(cause, 'principal'));
  process.on('uncaughtException', (cause) => {
    const numero = log.erreur(cause, 'principal');
    dialog.showErrorBox(
      'Clas doit se fermer',
      `Une erreur inattendue est survenue (n° ${numero}). Ce qui est enregistré est en sûreté.`,
    );
    app.exit(1);
  });
}

async function demarrer(): Promise<void> {
  await app.whenReady();
  const socle = ouvrirDonnees();
  surveillerProcessus(socle);
  app.on('will-quit', () => fermerSocle(socle));
  app.on('second-instance', montrerFenetre);
  app.on('window-all-closed', () => app.quit());
  poserGardes(socle.log);
  servirProtocole(join(app.getAppPath(), 'out', 'renderer'));
  recevoirPorts(() => nouvelleConnexion(socle), socle.log);
  poserMenu(socle);
  await ouvrirFenetre({
    log: socle.log,
    horloge: socle.horloge,
    fichierEtat: join(app.getPath('userData'), 'fenetre.json'),
  });
}

declarerProtocole();
app.enableSandbox();
const donnees = process.env['CLAS_DONNEES'];
// Avant le verrou : il vaut pour un dossier de données, et deux dossiers peuvent être ouverts côte à côte.
if (donnees !== undefined) app.setPath('userData', resolve(donnees));
if (app.requestSingleInstanceLock()) {
  demarrer().catch((cause: unknown) => {
    direEchec(cause);
    app.exit(1);
  });
} else {
  app.quit();
}
