import { expect, test } from 'vitest';
import { dossierTemporaire } from '../../../fixtures/tableurs/fichiers.ts';
import { avecLibreOffice, enregistrerSous } from '../../../fixtures/tableurs/libreoffice.ts';
import { consulter, type FeuillesOracle, PYTHON } from '../../../fixtures/tableurs/oracle.ts';
import { type Comparaison, comparer } from './corpus-comparer.ts';
import { corpusAbsent, fichiersDuCorpus, lireOuRefuser, nomCourt } from './corpus-fichiers.ts';

const dossier = dossierTemporaire();
const SANS = 'sauté si ../shared/corpus ou openpyxl manque';
const SANS_LO = 'sauté si ../shared/corpus, openpyxl ou LibreOffice manque';

/** Chaque différence, rangée sous ce qui l’explique ; celles qui ne le sont pas font échouer l’essai. */
type Expliquees = Readonly<Record<string, readonly string[]>>;

const XLSX: Expliquees = {
  'openpyxl laisse « _x000D_ » tel quel dans un texte, Excel y met un retour : nous aussi': [
    'échappement non décodé : has_x000D_.xlsx Sheet1!A1',
    'échappement non décodé : has_x000D_inline.xlsx Sheet1!A1',
    'échappement non décodé : testthat__sheets__new_line_errors.xlsx Blad1!A2',
  ],
  'jour 60 du calendrier de 1900, le 29 février qui n’a pas existé : openpyxl dit le 28, nous gardons le nombre': [
    'nombre / date : xlsx__sheet_with_different_numeric_value_dates.xlsx Sheet1!C2',
    'nombre / date : testthat__sheets__dates-leap-year-1900-xlsx.xlsx for_testing!A5',
    'nombre / date : testthat__sheets__dates-leap-year-1900-xlsx.xlsx for_human_eyes!A8',
  ],
  'openpyxl voit une cellule vide là où une formule n’a jamais été calculée': [
    'formule jamais calculée : testthat__sheets__missing-v-node-xlsx.xlsx Sheet1!C2',
  ],
};

/** Lisibles pour nous, pas pour openpyxl : c’est LibreOffice qui les confirme. */
const XLSX_SANS_OPENPYXL = [
  'empty_s_attribute.xlsx', // style vide
  'issue_419.xlsx', // « SharedStrings.xml », écrit autrement que dans le sommaire
  'minimal_package.xlsx', // parties à la racine de l’archive
  'strict_iso_paths.xlsx', // variante « strict » de la norme
  'xlsx__one_sheet_with_capital_shared_strings_filename.xlsx',
  'xlsx__sheet_with_all_cell_types.xlsx', // une date « invalid::date »
  'xlsx__sheet_with_strict_ooxml.xlsx',
];

const AUTRES_XLSX: Expliquees = {
  'dates écrites en texte ISO dans le fichier : LibreOffice en garde le nombre sans le format, nous la date': [
    'date / nombre : xlsx__sheet_with_all_cell_types.xlsx Sheet1!E1',
    'date / nombre : xlsx__sheet_with_all_cell_types.xlsx Sheet1!F1',
  ],
  'LibreOffice remplace une erreur qu’il ne connaît pas par la sienne': [
    'erreur / erreur : xlsx__sheet_with_all_cell_types.xlsx Sheet1!I1',
  ],
};

const ODS: Expliquees = {
  'texte caché sous une fusion : LibreOffice le garde, openpyxl l’efface en relisant sa copie': [
    'vue de nous seuls : covered.ods sheet1!A3',
  ],
  'booléen sans format de booléen : LibreOffice l’enregistre 0 ou 1, nous gardons faux ou vrai': [
    'booleen / nombre : issues.ods datatypes!A4',
    'booleen / nombre : issues.ods issue6!A4',
    'booleen / nombre : richtext_issue.ods issue6!A4',
  ],
  'nom de feuille de plus de 31 lettres, que LibreOffice raccourcit en l’enregistrant en XLSX':
    'A1 B1 C1 A2 B2 C2 A3 B3 C3'
      .split(' ')
      .map(
        (a) =>
          `vue de nous seuls : ods__ods_test_create_from_file_by_mime_type.ods csv_test_create_from_file_by_mime_type!${a}`,
      ),
  'date avec fuseau : LibreOffice la ramène à Greenwich, nous gardons l’heure écrite': [
    'autre date : ods__sheet_with_all_cell_types.ods Sheet1!J1',
  ],
  'date et heure illisibles : LibreOffice en fait zéro, nous gardons le texte affiché': [
    'texte / duree : ods__sheet_with_invalid_date_time.ods Sheet1!A1',
    'texte / duree : ods__sheet_with_invalid_date_time.ods Sheet1!B1',
  ],
  'tabulation dans un paragraphe (`text:tab`), que LibreOffice perd': [
    'autre texte : ods__sheet_with_whitespaces_as_xml.ods Sheet1!A1',
  ],
};

