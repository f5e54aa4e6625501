import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classeurXlsx, feuilleXlsx, partiesDe, stylesDe, zipper } from '../../../fixtures/tableurs/classeur-xlsx.ts';
import { cellulesDe, dossierTemporaire, lireOctets } from '../../../fixtures/tableurs/fichiers.ts';

const dossier = dossierTemporaire();

async function lireFeuille(xml: string, reste: Parameters<typeof feuilleXlsx>[1] = {}) {
  const classeur = await lireOctets(dossier, await feuilleXlsx(xml, reste));
  return cellulesDe(classeur.feuilles[0]);
}

test('racines préfixées (`<x:workbook>`), comme ClosedXML et Open XML SDK les écrivent', async () => {
  const xml =
    '<x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>été</x:t></x:is></x:c><x:c r="C2"><x:v>3</x:v></x:c></x:row>';
  expect(await lireFeuille(xml, { prefixe: 'x' })).toEqual({ B2: 'été', C2: 3 });
});

test('cellules et lignes sans adresse : à la suite de la précédente', async () => {
  const xml =
    '<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>';
  expect(await lireFeuille(xml)).toEqual({ A1: 1, B1: 2, C4: 3, D4: 4, A5: 5 });
});

test('une ligne sans numéro prend celui de sa première cellule', async () => {
  expect(await lireFeuille('<row><c r="B7"><v>1</v></c></row><row><c><v>2</v></c></row>')).toEqual({ B7: 1, A8: 2 });
});

test('cellules et lignes dans le désordre : remises en ordre, la dernière écrite l’emporte', async () => {
  const xml =
    '<row r="3"><c r="C3"><v>1</v></c><c r="A3"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row><row r="3"><c r="A3"><v>9</v></c></row>';
  const classeur = await lireOctets(dossier, await feuilleXlsx(xml));
  const ordre = classeur.feuilles[0]?.lignes.map((l) => [l.numero, l.cellules.map((c) => [c.colonne, c.brut])]);
  expect(ordre).toEqual([
    [1, [[0, '3']]],
    [
      3,
      [
        [0, '9'],
        [2, '1'],
      ],
    ],
  ]);
});

test('textes en ligne et textes riches : morceaux réunis, notation phonétique laissée', async () => {
  const riche =
    '<r><rPr><b/></rPr><t>Ac</t></r><r><t xml:space="preserve">cueil </t></r><rPh sb="0" eb="1"><t>AKU</t></rPh>';
  const xml = `<row r="1"><c r="A1" t="inlineStr"><is>${riche}</is></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>`;
  expect(await lireFeuille(xml, { textes: `<si>${riche}<phoneticPr fontId="1"/></si><si><t>Gien</t></si>` })).toEqual({
    A1: 'Accueil ',
    B1: 'Accueil ',
    C1: 'Gien',
  });
});

test('échappements `_xHHHH_` décodés une seule fois', async () => {
  const textes = '<si><t>a_x000D_&#10;b</t></si><si><t>_x005F_x000D_</t></si><si><t>a_x0000_b_x00e9_ _xZZZZ_</t></si>';
  const xml = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>';
  expect(await lireFeuille(xml, { textes })).toEqual({ A1: 'a\r\nb', B1: '_x000D_', C1: 'abé _xZZZZ_' });
});

test('textes partagés dans une partie au nom inhabituel, trouvée par sa relation', async () => {
  const xml = '<row><c t="s"><v>0</v></c></row>';
  expect(await lireFeuille(xml, { textes: '<si><t>Ingré</t></si>', partieTextes: 'divers/Textes_1.xml' })).toEqual({
    A1: 'Ingré',
  });
});

test('types : booléen, erreur, date ISO, texte de formule, nombre exact de SIRET', async () => {
  const xml = `<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2025-05-30T23:15:00</v></c>
    <c t="d"><v>2025-05-30</v></c><c t="d"><v>2025-02-30</v></c><c t="str"><f>A1&amp;"x"</f><v>vraix</v></c><c><v>77561234500018</v></c><c><v>1,5</v></c></row>`;
  expect(await lireFeuille(xml)).toEqual({
    A1: true,
    B1: false,
    C1: 'erreur #N/A',
    D1: 'date 2025-05-30T23:15:00',
    E1: 'date 2025-05-30',
    F1: '2025-02-30',
    G1: 'vraix',
    H1: 77561234500018,
    I1: '1,5',
  });
});

