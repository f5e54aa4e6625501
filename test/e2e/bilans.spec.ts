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
  await expect(collectifs.getByText('montant négatif')).toHaveCount(0);
  await achats.fill('');
  await page.keyboard.press('Tab');
  await cout.fill('6 000');
  await page.keyboard.press('Enter');
  await expect(page.getByText('effectif de 10, mais 4 enfants dénombrés par âge')).toBeVisible();
  await expect(page.locator('.bilans-montant')).toContainText('1 950,00');
  await expect(page.getByText('enregistré le')).toBeVisible();
  await regarder(page, 'bilan');
  const adresse = page.url();

  // Reçu, puis les écarts expliqués : alors seulement il se valide.
  const valider = page.getByRole('button', { name: 'Valider le bilan…' });
  await page.getByRole('button', { name: 'Bilan reçu…' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Noter la réception' }).press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(valider).toBeDisabled();
  const ecarts = page.locator('.bilans-ecarts textarea');
  await expect(ecarts).toHaveCount(2);
  await ecarts.nth(0).fill('faute d’enfants');
  await ecarts.nth(1).fill('compte envoyé à part');
  await expect(valider).toBeEnabled();
  await valider.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Valider' }).press('Enter');
  await expect(page.getByText('figé à la validation')).toBeVisible();
  await expect(seances).toBeDisabled();

  await page.goto(`${hote.origine}/#/c/1/bilans?onglet=statistiques`);
  await expect(page.getByText('1 sur 1').first()).toBeVisible();
  await regarder(page, 'statistiques');
  await page.goto(adresse);
  await page.getByRole('button', { name: 'Rouvrir le bilan…' }).press('Enter');
  await page.getByRole('dialog').getByRole('textbox').fill('coût à revoir');
  await page.keyboard.press('Control+Enter');
  await expect(seances).toBeEnabled();
  expect(plaintes).toEqual([]);
  await hote.arreter();
});
