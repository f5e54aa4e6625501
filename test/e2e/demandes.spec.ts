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

test('au clavier, de la question posée en lisant à la lettre envoyée, puis à la réponse', async ({ page }) => {
  const plaintes = surveillerConsole(page);
  await page.goto(hote.adresse);
  await expect(page.getByRole('button', { name: /Ouvrir la campagne d’exemple/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible({ timeout: 60_000 });
  await page.goto(`${hote.origine}/#/c/1/demandes`);
  await expect(page.getByText('Aucune demande dans cette campagne')).toBeVisible();
  await regarder(page, 'demandes-1');

  // Un dossier à qui il manque le RIB.
  const dialogue = page.getByRole('dialog');
  await page.goto(`${hote.origine}/#/c/1/instruction`);
  await page.getByText('31227947').dblclick();
  await expect(page.locator('.instr-courant').first()).toBeVisible();
  await page.keyboard.press('d');
  const saisie = dialogue.getByRole('textbox', { name: 'Question au porteur' });
  await expect(saisie).toBeFocused();
  const amorce = await saisie.inputValue();
  await regarder(page, 'demandes-2');
  await page.keyboard.type('quels jours, et à quelles heures ?');
  await expect(saisie).toHaveValue(`${amorce}quels jours, et à quelles heures ?`);
  await page.keyboard.press('Control+Enter');
  await expect(dialogue).toBeHidden();
  // Le brouillon s’est ouvert avec la pièce qui manque.
  await page.getByRole('button', { name: 'Demande à envoyer (2)' }).click();
  await expect(dialogue.getByText(/quels jours, et à quelles heures/)).toBeVisible();
  await expect(dialogue.getByRole('checkbox', { name: 'RIB' })).toBeChecked();
  await regarder(page, 'demandes-3');
  await page.keyboard.press('Escape');
  await expect(dialogue).toBeHidden();

  await page.goto(`${hote.origine}/#/c/1/demandes`);
  await expect(page.getByRole('button', { name: /Envoyer…/ })).toBeEnabled();
  await regarder(page, 'demandes-4');
  await page.keyboard.press('Control+Shift+E');
  await expect(dialogue.getByText(/au plus tard le/).first()).toBeVisible();
  await expect(dialogue.getByText('Non reçue à ce jour')).toBeVisible();
  await regarder(page, 'demandes-5');
  const telechargement = page.waitForEvent('download');
  await dialogue.getByRole('button', { name: 'Marquer envoyée' }).click();
  expect((await telechargement).suggestedFilename()).toMatch(/^demande-31227947-.*\.pdf$/);
  await expect(dialogue).toBeHidden();

  await page.getByRole('button', { name: 'Noter la réponse…' }).first().click();
  await dialogue.getByRole('textbox').fill('Lundi et jeudi, de 16 h 30 à 18 h');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('1 sur 2 reçue', { exact: false })).toBeVisible();
  await regarder(page, 'demandes-6');
  await page.goto(`${hote.origine}/#/parametres?onglet=lettres`);
  await page.getByLabel('Après les questions et les pièces').fill('Avant le {echeance}, {inconnue}.');
  await expect(page.getByText(/Variable inconnue : \{inconnue\}/)).toBeVisible();
  // Chaque texte réglable a son bouton : celui du formulaire où l’on vient d’écrire.
  const formulaire = page.locator('form').filter({ has: page.getByLabel('Après les questions et les pièces') });
  await expect(formulaire.getByRole('button', { name: 'Enregistrer' })).toBeDisabled();
  await regarder(page, 'demandes-7');

  // Changer de page ne perd aucun texte des paramètres : il est repris, dit, et s’abandonne d’un bouton.
  const conclusion = page.getByLabel('Après les questions et les pièces');
  const reprise = page.getByRole('note').filter({ hasText: 'Modifications pas encore enregistrées.' });
  await page.getByRole('combobox', { name: 'Nature de la lettre' }).click();
  await page.getByRole('option', { name: 'Refus' }).click();
  const objet = page
    .locator('form')
    .filter({ has: page.getByRole('combobox', { name: 'Nature de la lettre' }) })
    .getByLabel('Objet');
  await objet.fill('Objet à moitié récrit');
  await page.getByRole('tab', { name: 'Convention', exact: true }).click();
  const titre = page.getByLabel('Titre de la convention');
  const titreEnregistre = await titre.inputValue();
  await titre.fill('Titre à moitié récrit');
  await page.keyboard.press('Control+6');
  await expect(page.getByRole('heading', { level: 1, name: 'Conventions' })).toBeVisible();
  await page.goto(`${hote.origine}/#/parametres?onglet=convention`);
  await expect(titre).toHaveValue('Titre à moitié récrit');
  await expect(reprise).toHaveCount(1);
  await regarder(page, 'demandes-8');
  await reprise.getByRole('button', { name: 'Revenir au texte enregistré' }).click();
  await expect(titre).toHaveValue(titreEnregistre);
  await expect(reprise).toHaveCount(0);
  await page.getByRole('tab', { name: 'Lettres', exact: true }).click();
  await expect(conclusion).toHaveValue('Avant le {echeance}, {inconnue}.');
  await expect(objet).toHaveValue('Objet à moitié récrit');
  await expect(reprise).toHaveCount(2);
  expect(plaintes).toEqual([]);
});
