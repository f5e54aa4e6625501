import { expect, type Page, test } from '@playwright/test';
import { demarrerHote, type HoteEssai, surveillerConsole } from './hote.ts';
import { regarder } from './regards.ts';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

let hote: HoteEssai;
let page: Page;
let plaintes: string[];

test.beforeAll(async ({ browser }) => {
  hote = await demarrerHote();
  const contexte = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
  page = await contexte.newPage();
  plaintes = surveillerConsole(page);
  await page.goto(hote.adresse);
  await expect(page.getByRole('button', { name: /Ouvrir la campagne d’exemple/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible({ timeout: 60_000 });
});
test.afterAll(async () => {
  await page.close();
  await hote.arreter();
});
test.afterEach(() => {
  expect(plaintes).toEqual([]);
});

async function ouvrirOnglet(nom: string): Promise<void> {
  await page.goto(`${hote.origine}/#/c/1/instruction`);
  await page.getByRole('tab', { name: nom }).click();
}

test('attribuer au clavier, répartir après aperçu, ma pile devient la mienne', async () => {
  await ouvrirOnglet('Attributions');
  const hugo = page.locator('[row-index="0"] [col-id="agent:2"]');
  await hugo.click();
  await page.keyboard.press('r');
  await expect(hugo).toContainText('Rapp.');
  await page.keyboard.press('Delete');
  await expect(hugo).not.toContainText('Rapp.');
  await regarder(page, 'lecteurs-attributions');

  await page.getByRole('button', { name: 'Réglages de lecture…' }).click();
  const dialogue = page.getByRole('dialog');
  await dialogue.getByLabel('Lecteurs par dossier').fill('2');
  await regarder(page, 'lecteurs-réglages');
  await dialogue.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(dialogue).toBeHidden();

  await page.getByRole('button', { name: 'Répartir…' }).click();
  await dialogue.getByRole('button', { name: 'Voir la répartition' }).click();
  await expect(dialogue.getByRole('table', { name: 'Charge de chaque agent' })).toBeVisible();
  await regarder(page, 'lecteurs-répartition');
  await dialogue.getByRole('button', { name: /^Appliquer 60 attributions/ }).click();
  await expect(dialogue).toBeHidden();
  await page.getByRole('tab', { name: 'Ma pile' }).click();
  await expect(page.getByRole('button', { name: 'Mes dossiers' })).toHaveAttribute('aria-pressed', 'true');
});

test('un lien d’intérêt sort du dossier, jusqu’à ce qu’il soit retiré', async () => {
  await page.goto(`${hote.origine}/#/c/1/instruction/1`);
  await page.getByRole('button', { name: 'Lien d’intérêt…' }).click();
  const dialogue = page.getByRole('dialog');
  await dialogue.getByRole('textbox', { name: 'Motif' }).fill('Membre du bureau');
  await dialogue.getByRole('button', { name: 'Déclarer' }).click();
  await expect(page.getByText('Vous êtes hors de ce dossier', { exact: true })).toBeVisible();
  await regarder(page, 'lecteurs-écarté');
  await page.getByRole('button', { name: 'Retirer mon lien…' }).click();
  await dialogue.getByRole('textbox', { name: 'Motif' }).fill('A quitté le bureau');
  await dialogue.getByRole('button', { name: 'Retirer' }).click();
  await expect(page.getByRole('button', { name: 'Lien d’intérêt…' })).toBeVisible();
  await expect(page.locator('#critere-EJ1, .instr-axes').first()).toBeVisible();
});

test('harmonisation et dérive des lecteurs', async () => {
  await ouvrirOnglet('Harmonisation');
  await page.getByRole('button', { name: /^Tous/ }).click();
  await expect(page.getByRole('list', { name: 'Lecteurs' })).toBeVisible();
  await regarder(page, 'lecteurs-harmonisation');
  await ouvrirOnglet('Lecteurs');
  await expect(page.getByRole('table', { name: 'Dérive des lecteurs' })).toContainText('Hugo Besnard');
  await regarder(page, 'lecteurs-lecteurs');
});