test('formules : résultat gardé même nul, faux ou vide ; sans résultat, la cellule le dit', async () => {
  const xml = `<row><c><f>A2-A2</f><v>0</v></c><c t="b"><f>1=2</f><v>0</v></c><c t="str"><f>""</f><v></v></c>
    <c><f>SUM(A1)</f></c><c><f>SUM(A1)</f><v></v></c><c><f t="shared" si="0"/><v/></c></row>`;
  const classeur = await lireOctets(dossier, await feuilleXlsx(xml));
  expect(cellulesDe(classeur.feuilles[0])).toEqual({
    A1: 0,
    B1: false,
    D1: 'formule_sans_resultat',
    E1: 'formule_sans_resultat',
    F1: 'formule_sans_resultat',
  });
  expect(classeur.avertissements).toEqual([
    'Feuille « F » : 3 formules n’ont pas de résultat enregistré. Ouvrez le classeur dans un tableur, enregistrez-le, puis importez-le de nouveau.',
  ]);
});

test('cellules vides absentes, lignes vides absentes, valeur brute gardée', async () => {
  const xml =
    '<row r="1"><c r="A1" s="1"/><c r="B1"><v></v></c><c r="C1" t="inlineStr"><is><t></t></is></c></row><row r="2"><c r="A2"><v>4.5E3</v></c></row>';
  const classeur = await lireOctets(dossier, await feuilleXlsx(xml));
  expect(classeur.feuilles[0]?.lignes).toEqual([
    { numero: 2, cellules: [{ colonne: 0, contenu: { type: 'nombre', valeur: 4500 }, brut: '4.5E3' }] },
  ]);
});

test('dates de 1900 et de 1904 : le même jour sous deux nombres', async () => {
  const styles = stylesDe([0, 14, 22]);
  const xml = (jour: number) =>
    `<row><c s="0"><v>${jour}</v></c><c s="1"><v>${jour}</v></c><c s="2"><v>${jour + 0.96875}</v></c></row>`;
  const attendu = { B1: 'date 2025-05-30', C1: 'date 2025-05-30T23:15:00' };
  expect(await lireFeuille(xml(45807), { styles })).toEqual({ A1: 45807, ...attendu });
  expect(await lireFeuille(xml(44345), { styles, depuis1904: true })).toEqual({ A1: 44345, ...attendu });
});

test('la date garde son nombre d’origine en valeur brute', async () => {
  const octets = await feuilleXlsx('<row><c s="0"><v>45810.375</v></c></row>', {
    styles: stylesDe(['dd/mm/yyyy hh:mm']),
  });
  expect((await lireOctets(dossier, octets)).feuilles[0]?.lignes[0]?.cellules).toEqual([
    { colonne: 0, contenu: { type: 'date', valeur: '2025-06-02T09:00:00' }, brut: '45810.375' },
  ]);
});

test('heures et durées : le texte que l’agent voit, jamais une fraction de jour', async () => {
  const styles = stylesDe(['h:mm', '[h]:mm', 'h:mm:ss']);
  const xml =
    '<row><c s="0"><v>0.729166666666667</v></c><c s="1"><v>1.5</v></c><c s="2"><v>0.5000115740740741</v></c></row>';
  expect(await lireFeuille(xml, { styles })).toEqual({ A1: '17:30', B1: '36:00', C1: '12:00:01' });
});

