import { join } from 'node:path';
import { expect, test } from 'vitest';
import { enTetes, estMemeOrigine, fichierServi, politique, poserNonce } from '../../../electron/securite.ts';

const RACINE = '/srv/page';

test('une adresse désigne un fichier de la page, ou index.html', () => {
  expect(fichierServi(RACINE, '/')).toBe(join(RACINE, 'index.html'));
  expect(fichierServi(RACINE, '/assets/page.js')).toBe(join(RACINE, 'assets/page.js'));
  expect(fichierServi(RACINE, '/assets/a%20b.css')).toBe(join(RACINE, 'assets/a b.css'));
  // Une page de l’application, rechargée : `/dossiers/12` n’est pas un fichier.
  expect(fichierServi(RACINE, '/dossiers/12')).toBe(join(RACINE, 'index.html'));
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/assets/%2E%2E/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/..%5csecret.txt',
  '/assets\\..\\secret.txt',
  '/C:/Windows/win.ini',
  '/page.js%00.html',
  '/%E0%A4%A',
])('%s ne sort pas de la page', (chemin) => {
  expect(fichierServi(RACINE, chemin)).toBeNull();
});

test('un chemin absolu reste dans la page', () => {
  expect(fichierServi(RACINE, '//etc/passwd.txt')).toBe(join(RACINE, 'etc/passwd.txt'));
});

test('les origines se comparent par protocole et hôte', () => {
  expect(estMemeOrigine('app://clas/dossiers/1?x#y', 'app://clas')).toBe(true);
  expect(estMemeOrigine('app://autre/', 'app://clas')).toBe(false);
  expect(estMemeOrigine('https://clas/', 'app://clas')).toBe(false);
  // Pour Node, l’origine de toutes ces adresses est la chaîne « null » : la comparer les confondrait.
  expect(new URL('app://clas/').origin).toBe(new URL('app://autre/').origin);
  expect(estMemeOrigine('', 'app://clas')).toBe(false);
});

test('la politique n’admet aucun script en ligne ni code venu d’ailleurs', () => {
  const lignes = politique('abc').split('; ');
  expect(lignes).toContain("default-src 'self'");
  expect(lignes).toContain("script-src 'self'");
  expect(lignes).toContain("style-src 'self' 'nonce-abc'");
  expect(lignes).toContain("object-src 'none'");
  expect(politique('abc')).not.toMatch(/unsafe|https?:|\*/);
});

test('le nonce de la page est celui de l’en-tête', () => {
  const html = poserNonce('<style nonce="__CSP_NONCE__"></style><meta nonce="__CSP_NONCE__">', 'xyz');
  expect(html).toBe('<style nonce="xyz"></style><meta nonce="xyz">');
  expect(enTetes('a/index.html', 'xyz')['Content-Security-Policy']).toContain("'nonce-xyz'");
});

test('un type inconnu n’est pas interprété', () => {
  expect(enTetes('a.html', 'n')['Content-Type']).toBe('text/html; charset=utf-8');
  expect(enTetes('police.WOFF2', 'n')['Content-Type']).toBe('font/woff2');
  expect(enTetes('a.exe', 'n')).toMatchObject({
    'Content-Type': 'application/octet-stream',
    'X-Content-Type-Options': 'nosniff',
  });
});
