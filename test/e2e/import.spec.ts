import { expect, type Page, test } from '@playwright/test';
import { demarrerHote, type HoteEssai, surveillerConsole } from './hote.ts';
import { regarder } from './regards.ts';

const ENTETE = 'N° dossier;Nom de la structure;SIRET;Commune;Nom du groupe;Nombre d’enfants;Coût du collectif;IBAN';
const AMIS = 'A-1;Les Amis;41000000400011;Orléans;Rouge';
const PARCOURS = 'A-2;Parcours;41000137400017;Gien;Bleu;9;5 200,00';
const RECU = [
  `${AMIS};10;6 000,00;FR7630006000011234567890189`,
  `${PARCOURS};FR7610107001011234567890129`,
  'A-3;L’Éveil;41000274500017;Saran;Vert;8;4 800,00;',
  'A-4;Le Tremplin;;Briare;Jaune;8;4 800,00;',
];
/** Un effectif et un coût changés, un autre IBAN, un porteur presque connu, deux dossiers qui ne sont plus là. */
const RECU_DEPUIS = [
  `${AMIS};12;6 500,00;FR7630006000011234567890189`,
  `${PARCOURS};FR7630004000031234567890143`,
  'A-5;Assoc. Les Amis;;Montargis;Violet;8;4 800,00;',
];

function csv(lignes: readonly string[]) {
  return { name: 'suivi-pole.csv', mimeType: 'text/csv', buffer: Buffer.from(`${[ENTETE, ...lignes].join('\n')}\n`) };
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
  });
  page = await contexte.newPage();
  plaintes = surveillerConsole(page);
  await page.goto(hote.adresse);
  await page.getByLabel('Prénom').fill('Camille');
  await page.getByRole('textbox', { name: /^Nom/ }).fill('Aubry');
  await page.keyboard.press('Enter');
  await page.getByLabel('Année scolaire').fill('2026-2027');
  await page.getByLabel('Dernier jour de dépôt').fill('31/03/2026');
  await page.getByRole('button', { name: 'Créer la campagne' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Importer des réponses' })).toBeVisible();
});
test.afterEach(() => {
  expect(plaintes).toEqual([]);
});
test.afterAll(async () => {
  await page.close();
  await hote.arreter();
});

async function deposer(lignes: readonly string[]): Promise<void> {
  const bouton = page.getByRole('button', { name: 'Choisir des fichiers…' });
  await expect(bouton).toBeFocused();
  await page.locator('input[type=file]').first().setInputFiles(csv(lignes));
  await expect(page.getByText('Colonnes du fichier').first()).toBeVisible();
}

/** Tab, ou Maj+Tab, jusqu’à ce que le focus soit là : personne ne doit avoir à traverser une liste case par case. */
async function tabuler(selecteur: string, touche = 'Tab'): Promise<void> {
  for (let pas = 0; pas < 14; pas += 1) {
    if (await page.evaluate((s) => document.activeElement?.closest(s) !== null, selecteur)) return;
    await page.keyboard.press(touche);
  }
  throw new Error(`« ${selecteur} » ne s’atteint pas au clavier`);
}

/** Dans la grille : descend à la ligne qui contient ce texte, ouvre sa liste, choisit par les premières lettres. */
async function decider(ligne: RegExp, lettres: string): Promise<void> {
  const courante = () => page.evaluate(() => document.activeElement?.closest('.ag-row')?.textContent ?? '');
  for (let pas = 0; pas < 6 && !ligne.test(await courante()); pas += 1) await page.keyboard.press('ArrowDown');
  expect(await courante()).toMatch(ligne);
  const choisie = () =>
    page.evaluate(
      () => document.activeElement?.closest('.ag-row')?.querySelector('select')?.selectedOptions[0]?.label ?? '',
    );
  // La liste du système s’ouvre quand elle peut : sur un poste chargé, les premières lettres arriveraient avant elle.
  await expect(async () => {
    await page.keyboard.press('Enter');
    await expect(page.locator('select.import-choix:focus')).toHaveCount(1, { timeout: 2_000 });
    await page.keyboard.type(lettres);
    await page.keyboard.press('Enter');
    await expect.poll(choisie, { timeout: 2_000 }).toMatch(new RegExp(`^${lettres}`));
  }).toPass({ timeout: 30_000 });
}

test('premier import : trois fois Entrée', async () => {
  await regarder(page, 'import-fichier');
  await deposer(RECU);
  await regarder(page, 'import-colonnes');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Importer 4 dossiers sur 4' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('est importé')).toBeVisible();
  await regarder(page, 'import-fait');
});

test('réimporter : refuser un champ, reconnaître un porteur, marquer un absent, confirmer qu’il en manque', async () => {
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await deposer(RECU_DEPUIS);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Importer 2 dossiers sur 3' })).toBeFocused();
  await regarder(page, 'import-différences');
  await tabuler('.import-differences .ag-cell', 'Shift+Tab');
  await page.keyboard.press('Control+ArrowUp');
  await decider(/Porteur ressemblant/, 'M');
  await decider(/effectif du collectif 1/, 'G');
  await decider(/Disparu.*L’Éveil/, 'Garder,');
  const importer = page.getByRole('button', { name: 'Importer 3 dossiers sur 3' });
  await expect(importer).toBeVisible();
  await tabuler('.import-suite .btn-principal');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('Ce fichier contient 3 dossiers');
  await regarder(page, 'import-confirmation');
  await page.getByRole('button', { name: 'Oui, importer' }).press('Enter');
  await expect(page.getByText('est importé')).toBeVisible();
  await expect(page.getByText('1 demande de changement d’IBAN')).toBeVisible();
});

test('la base a suivi chaque réponse, et l’import s’annule d’un bloc', async () => {
  await page.goto(`${hote.origine}/#/c/1/dossiers/1`);
  await page.getByRole('tab', { name: /^Collectifs/ }).press('Enter');
  // L’effectif refusé est resté ; le coût a suivi.
  await expect(page.getByRole('tabpanel')).toContainText(/10.*6\s500,00/s);
  await page.goto(`${hote.origine}/#/c/1/import?etape=fait`);
  await expect(page.getByText('est importé')).toBeVisible();
  await tabuler('.btn-danger');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('textbox').fill('Fichier d’essai');
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler l’import' }).press('Enter');
  await expect(page.getByText('est annulé.').first()).toBeVisible();
});
