import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { expect, test } from 'vitest';
import { RefusDeLecture } from '../../../../electron/backend/tableurs/classeur.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { creerLanceur } from '../../../../electron/backend/travaux/lancer.ts';
import { cellulesDe } from '../../../fixtures/tableurs/fichiers.ts';
import { creerEnfant } from '../enfant-essai.ts';
import { corpusAbsent as absent, fichiersDuCorpus, nomCourt } from './corpus-fichiers.ts';

/** Les seuls refusés du corpus : vides pour de bon, abîmés, chiffrés ou hostiles, comme leur nom le dit souvent. */
const REFUSES = {
  'empty_sheet.xlsx': 'vide',
  'issue127.xlsx': 'vide',
  'issue252.xlsx': 'abime', // une somme de contrôle fausse
  'issue281.xlsm': 'vide',
  'issue_530.xlsx': 'nom_interdit', // barres inverses
  'pass_protected.xlsx': 'protege',
  'picture.xlsx': 'vide',
  'csv__csv_all_lines_empty.csv': 'vide',
  'csv__csv_with_utf32be_bom.csv': 'utf32',
  'csv__csv_with_utf32le_bom.csv': 'utf32',
  'xlsx__attack_billion_laughs.xlsx': 'doctype',
  'xlsx__attack_quadratic_blowup.xlsx': 'doctype',
  'xlsx__csv_test_create_from_file.xlsx': 'vide',
  'xlsx__file_with_no_sheets_in_workbook_xml.xlsx': 'vide',
  'xlsx__file_with_sheet_xml_not_matching_content_types.xlsx': 'abime',
  'xlsx__one_sheet_with_invalid_xml_characters.xlsx': 'abime',
  'xlsx__sheet_with_no_cells.xlsx': 'vide',
  'xlsx__two_sheets_one_hidden_one_not.xlsx': 'vide',
  'vba.xlsm': 'vide',
};

/** Ceux d’OpenDocument : sans cellule, sans contenu, hostiles, chiffrés. */
const REFUSES_ODS = {
  'issue127.ods': 'vide',
  'issue_594_dos.ods': 'trop_de_colonnes', // deux milliards de cellules en quelques octets
  'ods__attack_billion_laughs.ods': 'doctype',
  'ods__attack_quadratic_blowup.ods': 'doctype',
  'ods__csv_test_create_from_file.ods': 'vide',
  'ods__file_corrupted.ods': 'abime',
  'ods__sheet_with_no_cells.ods': 'vide',
  'ods__two_sheets_with_custom_names.ods': 'vide',
  'pass_protected.ods': 'ods_protege',
  'picture.ods': 'vide',
};

/** Un fichier du corpus n’est que du texte sous un faux nom : il se lit comme tel. */
const AUTRES = {
  '.xls xls': 69,
  '.xls 1 cellules': 1,
  '.xlsb xlsb': 11,
  '.xlsb protege': 1,
};

const LUE = /^[1-9]\d* cellules$/;

/** `n cellules`, le code du refus, ou l’erreur brute qui ne devrait pas exister. */
async function issue(chemin: string): Promise<string> {
  try {
    const { feuilles } = await lireTableur(chemin);
    return `${feuilles.reduce((n, f) => n + f.lignes.reduce((m, l) => m + l.cellules.length, 0), 0)} cellules`;
  } catch (cause) {
    if (cause instanceof RefusDeLecture && cause.message.startsWith('« ')) return cause.code;
    return `ERREUR BRUTE ${String(cause)}`;
  }
}

async function issues(extensions: readonly string[]): Promise<Map<string, string>> {
  const toutes = new Map<string, string>();
  for (const chemin of fichiersDuCorpus(extensions)) toutes.set(nomCourt(chemin), await issue(chemin));
  return toutes;
}

function refusees(obtenues: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...obtenues].filter(([, quoi]) => !LUE.test(quoi)));
}

test.skipIf(absent)(
  'corpus (sauté si ../shared/corpus manque) : xlsx, xlsm, csv : des cellules, ou une phrase',
  async () => {
    const obtenues = await issues(['.xlsx', '.xlsm', '.csv']);
    expect(obtenues.size).toBeGreaterThan(180);
    expect(refusees(obtenues)).toEqual(REFUSES);
  },
);

test.skipIf(absent)('corpus (sauté si ../shared/corpus manque) : ods : des cellules, ou une phrase', async () => {
  const obtenues = await issues(['.ods']);
  expect(obtenues.size).toBe(46);
  expect(refusees(obtenues)).toEqual(REFUSES_ODS);
});

test.skipIf(absent)('corpus (sauté si ../shared/corpus manque) : xls, xlsb : nommés pour ce qu’ils sont', async () => {
  const comptes = new Map<string, number>();
  for (const [nom, quoi] of await issues(['.xls', '.xlsb'])) {
    const cas = `${extname(nom)} ${quoi}`;
    comptes.set(cas, (comptes.get(cas) ?? 0) + 1);
  }
  expect(Object.fromEntries(comptes)).toEqual(AUTRES);
});

test.skipIf(absent)(
  'corpus (sauté si ../shared/corpus manque) : les plus lourds et les attaques, par le processus surveillé, dans ses limites',
  async () => {
    const lanceur = creerLanceur(creerEnfant()); // 20 s et 1 Gio
    const tous = fichiersDuCorpus(['.xlsx', '.xlsm', '.ods', '.csv']);
    const lourds = tous.toSorted((a, b) => statSync(b).size - statSync(a).size).slice(0, 6);
    for (const chemin of new Set([...lourds, ...tous.filter((c) => /attack|dos/.test(nomCourt(c)))])) {
      const fin = await lanceur
        .lancer('lire-tableur', { chemin, nom: basename(chemin) })
        .catch((cause: unknown) => cause);
      if (fin instanceof Error)
        expect([chemin, fin.name, fin.message]).toEqual([chemin, 'RefusDeLecture', expect.stringMatching(/^« /)]);
      else expect(fin).toHaveProperty('feuilles.0.lignes');
    }
  },
);

test.skipIf(absent)(
  'corpus (sauté si ../shared/corpus manque) : csv : chaque encodage et chaque séparateur rend les mêmes cellules',
  async () => {
    const lire = async (nom: string) => {
      const chemin = fichiersDuCorpus(['.csv']).find((c) => nomCourt(c) === `csv__${nom}.csv`);
      const { feuilles } = await lireTableur(chemin ?? nom);
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