/** Lisibles pour nous, pas pour LibreOffice : un texte sous un faux nom, et une archive qui ne commence pas par son genre. */
const ODS_SANS_LIBREOFFICE = ['ods__non_zip.ods', 'ods__sheet_with_various_spaces.ods'];

/** Compare tous les fichiers que les deux savent lire ; dit aussi ceux où un seul des deux voit des valeurs. */
async function confronter(chemins: readonly string[], oracles: ReadonlyMap<string, FeuillesOracle>) {
  const comparaison: Comparaison = { vues: 0, egales: 0, differences: [] };
  const euxSeuls: string[] = [];
  const nousSeuls: string[] = [];
  let communs = 0;
  for (const chemin of chemins) {
    const oracle = oracles.get(chemin) ?? {};
    const notre = await lireOuRefuser(chemin);
    const vues = Object.values(oracle).some((f) => Object.values(f).some(([, valeur]) => valeur !== ''));
    if (notre === null) {
      if (vues) euxSeuls.push(nomCourt(chemin));
    } else if (vues) {
      communs++;
      comparer(nomCourt(chemin), notre, oracle, comparaison);
    } else nousSeuls.push(nomCourt(chemin));
  }
  return { ...comparaison, communs, euxSeuls, nousSeuls };
}

/** Ce que LibreOffice voit, relu par openpyxl dans la copie XLSX qu’il enregistre. Il boucle sur un fichier d’attaque, que nous refusons. */
async function confronterALibreOffice(chemins: readonly string[]) {
  const lisibles: string[] = [];
  for (const chemin of chemins) if ((await lireOuRefuser(chemin)) !== null) lisibles.push(chemin);
  const convertis = enregistrerSous(dossier, lisibles, 'xlsx');
  const oracles = consulter([...convertis.values()]);
  return confronter(lisibles, new Map([...convertis].map(([source, copie]) => [source, oracles.get(copie) ?? {}])));
}

function lister(expliquees: Expliquees): string[] {
  return Object.values(expliquees).flat().toSorted();
}

test.skipIf(corpusAbsent || PYTHON === null)(`corpus (${SANS}) : XLSX et XLSM comme openpyxl les voit`, async () => {
  const chemins = fichiersDuCorpus(['.xlsx', '.xlsm']);
  const { vues, egales, differences, communs, euxSeuls, nousSeuls } = await confronter(chemins, consulter(chemins));
  expect(differences.toSorted()).toEqual(lister(XLSX));
  expect([communs, euxSeuls, nousSeuls]).toEqual([139, [], XLSX_SANS_OPENPYXL]);
  expect([vues, egales]).toEqual([46_625, 46_619]);
});

test.skipIf(corpusAbsent || PYTHON === null)(`corpus (${SANS}) : CSV comme Python les voit`, async () => {
  const chemins = fichiersDuCorpus(['.csv']);
  const { vues, egales, differences, communs, euxSeuls, nousSeuls } = await confronter(chemins, consulter(chemins));
  expect(differences).toEqual([]);
  // UTF-32 : Python y voit du charabia, nous le nommons.
  expect([communs, euxSeuls, nousSeuls]).toEqual([
    28,
    ['csv__csv_with_utf32be_bom.csv', 'csv__csv_with_utf32le_bom.csv'],
    [],
  ]);
  expect(egales).toBe(vues);
});

test.skipIf(corpusAbsent || PYTHON === null || !avecLibreOffice)(
  `corpus (${SANS_LO}) : ODS comme LibreOffice les voit`,
  async () => {
    const { vues, egales, differences, communs, euxSeuls, nousSeuls } = await confronterALibreOffice(
      fichiersDuCorpus(['.ods']),
    );
    expect(differences.toSorted()).toEqual(lister(ODS));
    expect([communs, euxSeuls, nousSeuls]).toEqual([34, [], ODS_SANS_LIBREOFFICE]);
    expect([vues, egales]).toEqual([272, 265]);
  },
);

test.skipIf(corpusAbsent || PYTHON === null || !avecLibreOffice)(
  `corpus (${SANS_LO}) : les XLSX qu’openpyxl n’ouvre pas, comme LibreOffice les voit`,
  async () => {
    const chemins = fichiersDuCorpus(['.xlsx', '.xlsm']).filter((c) => XLSX_SANS_OPENPYXL.includes(nomCourt(c)));
    const { vues, egales, differences, communs, euxSeuls, nousSeuls } = await confronterALibreOffice(chemins);
    expect(differences.toSorted()).toEqual(lister(AUTRES_XLSX));
    expect([communs, euxSeuls, nousSeuls]).toEqual([7, [], []]);
    expect([vues, egales]).toEqual([8_529, 8_526]);
  },
);
