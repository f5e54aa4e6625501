import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { lancerClas } from '../clas.ts';
import { demarrerHote, type HoteEssai } from './hote.ts';
import { regarder } from './regards.ts';

const NOUVEAU = 'FR76 1010 7001 0112 3456 7890 129';

function clas(base: string, agent: string, ...args: string[]): void {
  lancerClas(...args, '--base', base, '--agent', agent);
}

/** Les réponses de l’exemple, importées par Camille ; Hugo est le second agent. */
function preparer(): string {
  const donnees = mkdtempSync(join(tmpdir(), 'clas-e2e-banque-'));
  const base = join(donnees, 'clas.sqlite');
  const exemple = readdirSync('resources/exemple').find((f) => f.endsWith('.xlsx')) ?? '';
  // Hugo crée la campagne : une commande inscrit l’agent qui écrit.
  clas(base, 'Hugo Besnard', 'creer', '--campagne', '2026-2027');
  clas(base, 'Camille Aubry', 'importer', join('resources/exemple', exemple), '--confirmer');
  return donnees;
}

async function aller(page: Page, chemin: string, titre: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#${chemin}`);
  await expect(page.getByRole('heading', { level: 1, name: titre })).toBeVisible();
}

let hote: HoteEssai;
let contexte: BrowserContext;

test.beforeAll(async ({ browser }) => {
  hote = await demarrerHote({ donnees: preparer() });
  contexte = await browser.newContext({ reducedMotion: 'reduce', locale: 'fr-FR' });
});
test.afterAll(async () => {
  await contexte.close();
  await hote.arreter();
});

async function entrer(adresse: string, agent: string): Promise<Page> {
  const page = await contexte.newPage();
  await page.goto(adresse);
  await page.getByRole('button', { name: new RegExp(agent) }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible();
  return page;
}

test('deux agents : un IBAN changé au clavier, vérifié par l’autre ; structures, clôture', async () => {
  const camille = await entrer(hote.adresse, 'Camille Aubry');
  await aller(camille, '/c/1/paiements?onglet=ibans', 'Paiements');
  // Elle a importé ces IBAN : confirmer ne lui est pas proposé, et la fiche dit pourquoi.
  await expect(camille.getByRole('button', { name: 'Ouvrir…' }).first()).toBeVisible();
  await expect(camille.getByRole('button', { name: 'Confirmer…' })).toHaveCount(0);
  await camille.getByRole('button', { name: 'Ouvrir…' }).first().focus();
  await camille.keyboard.press('Enter');
  const fiche = camille.getByRole('dialog');
  await expect(fiche.getByRole('button', { name: 'Confirmer…' })).toBeDisabled();
  await expect(fiche.getByText(/un autre agent doit le confirmer/)).toBeVisible();
  await regarder(camille, 'fiche-saisie-par-moi', { zone: '[role=dialog]' });
  await expect(fiche.getByRole('list', { name: 'Historique des comptes' })).toBeVisible();
  await fiche.getByRole('button', { name: 'Demander un changement…' }).focus();
  await camille.keyboard.press('Enter');
  await expect(camille.getByLabel('Nouvel IBAN')).toBeFocused();
  await camille.keyboard.type(NOUVEAU);
  await expect(camille.getByRole('table', { name: 'Compte connu et compte demandé' })).toBeVisible();
  await camille.getByLabel('D’où vient-il').fill('RIB du 12/06');
  await regarder(camille, 'changer');
  await camille.keyboard.press('Enter');
  await expect(camille.getByText('Vous l’avez demandé')).toBeVisible();

  const hugo = await entrer(hote.origine, 'Hugo Besnard');
  await aller(hugo, '/c/1/paiements?onglet=ibans', 'Paiements');
  await hugo.getByRole('button', { name: 'Accepter…' }).focus();
  await hugo.keyboard.press('Enter');
  await expect(hugo.getByLabel('Personne qui a répondu')).toBeVisible();
  await hugo.getByLabel('Personne qui a répondu').fill('Mme Martin');
  await hugo.getByLabel('Personne qui a répondu').press('Enter');
  await expect(hugo.getByRole('dialog')).toHaveCount(0);
  await expect(hugo.getByText('Accepté').first()).toBeVisible();

  await expect(hugo.getByRole('button', { name: 'Confirmer…' }).first()).toBeVisible();

  // Le compte débité : l’IBAN entier, groupé par quatre.
  await aller(hugo, '/parametres?onglet=virements', 'Paramètres');
  const debite = hugo.getByLabel('IBAN du compte débité');
  await debite.fill(NOUVEAU.replaceAll(' ', ''));
  await debite.blur();
  await expect(debite).toHaveValue(NOUVEAU.replaceAll(' ', '\u00a0'));
  expect(await debite.evaluate((champ) => champ.scrollWidth - champ.clientWidth)).toBeLessThanOrEqual(0);
  await regarder(hugo, 'parametres-paiement');

  await aller(hugo, '/structures', 'Structures');
  await expect(hugo.getByRole('link', { name: 'Structures' })).toHaveAttribute('aria-current', 'page');
  await hugo.getByRole('gridcell').first().click();
  await hugo.keyboard.press('Enter');
  await expect(hugo.getByRole('button', { name: 'Modifier…' })).toBeVisible();
  await hugo.getByRole('button', { name: 'Modifier…' }).press('Enter');
  await hugo.getByLabel('N° de tiers').fill('T-001');
  await hugo.keyboard.press('Enter');
  await expect(hugo.getByText('T-001')).toBeVisible();

  await aller(hugo, '/c/1/cloture', 'Clôture');
  await expect(hugo.getByRole('table', { name: 'Ce qui reste avant de clore' })).toBeVisible();
  await regarder(hugo, 'cloture');
  // Une sorte de points, tous cochés, un seul texte.
  const sorte = hugo.getByRole('button', { name: /^Collectif sans décision/ });
  await sorte.press('Enter');
  await expect(sorte).toHaveAttribute('aria-pressed', 'true');
  await hugo.getByLabel('Choisir tous les points montrés').press('Space');
  await regarder(hugo, 'cloture-choix', { themes: ['light'] });
  await hugo.getByRole('button', { name: /^Expliquer \d+ points? cochés?…/ }).press('Enter');
  await hugo.getByLabel('Pourquoi cela n’empêche pas de clore').fill('passé au Copil de mars');
  await regarder(hugo, 'cloture-expliquer', { themes: ['light'], zone: '[role=dialog]' });
  await hugo.keyboard.press('Control+Enter');
  await expect(hugo.getByRole('dialog')).toHaveCount(0);
  await expect(hugo.getByText('passé au Copil de mars').first()).toBeVisible();
  await sorte.press('Enter');
  await hugo.getByRole('button', { name: 'Modifier…' }).first().press('Enter');
  await hugo.getByLabel('Pourquoi cela n’empêche pas de clore').fill('dossier retiré');
  await hugo.keyboard.press('Control+Enter');
  await expect(hugo.getByText('dossier retiré')).toBeVisible();
});
