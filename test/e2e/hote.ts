import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { node } from '../clas.ts';

export interface HoteEssai {
  /** Première adresse, avec son jeton à usage unique. */
  readonly adresse: string;
  /** `http://127.0.0.1:PORT` */
  readonly origine: string;
  /** Dossier des données (base, journaux). */
  readonly donnees: string;
  arreter(): Promise<void>;
  /** L’arrache comme une coupure de courant : SIGKILL, sans rien lui laisser finir. */
  tuer(): Promise<void>;
}

function lireAdresse(hote: ChildProcess): Promise<string> {
  return new Promise((pret, echec) => {
    let recu = '';
    hote.once('exit', (code) => echec(new Error(`l’hôte s’est arrêté (code ${code}) : ${recu}`)));
    hote.stdout?.setEncoding('utf8').on('data', (texte: string) => {
      recu += texte;
      const adresse = /LISTENING (\S+)\n/.exec(recu)?.[1];
      if (adresse !== undefined) pret(adresse);
    });
  });
}

function finir(hote: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  return new Promise((fini) => {
    if (hote.exitCode !== null || hote.signalCode !== null) {
      fini();
      return;
    }
    hote.once('exit', () => fini());
    hote.kill(signal);
  });
}

/**
 * Démarre l’hôte « navigateur » sur un dossier de données (neuf si aucun n’est donné) et attend qu’il écoute.
 * @param options.port fixe, pour essayer un redémarrage ; au hasard sinon
 */
export async function demarrerHote(options: { donnees?: string; port?: number } = {}): Promise<HoteEssai> {
  if (!existsSync('out/renderer/index.html')) throw new Error('La page n’est pas construite : lancez « npm test ».');
  const donnees = options.donnees ?? mkdtempSync(join(tmpdir(), 'clas-e2e-'));
  const hote = spawn(node(), ['out/electron/loopback.js'], {
    env: { ...process.env, CLAS_DONNEES: donnees, PORT: String(options.port ?? 0) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const adresse = await lireAdresse(hote);
  return {
    adresse,
    origine: new URL(adresse).origin,
    donnees,
    arreter: () => finir(hote, 'SIGTERM'),
    tuer: () => finir(hote, 'SIGKILL'),
  };
}

/** Ce que la console de la page dit de fâcheux ; à comparer à un tableau vide en fin d’essai. */
export function surveillerConsole(page: Page): string[] {
  const plaintes: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') plaintes.push(message.text());
  });
  page.on('pageerror', (erreur) => plaintes.push(String(erreur)));
  return plaintes;
}
