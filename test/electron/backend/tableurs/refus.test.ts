import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { feuilleXlsx, zipper } from '../../../fixtures/tableurs/classeur-xlsx.ts';
import { dossierTemporaire, lireOctets, refusDe } from '../../../fixtures/tableurs/fichiers.ts';

const dossier = dossierTemporaire();
const BON_FICHIER = 'Choisissez le classeur (.xlsx ou .ods) ou le fichier CSV de l’export.';
const EN_XLSX =
  'Ouvrez-le dans un tableur, choisissez « Enregistrer sous », format « Classeur Excel (.xlsx) », puis importez ce nouveau fichier.';

/** Une enveloppe OLE dont le répertoire nomme ces flux. */
function ole(...flux: string[]): Buffer {
  const octets = Buffer.alloc(512 + 128 * (flux.length + 1) + 4096);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(octets);
  for (const [i, nom] of ['Root Entry', ...flux].entries()) Buffer.from(nom, 'utf16le').copy(octets, 512 + 128 * i);
  return octets;
}

/** Une archive de bureautique dont la partie principale a ce nom et ce type. */
async function paquet(cible: string, type: string): Promise<Buffer> {
  return zipper(
    new Map([
      ['[Content_Types].xml', `<Types><Override PartName="/${cible}" ContentType="${type}"/></Types>`],
      [
        '_rels/.rels',
        `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="${cible}"/></Relationships>`,
      ],
      [cible, '<a/>'],
    ]),
  );
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Des octets au hasard qui ne commencent par la signature de rien. */
function hasard(taille: number): Buffer {
  return Buffer.concat([Buffer.from([0x99]), randomBytes(taille)]);
}

const CAS: readonly (readonly [nom: string, contenu: () => Buffer | Promise<Buffer>, code: string, phrase: string])[] =
  [
    [
      'vide.xlsx',
      () => Buffer.alloc(0),
      'vide',
      '« vide.xlsx » est vide : il ne contient aucune donnée. Vérifiez l’export, puis recommencez.',
    ],
    [
      'blanc.csv',
      () => Buffer.from('\ufeff \r\n\t\n'),
      'vide',
      '« blanc.csv » est vide : il ne contient aucune donnée. Vérifiez l’export, puis recommencez.',
    ],
    [
      'separateurs.csv',
      () => Buffer.from(';;\n;;\n'),
      'vide',
      '« separateurs.csv » est vide : il ne contient aucune donnée. Vérifiez l’export, puis recommencez.',
    ],
    [
      'sans-cellule.xlsx',
      () => feuilleXlsx('<row><c s="0"/></row>'),
      'vide',
      '« sans-cellule.xlsx » est vide : il ne contient aucune donnée. Vérifiez l’export, puis recommencez.',
    ],
    [
      'ancien.xls',
      () => ole('Workbook'),
      'xls',
      `« ancien.xls » est un ancien classeur Excel (.xls), que l’application ne lit pas. ${EN_XLSX}`,
    ],
    [
      'renomme.xlsx',
      () => ole('Book'),
      'xls',
      `« renomme.xlsx » est un ancien classeur Excel (.xls), que l’application ne lit pas. ${EN_XLSX}`,
    ],
    [
      'biff.xls',
      () => Buffer.from('0908100000060500bb0dcc0741000000', 'hex'),
      'xls',
      `« biff.xls » est un ancien classeur Excel (.xls), que l’application ne lit pas. ${EN_XLSX}`,
    ],
    [
      'secret.xlsx',
      () => ole('EncryptionInfo', 'EncryptedPackage'),
      'protege',
      '« secret.xlsx » est protégé par un mot de passe. Ouvrez-le dans Excel, retirez le mot de passe (Fichier, Informations, Protéger le classeur), enregistrez-le et importez-le de nouveau.',
    ],
    [
      'lettre.doc',
      () => ole('WordDocument'),
      'doc',
      `« lettre.doc » est un document Word (.doc), pas un tableur. ${BON_FICHIER}`,
    ],
    [
      'expose.ppt',
      () => ole('PowerPoint Document'),
      'ppt',
      `« expose.ppt » est une présentation PowerPoint (.ppt), pas un tableur. ${BON_FICHIER}`,
    ],
    [
      'message.msg',
      () => ole('__nameid_version1.0'),
      'ole',
      `« message.msg » est un fichier Office ancien ou un message, pas un tableur. ${BON_FICHIER}`,
    ],
    [
      'lettre.docx',
      () => paquet('word/document.xml', `${OFFICE}.wordprocessingml.document.main+xml`),
      'docx',
      `« lettre.docx » est un document Word (.docx), pas un tableur. ${BON_FICHIER}`,
    ],
    [
      'expose.pptx',
      () => paquet('p.xml', `${OFFICE}.presentationml.presentation.main+xml`),
      'pptx',
      `« expose.pptx » est une présentation PowerPoint (.pptx), pas un tableur. ${BON_FICHIER}`,
    ],
    [
      'binaire.xlsb',
      () => paquet('xl/workbook.bin', 'application/vnd.ms-excel.sheet.binary.macroEnabled.main'),
      'xlsb',
      `« binaire.xlsb » est un classeur Excel binaire (.xlsb), que l’application ne lit pas. ${EN_XLSX}`,
    ],
    [
      'libre.odt',
      () =>
        zipper(
          new Map([
            ['mimetype', 'application/vnd.oasis.opendocument.text'],
            ['content.xml', '<a/>'],
          ]),
        ),
      'odt',
      `« libre.odt » est un document OpenDocument qui n’est pas un tableur. ${BON_FICHIER}`,
    ],
    [
      'mac.numbers',
      () => zipper(new Map([['Index/Document.iwa', 'x']])),
      'numbers',
      '« mac.numbers » est un classeur Numbers d’Apple. Dans Numbers, exportez-le vers Excel (.xlsx), puis importez-le.',
    ],
    [
      'photos.zip',
      () => zipper(new Map([['a.txt', 'x']])),
      'zip',
      '« photos.zip » est une archive zip, pas un classeur : souvent les PDF et les pièces jointes d’une démarche. Téléchargez plutôt l’export au format .xlsx ou .ods, puis importez-le.',
    ],
    [
      'rien.zip',
      () => zipper(new Map()),
      'zip',
      '« rien.zip » est une archive zip, pas un classeur : souvent les PDF et les pièces jointes d’une démarche. Téléchargez plutôt l’export au format .xlsx ou .ods, puis importez-le.',
    ],
    [
      'dessin.xlsx',
      () => paquet('visio/document.xml', 'application/vnd.ms-visio.drawing.main+xml'),
      'zip',
      '« dessin.xlsx » est une archive zip, pas un classeur : souvent les PDF et les pièces jointes d’une démarche. Téléchargez plutôt l’export au format .xlsx ou .ods, puis importez-le.',
    ],
    [
      'export.csv.gz',
      () => gzipSync('a;b'),
      'compresse',
      '« export.csv.gz » est une archive compressée. Décompressez-la, puis importez le tableur qu’elle contient.',
    ],
    [
      'dossier.pdf',
      () => Buffer.from('%PDF-1.7\n…'),
      'pdf',
      `« dossier.pdf » est un document PDF, pas un tableur : on ne peut pas en tirer les réponses. ${BON_FICHIER}`,
    ],
    [
      'connexion.xlsx',
      () => Buffer.from('\ufeff\n<!DOCTYPE html>\n<html><body>Connexion</body></html>'),
      'html',
      `« connexion.xlsx » est une page web (HTML), quel que soit son nom : souvent une page de connexion enregistrée à la place du fichier. ${BON_FICHIER} Si un logiciel l’a produit ainsi, ouvrez-le dans un tableur et enregistrez-le en .xlsx.`,
    ],
    [
      'tableau.xls',
      () => Buffer.from('<table><tr><td>1</td></tr></table>', 'utf16le'),
      'html',
      `« tableau.xls » est une page web (HTML), quel que soit son nom : souvent une page de connexion enregistrée à la place du fichier. ${BON_FICHIER} Si un logiciel l’a produit ainsi, ouvrez-le dans un tableur et enregistrez-le en .xlsx.`,
    ],
    [
      '2003.xls',
      () =>
        Buffer.from(
          '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        ),
      'xml_2003',
      `« 2003.xls » est une feuille de calcul XML 2003, que l’application ne lit pas. ${EN_XLSX}`,
    ],
    [
      'flux.xml',
      () => Buffer.from('<?xml version="1.0"?><a/>'),
      'xml',
      `« flux.xml » est un fichier XML, pas un tableur. ${BON_FICHIER}`,
    ],
    [
      'carte.json',
      () => Buffer.from('{"type":"FeatureCollection"}'),
      'json',
      `« carte.json » est un fichier JSON, pas un tableur. ${BON_FICHIER}`,
    ],
    [
      'lettre.rtf',
      () => Buffer.from(String.raw`{\rtf1 a;b}`),
      'rtf',
      `« lettre.rtf » est un texte mis en forme (RTF), pas un tableur. ${BON_FICHIER}`,
    ],
    [
      'photo.png',
      () => Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
      'image',
      `« photo.png » est une image, pas un tableur. ${BON_FICHIER}`,
    ],
    [
      'photo.xlsx',
      () => Buffer.from('ffd8ffe000104a464946', 'hex'),
      'image',
      `« photo.xlsx » est une image, pas un tableur. ${BON_FICHIER}`,
    ],
    [
      'bruit.xlsx',
      () => hasard(5000),
      'binaire',
      `« bruit.xlsx » n’est pas un tableur : son contenu n’est ni un classeur ni du texte. ${BON_FICHIER}`,
    ],
    [
      'commandes.csv',
      () => Buffer.from('\u0001\u0002\u0003\u0004;é'),
      'binaire',
      `« commandes.csv » n’est pas un tableur : son contenu n’est ni un classeur ni du texte. ${BON_FICHIER}`,
    ],
    [
      'large.csv',
      () => Buffer.from('fffe000061000000', 'hex'),
      'utf32',
      '« large.csv » est un texte codé en UTF-32, que l’application ne lit pas. Enregistrez-le en CSV UTF-8.',
    ],
  ];

test.each(CAS)('%s', async (nom, contenu, code, phrase) => {
  const refus = await refusDe(lireOctets(dossier, await contenu(), nom));
  expect([refus.code, refus.message]).toEqual([code, phrase]);
});

test('la phrase cite le nom que l’agent connaît, pas celui de la copie de travail', async () => {
  const chemin = join(dossier, 'depot-7f3a');
  writeFileSync(chemin, '%PDF-1.4');
  const refus = await refusDe(lireTableur(chemin, { nom: 'Réponse Gien.pdf' }));
  expect(refus.message).toMatch(/^« Réponse Gien\.pdf » est un document PDF/);
});

test('fichier de plus de 25 Mio : refusé avant d’être lu ; juste à la limite, lu', async () => {
  const refus = await refusDe(lireOctets(dossier, Buffer.alloc(25 * 1024 * 1024 + 1, 'a\n'), 'gros.csv'));
  expect([refus.code, refus.message]).toEqual([
    'trop_gros',
    '« gros.csv » pèse 25,1 Mio ; la limite est de 25 Mio. Enlevez-en ce qui n’est pas utile, ou partagez-le en plusieurs fichiers.',
  ]);
  const juste = await refusDe(lireOctets(dossier, Buffer.alloc(25 * 1024 * 1024, 'a\n'), 'juste.csv'));
  expect(juste.code).toBe('trop_de_lignes');
});

test('fichier absent, ou dossier : une phrase, pas une erreur brute', async () => {
  const absent = await refusDe(lireTableur(join(dossier, 'absent.xlsx')));
  expect([absent.code, absent.message]).toEqual([
    'introuvable',
    '« absent.xlsx » est introuvable ou ne peut pas être ouvert. Vérifiez son emplacement, fermez-le s’il est ouvert dans un autre logiciel, et réessayez.',
  ]);
  mkdirSync(join(dossier, 'sous'));
  expect((await refusDe(lireTableur(join(dossier, 'sous')))).code).toBe('introuvable');
});

test('trop gros, mais reconnaissable : un PDF, une image ou un zip de pièces jointes sont nommés plutôt que dits trop gros', async () => {
  const gros = async (debut: string | Buffer) => {
    const octets = Buffer.alloc(25 * 1024 * 1024 + 1, 'a');
    Buffer.from(debut).copy(octets);
    return (await refusDe(lireOctets(dossier, octets, 'gros.bin'))).code;
  };
  expect(await gros('%PDF-1.7\n')).toBe('pdf');
  expect(await gros(Buffer.from('ffd8ffe000104a464946', 'hex'))).toBe('image');
  expect(await gros(await zipper(new Map([['dossier-123/reponses.pdf', '%PDF']])))).toBe('zip');
  expect(await gros(await feuilleXlsx(''))).toBe('trop_gros');
});

test('le zip d’une démarche : PDF et pièces jointes, ou des tableurs à en sortir', async () => {
  const dire = async (noms: readonly string[]) =>
    (await refusDe(lireOctets(dossier, await zipper(new Map(noms.map((n) => [n, 'x']))), 'dossiers.zip'))).message;
  expect(await dire(['export/dossier-1.pdf', 'export/pieces/rib.jpg'])).toBe(
    '« dossiers.zip » est une archive zip, pas un classeur : souvent les PDF et les pièces jointes d’une démarche. Téléchargez plutôt l’export au format .xlsx ou .ods, puis importez-le.',
  );
  expect(await dire(['a.pdf', 'b.xlsx', 'c.csv'])).toMatch(
    'qui contient « b.xlsx » et un autre tableur. Décompressez-la',
  );
  expect(await dire(['a.ods', 'b.xlsx', 'c.csv'])).toMatch(
    'qui contient « a.ods » et 2 autres tableurs. Décompressez-la',
  );
});
