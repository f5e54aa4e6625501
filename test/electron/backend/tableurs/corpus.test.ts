import { existsSync, readdirSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { RefusDeLecture } from '../../../../electron/backend/tableurs/classeur.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { cellulesDe } from '../../../fixtures/tableurs/fichiers.ts';

/** Tableurs publics d’autres lecteurs (readxl, calamine, openspout, csv-spectrum), jamais copiés dans le dépôt. */
const CORPUS = resolve(import.meta.dirname, '../../../../../shared/corpus');
const absent = !existsSync(CORPUS);

function fichiers(extensions: readonly string[]): string[] {
  return readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
    .filter((nom) => extensions.includes(extname(nom).toLowerCase()))
    .toSorted();
}

/** Les seuls refusés du corpus : vides pour de bon, abîmés, chiffrés ou hostiles, comme leur nom le dit souvent. */
const REFUSES = {
  'empty_sheet.xlsx': 'vide',
  'issue127.xlsx': 'vide',
  'issue252.xlsx': 'abime', // une somme de contrôle fausse
  'issue281.xlsm': 'vide',
  'issue_530.xlsx': 'nom_interdit', // barres inverses
  'pass_protected.xlsx': 'protege',
  'picture.xlsx': 'vide',
  'resources__csv__csv_all_lines_empty.csv': 'vide',
  'resources__csv__csv_with_utf32be_bom.csv': 'utf32',
  'resources__csv__csv_with_utf32le_bom.csv': 'utf32',
  'resources__xlsx__attack_billion_laughs.xlsx': 'doctype',
  'resources__xlsx__attack_quadratic_blowup.xlsx': 'doctype',
  'resources__xlsx__csv_test_create_from_file.xlsx': 'vide',
  'resources__xlsx__file_with_no_sheets_in_workbook_xml.xlsx': 'vide',
  'resources__xlsx__file_with_sheet_xml_not_matching_content_types.xlsx': 'abime',
  'resources__xlsx__one_sheet_with_invalid_xml_characters.xlsx': 'abime',
  'resources__xlsx__sheet_with_no_cells.xlsx': 'vide',
  'resources__xlsx__two_sheets_one_hidden_one_not.xlsx': 'vide',
  'vba.xlsm': 'vide',
};

/** Deux fichiers du corpus ne sont que du texte sous un faux nom : ils se lisent comme tel. */
const AUTRES = {
  '.ods ods': 45,
  '.ods 1 cellules': 1,
  '.xls xls': 69,
  '.xls 1 cellules': 1,
  '.xlsb xlsb': 11,
  '.xlsb protege': 1,
};

/** `n cellules`, le code du refus, ou l’erreur brute qui ne devrait pas exister. */
async function issue(nom: string): Promise<string> {
  try {
    const { feuilles } = await lireTableur(join(CORPUS, nom));
    return `${feuilles.reduce((n, f) => n + f.lignes.reduce((m, l) => m + l.cellules.length, 0), 0)} cellules`;
  } catch (cause) {
    if (cause instanceof RefusDeLecture && cause.message.startsWith('« ')) return cause.code;
    return `ERREUR BRUTE ${String(cause)}`;
  }
}

async function issues(extensions: readonly string[]): Promise<Map<string, string>> {
  const toutes = new Map<string, string>();
  for (const nom of fichiers(extensions)) toutes.set(nom.replace(/^.*tests__|\\/g, ''), await issue(nom));
  return toutes;
}

test.skipIf(absent)(
  'corpus (sauté si ../shared/corpus manque) : xlsx, xlsm, csv : des cellules, ou une phrase',
  async () => {
    const obtenues = await issues(['.xlsx', '.xlsm', '.csv']);
    expect(obtenues.size).toBeGreaterThan(180);
    const refusees = Object.fromEntries([...obtenues].filter(([, quoi]) => !/^[1-9]\d* cellules$/.test(quoi)));
    expect(refusees).toEqual(REFUSES);
  },
);

test.skipIf(absent)(
  'corpus (sauté si ../shared/corpus manque) : xls, xlsb, ods : nommés pour ce qu’ils sont',
  async () => {
    const comptes = new Map<string, number>();
    for (const [nom, quoi] of await issues(['.xls', '.xlsb', '.ods'])) {
      const cas = `${extname(nom)} ${quoi}`;
      comptes.set(cas, (comptes.get(cas) ?? 0) + 1);
    }
    expect(Object.fromEntries(comptes)).toEqual(AUTRES);
  },
);

test.skipIf(absent)(
  'corpus (sauté si ../shared/corpus manque) : csv : chaque encodage et chaque séparateur rend les mêmes cellules',
  async () => {
    const lire = async (nom: string) => {
      const { feuilles } = await lireTableur(join(CORPUS, 'openspout', `tests__resources__csv__${nom}.csv`));
      return cellulesDe(feuilles[0]);
    };
    const attendu = await lire('csv_standard');
    expect(attendu).toMatchObject({ A1: 'csv--11', B1: 'csv--12', C3: 'csv--33' });
    for (const nom of [
      'csv_with_utf8_bom',
      'csv_with_utf16le_bom',
      'csv_with_utf16be_bom',
      'csv_with_encoding_utf16le_no_bom',
      'csv_with_CR_EOL',
      'csv_delimited_with_pipes',
    ])
      expect([nom, await lire(nom)]).toEqual([nom, attendu]);
  },
);
