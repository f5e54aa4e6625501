import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';

// `path.txt` n’est écrit qu’une fois le programme téléchargé ; le demander ici lancerait un téléchargement.
const estInstalle = existsSync('node_modules/electron/path.txt');
const aUnEcran = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined;
const estRoot = process.getuid?.() === 0;

test('le vrai Electron ouvre la vraie page, enfermée, sur le vrai backend', async () => {
  test.skip(!estInstalle, 'Electron n’est pas téléchargé sur cette machine : son propre Chromium n’est pas essayé.');
  test.skip(!aUnEcran || estRoot, 'Electron demande un écran et un compte ordinaire.');
  const donnees = mkdtempSync(join(tmpdir(), 'clas-bureau-'));
  const bureau = await _electron.launch({ args: ['.'], env: { ...process.env, CLAS_DONNEES: donnees } });
  try {
    const page = await bureau.firstWindow();
    await expect(page).toHaveTitle(/Clas/);
    expect(page.url()).toMatch(/^app:\/\/clas\//);
    await expect(page.getByText('Clas').first()).toBeVisible();
    const vu = await page.evaluate(() => ({
      desktop: Object.keys(Reflect.get(window, 'desktop') ?? {}),
      node: ['require', 'process', 'Buffer'].filter((nom) => nom in window),
    }));
    expect(vu).toEqual({ desktop: ['hote', 'surAction'], node: [] });
    expect(existsSync(join(donnees, 'clas.sqlite'))).toBe(true);
  } finally {
    await bureau.close();
  }
});
