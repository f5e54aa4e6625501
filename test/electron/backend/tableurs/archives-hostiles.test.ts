import { expect, test } from 'vitest';
import type { ClasseurEssai } from '../../../fixtures/tableurs/classeur-xlsx.ts';
import { classeurXlsx, feuilleXlsx, partiesDe, zipper } from '../../../fixtures/tableurs/classeur-xlsx.ts';
import { cellulesDe, dossierTemporaire, lireOctets, refusDe } from '../../../fixtures/tableurs/fichiers.ts';
import { deflateRepete, type EntreeBrute, zipBrut } from '../../../fixtures/tableurs/zip-brut.ts';

const dossier = dossierTemporaire();
const MEFIANCE = 'Un tableur ne fabrique pas cela : ne l’utilisez pas et demandez à l’expéditeur d’où il vient.';
const ALLEGER = 'Enlevez-en ce qui n’est pas utile, ou partagez-le en plusieurs fichiers.';
const REDEMANDER = 'Téléchargez-le de nouveau, ou demandez à l’expéditeur de le renvoyer.';
const FEUILLE = 'xl/worksheets/sheet1.xml';
const UNE: ClasseurEssai = { feuilles: [{ nom: 'F', xml: '<row><c><v>1</v></c></row>' }] };

async function refus(octets: Buffer): Promise<readonly [code: string, phrase: string]> {
  const { code, message } = await refusDe(lireOctets(dossier, octets, 'piege.xlsx'));
  return [code, message];
}

/** Le classeur d’une feuille, ses parties en entrées brutes qu’on peut fausser ou compléter. */
function entrees(fausser: (entree: EntreeBrute) => EntreeBrute = (e) => e): EntreeBrute[] {
  return [...partiesDe(UNE)].map(([nom, contenu]) => fausser({ nom, contenu }));
}

const BOMBE = deflateRepete('<worksheet><sheetData><row><c><v>', '0', 1024, '</v></c></row></sheetData></worksheet>');

test('bombe de 1 Gio qui dit sa taille : refusée sans être décompressée', async () => {
  const bombe = zipBrut(
    entrees((e) => (e.nom === FEUILLE ? { ...e, compresse: BOMBE, tailleAnnoncee: 1024 ** 3 + 72 } : e)),
  );
  expect(bombe.length).toBeLessThan(2 * 1024 * 1024);
  expect(await refus(bombe)).toEqual([
    'trop_volumineux',
    `« piege.xlsx » dépasse 300 Mio une fois décompressé. ${ALLEGER}`,
  ]);
});

test('bombe de 1 Gio qui ment sur sa taille : arrêtée au premier octet de trop', async () => {
  const bombe = zipBrut(entrees((e) => (e.nom === FEUILLE ? { ...e, compresse: BOMBE, tailleAnnoncee: 4000 } : e)));
  expect(await refus(bombe)).toEqual([
    'abime',
    `« piege.xlsx » est incomplet ou abîmé (partie « ${FEUILLE} » illisible). ${REDEMANDER}`,
  ]);
});

test('300 Mio comptés toutes parties ensemble, et non partie par partie', async () => {
  const [debut, fin, mio] = ['<worksheet>', '</worksheet>', 151];
  const contenu = Buffer.concat([
    Buffer.from(debut),
    Buffer.alloc(mio * 1024 ** 2, ' <c/>'.padStart(2 ** 16)),
    Buffer.from(fin),
  ]);
  const compresse = deflateRepete(debut, ' <c/>'.padStart(2 ** 16), mio, fin);
  const parties = partiesDe({ feuilles: ['A', 'B'].map((nom) => ({ nom, xml: '' })) });
  const brutes = [...parties].map(([nom, xml]) =>
    nom.includes('sheets/') ? { nom, contenu, compresse } : { nom, contenu: xml },
  );
  expect((await refus(zipBrut(brutes)))[0]).toBe('trop_volumineux');
});

