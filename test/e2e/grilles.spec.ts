import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type GrilleOuverte, ouvrirGrille } from '../electron/backend/grilles-classeur.ts';
import { demarrerHote, type HoteEssai, surveillerConsole } from './hote.ts';
import { regarder } from './regards.ts';

let hote: HoteEssai;
test.beforeAll(async () => {
  hote = await demarrerHote();
});
test.afterAll(() => hote.arreter());

/** Dépose une grille dans la zone et attend ce qu’elle changerait. */
async function deposer(page: Page, fichier: string): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(fichier);
  await expect(page.getByText('Changements à écrire')).toBeVisible({ timeout: 30_000 });
}

test('emporter deux dossiers, les noter dans le classeur, reprendre, décider', async ({ page }) => {
  test.setTimeout(300_000);
  const plaintes = surveillerConsole(page);
  await page.goto(hote.adresse);
  await expect(page.getByRole('button', { name: /Ouvrir la campagne d’exemple/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible({ timeout: 60_000 });
  await page.goto(`${hote.origine}/#/c/1/instruction`);
  await page.getByRole('button', { name: 'Lire hors ligne' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lire hors ligne' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Produire la grille : 20 dossiers' })).toBeVisible();
  await regarder(page, '30-grilles-emporter');

  // Sélection : deux dossiers pas encore lus, cochés au clavier.
  await page.getByRole('button', { name: /^Sélection/ }).click();
  for (const numero of ['31204190', '31209153']) {
    await page.getByRole('gridcell', { name: numero }).click();
    await page.keyboard.press('Space');
  }
  const produire = page.getByRole('button', { name: 'Produire la grille : 2 dossiers' });
  await regarder(page, '31-grilles-selection');
  const attente = page.waitForEvent('download', { timeout: 60_000 });
  await produire.click();
  const telecharge = await attente;
  expect(telecharge.suggestedFilename()).toMatch(/^grille-lecture-clas-2026-2027-.*\.xlsx$/);
  const vierge = join(hote.donnees, 'grille.xlsx');
  await telecharge.saveAs(vierge);

  const remplir = async (nom: string, changer: (grille: GrilleOuverte, ids: readonly number[]) => void) => {
    const grille = await ouvrirGrille(vierge);
    const ids = grille.classeur.worksheets.flatMap((f) => {
      const id = /^clas-grille:1:dossier:(\d+)$/.exec(f.getCell('A3').text)?.[1];
      return id === undefined ? [] : [Number(id)];
    });
    changer(grille, ids);
    const sortie = join(hote.donnees, nom);
    await grille.enregistrer(sortie);
    return { sortie, ids };
  };

  // Une grille fautive : chaque anomalie avec sa cellule.
  await page.getByRole('tab', { name: 'Reprendre une grille' }).click();
  await regarder(page, '32-grilles-depot');
  const fautive = await remplir('fautive.xlsx', (g, [a = 0, b = 0]) => {
    g.noter(a, 'EJ1', '2,5');
    g.noter(a, 'EJ2', 3);
    g.noter(b, 'EJ1', 2);
  });
  await deposer(page, fautive.sortie);
  await expect(page.getByText('« 2,5 » n’est pas un niveau entier')).toBeVisible();
  await expect(page.getByText('un commentaire est obligatoire au niveau 3')).toBeVisible();
  await regarder(page, '33-grilles-anomalies');
  await page.getByRole('button', { name: 'Prendre un autre fichier' }).click();

  // La bonne, reprise ; puis la même, après un changement fait à l’écran.
  const bonne = await remplir('bonne.xlsx', (g, [a = 0, b = 0]) => {
    g.noter(a, 'EJ1', 2);
    g.noter(a, 'EJ2', 3, 'Projets menés toute l’année');
    g.noter(b, 'EJ1', 1);
  });
  await deposer(page, bonne.sortie);
  await page.getByRole('button', { name: 'Reprendre 3 changements' }).click();
  await expect(page.getByText('3 changements écrits sur 2 dossiers.')).toBeVisible();
  await regarder(page, '34-grilles-faite');

  const [dossierId] = bonne.ids;
  await page.goto(`${hote.origine}/#/c/1/instruction/${dossierId}`);
  await expect(page.getByText('2 critères sur 18')).toBeVisible();
  // La lecture reprend au premier critère à coter : une touche suffit.
  await page.keyboard.press('1');
  await expect(page.getByText('3 critères sur 18')).toBeVisible();
  await expect(page.getByText(/^enregistré à/)).toBeVisible();
  const tardive = await remplir('tardive.xlsx', (g, [a = 0, b = 0]) => {
    g.noter(a, 'EJ1', 1);
    g.noter(a, 'EJ2', 3, 'Projets menés toute l’année');
    g.noter(a, 'P1', 2);
    g.noter(b, 'EJ1', 1);
  });
  await page.goto(`${hote.origine}/#/c/1/instruction/hors-ligne?onglet=reprendre`);
  await deposer(page, tardive.sortie);
  await expect(page.getByText('Votre lecture a été changée dans Clas')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reprendre 0 changement' })).toBeVisible();
  await page.getByRole('button', { name: 'Prendre la grille' }).nth(1).click();
  await regarder(page, '35-grilles-decider');
  await page.getByRole('button', { name: 'Reprendre 1 changement' }).click();
  await expect(page.getByText('1 changement écrit sur 1 dossier.')).toBeVisible();
  await expect(page.getByText('1 ligne gardée comme en base')).toBeVisible();
  expect(plaintes).toEqual([]);
});
