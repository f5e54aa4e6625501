import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { comparerLot } from '../../../../electron/backend/tableurs/lot/comparer-lot.ts';
import { impressionsDe } from '../../../../electron/backend/tableurs/lot/composer.ts';
import { ecrireLot } from '../../../../electron/backend/tableurs/lot/ecrire-lot.ts';
import { lirePresentation } from '../../../../electron/backend/tableurs/lot/presentation.ts';
import { deguisementsDuFormat } from '../../../../electron/backend/tableurs/lot/presentation-format.ts';
import { reconnaitreLot } from '../../../../electron/backend/tableurs/lot/reconnaitre-lot.ts';
import { avecLibreOffice, enregistrerUn } from '../../../fixtures/tableurs/libreoffice.ts';
import { PYTHON } from '../../../fixtures/tableurs/oracle.ts';
import { dossierTemporaire } from '../socle-essai.ts';
import { changerPartie } from './changer-case.ts';
import { contenuEssai } from './lot-essai.ts';

/** Un classeur dont chaque valeur est juste, mais qui montre autre chose : ce qu’un comptable lirait n’est pas ce qu’on compare. */
const dossier = dossierTemporaire();
const original = join(dossier, 'lot.xlsx');
const contenu = contenuEssai(12, '2026-001');
beforeAll(async () => {
  await ecrireLot(contenu, { sortie: original, exemplaire: 'original' });
});

async function comparer(chemin: string) {
  const lu = await lireTableur(chemin, { noterFormules: 'textes' });
  const { ecarts, aRecalculer } = comparerLot(lu, contenu, 'original');
  const presentation = await lirePresentation(chemin, 'lot.xlsx', impressionsDe(contenu, 'original'));
  return { ecarts, aRecalculer, dites: presentation.map((p) => `${p.feuille} ${p.ou ?? ''} : ${p.constat}`) };
}

/** Change le classeur par openpyxl, une copie par geste : du Python, `w` le classeur, `e` sa première feuille. */
function parOpenpyxl<N extends string>(gestes: Readonly<Record<N, string>>): Readonly<Record<N, string>> {
  const noms = Object.keys(gestes) as N[];
  const script = [
    'import openpyxl',
    'from openpyxl.styles import Font, PatternFill',
    'from openpyxl.comments import Comment',
    ...noms.flatMap((nom) => [
      `w = openpyxl.load_workbook(${JSON.stringify(original)})`,
      "e = w['Échéancier']",
      gestes[nom],
      `w.save(${JSON.stringify(join(dossier, `${nom}.xlsx`))})`,
    ]),
  ].join('\n');
  execFileSync(PYTHON ?? 'python3', ['-c', script]);
  return Object.fromEntries(noms.map((nom) => [nom, join(dossier, `${nom}.xlsx`)])) as Record<N, string>;
}

test('un format se juge à ce qu’il affiche', () => {
  const nombre = (code: string) => deguisementsDuFormat(code).nombre;
  const texte = (code: string) => deguisementsDuFormat(code).texte;
  for (const juste of [
    'General',
    '0',
    '#,##0.00',
    '#,##0.00"\u00a0€"',
    '#,##0.00\\ [$€-40C]',
    '[$-40C]dd/mm/yyyy',
    'dd\\/mm\\/yyyy;@',
    '[<2]0" ligne";0" lignes"',
    '0.00\\ %',
    '#,##0.00_ ;[Red]\\-#,##0.00\\ ',
    '[h]:mm',
    '@',
  ])
    expect([juste, nombre(juste), texte(juste)]).toEqual([juste, null, null]);
  expect(nombre('"99999,00"')).toMatch(/affiche «\u00a099999,00\u00a0»/);
  expect(nombre('"9"#,##0.00')).toMatch(/affiche/);
  expect(nombre('\\9#,##0.00')).toMatch(/affiche/);
  expect(nombre('*9#,##0.00')).toMatch(/affiche/);
  expect(nombre('[$99-40C]#,##0.00')).toMatch(/affiche/);
  expect(nombre('9#,##0.00')).toMatch(/chiffres à lui/);
  expect(nombre(';;;')).toMatch(/n’affiche pas/);
  expect(nombre('"payé"')).toMatch(/n’affiche pas/);
  expect(nombre('#,##0.00,')).toMatch(/divisée par mille/);
  expect(texte('0;0;0;"FR7612345"')).toMatch(/FR7612345/);
  expect(texte('"FR76"@')).toMatch(/FR76/);
  expect(texte(';;;')).toMatch(/n’affiche pas/);
});

test('tel qu’écrit, le classeur ne cache rien ; un format qui affiche un autre montant se dit, la valeur restant juste', async () => {
  expect(await comparer(original)).toEqual({ ecarts: [], aRecalculer: 0, dites: [] });
  const change = join(dossier, 'format.xlsx');
  await changerPartie(original, change, 'xl/styles.xml', (x) =>
    x
      .replace('<numFmts count="', '<numFmts count="9" x="')
      .replace('numFmtId="4" fontId="2"', 'numFmtId="199" fontId="2"')
      .replace('</numFmts>', '<numFmt numFmtId="199" formatCode="&quot;99999,00&quot;"/></numFmts>'),
  );
  expect(await comparer(change)).toEqual({
    ecarts: [],
    aRecalculer: 0,
    dites: expect.arrayContaining([
      'Échéancier U2:U13 : le format affiche «\u00a099999,00\u00a0» au lieu de la valeur',
    ]),
  });
});

