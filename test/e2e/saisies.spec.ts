import { createServer } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { demarrerHote } from './hote.ts';

/** Un port libre à cet instant : l’hôte doit revenir à la même adresse après son redémarrage. */
function portLibre(): Promise<number> {
  return new Promise((fini) => {
    const essai = createServer().listen(0, '127.0.0.1', () => {
      const adresse = essai.address();
      essai.close(() => fini(typeof adresse === 'object' && adresse !== null ? adresse.port : 0));
    });
  });
}

async function ouvrirExemple(page: Page, adresse: string): Promise<void> {
  await page.goto(adresse);
  await expect(page.getByRole('button', { name: /Ouvrir la campagne d’exemple/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible({ timeout: 60_000 });
}

/** Le niveau choisi d’un critère, lu à l’écran. */
function niveau(page: Page, code: string) {
  return page.locator(`#critere-${code} fieldset [aria-pressed=true]`);
}

test('une coupure pendant la lecture ne perd aucune touche', async ({ page }) => {
  const port = await portLibre();
  const premier = await demarrerHote({ port });
  await ouvrirExemple(page, premier.adresse);
  await page.goto(`${premier.origine}/#/c/1/instruction`);
  await page.getByRole('button', { name: /Lire le suivant/ }).press('Enter');
  await expect(page.getByText('0 critère sur 18')).toBeVisible();
  const adresse = page.url();
  // Le premier critère, d’où qu’on parte : les conditions en question viennent avant lui.
  await page.getByRole('button', { name: /^Enfants et jeunes 0\/4/ }).click();
  await expect(page.locator('#critere-EJ1')).toHaveClass(/instr-courant/);

  await premier.arreter();
  await page.keyboard.press('1');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('s');
  await page.keyboard.press('c');
  await page.keyboard.type('3 séances, noté pendant la coupure');
  await page.keyboard.press('Escape');
  await expect(page.getByText(/saisies gardées ici, pas encore enregistrées/)).toBeVisible();
  await expect(niveau(page, 'EJ1')).toHaveText('1');

  const second = await demarrerHote({ port, donnees: premier.donnees });
  await expect(page.getByText(/^enregistré à/)).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(page.getByText('2 critères sur 18')).toBeVisible();
  expect(page.url()).toBe(adresse);
  await page.getByRole('button', { name: /^Enfants et jeunes 2\/4/ }).click();
  await expect(niveau(page, 'EJ1')).toHaveText('1');
  await expect(niveau(page, 'EJ2')).toHaveText('s. o.');
  await expect(page.getByText('3 séances, noté pendant la coupure')).toBeVisible();
  await second.arreter();
});

test('en séance, chaque touche est une décision, et l’enveloppe suit', async ({ page }) => {
  const hote = await demarrerHote();
  await ouvrirExemple(page, hote.adresse);
  await page.goto(`${hote.origine}/#/c/1/copil/seance`);
  const collectifs = page.locator('.seance-collectif');
  await expect(collectifs.first()).toBeVisible();
  const nombre = await collectifs.count();
  expect(nombre).toBeGreaterThan(1);
  const reste = page.locator('.seance-reste');
  const avant = await reste.textContent();

  // Ajourner tout le dossier : motif obligatoire, puis la case « tous les collectifs ».
  await page.keyboard.press('j');
  const dialogue = page.getByRole('dialog');
  await expect(dialogue.getByRole('textbox')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(dialogue.getByText('Choisissez un motif dans la liste, ou écrivez-le.')).toBeVisible();
  await dialogue.getByRole('textbox').fill('A, S, J, R : un texte n’est pas une décision.');
  await dialogue.getByRole('checkbox').check();
  await page.keyboard.press('Control+Enter');
  await expect(dialogue).toBeHidden();
  await expect(page.locator('.seance-choix[aria-pressed=true]')).toHaveText(
    Array.from({ length: nombre }, () => /^Ajourné/),
  );
  await expect(reste).not.toHaveText(avant ?? '');

  // Quatre frappes sans attendre : quatre collectifs agréés, ou autant qu’il y en a.
  await page.keyboard.press('ArrowUp');
  for (let i = 0; i < nombre; i++) {
    await page.keyboard.press('a');
    await page.keyboard.press('ArrowDown');
  }
  await expect(page.locator('.seance-choix[aria-pressed=true]')).toHaveText(
    Array.from({ length: nombre }, () => /^Agréé/),
  );

  // Échap ferme le dialogue sans quitter la séance ; l’annulation demande pourquoi.
  await page.keyboard.press('Control+z');
  await expect(dialogue).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialogue).toBeHidden();
  await expect(collectifs.first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await dialogue.getByRole('textbox').fill('Vote repris');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.seance-choix[aria-pressed=true]')).toHaveCount(nombre - 1);
  await expect(page.getByText('tout est enregistré')).toBeVisible();
  await page.reload();
  await expect(page.locator('.seance-choix[aria-pressed=true]')).toHaveCount(nombre - 1);
  await hote.arreter();
});
