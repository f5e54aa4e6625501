import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { node } from '../clas.ts';
import { changerPartie } from '../electron/backend/fichiers-lot/changer-case.ts';
import { demarrerHote, surveillerConsole } from './hote.ts';
import { regarder } from './regards.ts';

function preparer(): string {
  const donnees = mkdtempSync(join(tmpdir(), 'clas-e2e-lots-'));
  const r = spawnSync(node(), ['test/e2e/base-de-lots.ts', join(donnees, 'clas.sqlite')], { encoding: 'utf8' });
  expect(r.status, r.stderr).toBe(0);
  return donnees;
}

async function devenir(page: Page, adresse: string, agent: RegExp): Promise<void> {
  await page.goto(adresse);
  await page.getByRole('button', { name: agent }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible();
}

test('un agent prépare un lot, un autre le valide, au clavier ; un trop-perçu se note', async ({ browser }) => {
  test.setTimeout(240_000);
  const hote = await demarrerHote({ donnees: preparer() });
  const contexte = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
  });
  const page = await contexte.newPage();
  const plaintes = surveillerConsole(page);
  await devenir(page, hote.adresse, /Camille Essai/);
  const paiements = `${hote.origine}/#/c/1/paiements`;
  await page.goto(paiements);
  await expect(page.getByRole('gridcell', { name: 'Payable' })).toHaveCount(2);
  await expect(page.getByRole('columnheader', { name: 'Émis €' })).toBeVisible();
  // La ligne du focus se lit en entier sous la liste, son motif compris.
  await page.getByRole('gridcell', { name: /^Indu/ }).click();
  await expect(page.getByText(/^1001 Porteur A, Solde : versé au-delà du droit réel$/)).toBeVisible();
  await regarder(page, 'paiements-echeances');

  // La case de l’en-tête prend toutes les lignes payables, et elles seules.
  const tout = page.getByRole('columnheader').getByRole('checkbox').first();
  await tout.focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('2 lignes choisies')).toBeVisible();
  await page.getByRole('button', { name: /Préparer le lot/ }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Lot sans numéro' })).toBeVisible();
  await expect(page.getByText('il prendrait le n° 2026-002')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Valider et verrouiller' })).toBeDisabled();
  await expect(page.getByText('un autre agent, sous son nom, le valide')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Lignes du lot' }).getByRole('cell', { name: '1002' })).toBeVisible();
  await regarder(page, 'paiements-lot-prepare');

  // L’autre agent, sur la même base.
  await page
    .getByRole('button', { name: /Camille Essai|C\. Essai|Changer d’agent/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: /Changer d’agent/ }).click();
  await page.getByRole('button', { name: /Hugo Essai/ }).press('Enter');
  await page.goto(`${paiements}?onglet=lots`);
  const valider = page.getByRole('button', { name: 'Valider et verrouiller' });
  await expect(valider).toBeEnabled();
  await valider.press('Enter');
  await expect(page.getByText('Validé par Hugo Essai')).toBeVisible();

  // Le classeur revient de l’agence avec ses valeurs, mais sa feuille de contrôles masquée.
  const telechargement = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Classeur (original)' }).press('Enter');
  const dossier = mkdtempSync(join(tmpdir(), 'clas-e2e-classeur-'));
  await (await telechargement).saveAs(join(dossier, 'original.xlsx'));
  const cache = join(dossier, 'lot.xlsx');
  await changerPartie(join(dossier, 'original.xlsx'), cache, 'xl/workbook.xml', (xml) =>
    xml.replace('<sheet name="Contrôles"', '<sheet name="Contrôles" state="hidden"'),
  );
  await page.getByRole('tab', { name: 'Vérifier un fichier' }).click();
  await page.locator('input[type=file]').first().setInputFiles(cache);
  await expect(page.getByText('Valeurs intactes, présentation changée : lot.xlsx')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'feuille masquée' })).toBeVisible();
  await regarder(page, 'paiements-verifier-presentation');

  // Beaucoup de cases changées : la liste défile, les contrôles qui les résument restent entiers.
  await changerPartie(join(dossier, 'original.xlsx'), cache, 'xl/worksheets/sheet1.xml', (xml) =>
    xml.replace(/(<c r="[A-Z]+[234]" s="\d+"><v>)(\d)/g, '$19$2'),
  );
  await page.getByRole('button', { name: 'Vérifier un autre fichier' }).click();
  await page.locator('input[type=file]').first().setInputFiles(cache);
  const controles = page.getByRole('table', { name: 'Contrôles du fichier' });
  for (const controle of ['Nombre de lignes', 'Somme des montants', /^Somme de contrôle/])
    await expect(controles.getByRole('cell', { name: controle })).toBeInViewport({ ratio: 1 });
  // Un montant se lit en euros, pas « 9585 ».
  await expect(page.getByRole('cell', { name: /^9\s585,00\s€$/ }).first()).toBeVisible();
  await regarder(page, 'paiements-verifier-ecarts');

  await page.getByRole('tab', { name: /^Trop-perçus/ }).click();
  const dialogue = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Demander le remboursement…' }).press('Enter');
  await expect(dialogue.getByRole('checkbox')).toBeChecked();
  await regarder(page, 'paiements-rembourser', { zone: '[role="dialog"]' });
  const lettre = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await lettre).suggestedFilename()).toMatch(/^demandes-remboursement-.*\.pdf$/);
  await expect(page.getByRole('cell', { name: /^1 fois, pour le/ })).toBeVisible();
  await page.getByRole('button', { name: /^Noter/ }).press('Enter');
  await dialogue.getByLabel('Motif').fill('titre de recette émis');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Soldé')).toBeVisible();
  // Noté par erreur : annulé avec son motif, la somme redevient due.
  await page.getByRole('button', { name: /^Annuler : / }).press('Enter');
  await dialogue.getByRole('textbox').fill('mauvais dossier');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/Annulé par Hugo Essai : mauvais dossier/)).toBeVisible();
  await expect(page.getByText('Soldé')).toBeHidden();
  await regarder(page, 'paiements-trop-percus');

  await page.goto(`${hote.origine}/#/c/1/dossiers/1?onglet=paiements`);
  await expect(page.getByRole('cell', { name: 'Au lot 2026-001' })).toBeVisible();
  expect(plaintes).toEqual([]);
  await contexte.close();
  await hote.arreter();
});