test('plus de 2 000 parties', async () => {
  const brutes = Array.from({ length: 2001 }, (_, i) => ({ nom: `xl/p${i}.xml`, contenu: '' }));
  expect(await refus(zipBrut(brutes))).toEqual([
    'trop_d_entrees',
    `« piege.xlsx » contient 2001 parties ; la limite est de 2 000. ${MEFIANCE}`,
  ]);
});

test('deux parties de même nom, à la casse près', async () => {
  expect(await refus(zipBrut([...entrees(), { nom: 'XL/Workbook.xml', contenu: '<a/>' }]))).toEqual([
    'doublon',
    `« piege.xlsx » contient deux fois la partie « XL/Workbook.xml » : on ne sait pas laquelle est la bonne. ${MEFIANCE}`,
  ]);
});

test.each([String.raw`xl\a.xml`, '../../etc/passwd', '/etc/passwd', 'C:/x.xml', 'xl/..'])(
  'nom de partie interdit : %s',
  async (nom) => {
    const [code, phrase] = await refus(zipBrut([...entrees(), { nom, contenu: '' }]));
    expect(code).toBe('nom_interdit');
    expect(phrase).toMatch(`« piege.xlsx » contient une partie au nom interdit, « ${nom} ».`);
  },
);

test('partie chiffrée : c’est un mot de passe', async () => {
  expect((await refus(zipBrut(entrees((e) => ({ ...e, chiffree: true })))))[0]).toBe('protege');
});

test('un octet changé dans une partie se voit à sa somme de contrôle', async () => {
  const brutes = entrees((e) => (e.nom === FEUILLE ? { ...e, sommeAnnoncee: 1 } : e));
  expect((await refus(zipBrut(brutes)))[0]).toBe('abime');
});

test('archive tronquée, à n’importe quel endroit', async () => {
  const entiere = await classeurXlsx(UNE);
  for (const part of [0.1, 0.5, 0.9, 0.99]) {
    const [code, phrase] = await refus(entiere.subarray(0, Math.floor(entiere.length * part)));
    expect([code, phrase]).toEqual([
      'abime',
      `« piege.xlsx » est incomplet ou abîmé (archive tronquée). ${REDEMANDER}`,
    ]);
  }
});

test('octets retournés au hasard : jamais d’erreur brute, et jamais une autre valeur', async () => {
  const entiere = await classeurXlsx(UNE);
  for (let i = 0; i < entiere.length; i += 7) {
    const abimee = Buffer.from(entiere);
    abimee[i] = (abimee[i] ?? 0) ^ 0xff;
    const lu = await lireOctets(dossier, abimee, 'piege.xlsx').catch((cause: unknown) => cause);
    if (lu instanceof Error) expect(lu.name).toBe('RefusDeLecture');
    else expect(lu).toMatchObject({ feuilles: [{ lignes: [{ cellules: [{ brut: '1' }] }] }] });
  }
});

test('DOCTYPE et entités', async () => {
  const xml = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>';
  expect(await refus(await feuilleXlsx(xml))).toEqual([
    'doctype',
    `« piege.xlsx » contient une déclaration DOCTYPE, interdite dans un classeur. ${MEFIANCE}`,
  ]);
  expect((await refus(await feuilleXlsx('<row><c><v>&toString;</v></c></row>')))[0]).toBe('abime');
});

