import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ouvrirClasseurBilan } from '../electron/backend/bilans/classeur-ouvert.ts';
import { demarrerHote, type HoteEssai, surveillerConsole } from './hote.ts';
import { regarder } from './regards.ts';

let hote: HoteEssai;
test.beforeAll(async () => {
  hote = await demarrerHote();
});
test.afterAll(() => hote.arreter());

test('produire le classeur d’un dossier, le remplir, le lire avec ses anomalies, écrire le bilan', async ({ page }) => {
  test.setTimeout(240_000);
  const plaintes = surveillerConsole(page);
  await page.goto(hote.adresse);
  await expect(page.getByRole('button', { name: /Ouvrir la campagne d’exemple/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible({ timeout: 60_000 });
  await page.goto(`${hote.origine}/#/c/1/bilans`);
  await page.getByRole('button', { name: 'Classeurs…' }).press('Enter');
  await expect(page.getByRole('button', { name: /^Produire \d+ classeurs \(ZIP\)$/ })).toBeEnabled();
  await regarder(page, '60-classeurs-bilan-demander');

  // Un seul, coché au clavier.
  await page.getByRole('gridcell').nth(1).click();
  await page.keyboard.press('Space');
  const attente = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Produire 1 classeur' }).press('Enter');
  const telecharge = await attente;
  expect(telecharge.suggestedFilename()).toMatch(/^bilan-clas-2026-2027-.*\.xlsx$/);
  const vierge = join(hote.donnees, 'vierge.xlsx');
  await telecharge.saveAs(vierge);

  const remplir = async (nom: string, seances: string | number, modele = vierge) => {
    const ouvert = await ouvrirClasseurBilan(modele);
    const feuille = ouvert.feuille('Collectifs');
    for (let n = 5; n <= feuille.rowCount; n += 1) {
      const code = feuille.getCell(n, 1).text;
      if (!code.startsWith('collectif:')) continue;
      ouvert.mettre('Collectifs', code, 'realise', 'oui');
      ouvert.mettre('Collectifs', code, 'seances', seances);
      ouvert.mettre('Collectifs', code, 'effectif', 10);
      ouvert.mettre('Collectifs', code, 'cout', 5000);
    }
    return ouvert.enregistrer(join(hote.donnees, nom));
  };
  const deposer = (fichier: string) => page.locator('input[type=file]').first().setInputFiles(fichier);

  await page.getByRole('tab', { name: 'Lire ceux qui reviennent' }).click();
  await deposer(await remplir('fautif.xlsx', 'une centaine'));
  await expect(page.getByText(/« une centaine » n’est pas un nombre entier/).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Écrire 0 bilan' })).toBeDisabled();
  await regarder(page, '62-classeurs-bilan-anomalies');

  await page.getByRole('button', { name: 'Prendre d’autres fichiers' }).click();
  await deposer(await remplir('bon.xlsx', 62));
  await page.getByRole('button', { name: 'Écrire 1 bilan' }).press('Enter');
  await expect(page.getByText('1 bilan écrit.')).toBeVisible({ timeout: 30_000 });

  // Depuis le bilan d’un autre dossier : son classeur, et seulement le sien.
  await page.goto(`${hote.origine}/#/c/1/bilans`);
  await page
    .getByRole('row', { name: /Attendu/ })
    .last()
    .getByRole('gridcell')
    .nth(2)
    .click();
  await page.keyboard.press('Enter');
  const produire = page.getByRole('button', { name: 'Produire le classeur de bilan' });
  await expect(produire).toBeEnabled();
  await regarder(page, '63-bilan-classeur');
  const autre = page.waitForEvent('download', { timeout: 60_000 });
  await produire.press('Enter');
  const sien = join(hote.donnees, 'sien.xlsx');
  await (await autre).saveAs(sien);
  await page.getByRole('button', { name: 'Lire le classeur rendu…' }).press('Enter');
  await deposer(join(hote.donnees, 'bon.xlsx'));
  await expect(page.getByText(/pas de celui-ci/).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Écrire 0 bilan' })).toBeDisabled();
  await page.getByRole('button', { name: 'Prendre d’autres fichiers' }).click();
  await deposer(await remplir('sien-rempli.xlsx', 60, sien));
  await page.getByRole('button', { name: 'Écrire 1 bilan' }).press('Enter');
  await expect(page.getByText('1 bilan écrit.')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Revenir au bilan du dossier' }).press('Enter');
  await expect(page.getByText(/^Origine : /)).toBeVisible();
  expect(plaintes).toEqual([]);
});
