import { expect, test } from '@playwright/test';
import { demarrerHote, type HoteEssai, surveillerConsole } from './hote.ts';
import { regarder } from './regards.ts';

let hote: HoteEssai;
test.beforeAll(async () => {
  hote = await demarrerHote();
});
test.afterAll(async () => {
  await hote.arreter();
});

test('au clavier : confirmer tous les démarrages d’un dossier, arrêter un collectif en voyant son effet, noter une visite', async ({
  page,
}) => {
  const plaintes = surveillerConsole(page);
  await page.goto(hote.adresse);
  await expect(page.getByRole('button', { name: /Ouvrir la campagne d’exemple/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('link', { name: /^Suivi/ }).click();
  const ligne = page.locator('.ag-row', { hasText: '31204190' }).nth(1);
  await expect(ligne).toContainText('À confirmer');
  await regarder(page, 'suivi-1');

  // Les deux collectifs du dossier, d’un coup.
  const dialogue = page.getByRole('dialog');
  await ligne.locator('[col-id="collectif"]').click();
  await page.keyboard.press('t');
  await expect(dialogue.getByLabel('Premier jour d’accueil')).toBeFocused();
  // L’année que l’horloge du poste donne n’est pas celle de la campagne : la date se tape.
  await page.keyboard.type('14/09/2026');
  await page.keyboard.press('Tab');
  for (const champ of await dialogue.getByLabel('Enfants inscrits').all()) await champ.fill('10');
  await page.keyboard.press('Enter');
  await expect(dialogue).toBeHidden();
  await expect(ligne).toContainText('Ouvert');

  // Un arrêt : le droit avant et après se lit avant de noter.
  await ligne.locator('[col-id="collectif"]').click();
  await page.keyboard.press('a');
  const pourquoi = dialogue.getByLabel('Pourquoi');
  await expect(pourquoi).toBeFocused();
  const date = dialogue.getByLabel('Premier jour sans accueil');
  await date.fill('01/02/2027');
  await pourquoi.click();
  await page.keyboard.type('local fermé');
  await expect(dialogue.getByRole('row', { name: /Droit du dossier/ })).toContainText('−1');
  await regarder(page, 'suivi-2', { zone: '[role="dialog"]' });
  await page.keyboard.press('Control+Enter');
  await expect(dialogue).toBeHidden();
  const fil = page.getByRole('list', { name: /Fil du dossier/ });
  await expect(fil.getByRole('listitem').first()).toContainText('local fermé');

  // Une touche que l’état du collectif ne permet pas dit ce qui est possible.
  await ligne.locator('[col-id="collectif"]').click();
  await page.keyboard.press('d');
  await expect(page.getByText(/on peut y noter un changement ou un arrêt/)).toBeVisible();
  await page.keyboard.press('v');
  await dialogue.getByLabel('Compte rendu').fill('Trois enfants attendent dehors.');
  await dialogue.getByLabel('Enfants présents').fill('3');
  await dialogue.getByLabel('Date').fill('12/10/2026');
  await dialogue.getByLabel('Suites à donner').fill('Rappeler la mairie');
  await page.keyboard.press('Control+Enter');
  await expect(dialogue).toBeHidden();
  await expect(page.getByText('Suites de la visite du 12/10/2026 : rien noté depuis')).toBeVisible();
  // La seconde alerte se compte toujours, et rien de la ligne n’est coupé à 1366 px.
  const visitee = page.locator('.ag-row', { hasText: '31204190' }).filter({ hasText: 'Effectif hors des limites' });
  await expect(visitee.getByText('+1')).toBeInViewport({ ratio: 1 });
  for (const colonne of ['depuis', 'alertes'])
    expect(
      await visitee.locator(`[col-id="${colonne}"]`).evaluate((cellule) => cellule.scrollWidth <= cellule.clientWidth),
    ).toBe(true);
  await regarder(page, 'suivi-3');

  // La grille telle qu’affichée, filtre compris.
  await page.getByRole('button', { name: /^Ouverts/ }).click();
  expect(page.url()).toContain('vue=ouverts');
  const telechargement = page.waitForEvent('download');
  await page.keyboard.press('Control+e');
  expect((await telechargement).suggestedFilename()).toBe('suivi-clas-2026-2027.xlsx');
  await page.getByRole('button', { name: 'Ouvrir le dossier' }).click();
  await expect(page.getByRole('tab', { name: 'Suivi' })).toHaveAttribute('aria-selected', 'true');
  expect(plaintes).toEqual([]);
});
