import { randomBytes } from 'node:crypto';
import { extname, resolve, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Marque que Vite laisse dans la page (`html.cspNonce`) et que l’hôte remplace à chaque réponse. */
const MARQUE_NONCE = '__CSP_NONCE__';

/** Type de contenu d’après l’extension ; un fichier inconnu n’est jamais interprété. */
export function typeContenu(chemin: string): string {
  return TYPES[extname(chemin).toLowerCase()] ?? 'application/octet-stream';
}

/** Politique de sécurité de la page : rien d’ailleurs, aucun script en ligne, les styles injectés portent le nonce. */
export function politique(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** En-têtes communs aux réponses du bureau et du navigateur. */
export function enTetes(chemin: string, nonce: string): Record<string, string> {
  return {
    'Content-Type': typeContenu(chemin),
    'Content-Security-Policy': politique(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // Une page gardée en cache garderait un ancien nonce, et après une mise à jour d’anciens noms de fichiers.
    'Cache-Control': 'no-store',
  };
}

export function nouveauNonce(): string {
  return randomBytes(16).toString('base64');
}

export function poserNonce(html: string, nonce: string): string {
  return html.replaceAll(MARQUE_NONCE, nonce);
}

/**
 * Fichier de `racine` désigné par le chemin d’une adresse ; null si le chemin en sort ou est mal formé. Une adresse sans
 * extension est une page de l’application (`/dossiers/12`) : c’est `index.html` qui répond. Ne dit pas si le fichier existe.
 */
export function fichierServi(racine: string, cheminAdresse: string): string | null {
  let chemin: string;
  try {
    chemin = decodeURIComponent(cheminAdresse);
  } catch {
    return null;
  }
  // Refusés avant toute résolution : sous Windows « \ » et « C: » changeraient de dossier.
  if (/[\\:\0]/.test(chemin) || chemin.split('/').includes('..')) return null;
  const base = resolve(racine);
  const fichier = resolve(base, extname(chemin) === '' ? 'index.html' : chemin.replace(/^\/+/, ''));
  return fichier.startsWith(base + sep) ? fichier : null;
}

/** La seule seconde fenêtre permise : la séance projetée (`/#/c/1/copil/projection?seance=2`), de notre page. */
export function estProjection(adresse: string, origine: string): boolean {
  if (!estMemeOrigine(adresse, origine)) return false;
  const { pathname, search, hash } = new URL(adresse);
  return (
    (pathname === '/' || pathname === '/index.html') &&
    search === '' &&
    /^#\/c\/\d+\/copil\/projection(?:\?seance=\d+)?$/.test(hash)
  );
}

/** Compare protocole et hôte : pour `app:`, `URL.origin` vaut « null » dans Node et tout passerait ou rien. */
export function estMemeOrigine(adresse: string, origine: string): boolean {
  try {
    const a = new URL(adresse);
    const b = new URL(origine);
    return a.protocol === b.protocol && a.host === b.host;
  } catch {
    return false;
  }
}
