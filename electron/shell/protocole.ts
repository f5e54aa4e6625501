import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { enTetes, fichierServi, nouveauNonce, poserNonce } from '../securite.ts';

/** Adresse de la page dans le bureau ; aucune autre n’est servie ni crue. */
export const ORIGINE = 'app://clas';

/** À appeler avant que l’application soit prête : Electron refuse ensuite. */
export function declarerProtocole(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

function refus(statut: number): Response {
  return new Response('', { status: statut, headers: { 'X-Content-Type-Options': 'nosniff' } });
}

async function repondre(racine: string, demande: Request): Promise<Response> {
  if (demande.method !== 'GET' && demande.method !== 'HEAD') return refus(405);
  const adresse = new URL(demande.url);
  if (adresse.host !== new URL(ORIGINE).host) return refus(404);
  const fichier = fichierServi(racine, adresse.pathname);
  if (fichier === null) return refus(403);
  let contenu: Buffer;
  try {
    contenu = await readFile(fichier);
  } catch {
    return refus(404);
  }
  const nonce = nouveauNonce();
  const corps = fichier.endsWith('.html') ? poserNonce(contenu.toString('utf8'), nonce) : new Uint8Array(contenu);
  return new Response(corps, { headers: enTetes(fichier, nonce) });
}

/** Sert les fichiers de la page construite, et rien au-dehors de `racine`. */
export function servirProtocole(racine: string): void {
  protocol.handle('app', (demande) => repondre(racine, demande));
}
