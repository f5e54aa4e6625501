import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { lancerClas } from '../clas.ts';
import { demarrerHote, surveillerConsole } from './hote.ts';
import { regarder } from './regards.ts';

function clas(base: string, ...args: string[]): unknown {
  const { code, json, texte, erreurs } = lancerClas<unknown>(...args, '--base', base, '--agent', 'Camille Aubry');
  expect(code, texte + erreurs).toBe(0);
  return json;
}

/** Deux dossiers en séance, le premier de deux collectifs au moins. */
function preparer(): string {
  const donnees = mkdtempSync(join(tmpdir(), 'clas-e2e-bilans-'));
  const base = join(donnees, 'clas.sqlite');
  const exemple = readdirSync('resources/exemple').find((f) => f.endsWith('.xlsx')) ?? '';
  clas(base, 'creer', '--campagne', '2026-2027', '--enveloppe', '16500000');
  clas(base, 'importer', join('resources/exemple', exemple), '--confirmer');
  const dossiers = clas(base, 'dossiers') as { numero: string; collectifs: unknown[] }[];
  const numeros = dossiers.filter((d) => d.collectifs.length === 2).map((d) => d.numero);
  clas(base, 'seance', 'creer', '--date', '2026-07-02', ...numeros.slice(0, 2));
  return donnees;
}

