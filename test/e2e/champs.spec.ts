import { type BrowserContext, expect, type Locator, test } from '@playwright/test';
import { demarrerHote, type HoteEssai, surveillerConsole } from './hote.ts';
import { regarder } from './regards.ts';

// Le second essai continue le premier : un nouvel essai repart du début.
test.describe.configure({ mode: 'serial' });

let hote: HoteEssai;
// Le même pour les deux essais : l’adresse donnée par l’hôte ne sert qu’une fois.
let contexte: BrowserContext;
test.beforeAll(async ({ browser }) => {
  hote = await demarrerHote();
  contexte = await browser.newContext({ reducedMotion: 'reduce', locale: 'fr-FR' });
});
test.afterAll(async () => {
  await contexte.close();
  await hote.arreter();
});

/** Remplace tout ce que porte un champ, touche après touche : c’est en tapant qu’une date à demi écrite se lisait. */
async function taper(champ: Locator, texte: string): Promise<void> {
  await champ.fill('');
  await champ.pressSequentially(texte);
}

test('un texte illisible reste tel quel, se dit, et n’enregistre rien d’autre ; un texte tapé ne se perd pas d’un geste', async () => {
  const page = await contexte.newPage();
  const plaintes = surveillerConsole(page);
  await page.goto(hote.adresse);
  await page.getByRole('button', { name: /Ouvrir la campagne d’exemple/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('link', { name: /^Suivi/ }).click();
  const ligne = page.locator('.ag-row', { hasText: '31204190' }).nth(1);
  await expect(ligne).toContainText('À confirmer');
  await ligne.locator('[col-id="collectif"]').click();
  await page.keyboard.press('v');
  const dialogue = page.getByRole('dialog');
  const date = dialogue.getByLabel('Date');
  const presents = dialogue.getByLabel('Enfants présents');
  const compteRendu = dialogue.getByLabel('Compte rendu');
  await expect(date).toBeFocused();
  await compteRendu.fill('Vu la salle, six enfants.');

  // La date : le début d’une autre n’en est pas une, et Entrée n’envoie pas celle d’avant.
  for (const [texte, raison] of [
    ['15/05/2205', /Année 2205/],
    ['31/11/2026', /novembre 2026 a 30 jours/],
    ['15/05/22', /quatre chiffres/],
  ] as const) {
    await taper(date, texte);
    await date.press('Enter');
    await expect(dialogue.getByText(raison)).toBeVisible();
    await compteRendu.click();
    await expect(date).toHaveValue(texte);
    await page.keyboard.press('Control+Enter');
    await expect(date).toBeFocused();
  }
  await taper(date, '12/10/2026');

  // Le nombre : rien n’en est ôté.
  for (const [texte, raison] of [
    ['-5', /nombre négatif refusé/],
    ['10,5', /nombre entier attendu/],
    ['12.5', /nombre entier attendu/],
    ['1e3', /nombre entier attendu/],
    ['1000', /999 au plus/],
  ] as const) {
    await taper(presents, texte);
    await expect(dialogue.getByText(raison)).toBeVisible();
    await compteRendu.click();
    await expect(presents).toHaveValue(texte);
  }
  await page.keyboard.press('Control+Enter');
  await expect(presents).toBeFocused();
  await regarder(page, 'champs-refus', { zone: '[role="dialog"]' });

  // Le calendrier : d’un clic ou d’Alt+Bas ; Échap le ferme seul.
  await date.press('Alt+ArrowDown');
  const jour = page.getByRole('button', { name: '13 octobre 2026' });
  await expect(jour).toBeVisible();
  await regarder(page, 'champs-calendrier');
  await date.press('Escape');
  await expect(jour).toBeHidden();
  await date.click();
  await jour.click();
  await expect(date).toHaveValue('13/10/2026');

  // Échap, ou un clic à côté, ne perd pas le compte rendu ; on y revient, et la suite s’y tape.
  await compteRendu.click();
  await page.keyboard.press('Escape');
  await expect(dialogue.getByText('Abandonner ce qui est saisi ?')).toBeVisible();
  await expect(dialogue.getByRole('button', { name: 'Continuer la saisie' })).toBeFocused();
  await regarder(page, 'champs-abandon', { zone: '[role="dialog"]' });
  await page.mouse.click(5, 5);
  await expect(dialogue.getByText('Abandonner ce qui est saisi ?')).toBeVisible();
  await page.keyboard.press('Enter');
  await taper(presents, '6');
  await compteRendu.press('Control+Enter');
  await expect(dialogue).toBeHidden();
  await expect(page.getByText(/6 enfants présents/)).toBeVisible();
  await expect(page.getByText('13/10/2026').first()).toBeVisible();

  // Échap deux fois n’enferme pas.
  await ligne.locator('[col-id="collectif"]').click();
  await page.keyboard.press('e');
  await dialogue.getByLabel('Ce qui a été dit').fill('à jeter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(dialogue).toBeHidden();
  // Rien de tapé : rien à demander.
  await page.keyboard.press('e');
  await expect(dialogue).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialogue).toBeHidden();
  expect(plaintes).toEqual([]);
});

test('F1 dit les touches de la page, chacune une fois ; une page qui échoue se dit et laisse aller ailleurs', async () => {
  const page = await contexte.newPage();
  await page.goto(hote.origine);
  await page.getByRole('button', { name: /Camille Aubry/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible();
  for (const [touche, titre] of [
    ['Control+6', 'Conventions'],
    ['Control+9', 'Paiements'],
    ['Alt+p', 'Paramètres'],
    ['Control+7', 'Suivi'],
  ] as const) {
    await page.keyboard.press(touche);
    await expect(page.getByRole('heading', { level: 1, name: titre })).toBeVisible();
    // Les touches d’une liste se déclarent une fois ses lignes lues.
    if (titre === 'Suivi') await expect(page.getByText('À confirmer').last()).toBeVisible();
    await page.keyboard.press('F1');
    const touches = await page.getByRole('dialog').locator('dd').allTextContents();
    expect(touches.length).toBeGreaterThan(10);
    expect(
      touches.filter((une, rang) => touches.indexOf(une) !== rang),
      titre,
    ).toEqual([]);
    expect(touches.join()).not.toContain('Shift');
    if (titre === 'Suivi') {
      expect(touches).toEqual(expect.arrayContaining(['T', 'D', 'N', 'C', 'A', 'R', 'V', 'E']));
      await regarder(page, 'champs-f1', { zone: '[role="dialog"]' });
    }
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }

  // La liste de la page suivante échoue en se montrant : React le dit en plein affichage.
  const panne = await page.evaluateHandle(() => {
    const { ResizeObserver } = window;
    window.ResizeObserver = class extends ResizeObserver {
      constructor() {
        super(() => {});
        throw new Error('panne voulue par l’essai');
      }
    };
    return { cesser: () => Object.assign(window, { ResizeObserver }) };
  });
  await page.keyboard.press('Alt+s');
  await expect(page.getByRole('heading', { level: 1, name: 'Cette page ne peut pas s’afficher' })).toBeVisible();
  await expect(page.getByText(/Tout ce qui était enregistré est en sûreté/)).toBeVisible();
  await expect(page.getByText(/signalez-la avec son numéro : \S+-\d+/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Recharger la page' })).toBeVisible();
  await regarder(page, 'champs-page-en-erreur');
  await panne.evaluate(({ cesser }) => cesser());
  await page.getByRole('button', { name: 'Revenir au tableau de bord' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible();
});
