import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { lancerClas } from '../clas.ts';
import { demarrerHote, type HoteEssai } from './hote.ts';
import { regarder } from './regards.ts';

const DOSSIERS = 20;

function clas(base: string, ...args: string[]): unknown {
  const { code, json, texte, erreurs } = lancerClas<unknown>(...args, '--base', base, '--agent', 'Camille Aubry');
  expect(code, texte + erreurs).toBe(0);
  return json;
}

/** Une base où vingt dossiers reçus attendent leur séance, préparée en ligne de commande. */
function preparer(): string {
  const donnees = mkdtempSync(join(tmpdir(), 'clas-e2e-seance-'));
  const base = join(donnees, 'clas.sqlite');
  const exemple = readdirSync('resources/exemple').find((f) => f.endsWith('.xlsx')) ?? '';
  clas(base, 'creer', '--campagne', '2026-2027', '--enveloppe', '16500000');
  clas(base, 'importer', join('resources/exemple', exemple), '--confirmer');
  const numeros = (clas(base, 'dossiers') as { numero: string; collectifs: unknown[] }[])
    .filter((d) => d.collectifs.length > 0)
    .map((d) => d.numero)
    .slice(0, DOSSIERS);
  const membres = join(donnees, 'membres.json');
  writeFileSync(
    membres,
    JSON.stringify([
      { institution: 'caf', nom: 'Sylvie Delorme', fonction: 'Présidente' },
      { institution: 'etat', nom: 'Karim Vasseur', fonction: '' },
      { institution: 'education_nationale', nom: 'Élodie Marchand', fonction: '' },
    ]),
  );
  clas(base, 'seance', 'creer', '--date', '2026-07-02', '--quorum', '2', '--membres', membres, ...numeros);
  return donnees;
}

/** Un port libre à cet instant : l’hôte doit revenir à la même adresse après sa mort. */
function portLibre(): Promise<number> {
  return new Promise((fini) => {
    const essai = createServer().listen(0, '127.0.0.1', () => {
      const adresse = essai.address();
      essai.close(() => fini(typeof adresse === 'object' && adresse !== null ? adresse.port : 0));
    });
  });
}