test('un bilan rempli, expliqué, validé puis rouvert, au clavier', async ({ page }) => {
  test.setTimeout(240_000);
  const plaintes = surveillerConsole(page);
  const hote = await demarrerHote({ donnees: preparer() });
  await page.goto(hote.adresse);
  await page.getByRole('button', { name: /Camille Aubry/ }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible();
  await page.goto(`${hote.origine}/#/c/1/bilans`);
  await expect(page.getByText('Aucun bilan à attendre')).toBeVisible();

  // Le Copil agrée le premier dossier ; le second reste à décider.
  await page.goto(`${hote.origine}/#/c/1/copil/seance`);
  await expect(page.getByText('Dossier 1 sur 2')).toBeVisible();
  await page.keyboard.press('a');
  await page.keyboard.press('a');
  await expect(page.locator('.seance-choix[aria-pressed=true]')).toHaveCount(2);

  // La touche se voit avant d’être enregistrée : la liste est relue jusqu’à ce que la décision y soit.
  const ligne = page.getByRole('row', { name: /Attendu|En retard/ });
  await expect(async () => {
    await page.goto(`${hote.origine}/#/c/1/copil`);
    await page.goto(`${hote.origine}/#/c/1/bilans`);
    await expect(ligne).toHaveCount(1, { timeout: 2000 });
  }).toPass({ timeout: 30_000 });
  await regarder(page, 'bilans-liste', { themes: ['light'] });
  await ligne.getByRole('gridcell').nth(2).click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: 'Collectifs agréés' })).toBeVisible();

  // Oui au premier, non au second ; flèches et Entrée passent d’un collectif à l’autre.
  const realise = (lettre: string) => page.getByRole('group', { name: `Collectif ${lettre} réalisé` });
  await realise('A').getByRole('button', { name: 'Oui' }).press('Space');
  await realise('B').getByRole('button', { name: 'Non' }).press('Space');
  const seances = page.getByLabel('Collectif A, séances');
  await seances.focus();
  await page.keyboard.type('62');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Collectif B, séances')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(seances).toBeFocused();
  await expect(seances).toHaveValue('62');
  await page.getByLabel('Collectif A, enfants').fill('10');
  await page.getByLabel('Collectif A, 6 à 10 ans, Filles, QPV').fill('4');
  const cout = page.getByLabel('Collectif A, coût réel en euros');
  // Illisible ou impossible : la case reste rouge, sa phrase est sous sa table, et rien n’en est enregistré.
  const collectifs = page.getByRole('region', { name: 'Collectifs agréés' });
  await cout.fill('-100');
  await page.keyboard.press('Tab');
  await expect(collectifs.getByText('montant négatif. Non enregistré.')).toBeVisible();
  await page.getByLabel('Collectif B, séances').fill('10,5');
  await page.keyboard.press('Tab');
  await expect(collectifs.getByText('« 10,5 » n’est pas un nombre entier. Non enregistré.')).toBeVisible();
  await expect(page.getByText('2 cases non enregistrées')).toBeVisible();
  await regarder(page, 'bilan-cases-refusees');
  await page.getByLabel('Collectif B, séances').fill('');
  const compte = page.getByRole('region', { name: 'Compte de résultat' });
  const achats = compte.getByRole('textbox').first();
  await achats.fill('-50');
  await page.keyboard.press('Tab');
  await expect(compte.getByText(/Compte \d+ : montant négatif/)).toBeVisible();
  await expect(collectifs.getByText(/Compte \d+/)).toHaveCount(0);
  await achats.fill('');
  await page.keyboard.press('Tab');
  await cout.fill('6 000');
  await page.keyboard.press('Tab');
  // Partir au clavier sans quitter la case : ce qui y est tapé s’enregistre quand même.
  const effectif = page.getByLabel('Collectif A, enfants');
  await effectif.fill('11');
  await page.keyboard.press('Control+6');
  await expect(page.getByRole('heading', { level: 1, name: 'Conventions' })).toBeVisible();
  await page.goBack();
  await expect(effectif).toHaveValue('11');
  await effectif.fill('10');
  await page.keyboard.press('Enter');
  await expect(page.getByText('effectif de 10, mais 4 enfants dénombrés par âge')).toBeVisible();
  await expect(page.locator('.bilans-montant')).toContainText('1 950,00');
  await expect(page.getByText('enregistré le')).toBeVisible();
  await regarder(page, 'bilan');
  const adresse = page.url();

  // Une autre fenêtre enregistre entre-temps : rien n’est écrasé, rien de ce qui est tapé n’est perdu.
  const autre = await page.context().newPage();
  const benevolesDAutre = autre.getByLabel('Bénévoles', { exact: true });
  await autre.goto(adresse);
  await autre.getByRole('button', { name: /Camille Aubry/ }).press('Enter');
  await benevolesDAutre.fill('3');
  await autre.keyboard.press('Tab');
  await expect(autre.getByText('enregistré le')).toBeVisible();
  const salaries = page.getByLabel('Salariés', { exact: true });
  const benevoles = page.getByLabel('Bénévoles', { exact: true });
  await salaries.fill('2');
  await page.keyboard.press('Tab');
  await expect(page.getByText('une autre fenêtre, à votre nom, l’a enregistré le')).toBeVisible();
  await expect(salaries).toHaveValue('2');
  // L’avis se lit du bas de la page, là où l’on tape.
  await expect(page.getByRole('button', { name: 'Garder ce que j’ai tapé' })).toBeInViewport();
  await regarder(page, 'bilan-conflit');
  await page.getByRole('button', { name: 'Voir ce qui est enregistré' }).press('Enter');
  await expect(benevoles).toHaveValue('3');
  await expect(salaries).toHaveValue('');
  await page.getByRole('button', { name: 'Revoir ce que j’ai tapé' }).press('Enter');
  await page.getByRole('button', { name: 'Garder ce que j’ai tapé' }).press('Enter');
  await expect(page.getByText('enregistré le')).toBeVisible();
  // L’autre fenêtre, restée sur son état, est refusée à son tour : ce qui a été gardé est bien enregistré.
  await benevolesDAutre.fill('4');
  await autre.keyboard.press('Tab');
  await autre.getByRole('button', { name: 'Garder ce qui est enregistré' }).press('Enter');
  await expect(autre.getByLabel('Salariés', { exact: true })).toHaveValue('2');
  await expect(benevolesDAutre).toHaveValue('');
  await autre.close();

  // Reçu, annulé, reçu ; une date vidée ou trop ancienne se refuse. Puis les écarts expliqués : alors seulement il se valide.
  const valider = page.getByRole('button', { name: 'Valider le bilan…' });
  const noter = page.getByRole('dialog').getByRole('button', { name: 'Noter la réception' });
  const recevoir = page.getByRole('button', { name: 'Bilan reçu…' });
  await recevoir.press('Enter');
  const recuLe = page.getByLabel('Reçu le');
  await recuLe.fill('');
  await expect(page.getByText('Donnez la date de réception.')).toBeVisible();
  await expect(noter).toBeDisabled();
  await recuLe.fill('31/12/2025');
  await expect(page.getByText('est trop tôt pour un bilan de 2026-2027')).toBeVisible();
  await recuLe.fill('10/07/2026');
  await noter.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'Annuler la réception…' }).press('Enter');
  await page.getByRole('dialog').getByRole('textbox').fill('reçu pour un autre dossier');
  await page.keyboard.press('Control+Enter');
  await recevoir.press('Enter');
  await noter.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(valider).toBeDisabled();
  const ecarts = page.locator('.bilans-ecarts textarea');
  await expect(ecarts).toHaveCount(2);
  await ecarts.nth(0).fill('faute d’enfants');
  await ecarts.nth(1).fill('compte envoyé à part');
  await expect(valider).toBeEnabled();
  await valider.press('Enter');
  await expect(page.getByRole('dialog').getByText('Rien d’émis ; solde à verser : 1')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Valider' }).press('Enter');
  await expect(page.getByText('figé à la validation')).toBeVisible();
  await expect(seances).toBeDisabled();

  await page.goto(`${hote.origine}/#/c/1/bilans?onglet=statistiques`);
  await expect(page.getByText('1 sur 1').first()).toBeVisible();
  await expect(page.getByRole('row', { name: /^Total/ })).toBeInViewport();
  await regarder(page, 'statistiques');
  await page.goto(adresse);
  await page.getByRole('button', { name: 'Rouvrir le bilan…' }).press('Enter');
  await page.getByRole('dialog').getByRole('textbox').fill('coût à revoir');
  await page.keyboard.press('Control+Enter');
  await expect(seances).toBeEnabled();
  expect(plaintes).toEqual([]);
  await hote.arreter();
});
