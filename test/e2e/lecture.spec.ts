import { expect, type Page, test } from '@playwright/test';
import { demarrerHote, type HoteEssai, surveillerConsole } from './hote.ts';
import { regarder } from './regards.ts';

let hote: HoteEssai;
/** L’adresse d’entrée ne sert qu’une fois : les pages partagent le témoin de la première. */
test.beforeAll(async () => {
  hote = await demarrerHote();
});
test.afterAll(() => hote.arreter());

async function ouvrirExemple(page: Page): Promise<void> {
  await page.goto(hote.adresse);
  await expect(page.getByRole('button', { name: /Ouvrir la campagne d’exemple/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible({ timeout: 60_000 });
  await page.goto(`${hote.origine}/#/c/1/instruction`);
  await page.getByRole('button', { name: /Lire le suivant/ }).press('Enter');
  await expect(page.getByText('0 critère sur 18')).toBeVisible();
}

function niveau(page: Page, code: string) {
  return page.locator(`#critere-${code} fieldset [aria-pressed=true]`);
}

async function critereCourant(page: Page): Promise<string> {
  return (await page.locator('.instr-critere.instr-courant').getAttribute('data-code')) ?? '';
}

/** Un dossier entier au clavier : Entrée mène à ce qui reste à faire, puis à « Terminer », puis au dossier suivant. */
async function lireAuClavier(page: Page, donner: (rang: number) => string): Promise<void> {
  const titre = await page.getByRole('heading', { level: 1 }).textContent();
  if ((await page.locator('.instr-critere.instr-courant').count()) === 0) await page.keyboard.press('Enter');
  for (let rang = 0; rang < 18; rang++) {
    const touche = donner(rang);
    const code = await critereCourant(page);
    await page.keyboard.press(touche);
    if (touche === '0' || touche === '3') {
      await page.keyboard.press('n');
      await page.keyboard.type(`Niveau ${touche} de ${code}, vu dans la réponse`);
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('button', { name: /Terminer la lecture/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Lecture terminée', { exact: true }).first()).toBeVisible();
  await expect(page.locator('#lecture-suivant button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(titre ?? '');
}

test('au clavier seul : deux dossiers lus, un constat expliqué, et rien de perdu', async ({ page, context }) => {
  test.setTimeout(240_000);
  const plaintes = surveillerConsole(page);
  await ouvrirExemple(page);

  // Un constat qui diffère attend son commentaire, même si la page est rechargée entre-temps.
  const condition = page.locator('.instr-condition').first();
  await expect(condition).toHaveClass(/instr-courant/);
  const propose = (await condition.locator('button[class^=propose]').textContent()) ?? 'oui';
  const autre = propose === 'oui' ? 'n' : 'o';
  await page.keyboard.press(autre);
  await expect(condition.getByText('commentaire attendu')).toBeVisible();
  await page.reload();
  await expect(condition.getByText('commentaire attendu')).toBeVisible();
  await condition.locator('.instr-condition-rangee > .elide').first().click();
  await page.keyboard.press('c');
  await page.keyboard.type('Vu au téléphone', { delay: 5 });
  await page.keyboard.press('Escape');
  await expect(condition.getByText(/^constaté, proposé/)).toBeVisible();
  await expect(page.getByText(/^enregistré à/)).toBeVisible();

  const lus = ['2', '3', '1', '2', '0', 's'];
  await lireAuClavier(page, (rang) => lus[rang % lus.length] ?? '2');
  await lireAuClavier(page, () => '2');

  // 3 sans commentaire : signalé aussitôt, montré avec le reste quand on veut terminer.
  await page.getByRole('button', { name: /^Enfants et jeunes 0\/4/ }).click();
  await page.keyboard.press('3');
  await expect(page.getByText(/Un niveau 3 s’explique/)).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('18 choses restent à faire avant de terminer.')).toBeVisible();

  // Frappe très rapide, puis changement de page aussitôt : tout est là au retour.
  const texte = 'Frappe sans attendre, à toute allure : 0123456789 S N O.';
  await page.keyboard.press('n');
  await page.keyboard.type(texte);
  const adresse = page.url();
  await page.goto(`${hote.origine}/#/c/1/dossiers`);
  await page.goto(adresse);
  await page.getByRole('button', { name: /^Enfants et jeunes 1\/4/ }).click();
  await expect(page.getByText(texte).first()).toBeVisible();
  await expect(niveau(page, 'EJ1')).toHaveText('3');

  // Deux fenêtres : chacune change une moitié du même critère, et l’historique garde les deux.
  await expect(page.getByText(/^enregistré à/)).toBeVisible();
  const autreFenetre = await context.newPage();
  await autreFenetre.goto(adresse);
  const choix = autreFenetre.getByRole('button', { name: /Camille Aubry/ });
  await expect(choix.or(autreFenetre.getByText(/critère.? sur 18/)).first()).toBeVisible();
  if (await choix.isVisible()) await choix.first().click();
  await autreFenetre.getByRole('button', { name: /^Enfants et jeunes 1\/4/ }).click();
  await autreFenetre.locator('#critere-EJ1 .instr-code').click();
  await autreFenetre.keyboard.press('2');
  await expect(autreFenetre.getByText(/^enregistré à/)).toBeVisible();
  await page.bringToFront();
  await page.locator('#critere-EJ1 .instr-code').click();
  await page.locator('#critere-EJ1 textarea').fill('Commentaire de la première fenêtre');
  await page.keyboard.press('Escape');
  await expect(niveau(page, 'EJ1')).toHaveText('2');
  await page.getByRole('button', { name: 'Historique' }).click();
  await expect(page.getByRole('dialog').getByText('3 → 2')).toBeVisible();
  await regarder(page, 'lecture-historique');
  await page.keyboard.press('Escape');

  // Terminée dans l’autre fenêtre : la frappe refusée est rendue, à recopier.
  await autreFenetre.bringToFront();
  await autreFenetre.reload();
  await expect(autreFenetre.getByText('1 critère sur 18')).toBeVisible();
  for (let i = 0; i < 17; i++) {
    await autreFenetre.keyboard.press('Enter');
    await autreFenetre.keyboard.press('2');
  }
  await autreFenetre.keyboard.press('Control+Enter');
  await expect(autreFenetre.getByText('Lecture terminée', { exact: true }).first()).toBeVisible();
  await page.bringToFront();
  await page.locator('#critere-EJ1 textarea').fill('Trop tard, mais pas perdu');
  await page.locator('#critere-EJ1 textarea').blur();
  await expect(page.getByText(/Votre lecture est terminée : rouvrez-la/)).toBeVisible();
  await expect(page.getByLabel('Votre texte, à recopier')).toHaveValue('Trop tard, mais pas perdu');
  expect(plaintes).toEqual([]);
});

test('taille du texte gardée, écran étroit, clair et sombre : axe n’y trouve rien', async ({ page }) => {
  const autre = await demarrerHote();
  const plaintes = surveillerConsole(page);
  await page.goto(autre.adresse);
  await page.getByRole('button', { name: /Ouvrir la campagne d’exemple/ }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible({ timeout: 60_000 });
  await page.goto(`${autre.origine}/#/c/1/instruction`);
  await page.getByRole('button', { name: /Lire le suivant/ }).press('Enter');
  await expect(page.getByText('0 critère sur 18')).toBeVisible();
  for (let i = 0; i < 5; i++) await page.keyboard.press('+');
  await page.reload();
  await expect(page.locator('.instr-deux')).toHaveAttribute('data-taille', '160');
  for (const [largeur, hauteur, colorScheme] of [
    [1366, 768, 'light'],
    [1366, 768, 'dark'],
    [683, 384, 'light'],
  ] as const) {
    await page.setViewportSize({ width: largeur, height: hauteur });
    await regarder(page, `lecture-${largeur}-${colorScheme}`, { themes: [colorScheme] });
    const depasse = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(depasse).toBe(false);
  }
  expect(plaintes).toEqual([]);
  await autre.arreter();
});