test('feuilles dans l’ordre du classeur, masquées comprises, quel que soit l’ordre de l’archive', async () => {
  const parties = partiesDe({
    feuilles: [
      { nom: 'Dossiers', xml: '<row><c><v>1</v></c></row>' },
      { nom: 'Établissements', xml: '<row><c><v>2</v></c></row>', etat: 'hidden' },
      { nom: '(12) Collectifs', xml: '<row><c><v>3</v></c></row>', etat: 'veryHidden' },
    ],
  });
  const { feuilles } = await lireOctets(dossier, await zipper(new Map([...parties].toReversed())));
  expect(feuilles.map((f) => [f.nom, f.masquee, cellulesDe(f)])).toEqual([
    ['Dossiers', false, { A1: 1 }],
    ['Établissements', true, { A1: 2 }],
    ['(12) Collectifs', true, { A1: 3 }],
  ]);
});

test('archive écrite en continu, tailles après les données (descripteurs)', async () => {
  const octets = await zipper(partiesDe({ feuilles: [{ nom: 'F', xml: '<row><c><v>7</v></c></row>' }] }), true);
  expect(octets.readUInt16LE(6) & 0x8).toBe(0x8);
  expect(cellulesDe((await lireOctets(dossier, octets)).feuilles[0])).toEqual({ A1: 7 });
});

test('partie en UTF-16, chemin absolu, adresse échappée et barre inverse dans une relation', async () => {
  const parties: Map<string, string | Buffer> = partiesDe({
    feuilles: [{ nom: 'F', xml: '<row><c><v>7</v></c></row>' }],
  });
  const feuille = parties.get('xl/worksheets/sheet1.xml') ?? '';
  parties.delete('xl/worksheets/sheet1.xml');
  parties.set('xl/une feuille.xml', Buffer.from(`\ufeff${feuille.toString()}`, 'utf16le'));
  const relations = 'xl/_rels/workbook.xml.rels';
  parties.set(
    relations,
    String(parties.get(relations)).replace('worksheets/sheet1.xml', String.raw`\xl\worksheets/../une%20feuille.xml`),
  );
  expect(cellulesDe((await lireOctets(dossier, await zipper(parties))).feuilles[0])).toEqual({ A1: 7 });
});

test('`__proto__` comme nom de feuille, de cellule et de partie ne pollue rien', async () => {
  const octets = await classeurXlsx({
    feuilles: [
      { nom: '__proto__', xml: '<row><c r="__proto__" t="inlineStr"><is><t>__proto__</t></is></c></row>' },
      { nom: 'constructor', xml: '<row __proto__="1"><c constructor="x"><v>1</v></c></row>' },
    ],
    textes: '<si><t>x</t></si>',
    partieTextes: '__proto__',
  });
  const { feuilles } = await lireOctets(dossier, octets);
  expect(feuilles.map((f) => [f.nom, cellulesDe(f)])).toEqual([
    ['__proto__', { A1: '__proto__' }],
    ['constructor', { A1: 1 }],
  ]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['constructor']).toBe(Object);
});

test('liste déroulante sur une colonne entière, extensions et fusions ignorées', async () => {
  const xml = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x14="u:x14" xmlns:xm="u:xm">
    <sheetData><row><c><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>
    <dataValidations><dataValidation sqref="A1:A1048576"><formula1>"Oui,Non"</formula1></dataValidation></dataValidations>
    <extLst><ext><x14:row r="9"><x14:c r="A9"><x14:v>5</x14:v></x14:c></x14:row></ext></extLst></worksheet>`;
  expect(await lireFeuille(xml)).toEqual({ A1: 1 });
});

test('avancement annoncé feuille par feuille', async () => {
  const { lireTableur } = await import('../../../../electron/backend/tableurs/lire-tableur.ts');
  const vus: string[] = [];
  const octets = await classeurXlsx({
    feuilles: ['A', 'B'].map((nom) => ({ nom, xml: '<row><c><v>1</v></c></row>' })),
  });
  const chemin = join(dossier, 'avancement.xlsx');
  writeFileSync(chemin, octets);
  await lireTableur(chemin, {
    surProgres: ({ fait, total, message }) => vus.push(`${fait}/${total} ${message}`),
  });
  expect(vus).toEqual(['0/2 Lecture de la feuille « A »', '1/2 Lecture de la feuille « B »', '2/2 Lecture terminée']);
});
