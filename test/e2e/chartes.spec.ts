import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { demarrerHote, type HoteEssai, surveillerConsole } from './hote.ts';
import { regarder } from './regards.ts';

async function aller(page: Page, chemin: string, titre: string | RegExp): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#${chemin}`);
  await expect(page.getByRole('heading', { level: 1, name: titre })).toBeVisible();
}

test.describe.configure({ mode: 'serial' });

let hote: HoteEssai;
let page: Page;
let plaintes: string[];

test.beforeAll(async ({ browser }) => {
  hote = await demarrerHote();
  const contexte = await browser.newContext({ reducedMotion: 'reduce', locale: 'fr-FR', acceptDownloads: true });
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

test('de l’instruction aux chartes, une nouvelle version au clavier ; rien ne se perd', async () => {
  await aller(page, '/c/1/instruction', 'Instruction');
  await page.getByRole('link', { name: 'Charte et versions' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Chartes' })).toBeVisible();
  await regarder(page, 'chartes-1');
  await page.getByRole('link', { name: 'Modèle tiré du dépliant' }).click();
  await expect(page.getByText('Cette charte est un modèle.')).toBeVisible();
  await regarder(page, 'chartes-2');
  await page.getByRole('button', { name: 'Nouvelle version' }).focus();
  await page.keyboard.press('Enter');
  const sommaire = page.getByRole('navigation', { name: 'Sommaire de la charte' });
  await sommaire.getByRole('button', { name: /Généralités/ }).focus();
  // Flèche bas : la première condition ; Alt+bas : elle descend d’un cran, et le focus la suit.
  await page.keyboard.press('ArrowDown');
  await expect(sommaire.getByRole('button', { name: /Déposé dans les délais/ })).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { level: 2, name: /^Condition 2 sur/ })).toBeVisible();
  await expect(sommaire.getByRole('button', { name: /Déposé dans les délais/ })).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByRole('heading', { level: 2, name: /^Condition 1 sur/ })).toBeVisible();
  await sommaire.getByRole('button', { name: /P3/ }).click();
  await page.getByRole('textbox', { name: 'Niveau 3' }).fill('');
  await expect(page.getByText('Décrivez le niveau 3.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Publier (1 défaut)' })).toHaveAttribute('aria-disabled', 'true');
  await regarder(page, 'chartes-3');
  await page.getByRole('textbox', { name: 'Niveau 3' }).fill('Temps réguliers, bâtis avec les parents et ajustés');
  await expect(page.getByText(/^enregistré le/)).toBeVisible();
  // Fermée et rouverte : le brouillon est là, au même endroit.
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Niveau 3' })).toHaveValue(/ajustés$/);
  await page.getByRole('button', { name: 'Publier', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publier' }).click();
  await expect(page.getByText('Publiée', { exact: true })).toBeVisible();
});

test('le même brouillon dans deux fenêtres : ce qui est refusé reste à l’écran, puis dans un brouillon à part', async () => {
  await aller(page, '/chartes', 'Chartes');
  await page.getByRole('link', { name: 'Modèle tiré du dépliant' }).first().click();
  await page.getByRole('button', { name: 'Nouvelle version' }).click();
  await page.getByRole('navigation', { name: 'Sommaire de la charte' }).getByRole('button', { name: /P3/ }).click();
  await expect(page.getByRole('textbox', { name: 'Niveau 3' })).toBeVisible();
  const autre = await page.context().newPage();
  await autre.goto(page.url());
  const choix = autre.getByRole('button', { name: /Camille Aubry/ });
  const niveau2 = autre.getByRole('textbox', { name: 'Niveau 2' });
  await expect(choix.or(niveau2).first()).toBeVisible();
  if (await choix.isVisible()) await choix.first().click();
  await expect(niveau2).toBeVisible();
  await page.getByRole('textbox', { name: 'Niveau 1' }).fill('Écrit dans la première fenêtre');
  await expect(page.getByText(/^enregistré le/)).toBeVisible();
  await expect(page.getByText('enregistrement…')).toBeHidden();
  await autre.bringToFront();
  await niveau2.fill('Écrit dans la seconde');
  await expect(autre.getByText(/modifié sur un autre écran/)).toBeVisible();
  await expect(niveau2).toHaveValue('Écrit dans la seconde');
  await autre.getByRole('textbox', { name: 'Niveau 0' }).fill('Et encore après le refus');
  await autre.getByRole('button', { name: 'Garder mes changements à part' }).click();
  await expect(autre.getByText('modifié sur un autre écran')).toBeHidden();
  await autre.getByRole('navigation', { name: 'Sommaire de la charte' }).getByRole('button', { name: /P3/ }).click();
  await expect(niveau2).toHaveValue('Écrit dans la seconde');
  await expect(autre.getByRole('textbox', { name: 'Niveau 0' })).toHaveValue('Et encore après le refus');
  for (const fenetre of [autre, page]) {
    await fenetre.bringToFront();
    await fenetre.getByRole('button', { name: 'Autres actions' }).click();
    await fenetre.getByRole('menuitem', { name: /Supprimer/ }).click();
    await fenetre.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
    await expect(fenetre.getByRole('heading', { level: 1, name: 'Chartes' })).toBeVisible();
  }
  await autre.close();
});

test('comparer, voir ce que changer de version changerait, changer ; les notes d’avant restent', async () => {
  await aller(page, '/chartes/comparer?avant=1&apres=2', 'Comparer deux versions');
  await expect(page.getByRole('region', { name: 'Critères' })).toContainText(
    'Temps réguliers, bâtis avec les parents et ajustés',
  );
  await regarder(page, 'chartes-4');
  await aller(page, '/c/1/charte', 'Changer de version de la charte');
  await page.getByRole('combobox', { name: 'Nouvelle version' }).click();
  await page.getByRole('option', { name: /version 2/ }).click();
  await expect(page.getByText('60 sur 60')).toBeVisible();
  await expect(page.getByText(/à coter : P3\./)).toBeVisible();
  await regarder(page, 'chartes-5');
  await page.getByRole('button', { name: 'Changer de version…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Charte votée');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/Sert à la campagne 2026-2027/)).toBeVisible();
  await aller(page, '/chartes/1', 'Modèle tiré du dépliant');
  await expect(page.getByRole('region', { name: 'Notes données avec la version 1' })).toContainText('60 dossiers');
  await aller(page, '/c/1/dossiers/1?onglet=lecture', /./);
  await expect(page.getByRole('table', { name: 'Notes données avec la version 1' })).toBeVisible();
});

test('imprimer, exporter, importer un fichier faux puis juste', async () => {
  await aller(page, '/chartes', 'Chartes');
  const telechargement = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Actions sur .* version 2$/ }).click();
  await page.getByRole('menuitem', { name: 'Exporter (JSON)' }).click();
  const json = readFileSync(await (await telechargement).path(), 'utf8');
  const pdf = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('button', { name: /^Actions sur .* version 2$/ }).click();
  await page.getByRole('menuitem', { name: 'Imprimer (PDF)' }).click();
  expect((await pdf).suggestedFilename()).toBe('charte-modele-tire-du-depliant-v2.pdf');
  const deposer = (contenu: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'charte.json', mimeType: 'application/json', buffer: Buffer.from(contenu) });
  await deposer(json.replace('"placeParents"', '"placeParent"'));
  await expect(page.getByText(/champ « placeParent » inconnu \(vouliez-vous dire « placeParents » \?\)/)).toBeVisible();
  await regarder(page, 'chartes-6');
  await deposer(json);
  await expect(page.getByText('Modèle tiré du dépliant, version 3 importée comme brouillon')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Sommaire de la charte' })).toBeVisible();
});
