import { expect, test } from 'vitest';
import { classeurOds, feuilleOds, ligneOds, partiesOds, texteOds } from '../../../fixtures/tableurs/classeur-ods.ts';
import { classeurXlsx, feuilleXlsx, partiesDe, stylesDe, zipper } from '../../../fixtures/tableurs/classeur-xlsx.ts';
import { cellulesDe, dossierTemporaire, lireOctets, refusDe } from '../../../fixtures/tableurs/fichiers.ts';
import { zipBrut } from '../../../fixtures/tableurs/zip-brut.ts';

const dossier = dossierTemporaire();
const FIN = '</worksheet>';
const feuille = (donnees: string, reste = '') =>
  feuilleXlsx(`<worksheet><sheetData>${donnees}</sheetData>${reste}${FIN}`);
/** Rien, en deflate brut. */
const VIDE = Buffer.from('0300', 'hex');
const UNE = '<row r="1"><c r="A1"><v>1</v></c></row>';

async function lire(octets: Buffer, nom = 'hostile.xlsx') {
  return cellulesDe((await lireOctets(dossier, octets, nom)).feuilles[0]);
}

async function code(octets: Buffer, nom = 'hostile.xlsx'): Promise<string> {
  const refus = await refusDe(lireOctets(dossier, octets, nom));
  expect(refus.message).toMatch(/^« hostile\.\w+ » .+\.$/s);
  return refus.code;
}

