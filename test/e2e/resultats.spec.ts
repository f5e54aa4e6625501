import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { demarrerHote, type HoteEssai, surveillerConsole } from './hote.ts';
import { regarder } from './regards.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

let hote: HoteEssai;
let page: Page;
let plaintes: string[];

test.beforeAll(async ({ browser }) => {
  hote = await demarrerHote();
  const contexte = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    acceptDownloads: true,
  });
  page = await contexte.newPage();
  plaintes = surveillerConsole(page);
  await page.goto(hote.adresse);
  await expect(page.getByRole('button', { name: /Ouvrir la campagne d’exemple/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible({ timeout: 90_000 });
});
test.afterEach(() => {
  expect(plaintes).toEqual([]);
});
test.afterAll(async () => {
  await page.close();
  await hote.arreter();
});

test('le classement est un onglet de l’instruction ; ses filtres vivent dans l’adresse', async () => {
  await page.goto(`${hote.origine}/#/c/1/instruction`);
  await page.getByRole('tab', { name: /^Classement/ }).click();
  await expect(page).toHaveURL(/instruction\/resultats\?vue=classement/);
  await expect(page.getByRole('gridcell', { name: /ex æquo/ }).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Que faudrait-il ?' })).toBeVisible();
  await regarder(page, '60-resultats-classement');

  await page.getByRole('button', { name: 'Pile', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: /Défavorable/ }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/pile=D%C3%A9favorable/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Pile : Défavorable' })).toBeVisible();
  await expect(page.getByText('Condition éliminatoire à remplir', { exact: false }).first()).toBeVisible();
  const lignes = page.getByRole('row');
  expect(await lignes.count()).toBeLessThan(20);
});

test('la fiche d’un dossier se télécharge en PDF, la liste en Excel', async () => {
  const pdf = page.waitForEvent('download', { timeout: 90_000 });
  await page.getByRole('button', { name: 'Fiche PDF' }).click();
  const fiche = await pdf;
  expect(fiche.suggestedFilename()).toMatch(/^fiche-instruction-\d+-2026-2027\.pdf$/);
  expect(
    readFileSync(await fiche.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  const xlsx = page.waitForEvent('download', { timeout: 90_000 });
  await page.keyboard.press('Control+e');
  const classeur = await xlsx;
  expect(classeur.suggestedFilename()).toBe('resultats-instruction-2026-2027.xlsx');
  expect(
    readFileSync(await classeur.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
});

test('la sensibilité se lit au clavier : poids, curseur, ligne suivie', async () => {
  await page.goto(`${hote.origine}/#/c/1/instruction/resultats?vue=sensibilite&poids=axe%3Aparents`);
  await expect(page.getByRole('img', { name: /Rangs de \d+ dossiers quand le poids de Parents/ })).toBeVisible();
  const curseur = page.getByRole('slider');
  await curseur.focus();
  await page.keyboard.press('End');
  await expect(page.getByText('Poids × 2, soit 40 au lieu de 20')).toBeVisible();
  const premier = page
    .getByRole('table', { name: 'Rang de chaque dossier au poids choisi' })
    .getByRole('button')
    .first();
  await premier.press('Enter');
  await expect(premier).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.res-choisie')).toHaveCount(1);
  await regarder(page, '61-resultats-sensibilite');
  await page.getByRole('tab', { name: /^Échanges/ }).click();
  await expect(page.getByRole('table', { name: 'Échanges de places' })).toBeVisible();
});

test('l’année N et N-1 dit qu’il n’y a pas de campagne précédente', async () => {
  await page.getByRole('tab', { name: 'Année N et N-1' }).click();
  await expect(page.getByText('Pas de campagne précédente dans cette base.')).toBeVisible();
  await regarder(page, '62-resultats-annees');
  await page.getByRole('tab', { name: /^Ma pile/ }).click();
  await expect(page).toHaveURL(/\/instruction$/);
});
