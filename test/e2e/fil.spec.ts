import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { demarrerHote, type HoteEssai, surveillerConsole } from './hote.ts';
import { regarder } from './regards.ts';

const EXEMPLES = resolve('resources/exemple');
const EXEMPLE = join(EXEMPLES, readdirSync(EXEMPLES).find((f) => f.endsWith('.xlsx')) ?? '');

async function aller(page: Page, chemin: string, titre: string | RegExp): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#${chemin}`);
  await expect(page.getByRole('heading', { level: 1, name: titre })).toBeVisible();
}

/** Le fichier que la page donne à télécharger. */
async function telecharger(page: Page, agir: () => Promise<void>): Promise<{ nom: string; octets: Buffer }> {
  const attente = page.waitForEvent('download', { timeout: 90_000 });
  await agir();
  const fichier = await attente;
  return { nom: fichier.suggestedFilename(), octets: readFileSync(await fichier.path()) };
}

test.describe.configure({ mode: 'serial' });

let hote: HoteEssai;
let page: Page;
let plaintes: string[];

test.beforeAll(async ({ browser }) => {
  hote = await demarrerHote();
  const contexte = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    acceptDownloads: true,
  });
  page = await contexte.newPage();
  plaintes = surveillerConsole(page);
  await page.goto(hote.adresse);
});
test.afterEach(() => {
  expect(plaintes).toEqual([]);
});
test.afterAll(async () => {
  await page.close();
  await hote.arreter();
});

test('se nommer, puis créer la campagne', async () => {
  await expect(page.getByRole('button', { name: /Ouvrir la campagne d’exemple/ })).toBeFocused();
  await regarder(page, '01-bienvenue');
  await page.getByLabel('Prénom').fill('Camille');
  await page.getByRole('textbox', { name: /^Nom/ }).fill('Aubry');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Année scolaire')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Bienvenue dans Clas' })).toBeVisible();
  await regarder(page, '02-accueil');
  await page.getByLabel('Année scolaire').fill('2026-2027');
  await page.getByLabel('Dernier jour de dépôt').fill('31/03/2026');
  await page.getByLabel('Enveloppe').fill('260 000,00');
  await page.getByRole('button', { name: 'Créer la campagne' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Importer des réponses' })).toBeVisible();
});

test('importer l’export, en voyant colonnes, différences et anomalies', async () => {
  await aller(page, '/c/1/import', 'Importer des réponses');
  await regarder(page, '03-import-fichier');
  await page.locator('input[type=file]').first().setInputFiles(EXEMPLE);
  await expect(page.getByText('Colonnes du fichier')).toBeVisible({ timeout: 30_000 });
  await regarder(page, '04-import-colonnes');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Différences avec la base')).toBeVisible();
  await regarder(page, '05-import-differences');
  await page
    .getByRole('button', { name: /^Importer/ })
    .last()
    .click();
  await expect(page.getByText('est importé')).toBeVisible({ timeout: 30_000 });
  await regarder(page, '06-import-fait');
});

test('dossiers : liste, export Excel, dossier avec ses cellules d’origine', async () => {
  await aller(page, '/c/1/dossiers', 'Dossiers');
  await expect(page.getByRole('row').nth(10)).toBeVisible();
  await regarder(page, '07-dossiers');
  const classeur = await telecharger(page, () => page.keyboard.press('Control+e'));
  expect(classeur.nom).toMatch(/\.xlsx$/);
  expect(classeur.octets.subarray(0, 2).toString()).toBe('PK');
  await aller(page, '/c/1/dossiers/1', /.+/);
  await expect(page.getByText('Dossiers!A').first()).toBeVisible();
  await regarder(page, '08-dossier');
  for (const onglet of ['Projet', 'Collectifs', 'Budget', 'Pièces', 'Lecture', 'Décision', 'Paiements', 'Historique']) {
    await page.getByRole('tab', { name: new RegExp(`^${onglet}`) }).click();
    await expect(page.getByRole('tabpanel')).toBeVisible();
    await regarder(page, `09-dossier-${onglet.toLowerCase()}`);
  }
});