test.each([
  ['fusion de toute la feuille', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'],
  ['cent mille fusions', `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(100_000)}</mergeCells>`],
  [
    'listes déroulantes sur toutes les colonnes',
    `<dataValidations>${'<dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1></dataValidation>'.repeat(5000)}</dataValidations>`,
  ],
  [
    'mises en forme conditionnelles sur toute la feuille',
    '<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression"><formula>1</formula></cfRule></conditionalFormatting>'.repeat(
      5000,
    ),
  ],
  [
    'liens vers le réseau et le disque',
    '<hyperlinks><hyperlink ref="A1" r:id="rId9" location="file:///etc/passwd"/></hyperlinks>',
  ],
])('%s : sans effet sur les valeurs', async (_, reste) => {
  expect(await lire(await feuille(UNE, reste))).toEqual({ A1: 1 });
});

test('dimension et colonnes démesurées annoncées : non crues', async () => {
  const xml = `<worksheet><dimension ref="A1:XFD1048576"/><cols><col min="1" max="4294967295" width="9e999"/></cols><sheetData>${UNE}</sheetData>${FIN}`;
  expect(await lire(await feuilleXlsx(xml))).toEqual({ A1: 1 });
});

test('sheetId, activeTab et noms définis insensés : sans effet', async () => {
  const parties = partiesDe({ feuilles: [{ nom: 'F', xml: UNE }] });
  const classeur = parties.get('xl/workbook.xml') ?? '';
  const noms = `<definedNames>${'<definedName name="x">F!$A:$XFD</definedName>'.repeat(20_000)}</definedNames></workbook>`;
  parties.set(
    'xl/workbook.xml',
    classeur
      .replace('sheetId="1"', 'sheetId="99999999999999999999"')
      .replace('<sheets>', '<bookViews><workbookView activeTab="4294967295"/></bookViews><sheets>')
      .replace('</workbook>', noms),
  );
  expect(await lire(await zipper(parties))).toEqual({ A1: 1 });
});

test.each(['1048577', '4294967296', '99999999999999999999'])(
  'numéro de ligne %s : refusé, rien n’est alloué',
  async (r) => {
    expect(await code(await feuille(`<row r="${r}"><c><v>1</v></c></row>`))).toBe('abime');
  },
);

test('numéro de ligne ou adresse illisibles : la place vient de l’ordre', async () => {
  expect(
    await lire(await feuille('<row r="1e9"><c r="$$"><v>1</v></c></row><row r="x"><c r="12"><v>2</v></c></row>')),
  ).toEqual({
    A1: 1,
    A2: 2,
  });
});

test('index de texte partagé ou de style hors bornes', async () => {
  const textes = '<si><t>a</t></si>';
  for (const v of ['1', '-1', '4294967296', '1e3', 'length', '__proto__', '0.5'])
    expect(await code(await feuilleXlsx(`<row><c t="s"><v>${v}</v></c></row>`, { textes }))).toBe('abime');
  const styles = stylesDe([14]);
  for (const s of ['1', '-1', '4294967296', 'length', '__proto__'])
    expect(await lire(await feuilleXlsx(`<row><c s="${s}"><v>45000</v></c></row>`, { styles }))).toEqual({
      A1: 45_000,
    });
});

test('`__proto__` et `constructor` en nom de feuille, de cellule, d’attribut, de partie et de relation', async () => {
  const xml =
    '<row __proto__="1" constructor="2"><c __proto__="x" r="__proto__" t="inlineStr"><is><t>__proto__</t></is></c><__proto__/></row>';
  const parties = partiesDe({ feuilles: ['__proto__', 'constructor', 'toString'].map((nom) => ({ nom, xml })) });
  for (const [nom, contenu] of parties)
    parties.set(nom, contenu.replaceAll('"rId1"', '"__proto__"').replaceAll('"rId2"', '"constructor"'));
  parties.set('__proto__', 'x').set('constructor/prototype', 'x');
  const { feuilles } = await lireOctets(dossier, await zipper(parties), 'hostile.xlsx');
  expect(feuilles.map((f) => [f.nom, cellulesDe(f)])).toEqual(
    ['__proto__', 'constructor', 'toString'].map((nom) => [nom, { A1: '__proto__' }]),
  );
  const ods = ligneOds([
    ['__proto__="1" constructor="2" office:value-type="__proto__"', '<text:p>constructor</text:p>'],
  ]);
  expect(await lire(await feuilleOds(ods), 'hostile.ods')).toEqual({ A1: 'constructor' });
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('milliard de rires et entité extérieure (XXE), dans chaque partie lue', async () => {
  const rires = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  const declarations = [
    `<!DOCTYPE x [<!ENTITY l0 "ha">${rires}]>`,
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
  ];
  const xlsx = partiesDe({ feuilles: [{ nom: 'F', xml: UNE }], textes: '<si/>', styles: stylesDe([0]) });
  const ods = partiesOds('<a/>');
  for (const doctype of declarations) {
    for (const [nom, contenu] of xlsx) {
      const piege = new Map(xlsx).set(nom, doctype + contenu.replace(/^<\?xml[^>]*>/, ''));
      expect([nom, await code(await zipper(piege))]).toEqual([nom, 'doctype']);
    }
    for (const nom of ['content.xml', 'META-INF/manifest.xml'])
      expect(await code(await zipper(new Map(ods).set(nom, `${doctype}<a/>`)), 'hostile.ods')).toBe('doctype');
  }
});

test('50 000 parties : refusées au sommaire ; un zip de documents est nommé pour ce qu’il est', async () => {
  const parties = (nom: string, nombre: number) =>
    zipBrut(Array.from({ length: nombre }, (_, i) => ({ nom: `${nom}${i}`, contenu: '', compresse: VIDE })));
  expect(await code(parties('xl/', 50_000))).toBe('trop_d_entrees');
  expect(await code(parties('pieces/', 2001))).toBe('zip');
});

test('imbrication profonde, dans un classeur Excel comme dans un OpenDocument', async () => {
  const profond = `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`;
  expect(await code(await feuille(profond))).toBe('xml_trop_profond');
  expect(await code(await feuilleOds(profond), 'hostile.ods')).toBe('xml_trop_profond');
});

/** Au-delà de tout tableau : deux milliards. */
const FOIS = 2 ** 31;

test.each([
  [
    'cellule remplie répétée',
    ligneOds([[`office:value-type="float" office:value="1" table:number-columns-repeated="${FOIS}"`]]),
    'trop_de_colonnes',
  ],
  ['ligne remplie répétée', ligneOds([texteOds('x')], `table:number-rows-repeated="${FOIS}"`), 'trop_de_lignes'],
  [
    'ligne pleine répétée : 1,6 milliard de cellules',
    ligneOds(
      [['office:value-type="float" office:value="1" table:number-columns-repeated="16384"']],
      'table:number-rows-repeated="100000"',
    ),
    'trop_de_cellules',
  ],
  [
    'cellule remplie après un vide immense',
    ligneOds([[`table:number-columns-repeated="${'9'.repeat(40)}"`], texteOds('x')]),
    'trop_de_colonnes',
  ],
  [
    'ligne remplie après un vide immense',
    ligneOds([['']], `table:number-rows-repeated="${FOIS}"`) + ligneOds([texteOds('x')]),
    'trop_de_lignes',
  ],
  ['suite d’espaces immense', ligneOds([texteOds(`a<text:s text:c="${FOIS}"/>`)]), 'texte_trop_long'],
  [
    'texte fait de mille morceaux',
    ligneOds([texteOds('<text:span>yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy</text:span>'.repeat(1000))]),
    'texte_trop_long',
  ],
  [
    'attribut de texte immense',
    ligneOds([[`office:value-type="string" office:string-value="${'z'.repeat(32_768)}"`]]),
    'texte_trop_long',
  ],
])('ODS : %s', async (_, xml, attendu) => {
  expect(await code(await feuilleOds(xml), 'hostile.ods')).toBe(attendu);
});

test('ODS : répétitions immenses de vides, emboîtées dans des groupes : elles ne coûtent rien', async () => {
  const vide = ligneOds([[`table:number-columns-repeated="${FOIS}"`]], `table:number-rows-repeated="${FOIS}"`);
  const groupes = `${'<table:table-row-group>'.repeat(20)}${vide.repeat(50)}${'</table:table-row-group>'.repeat(20)}`;
  expect(await lire(await feuilleOds(ligneOds([texteOds('x')]) + groupes), 'hostile.ods')).toEqual({ A1: 'x' });
});

test('ODS : tableau dans une cellule, ligne dans une ligne : seules les cellules de la feuille comptent', async () => {
  const dedans = `<table:table table:name="D">${ligneOds([texteOds('dedans')], `table:number-rows-repeated="${FOIS}"`)}</table:table>`;
  const xml = ligneOds([['office:value-type="string"', `${dedans}<text:p>dehors</text:p>`]]);
  expect(await lire(await feuilleOds(xml), 'hostile.ods')).toEqual({ A1: 'dehors' });
});

test('ODS : 201 feuilles, nom de feuille démesuré', async () => {
  const feuilles = Array.from({ length: 201 }, (_, i) => ({ nom: `F${i}`, xml: '' }));
  expect(await code(await classeurOds({ feuilles }), 'hostile.ods')).toBe('trop_de_feuilles');
  expect(await code(await classeurOds({ feuilles: [{ nom: 'n'.repeat(40_000), xml: '' }] }), 'hostile.ods')).toBe(
    'texte_trop_long',
  );
});

test('ODS : sortie de l’archive et parties doubles refusées', async () => {
  const brutes = [...partiesOds('<a/>')].map(([nom, contenu]) => ({ nom, contenu }));
  expect(await code(zipBrut([...brutes, { nom: '../../etc/cron.d/x', contenu: '' }]), 'hostile.ods')).toBe(
    'nom_interdit',
  );
  expect(await code(zipBrut([...brutes, { nom: 'Content.xml', contenu: '' }]), 'hostile.ods')).toBe('doublon');
});

test('relation qui sort de l’archive ou vise le réseau : cherchée dans l’archive seule', async () => {
  for (const cible of ['../../../../../../etc/passwd', 'file:///etc/passwd', 'http://127.0.0.1:9/feuille.xml']) {
    const parties = partiesDe({ feuilles: [{ nom: 'F', xml: UNE }] });
    const relations = parties.get('xl/_rels/workbook.xml.rels') ?? '';
    parties.set('xl/_rels/workbook.xml.rels', relations.replace('worksheets/sheet1.xml', cible));
    expect(await code(await zipper(parties))).toBe('abime');
  }
  // La partie citée deux fois est lue deux fois, et comptée deux fois.
  const parties = partiesDe({ feuilles: ['A', 'B'].map((nom) => ({ nom, xml: UNE })) });
  const relations = parties.get('xl/_rels/workbook.xml.rels') ?? '';
  parties.set('xl/_rels/workbook.xml.rels', relations.replace('sheet2.xml', 'sheet1.xml'));
  const { feuilles } = await lireOctets(dossier, await zipper(parties), 'hostile.xlsx');
  expect(feuilles.map(cellulesDe)).toEqual([{ A1: 1 }, { A1: 1 }]);
});

test('CSV : ligne unique immense, guillemets par millions, colonnes par milliers : refusés ou lus, jamais bloqués', async () => {
  const csv = (texte: string) => Buffer.from(texte);
  expect(await code(csv('x'.repeat(5_000_000)), 'hostile.csv')).toBe('texte_trop_long');
  expect(await code(csv(`a;b\n"${'""'.repeat(5_000_000)}`), 'hostile.csv')).toBe('guillemet');
  expect(await code(csv(';'.repeat(20_000_000)), 'hostile.csv')).toBe('trop_de_colonnes');
  expect(await code(csv('"a;'.repeat(2_000_001)), 'hostile.csv')).toBe('trop_de_colonnes');
  expect(await lire(csv(`__proto__;constructor\n${'\n'.repeat(1_000_000)}`), 'hostile.csv')).toEqual({
    A1: '__proto__',
    B1: 'constructor',
  });
});

test('un vrai classeur caché dans un zip de documents : dit, avec son nom', async () => {
  const octets = await classeurXlsx({ feuilles: [{ nom: 'F', xml: UNE }] });
  const refus = await refusDe(
    lireOctets(
      dossier,
      await zipper(
        new Map<string, string | Buffer>([
          ['dossier-1.pdf', '%PDF'],
          ['export/dossiers.xlsx', octets],
        ]),
      ),
      'hostile.zip',
    ),
  );
  expect(refus.message).toBe(
    '« hostile.zip » est une archive zip qui contient « export/dossiers.xlsx ». Décompressez-la, puis importez ce tableur.',
  );
});
