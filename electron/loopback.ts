// L’hôte « navigateur » : le même backend et la même page, servis sur 127.0.0.1. Il n’est pas livré avec le bureau.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { BaseRefusee } from '../db/open.ts';
import { DEPOT_MAX_OCTETS } from '../shared/contract/limites.ts';
import type { Context, Hote, JournalTechnique } from './backend/context.ts';
import { fermerSocle, nouvelleConnexion, ouvrirSocle } from './backend/socle.ts';
import { creerEnfantNode } from './backend/travaux/enfant-node.ts';
import { PROJET } from './projet.ts';
import { enTetes, fichierServi, nouveauNonce, poserNonce } from './securite.ts';
import { servirSocket } from './serve-socket.ts';

/** Place pour l’enveloppe JSON autour du plus gros fichier accepté. */
const MESSAGE_MAX_OCTETS = DEPOT_MAX_OCTETS + 1024 * 1024;

export interface OptionsLoopback {
  /** Un contexte neuf par connexion : chaque onglet a son agent. */
  readonly contexte: () => Context;
  readonly log: JournalTechnique;
  /** Dossier de la page construite. */
  readonly page: string;
  /** 0 : un port libre au hasard. */
  readonly port?: number;
  /** Clé du cookie ; tirée au sort si elle manque. La donner permet à une page de survivre à un redémarrage. */
  readonly cle?: string;
}

