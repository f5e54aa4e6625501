import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import type { Feuille } from '../../../../electron/backend/tableurs/classeur.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { ecrireLot } from '../../../../electron/backend/tableurs/lot/ecrire-lot.ts';
import { dossierTemporaire } from '../socle-essai.ts';
import { contenuEssai } from './lot-essai.ts';

/** Ce que disent « Récapitulatif » et « Contrôles », et ce qui se répète quand elles s’impriment sur plusieurs pages. */
const contenu = contenuEssai(32, '2026-001');
const classeur = join(dossierTemporaire(), 'lot.xlsx');
let feuilles: readonly Feuille[];
beforeAll(async () => {
  await ecrireLot(contenu, { sortie: classeur, exemplaire: 'original' });
  ({ feuilles } = await lireTableur(classeur, { noterFormules: 'textes' }));
});

async function partie(nom: string): Promise<string> {
  const zip = await fromBufferPromise(await readFile(classeur));
  for await (const entree of zip.eachEntry()) {
    if (entree.fileName !== nom) continue;
    const morceaux: Buffer[] = [];
    for await (const morceau of await zip.openReadStreamPromise(entree)) morceaux.push(Buffer.from(morceau));
    return Buffer.concat(morceaux).toString('utf8');
  }
  throw new Error(`${nom} absente`);
}

function textes(nom: string): string[][] {
  const feuille = feuilles.find((f) => f.nom === nom);
  return (feuille?.lignes ?? []).map((l) => l.cellules.map((c) => c.brut));
}

test('les comptes à créditer sont les comptes distincts, des deux côtés', () => {
  const distincts = new Set(contenu.lignes.map((l) => l.iban)).size;
  expect(distincts).toBeLessThan(contenu.lignes.length);
  const ligne = textes('Contrôles').find(([libelle]) => libelle === 'Comptes à créditer, distincts');
  expect(ligne?.slice(1)).toEqual([String(distincts), String(distincts), 'oui']);
});

test('« Contrôles » dit comptes étrangers, comptes communs et n° de tiers absents', () => {
  const dits = textes('Contrôles').flat();
  expect(dits).toContain(
    '1 compte étranger ; aucun compte commun à plusieurs bénéficiaires ; 5 bénéficiaires sur 27 sans n° de tiers.',
  );
  expect(dits).toContain('compte étranger (DE)');
});

test('chaque feuille qui continue sur une autre page y répète son en-tête', async () => {
  const livre = await partie('xl/workbook.xml');
  const listes = feuilles
    .find((f) => f.nom === 'Contrôles')
    ?.lignes.find((l) => l.cellules[1]?.brut === 'SIRET ou n° de dossier')?.numero;
  const titres = [...livre.matchAll(/Print_Titles" localSheetId="(\d)">([^<]*)</g)].map(([, ...dit]) => dit);
  expect(titres).toEqual([
    ['0', "'Échéancier'!$C:$E,'Échéancier'!$1:$1"],
    ['1', "'Récapitulatif'!$1:$1"],
    ['2', `'Contrôles'!$${listes}:$${listes}`],
  ]);
  expect(textes('Récapitulatif')[0]?.slice(0, 4)).toEqual([
    'nature, porteur ou commune',
    'SIRET ou code Insee',
    'rang',
    'lignes',
  ]);
  for (const rang of [2, 3]) {
    const xml = await partie(`xl/worksheets/sheet${rang}.xml`);
    expect(xml).toMatch(/paperSize="9" orientation="landscape"/);
    expect(xml).toContain('Page &amp;P / &amp;N');
  }
  expect(await partie('xl/worksheets/sheet2.xml')).toContain(
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft"',
  );
});