test('lire un dossier au clavier seul', async () => {
  await aller(page, '/c/1/instruction', 'Instruction');
  await regarder(page, '10-instruction');
  await page.keyboard.press('Enter');
  await expect(page.getByText('0 critère sur 18')).toBeVisible();
  await regarder(page, '11-lecture');
  // Du premier critère au dernier : un chiffre cote, la flèche avance. Les conditions au-dessus gardent leur proposition.
  const premier = page.locator('[data-genre="critere"]').first();
  await premier.locator('fieldset button').nth(2).click();
  for (let i = 0; i < 18; i++) {
    await page.keyboard.press('2');
    await page.keyboard.press('ArrowDown');
  }
  await expect(page.getByText('tout est coté').last()).toBeVisible();
  await expect(page.getByText('66,7').first()).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Lecture terminée').first()).toBeVisible();
  await regarder(page, '12-lecture-terminee');
});

test('préparer la séance, décider au clavier, produire le dossier de séance', async () => {
  await aller(page, '/c/1/copil', 'Copil');
  await regarder(page, '13-copil-a-preparer');
  await page
    .getByRole('button', { name: /Préparer la séance/ })
    .first()
    .click();
  await page.getByLabel('Date', { exact: false }).first().fill('02/07/2026');
  await page.getByLabel('Lieu').fill('Caf du Loiret, salle du conseil');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Enregistrer|Créer|Préparer/ })
    .click();
  await expect(page.getByText('jeudi 2 juillet 2026').first()).toBeVisible();
  await regarder(page, '14-copil');
  await page.getByRole('button', { name: 'Ouvrir la séance' }).first().click();
  await expect(page.getByText(/Dossier 1 sur 60/)).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByText(/Engagé/).first())
    .not.toContainText('0,00 €', { timeout: 1 })
    .catch(() => {});
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog')).toBeVisible();
  await regarder(page, '15-seance-motif');
  await page.getByRole('dialog').getByRole('textbox').last().fill('Action hors du périmètre de la charte.');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await regarder(page, '16-seance');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1, name: 'Copil' })).toBeVisible();
  const pdf = await telecharger(page, () => page.getByRole('button', { name: /Dossier de séance/ }).click());
  expect(pdf.nom).toBe('dossier-de-seance-2026-2027-2026-07-02.pdf');
  expect(pdf.octets.subarray(0, 5).toString()).toBe('%PDF-');
});

test('produire l’échéancier, vérifier le journal', async () => {
  await aller(page, '/c/1/paiements', 'Paiements');
  await regarder(page, '17-paiements');
  const classeur = await telecharger(page, () =>
    page
      .getByRole('button', { name: /Échéancier/ })
      .first()
      .click(),
  );
  expect(classeur.nom).toBe('echeancier-clas-2026-2027.xlsx');
  expect(classeur.octets.subarray(0, 2).toString()).toBe('PK');
  await aller(page, '/journal', 'Journal');
  await page
    .getByRole('button', { name: /Vérifier/ })
    .first()
    .click();
  await expect(page.getByText(/chaîne entière/)).toBeVisible();
  await regarder(page, '18-journal');
});

test('paramètres et tableau de bord', async () => {
  await page.keyboard.press('Escape');
  await aller(page, '/parametres', 'Paramètres');
  for (const onglet of ['Campagne', 'Barème', 'Charte', 'Agents', 'Identité de la Caf']) {
    await page.getByRole('tab', { name: onglet }).click();
    await regarder(page, `19-parametres-${onglet.toLowerCase().replaceAll(' ', '-')}`);
  }
  await aller(page, '/c/1/tableau-de-bord', 'Tableau de bord');
  await regarder(page, '20-tableau-de-bord');
});

test('l’exemple s’ouvre d’une touche sur une base neuve', async ({ browser }) => {
  const autre = await demarrerHote();
  const vierge = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  const bruits = surveillerConsole(vierge);
  await vierge.goto(autre.adresse);
  await expect(vierge.getByRole('button', { name: /Ouvrir la campagne d’exemple/ })).toBeFocused();
  await vierge.keyboard.press('Enter');
  await expect(vierge.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible({ timeout: 60_000 });
  await expect(vierge.getByText('260 000,00 €').or(vierge.getByText('260\u202f000,00\u00a0€')).first()).toBeVisible();
  expect(bruits).toEqual([]);
  await vierge.close();
  await autre.arreter();
});
