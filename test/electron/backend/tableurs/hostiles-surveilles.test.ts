import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Classeur } from '../../../../electron/backend/tableurs/classeur.ts';
import { creerLanceur } from '../../../../electron/backend/travaux/lancer.ts';
import { contenuOds, ligneOds, partiesOds, texteOds } from '../../../fixtures/tableurs/classeur-ods.ts';
import { partiesDe, zipper } from '../../../fixtures/tableurs/classeur-xlsx.ts';
import { dossierTemporaire, refusDe } from '../../../fixtures/tableurs/fichiers.ts';
import { deflateRepete, type EntreeBrute, zipBrut } from '../../../fixtures/tableurs/zip-brut.ts';
import { creerEnfant } from '../enfant-essai.ts';

// Tout passe ici par le vrai travailleur, sous ses vraies limites : 20 s et 1 Gio, mesurés de l’extérieur.
const dossier = dossierTemporaire();
const UNE = '<row><c><v>1</v></c></row>';
const FEUILLE = 'xl/worksheets/sheet1.xml';

function lire(octets: Buffer, nom: string): Promise<Classeur> {
  const chemin = join(dossier, nom);
  writeFileSync(chemin, octets);
  return creerLanceur(creerEnfant()).lancer('lire-tableur', { chemin, nom });
}

async function code(octets: Buffer, nom: string): Promise<string> {
  return (await refusDe(lire(octets, nom))).code;
}

/** Les parties d’un classeur, l’une remplacée par un contenu qui se répète. */
function gonfler(parties: ReadonlyMap<string, string>, nom: string, bombe: Partial<EntreeBrute>): Buffer {
  const brutes: EntreeBrute[] = [...parties].map(([n, contenu]) => ({ nom: n, contenu }));
  return zipBrut([...brutes.filter((e) => e.nom !== nom), { nom, contenu: '', ...bombe }]);
}

const MIO = 1024 ** 2;
const xlsx = () => partiesDe({ feuilles: [{ nom: 'F', xml: UNE }], textes: '<si><t>a</t></si>' });

test('bombe de 1 Gio dans une partie qui ne sert pas : jamais décompressée, le classeur se lit', async () => {
  const compresse = deflateRepete('', '0', 1024, '');
  const bombe = gonfler(xlsx(), 'xl/media/image1.png', { compresse, tailleAnnoncee: 1024 * MIO });
  expect((await lire(bombe, 'image.xlsx')).feuilles[0]?.lignes).toHaveLength(1);
});

test('bombe OpenDocument de 1 Gio, qui dit sa taille ou qui ment', async () => {
  const compresse = deflateRepete('<office:document-content>', ' ', 1024, '</office:document-content>');
  const bombe = (tailleAnnoncee: number) => gonfler(partiesOds(''), 'content.xml', { compresse, tailleAnnoncee });
  expect(await code(bombe(1024 * MIO + 51), 'franche.ods')).toBe('trop_volumineux');
  expect(await code(bombe(5000), 'menteuse.ods')).toBe('abime');
});

test('feuille citée deux cents fois : le total décompressé reste borné', async () => {
  const parties = partiesDe({
    feuilles: Array.from({ length: 200 }, (_, i) => ({
      nom: `F${i}`,
      xml: i === 0 ? `${UNE}${' '.repeat(1_900_000)}` : '',
    })),
  });
  const relations = parties.get('xl/_rels/workbook.xml.rels') ?? '';
  parties.set('xl/_rels/workbook.xml.rels', relations.replaceAll(/sheet\d+\.xml/g, 'sheet1.xml'));
  expect(await code(await zipper(parties), 'citations.xlsx')).toBe('trop_volumineux');
});

test('un million de lignes : remplies, refusées ; vides, lues', async () => {
  const million = (ligne: string) =>
    zipper(partiesDe({ feuilles: [{ nom: 'F', xml: ligne.repeat(1_000_000) + UNE }] }));
  expect(await code(await million(UNE), 'million.xlsx')).toBe('trop_de_lignes');
  const { feuilles } = await lire(await million('<row><c/></row>'), 'vides.xlsx');
  expect(feuilles[0]?.lignes.map((l) => l.numero)).toEqual([1_000_001]);
});

test('deux millions de textes partagés que rien ne cite : lus dans les limites', async () => {
  const motif = '<si><t>abcdef</t></si>'.padEnd(32); // 32 octets : un Mio en compte un nombre entier
  const contenu = Buffer.concat([Buffer.from('<sst>'), Buffer.alloc(64 * MIO, motif), Buffer.from('</sst>')]);
  const compresse = deflateRepete('<sst>', motif, 64, '</sst>');
  const { feuilles } = await lire(gonfler(xlsx(), 'xl/sharedStrings.xml', { compresse, contenu }), 'textes.xlsx');
  expect(feuilles[0]?.lignes).toHaveLength(1);
});

test('feuille de 290 Mio de cellules vides : lue, les octets seuls coûtent', async () => {
  const [debut, motif, fin] = [
    '<worksheet><sheetData><row>',
    '<c r="A1" s="1"/>'.padEnd(32),
    `</row>${UNE}</sheetData></worksheet>`,
  ];
  const contenu = Buffer.concat([Buffer.from(debut), Buffer.alloc(290 * MIO, motif), Buffer.from(fin)]);
  const bombe = gonfler(xlsx(), FEUILLE, { compresse: deflateRepete(debut, motif, 290, fin), contenu });
  expect((await lire(bombe, 'cellules.xlsx')).feuilles[0]?.lignes).toHaveLength(1);
});

test('ODS : 100 000 lignes de 49 cellules par répétition, lues et transmises ; une de plus, refusées', async () => {
  const classeur = (cellules: number) => {
    const xml = ligneOds(
      [[`office:value-type="float" office:value="1" table:number-columns-repeated="${cellules}"`]],
      'table:number-rows-repeated="100000"',
    );
    return zipper(partiesOds(contenuOds({ feuilles: [{ nom: 'F', xml }] })));
  };
  const { feuilles } = await lire(await classeur(49), 'large.ods');
  expect([feuilles[0]?.lignes.length, feuilles[0]?.lignes.at(-1)?.cellules.length]).toEqual([100_000, 49]);
  expect(await code(await classeur(51), 'trop.ods')).toBe('trop_de_cellules');
});

test('ODS : deux cents feuilles de cinq cents lignes répétées : au-delà de 100 000 lignes en tout, refusé', async () => {
  const xml = ligneOds([texteOds('x')], 'table:number-rows-repeated="501"');
  const feuilles = Array.from({ length: 200 }, (_, i) => ({ nom: `F${i}`, xml }));
  expect(await code(await zipper(partiesOds(contenuOds({ feuilles }))), 'feuilles.ods')).toBe('trop_de_lignes');
});