describe.skipIf(PYTHON === null)('openpyxl', () => {
  test('réenregistré tel quel : des résultats à recalculer, aucune différence', async () => {
    const { tel, formule } = parOpenpyxl({ tel: '', formule: "e['U14'] = '=SUBTOTAL(109,U2:U12)'" });
    const vu = await comparer(tel);
    expect(vu.ecarts).toEqual([]);
    expect(vu.aRecalculer).toBeGreaterThan(50);
    expect(vu.dites).toEqual([]);
    // Une formule changée reste une différence, ses voisines à recalculer non.
    const { ecarts } = await comparer(formule);
    expect(ecarts.map((e) => e.cellule)).toEqual(['U14']);
  });

  test('chaque déguisement se dit, avec l’endroit', async () => {
    const formes: Readonly<Record<string, readonly [string, RegExp]>> = {
      format: ["e['U3'].number_format = '\"99999,00\"'", /^Échéancier U3 : le format affiche «\u00a099999,00\u00a0»/],
      'blanc sur blanc': ["e['U3'].font = Font(color='FFFFFFFF')", /^Échéancier U3 : écrit dans la couleur du fond/],
      'presque blanc': ["e['J3'].font = Font(color='FFF4F4F4')", /^Échéancier J3 : écrit dans la couleur du fond/],
      'encre du fond': [
        "e['U3'].font = Font(color='FF0000AA'); e['U3'].fill = PatternFill('solid', fgColor='FF0000AA')",
        /^Échéancier U3 : écrit dans la couleur du fond/,
      ],
      colonne: ["e.column_dimensions['J'].hidden = True", /^Échéancier colonne J : masquée/],
      ligne: [
        'e.row_dimensions[4].hidden = True; e.row_dimensions[5].hidden = True',
        /^Échéancier lignes 4 à 5 : masquée/,
      ],
      feuille: ["w['Contrôles'].sheet_state = 'hidden'", /^Contrôles {2}: feuille masquée/],
      commentaire: [
        "e['U3'].comment = Comment('Payer sur l’autre compte', 'x')",
        /^Échéancier U3 : commentaire.*autre compte/,
      ],
      conditionnelle: [
        "from openpyxl.formatting.rule import FormulaRule; e.conditional_formatting.add('U2:U13', FormulaRule(formula=['TRUE'], font=Font(color='FFFFFFFF')))",
        /^Échéancier U2:U13 : mise en forme conditionnelle : écrit dans la couleur du fond/,
      ],
      fusion: ["e.merge_cells('AD20:AE20')", /^Échéancier AD20:AE20 : cases fusionnées/],
      entete: [
        "e.oddHeader.center.text = 'Nouveau compte : FR76 3000'",
        /^Échéancier {2}: en-tête d’impression changé.*Nouveau compte : FR76 3000/,
      ],
      pied: [
        'e.oddFooter.left.text = None; e.oddFooter.center.text = None; e.oddFooter.right.text = None',
        /^Échéancier {2}: pied de page d’impression retiré/,
      ],
      zone: ["e.print_area = 'A1:T20'", /^Échéancier A1:T20 : seule cette zone s’imprime/],
      minuscule: ["e['U3'].font = Font(size=1)", /^Échéancier U3 : écrit trop petit/],
    };
    const copies = parOpenpyxl(Object.fromEntries(Object.entries(formes).map(([nom, [geste]]) => [nom, geste])));
    for (const [nom, [, attendu]] of Object.entries(formes)) {
      const { ecarts, dites } = await comparer(copies[nom] ?? '');
      expect(ecarts, nom).toEqual([]);
      expect(dites, nom).toHaveLength(1);
      expect(dites[0], nom).toMatch(attendu);
    }
  });
});

describe.skipIf(!avecLibreOffice)('LibreOffice', () => {
  test('réenregistré tel quel : rien à redire ; le déguisement traverse le réenregistrement ; un .ods se reconnaît', async () => {
    expect(await comparer(enregistrerUn(dossier, original, 'xlsx'))).toEqual({ ecarts: [], aRecalculer: 0, dites: [] });
    const ods = enregistrerUn(dossier, original, 'ods');
    expect(reconnaitreLot(await lireTableur(ods))).toMatchObject({ fichier: 'ods', numero: '2026-001' });
    if (PYTHON === null) return;
    const { deguise } = parOpenpyxl({
      deguise:
        "e['U3'].number_format = '\"99999,00\"'; e['U4'].font = Font(color='FFFFFFFF'); e.column_dimensions['J'].hidden = True; w['Contrôles'].sheet_state = 'hidden'; e['U5'].comment = Comment('autre compte', 'x')",
    });
    const { ecarts, dites } = await comparer(enregistrerUn(dossier, deguise, 'xlsx'));
    expect(ecarts).toEqual([]);
    expect(dites.map((d) => d.replace(/ : .*/, ''))).toEqual([
      'Échéancier colonne J',
      'Échéancier U3',
      'Échéancier U4',
      'Échéancier U5',
      'Contrôles ',
    ]);
  });
});