test('XML trop profond, démesuré ou mal formé', async () => {
  const profond = (n: number) => `${'<a>'.repeat(n)}${'</a>'.repeat(n)}`;
  expect(await refus(await feuilleXlsx(profond(63)))).toEqual([
    'xml_trop_profond',
    `« piege.xlsx » contient des éléments imbriqués sur plus de 64 niveaux. ${MEFIANCE}`,
  ]);
  const lu = await lireOctets(dossier, await feuilleXlsx(`${profond(62)}<row><c><v>1</v></c></row>`));
  expect(cellulesDe(lu.feuilles[0])).toEqual({ A1: 1 });
  expect(await refus(await feuilleXlsx(`<!--${'x'.repeat(3_000_000)}-->`))).toEqual([
    'xml_demesure',
    `« piege.xlsx » contient un élément démesuré, qu’aucun tableur n’écrit. ${MEFIANCE}`,
  ]);
  for (const xml of ['<row><c></row>', '<row a="1" a="2"/>', '<row>\u0001</row>', '</sheetData></worksheet><x>'])
    expect((await refus(await feuilleXlsx(xml)))[0]).toBe('abime');
});

test('limites : feuilles, lignes, colonnes, longueur d’un texte', async () => {
  const feuilles = Array.from({ length: 201 }, (_, i) => ({ nom: `F${i}`, xml: '' }));
  expect(await refus(await classeurXlsx({ feuilles }))).toEqual([
    'trop_de_feuilles',
    `« piege.xlsx » contient 201 feuilles ; la limite est de 200. ${ALLEGER}`,
  ]);
  const ligne = '<row><c><v>1</v></c></row>';
  const xml = ligne.repeat(50_000);
  expect(
    await refus(
      await classeurXlsx({
        feuilles: [
          { nom: 'A', xml },
          { nom: 'B', xml: xml + ligne },
        ],
      }),
    ),
  ).toEqual(['trop_de_lignes', `« piege.xlsx » contient plus de 100 000 lignes remplies. ${ALLEGER}`]);
  expect(await refus(await feuilleXlsx('<row r="3"><c r="XFE3"><v>1</v></c></row>'))).toEqual([
    'trop_de_colonnes',
    `« piege.xlsx » a plus de 16 384 colonnes (F, ligne 3). ${ALLEGER}`,
  ]);
  const long = (n: number) => `<row r="2"><c r="C2" t="inlineStr"><is><t>${'x'.repeat(n)}</t></is></c></row>`;
  expect(await refus(await feuilleXlsx(long(32_768)))).toEqual([
    'texte_trop_long',
    '« piege.xlsx » contient un texte de plus de 32 767 caractères (F!C2), plus que n’en tient une cellule. Raccourcissez-le, puis recommencez.',
  ]);
  expect((await lireOctets(dossier, await feuilleXlsx(long(32_767)))).feuilles[0]?.lignes).toHaveLength(1);
  const textes = `<si><t>${'y'.repeat(300_000)}</t></si>`;
  expect((await refus(await feuilleXlsx('', { textes })))[1]).toMatch('(texte partagé n° 1)');
});

test('lignes vides ou mises en forme : elles ne comptent pas dans la limite', async () => {
  const xml = `${'<row><c s="1"/></row>'.repeat(120_000)}<row><c><v>5</v></c></row>`;
  expect(cellulesDe((await lireOctets(dossier, await feuilleXlsx(xml))).feuilles[0])).toEqual({ A120001: 5 });
});

test('partie annoncée absente : le classeur est incomplet, on ne lit pas le reste comme si de rien n’était', async () => {
  const sans = async (nom: string, reste: Partial<ClasseurEssai> = {}) => {
    const parties = partiesDe({ ...UNE, ...reste });
    parties.delete(nom);
    return refus(await zipper(parties));
  };
  expect((await sans(FEUILLE))[1]).toMatch('(la feuille « F » manque)');
  expect((await sans('xl/workbook.xml'))[1]).toMatch('(le classeur manque dans l’archive)');
  expect((await sans('xl/styles.xml', { styles: '' }))[1]).toMatch('(la partie « xl/styles.xml » manque)');
  const cite = await feuilleXlsx('<row><c t="s"><v>3</v></c></row>', { textes: '<si><t>a</t></si>' });
  expect((await refus(cite))[1]).toMatch('(F!A1, texte partagé n° 3 absent)');
});