export interface HoteLoopback {
  /** Première adresse, avec son jeton à usage unique. */
  readonly adresse: string;
  readonly origine: string;
  fermer(): Promise<void>;
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function memeSecret(recu: string, attendu: string): boolean {
  const a = Buffer.from(recu);
  const b = Buffer.from(attendu);
  return a.length === b.length && timingSafeEqual(a, b);
}

function lireCookie(entete: string | undefined, nom: string): string {
  for (const morceau of (entete ?? '').split(';')) {
    const [cle, valeur] = morceau.trim().split('=');
    if (cle === nom) return valeur ?? '';
  }
  return '';
}

function refuser(res: ServerResponse, statut: number, phrase: string): void {
  res.writeHead(statut, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  res.end(`${phrase}\n`);
}

function refuserConnexion(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

/** Ouvre l’hôte sur 127.0.0.1. Aucun CORS : une autre origine n’obtient rien, ni réponse ni connexion. */
export async function servirLoopback(options: OptionsLoopback): Promise<HoteLoopback> {
  let jeton = secret();
  const cle = options.cle ?? secret();
  let origine = '';
  let hote = '';
  let nomCookie = '';

  const estConnu = (req: IncomingMessage) => memeSecret(lireCookie(req.headers.cookie, nomCookie), cle);

  async function repondre(req: IncomingMessage, res: ServerResponse): Promise<void> {
    // Contre le « DNS rebinding » : un nom d’ailleurs qui pointe ici n’est pas notre adresse.
    if (req.headers.host !== hote) return refuser(res, 421, 'Adresse inconnue.');
    if (req.headers.origin !== undefined && req.headers.origin !== origine)
      return refuser(res, 403, 'Demande venue d’une autre origine.');
    if (req.method !== 'GET' && req.method !== 'HEAD') return refuser(res, 405, 'Méthode refusée.');
    const adresse = new URL(req.url ?? '/', origine);
    const recu = adresse.searchParams.get('jeton');
    if (recu !== null) {
      if (!memeSecret(recu, jeton))
        return refuser(
          res,
          403,
          'Ce lien a déjà servi ou n’est pas valable. Relancez « npm start » pour en avoir un autre.',
        );
      jeton = secret(); // usage unique : le lien lu par-dessus l’épaule ou dans un historique ne vaut plus rien
      res.writeHead(302, {
        'Set-Cookie': `${nomCookie}=${cle}; HttpOnly; SameSite=Strict; Path=/`,
        'Cache-Control': 'no-store',
        Location: '/',
      });
      res.end();
      return undefined;
    }
    if (!estConnu(req)) return refuser(res, 403, 'Accès refusé. Ouvrez l’adresse affichée par « npm start ».');
    const fichier = fichierServi(options.page, adresse.pathname);
    const contenu = fichier === null ? null : await lireSiPresent(fichier);
    if (fichier === null || contenu === null) return refuser(res, 404, 'Page introuvable.');
    const nonce = nouveauNonce();
    res.writeHead(200, enTetes(fichier, nonce));
    res.end(fichier.endsWith('.html') ? poserNonce(contenu.toString('utf8'), nonce) : contenu);
    return undefined;
  }

  const serveur = createServer((req, res) => {
    repondre(req, res).catch((cause: unknown) => {
      const numero = options.log.erreur(cause, 'loopback');
      if (res.headersSent) res.destroy();
      else refuser(res, 500, `Erreur inattendue n° ${numero}`);
    });
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_MAX_OCTETS });
  serveur.on('upgrade', (req, socket, debut) => {
    const estPermis = req.url === '/ws' && req.headers.host === hote && req.headers.origin === origine && estConnu(req);
    if (!estPermis) return refuserConnexion(socket);
    sockets.handleUpgrade(req, socket, debut, (ws) => {
      // Sans écouteur, un message trop gros ou mal formé arrêterait tout le processus.
      ws.on('error', (cause) => options.log.info(`Connexion interrompue : ${cause.message}`));
      servirSocket(ws, options.contexte());
    });
    return undefined;
  });

  await new Promise<void>((pret, echec) => {
    serveur.once('error', echec);
    serveur.listen(options.port ?? 0, '127.0.0.1', pret);
  });
  const adresse = serveur.address();
  if (adresse === null || typeof adresse === 'string') throw new Error('pas d’adresse');
  hote = `127.0.0.1:${adresse.port}`;
  origine = `http://${hote}`;
  // Un cookie ne distingue pas les ports : le nom le fait, et deux hôtes ouverts ne s’excluent pas l’un l’autre.
  nomCookie = `clas-${adresse.port}`;
  return {
    adresse: `${origine}/?jeton=${jeton}`,
    origine,
    fermer: () =>
      new Promise((fini) => {
        for (const ws of sockets.clients) ws.terminate();
        serveur.closeAllConnections();
        serveur.close(() => fini());
      }),
  };
}

async function lireSiPresent(fichier: string): Promise<Buffer | null> {
  try {
    return await readFile(fichier);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw cause;
  }
}

/** Clé du cookie gardée à côté des données : avec un port fixe, une page ouverte survit à un redémarrage de l’hôte. */
function lireOuCreerCle(dossier: string): string {
  const fichier = join(dossier, 'cle-navigateur');
  if (!existsSync(fichier)) writeFileSync(fichier, secret(), { mode: 0o600 });
  return readFileSync(fichier, 'utf8').trim();
}

async function demarrer(): Promise<void> {
  const donnees = resolve(process.env['CLAS_DONNEES'] ?? '.data');
  mkdirSync(donnees, { recursive: true, mode: 0o700 });
  const { version } = JSON.parse(readFileSync(join(PROJET, 'package.json'), 'utf8')) as { version: string };
  const hote: Hote = { nom: 'navigateur' };
  const socle = ouvrirSocle({
    fichierBase: join(donnees, 'clas.sqlite'),
    hote,
    creerEnfant: creerEnfantNode(),
    ressources: join(PROJET, 'resources'),
    dossierTravail: join(donnees, 'travail'),
    version,
    migrations: join(PROJET, 'db', 'migrations'),
  });
  process.on('unhandledRejection', (cause) => socle.log.erreur(cause, 'loopback'));
  const port = Number(process.env['PORT'] ?? 0);
  const serveur = await servirLoopback({
    contexte: () => nouvelleConnexion(socle),
    log: socle.log,
    page: join(PROJET, 'out', 'renderer'),
    port,
    ...(port > 0 ? { cle: lireOuCreerCle(donnees) } : {}),
  });
  async function arreter(): Promise<void> {
    await serveur.fermer();
    fermerSocle(socle);
    process.exit(0);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void arreter());
  console.log(`LISTENING ${serveur.adresse}`);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
  try {
    await demarrer();
  } catch (cause) {
    if (!(cause instanceof BaseRefusee)) throw cause;
    console.error(cause.message);
    process.exit(1);
  }
}
