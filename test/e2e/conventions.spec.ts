import { expect, type Page, test } from '@playwright/test';
import { preparerBaseAgreee } from './base-agreee.ts';
import { demarrerHote, type HoteEssai, surveillerConsole } from './hote.ts';
import { regarder } from './regards.ts';

let hote: HoteEssai;
let page: Page;
let plaintes: string[];
let campagneId: number;

test.beforeAll(async ({ browser }) => {
  const base = preparerBaseAgreee();
  ({ campagneId } = base);
  hote = await demarrerHote({ donnees: base.donnees });
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
});
test.afterAll(async () => {
  expect(plaintes).toEqual([]);
  await page.close();
  await hote.arreter();
});

test('au clavier : générer, noter l’envoi, noter la signature, lever une réserve', async () => {
  test.setTimeout(240_000);
  await page.getByText('Camille Essai').first().click();
  await page.goto(`${hote.origine}/#/c/${campagneId}/conventions`);
  await expect(page.getByRole('heading', { level: 1, name: 'Conventions' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^À générer\s*3$/ })).toBeVisible();

  const telechargement = page.waitForEvent('download', { timeout: 90_000 });
  await page.keyboard.press('Control+Shift+G');
  await expect(page.getByRole('dialog', { name: 'Générer 3 papiers' })).toBeVisible();
  await page.keyboard.press('Enter');
  expect((await telechargement).suggestedFilename()).toBe('conventions-2026-2027-3-papiers.pdf');
  await expect(page.getByRole('button', { name: /^Signature attendue\s*3$/ })).toBeVisible();

  await page.keyboard.press('Control+Shift+E');
  await expect(page.getByRole('dialog', { name: 'Noter l’envoi de 3 papiers' })).toBeVisible();
  // Un double-clic n’est qu’un envoi.
  await page.getByRole('button', { name: 'Noter l’envoi', exact: true }).dblclick();
  await expect(page.getByText(/^Envoyée le /).first()).toBeVisible();
  await expect(page.getByText('Envoi noté', { exact: true })).toHaveCount(1);

  await page.getByRole('button', { name: 'Noter la signature…' }).press('Enter');
  const signature = page.getByRole('dialog', { name: /^Noter la signature/ });
  const aujourdhui = new Date().toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
  await signature.getByLabel('Date portée sur le papier').fill(aujourdhui);
  await signature.getByLabel('Signataire pour le porteur').fill('Mme Duval, présidente');
  await regarder(page, 'conventions-1');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Signée le .* par Mme Duval, présidente$/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Signées\s*1$/ })).toBeVisible();

  await page.getByRole('button', { name: /^Sous réserve\s*1$/ }).press('Enter');
  await page.getByRole('gridcell', { name: 'Les Amis de la Prairie' }).click();
  // Une seule d’abord : chaque collectif a la sienne.
  await expect(page.getByRole('button', { name: 'Lever les 3 réserves…' })).toBeVisible();
  await page
    .getByRole('button', { name: /^Lever celle du collectif/ })
    .first()
    .press('Enter');
  await expect(page.getByRole('dialog', { name: 'Lever 1 réserve' })).toBeVisible();
  await page.getByRole('dialog').getByLabel('Preuve, ce qui lève la réserve').fill('convention de prêt reçue');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Levée par Camille Essai, .* : convention de prêt reçue$/)).toHaveCount(1);
  await regarder(page, 'conventions-3');
  await page.getByRole('button', { name: 'Lever les 2 réserves…' }).press('Enter');
  await expect(page.getByRole('dialog')).not.toContainText('..');
  await page.getByRole('dialog').getByLabel('Preuve, ce qui lève la réserve').fill('bail reçu');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Levée par Camille Essai, .* : bail reçu$/).first()).toBeVisible();
  await regarder(page, 'conventions-2');
});
