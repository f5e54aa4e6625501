import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { choisirSeparateur, lireCsv } from '../../../../electron/backend/tableurs/lire-csv.ts';
import { cellulesDe, dossierTemporaire, lireOctets, refusDe } from '../../../fixtures/tableurs/fichiers.ts';

const dossier = dossierTemporaire();
const FRANCAIS = 'Nom;Coût\r\nL’été à Gien – œuvre;1 234,56 €\r\n';
const LU = { A1: 'Nom', B1: 'Coût', A2: 'L’été à Gien – œuvre', B2: '1 234,56 €' };

async function lire(contenu: Buffer | string, nom = 'essai.csv') {
  return cellulesDe((await lireOctets(dossier, Buffer.from(contenu), nom)).feuilles[0]);
}

function enUtf16be(texte: string): Buffer {
  return Buffer.from(texte, 'utf16le').swap16();
}

/** Windows-1252, comme Excel l’écrit en France. */
function en1252(texte: string): Buffer {
  const haut = new Map([
    ['’', 0x92],
    ['–', 0x96],
    ['œ', 0x9c],
    ['€', 0x80],
  ]);
  return Buffer.from(Array.from(texte, (c) => haut.get(c) ?? c.charCodeAt(0)));
}

test.each([
  ['UTF-8', Buffer.from(FRANCAIS)],
  ['UTF-8 avec marque', Buffer.from(`\ufeff${FRANCAIS}`)],
  ['Windows-1252', en1252(FRANCAIS)],
  ['UTF-16 petit-boutiste avec marque', Buffer.from(`\ufeff${FRANCAIS}`, 'utf16le')],
  ['UTF-16 gros-boutiste avec marque', enUtf16be(`\ufeff${FRANCAIS}`)],
  ['UTF-16 sans marque', Buffer.from(FRANCAIS, 'utf16le')],
])('encodage %s : accents, apostrophe, tiret et euro justes', async (_, octets) => {
  expect(await lire(octets)).toEqual(LU);
});

test.each([
  ['points-virgules et décimales à virgule', 'a;b;c\n1,50;2,50;3,50\n', ';'],
  ['sans en-tête, plus de virgules que de points-virgules', '1,50;2,50\n3,50;4,50\n', ';'],
  ['virgules et listes liées « primaire;secondaire »', 'ID,Thème,Nom\n1,Sport;Judo,X\n2,Art;Chant,Y\n', ','],
  ['tabulations', 'a\tb\n1,5\t2;5\n', '\t'],
  ['barres', 'a|b|c\n1|2|3\n', '|'],
  ['séparateur entre guillemets ignoré', '"a;b;c;d",x\n"e;f;g;h",y\n', ','],
  ['une seule colonne', 'nom\nGien\n', ';'],
])('séparateur : %s', (_, texte, attendu) => {
  expect(choisirSeparateur(texte)).toBe(attendu);
});

test('guillemets : séparateurs, fins de ligne et guillemets doublés à l’intérieur', async () => {
  expect(await lire('n,"a ""b"", c"\n2,"ligne 1\nligne 2\r\n"\n3,""\n4,"x"y,fin')).toEqual({
    A1: 'n',
    B1: 'a "b", c',
    A2: '2',
    B2: 'ligne 1\nligne 2\r\n',
    A3: '3',
    A4: '4',
    B4: 'xy',
    C4: 'fin',
  });
});

test('tout reste texte : zéros de tête, « false », dates et nombres intacts', async () => {
  const texte = 'ID,tel,ok,date,insee\n12345678,0612345678,false,2025-05-30 23:15:00 +0200,01004\n';
  const { feuilles, format } = await lireOctets(dossier, Buffer.from(texte), 'ds.csv');
  expect(format).toBe('csv');
  expect(feuilles.map((f) => f.nom)).toEqual(['CSV']);
  expect(feuilles[0]?.lignes[1]?.cellules.map((c) => [c.contenu.type, c.brut])).toEqual([
    ['texte', '12345678'],
    ['texte', '0612345678'],
    ['texte', 'false'],
    ['texte', '2025-05-30 23:15:00 +0200'],
    ['texte', '01004'],
  ]);
});

test('fins de ligne CR, lignes vides comptées, cellules vides absentes, consigne « sep= » respectée', async () => {
  expect(await lire('a;b\r1;2\r')).toEqual({ A1: 'a', B1: 'b', A2: '1', B2: '2' });
  expect(await lire('a;b\n\n\n;2;\n')).toEqual({ A1: 'a', B1: 'b', B4: '2' });
  expect(await lire('sep=|\r\na;b|c\r\n')).toEqual({ A1: 'a;b', B1: 'c' });
});

test('un CSV nommé .xlsx est lu, et on le dit', async () => {
  const { avertissements } = await lireOctets(dossier, Buffer.from('a;b\n'), 'faux.xlsx');
  expect(avertissements).toEqual([
    '« faux.xlsx » porte un nom de classeur, mais c’est du texte CSV : il a été lu comme tel.',
  ]);
});

test('un guillemet jamais refermé est refusé avec sa ligne, plutôt que d’avaler le reste', async () => {
  const refus = await refusDe(lireOctets(dossier, Buffer.from('a;b\n1;2\n"3;4\n5;6\n'), 'g.csv'));
  expect([refus.code, refus.message]).toEqual([
    'guillemet',
    '« g.csv » : un guillemet ouvert ligne 3 n’est jamais refermé, on ne sait plus où finissent les cellules. Corrigez cette ligne ou refaites l’export.',
  ]);
});

test('limites : lignes, colonnes, longueur d’un texte', async () => {
  const code = async (texte: string) => (await refusDe(lireOctets(dossier, Buffer.from(texte), 'l.csv'))).code;
  expect(await code('a;b\n'.repeat(100_001))).toBe('trop_de_lignes');
  expect(await code(`${';'.repeat(16_384)}x`)).toBe('trop_de_colonnes');
  expect(await code(`a;${'x'.repeat(32_768)}\n`)).toBe('texte_trop_long');
  expect(Object.keys(await lire(`${';'.repeat(16_383)}x`))).toEqual(['XFD1']);
});

test('tout tableau de textes écrit en CSV est relu à l’identique', () => {
  const champ = fc.string({ unit: fc.constantFrom('a', 'é', '"', ';', ',', '\n', '\r', ' ', '1') });
  const tableau = fc.array(fc.array(champ, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(tableau, (lignes) => {
      const entete = ['c1', 'c2', 'c3'];
      const texte = [entete, ...lignes]
        .map((ligne) => ligne.map((c) => `"${c.replaceAll('"', '""')}"`).join(';'))
        .join('\r\n');
      const lues = lireCsv(Buffer.from(texte), 'x.csv').feuilles[0]?.lignes ?? [];
      const attendues = [entete, ...lignes].map((ligne, i) => ({
        numero: i + 1,
        cellules: ligne
          .map((valeur, colonne) => ({ colonne, contenu: { type: 'texte', valeur }, brut: valeur }))
          .filter((c) => c.brut !== ''),
      }));
      expect(lues).toEqual(attendues.filter((ligne) => ligne.cellules.length > 0));
    }),
  );
});