/** Décide tous les collectifs du dossier montré, au clavier : agréé, ou une décision motivée pour tout le dossier. */
async function decider(page: Page, rang: number): Promise<void> {
  const touche = rang % 7 === 3 ? 'j' : rang % 7 === 5 ? 'r' : rang % 7 === 6 ? 's' : 'a';
  const nombre = await page.locator('.seance-collectif').count();
  for (let i = 0; i < nombre; i++) {
    await page.keyboard.press(touche);
    if (touche === 'a') continue;
    await expect(page.getByRole('dialog').getByRole('radio').first()).toBeFocused();
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await expect(page.locator('.seance-choix[aria-pressed=true]')).toHaveCount(nombre);
}

test('vingt dossiers décidés au clavier seul ; l’hôte meurt au milieu, rien de décidé n’est perdu', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  const donnees = preparer();
  const port = await portLibre();
  const premier = await demarrerHote({ port, donnees });
  let second: HoteEssai | undefined;
  await page.goto(premier.adresse);
  await page.getByRole('button', { name: /Camille Aubry/ }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tableau de bord' })).toBeVisible();
  await page.goto(`${premier.origine}/#/c/1/copil`);
  await page.getByRole('button', { name: 'Ouvrir la séance' }).press('Enter');
  await expect(page.getByText(`Dossier 1 sur ${DOSSIERS}`)).toBeVisible();
  const titre = page.locator('.seance-gauche h1');
  const compteurs = page.locator('.seance-compteurs');
  const dialogue = page.getByRole('dialog');

  // Présences, avis, déport : chacun sa touche.
  await expect(page.getByText('présences à noter, quorum 2')).toBeVisible();
  await page.keyboard.press('p');
  await expect(dialogue.getByRole('button', { name: 'Présent', exact: true }).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialogue.getByText('Quorum non atteint : 1 présent, 2 exigés.')).toBeVisible();
  await dialogue.getByRole('button', { name: 'Présents : les 2 à noter' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByText('3 présents sur 3, quorum 2 atteint')).toBeVisible();
  await page.keyboard.press('v');
  await expect(dialogue.getByRole('radio').first()).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.seance-avis-donnes')).toContainText('Favorable');
  await page.keyboard.press('d');
  await expect(dialogue).toBeVisible();
  await dialogue.getByLabel('Membre').press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Siège au conseil du porteur');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/déport sur ce dossier : Siège au conseil du porteur/)).toBeVisible();

  // Ce qui est tapé et pas encore décidé survit à la page.
  await expect(page.getByText('tout est enregistré')).toBeVisible();
  await page.keyboard.press('j');
  await expect(dialogue).toBeVisible();
  await dialogue.getByRole('textbox').focus();
  await page.keyboard.type('Attestation attendue');
  await page.reload();
  await expect(titre).toBeVisible();
  await page.keyboard.press('j');
  await expect(dialogue.getByRole('textbox')).toHaveValue('Attestation attendue');
  await page.keyboard.press('Escape');
  await regarder(page, 'séance');

  // La salle voit le dossier de l’agent, sans ses commandes ni le nom de qui se déporte.
  const [salle] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('F8')]);
  await expect(salle.locator('h1')).toHaveText((await titre.textContent()) ?? '');
  await expect(salle.getByText('1 membre ne prend pas part à la décision.')).toBeVisible();
  expect(await salle.locator('body').innerText()).not.toContain('Siège au conseil');
  await expect(salle.getByRole('button')).toHaveCount(0);
  await regarder(salle, 'projection');
  await page.bringToFront();

  for (let rang = 0; rang < DOSSIERS; rang++) {
    if (rang === 10) {
      await expect(page.getByText('tout est enregistré')).toBeVisible();
      // La décision part, l’hôte meurt ; la suivante est prise pendant la coupure.
      await page.keyboard.press('a');
      await premier.tuer();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('a');
      await page.keyboard.press('ArrowLeft');
      await expect(
        page.getByRole('alert').filter({ hasText: 'La connexion avec l’application est perdue' }).first(),
      ).toBeVisible();
      second = await demarrerHote({ port, donnees });
      await expect(page.getByText('tout est enregistré')).toBeVisible({ timeout: 30_000 });
      await page.reload();
      await expect(compteurs).toContainText(/^1[0-2] dossiers décidés sur 20/);
      await expect(page.locator('.seance-choix[aria-pressed=true]').first()).toHaveText(/^Agréé/);
    }
    await decider(page, rang);
    if (rang < DOSSIERS - 1) {
      await page.keyboard.press('ArrowRight');
      await expect(page.getByText(`Dossier ${rang + 2} sur ${DOSSIERS}`)).toBeVisible();
    }
  }
  await expect(compteurs).toContainText(`${DOSSIERS} dossiers décidés sur ${DOSSIERS}`);
  await expect(page.getByText('tout est enregistré')).toBeVisible();
  await expect(salle.locator('h1')).toHaveText((await titre.textContent()) ?? '');
  await expect(salle.locator('.seance-compteurs')).toContainText(`${DOSSIERS} dossiers décidés`);

  // La dernière se défait avec un motif ; puis se redit.
  await page.keyboard.press('Control+z');
  await expect(dialogue.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Vote repris');
  await page.keyboard.press('Control+Enter');
  await expect(compteurs).toContainText(`${DOSSIERS - 1} dossiers décidés`);
  await decider(page, 0);
  await expect(page.getByText('tout est enregistré')).toBeVisible();
  await second?.arreter();
  const { seances } = clas(join(donnees, 'clas.sqlite'), 'seance', 'liste') as { seances: unknown[] };
  expect(seances[0]).toMatchObject({ decides: DOSSIERS, dossiers: DOSSIERS });
});
