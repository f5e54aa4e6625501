import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type exceljs from 'exceljs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { comprendreBilan } from '../../../../electron/backend/bilans/classeur/comprendre.ts';
import { ecrireBilan } from '../../../../electron/backend/tableurs/ecrire-bilan.ts';
import type { SaisieDeBilan } from '../../../../shared/domaine/bilan-analyse.ts';
import { lireClasseurBrut } from '../tableurs/ecrire-lecture.ts';
import { cibleDe, DONNEES, SAISIE } from './classeur-donnees.ts';
import { type BilanOuvert, ouvrirClasseurBilan, relire } from './classeur-ouvert.ts';

/**
 * Le classeur rempli et le vierge, recalculés et enregistrés par LibreOffice (`soffice --headless --convert-to`, profil qui
 * recalcule toujours). À refaire si l’écriture change : les essais disent alors quelle cellule diffère.
 */
const FIXTURES = resolve('test/fixtures/bilans');
const dossier = mkdtempSync(join(tmpdir(), 'clas-bilan-'));
const rempli = join(dossier, 'rempli.xlsx');
const vide = join(dossier, 'vide.xlsx');

beforeAll(async () => {
  await ecrireBilan({ ...DONNEES, saisie: SAISIE }, { sortie: rempli });
  await ecrireBilan(DONNEES, { sortie: vide });
});
afterAll(() => rmSync(dossier, { recursive: true, force: true }));

function sansAdresse({ budget, ...saisie }: SaisieDeBilan) {
  return { ...saisie, budget: budget.map((l) => ({ ...l, adresse: '' })) };
}

it.each([
  ['tel qu’écrit', () => rempli],
  ['enregistré par LibreOffice en .xlsx', () => join(FIXTURES, 'rempli-libreoffice.xlsx')],
  ['enregistré par LibreOffice en .ods', () => join(FIXTURES, 'rempli-libreoffice.ods')],
])('un classeur rempli se relit égal, zéros et vides compris : %s', async (_, chemin) => {
  const lu = await relire(chemin());
  const { saisie, anomalies } = comprendreBilan(lu, cibleDe());
  expect(anomalies).toEqual([]);
  expect(sansAdresse(saisie)).toEqual(SAISIE);
  expect(saisie.budget.map((l) => l.adresse).slice(0, 2)).toEqual(['Compte de résultat!E6', 'Compte de résultat!E9']);
  expect(lu.fiche).toMatchObject({ dossierId: 7, numero: '1001', prepareLe: DONNEES.prepareLe });
});

it('vide, tout est « non renseigné » et rien ne vaut zéro', async () => {
  const { saisie, anomalies, manquantes } = comprendreBilan(await relire(vide), cibleDe());
  expect(JSON.stringify(saisie)).not.toContain(':0');
  expect(saisie.budget).toEqual([]);
  expect(saisie.collectifs.map((c) => c.realise)).toEqual([null, null, null]);
  expect(anomalies.map((a) => `${a.code} ${a.feuille}!${a.cellule}`)).toEqual([
    'reponses_manquantes Collectifs!H5',
    'reponses_manquantes Compte de résultat!E6',
    'reponses_manquantes Parents et partenaires!C6',
  ]);
  expect(manquantes).toBe(17);
});

it('les mêmes données donnent les mêmes octets, et les formules gardent ce que LibreOffice recalcule', async () => {
  const bis = join(dossier, 'bis.xlsx');
  await ecrireBilan({ ...DONNEES, saisie: SAISIE }, { sortie: bis });
  expect(readFileSync(bis).equals(readFileSync(rempli))).toBe(true);
  for (const [ecrit, recalcule] of [
    [rempli, 'rempli-libreoffice.xlsx'],
    [vide, 'vide-libreoffice.xlsx'],
  ] as const) {
    const [ours, theirs] = [await lireClasseurBrut(ecrit), await lireClasseurBrut(join(FIXTURES, recalcule))];
    const differences: string[] = [];
    let formules = 0;
    for (const [feuille, cellules] of ours.cellules) {
      for (const [adresse, { formule, texte, nombre }] of cellules) {
        if (formule === null) continue;
        formules += 1;
        const autre = theirs.cellules.get(feuille)?.get(adresse);
        const meme = autre && (autre.texte === texte || Math.abs(autre.nombre - nombre) < 1e-9);
        if (!meme) differences.push(`${feuille}!${adresse} : ${texte}, recalculé ${autre?.texte ?? 'absent'}`);
      }
    }
    expect(differences).toEqual([]);
    expect(formules).toBeGreaterThan(200);
  }
});

it('rien de ce qui vient d’ailleurs n’est une formule, et les codes sont du texte', async () => {
  const { cellules } = await lireClasseurBrut(rempli);
  expect(cellules.get('Collectifs')?.get('C7')).toMatchObject({ type: 'texte', texte: '=1+1', formule: null });
  expect(cellules.get('Parents et partenaires')?.get('C25')).toMatchObject({ texte: '=cmd|calc', formule: null });
  expect(cellules.get('Compte de résultat')?.get('B5')).toMatchObject({ type: 'texte', texte: '60' });
  expect(cellules.get('_clas')?.get('B9')).toMatchObject({ type: 'texte', texte: '77561201200014' });
});

type Changer = (ouvert: BilanOuvert) => void;
const [COLLECTIFS, ENFANTS, MOYENS, RESULTAT] = [
  'Collectifs',
  'Enfants',
  'Parents et partenaires',
  'Compte de résultat',
];
const mettre =
  (feuille: string, code: string, colonne: string, valeur: exceljs.CellValue): Changer =>
  (ouvert) =>
    ouvert.mettre(feuille, code, colonne, valeur);

/** Chaque anomalie une fois : ce qu’on fait au classeur rempli, et la case où elle doit se dire. */
const ANOMALIES: readonly (readonly [code: string, lieu: string, bloquante: boolean, Changer, message: RegExp])[] = [
  [
    'nombre_illisible',
    'Collectifs!I5',
    true,
    mettre(COLLECTIFS, 'collectif:11', 'seances', 'une soixantaine'),
    /n’est pas un nombre entier/,
  ],
  [
    'nombre_illisible',
    'Collectifs!J5',
    true,
    mettre(COLLECTIFS, 'collectif:11', 'effectif', 10.5),
    /pas un nombre entier/,
  ],
  [
    'nombre_illisible',
    'Collectifs!I6',
    true,
    (o) => {
      const lue = o.feuille(COLLECTIFS).getCell('I6');
      lue.value = new Date('2026-03-12T00:00:00Z');
      // exceljs partage un même style entre cellules.
      lue.style = { ...lue.style, numFmt: 'dd/mm/yyyy' };
    },
    /pris cette saisie pour une date \(12\/03\/2026\)/,
  ],
  ['nombre_negatif', 'Enfants!E6', true, mettre(ENFANTS, 'enfants:11:de_6_a_10', 'fillesQpv', -4), /négatif/],
  [
    'nombre_trop_grand',
    'Parents et partenaires!C8',
    true,
    mettre(MOYENS, 'salaries', 'reponse', 2_000_000),
    /trop grand/,
  ],
  [
    'nombre_illisible',
    'Compte de résultat!E6',
    true,
    mettre(RESULTAT, 'ligne:charge:60:0', 'reel', '1.234'),
    /milliers ou décimales/,
  ],
  ['nombre_negatif', 'Compte de résultat!E6', true, mettre(RESULTAT, 'ligne:charge:60:0', 'reel', -12), /négatif/],
  [
    'erreur_formule',
    'Compte de résultat!E6',
    true,
    mettre(RESULTAT, 'ligne:charge:60:0', 'reel', { error: '#REF!' }),
    /#REF!/,
  ],
  ['oui_non', 'Collectifs!H5', true, mettre(COLLECTIFS, 'collectif:11', 'realise', 'en partie'), /ni oui ni non/],
  [
    'texte_trop_long',
    'Parents et partenaires!C24',
    true,
    mettre(MOYENS, 'reussites', 'reponse', 'a'.repeat(5000)),
    /5000 signes, 4000 au plus/,
  ],
  [
    'nombre_repare',
    'Compte de résultat!E6',
    false,
    mettre(RESULTAT, 'ligne:charge:60:0', 'reel', '1 000,005 €'),
    /arrondi au centime/,
  ],
  [
    'reponses_manquantes',
    'Collectifs!I5',
    false,
    mettre(COLLECTIFS, 'collectif:11', 'seances', null),
    /1 réponse manquante, gardée « non renseignée » : I5/,
  ],
  [
    'incoherence',
    'Collectifs!J5',
    false,
    mettre(ENFANTS, 'enfants:11:de_6_a_10', 'fillesQpv', 5),
    /effectif de 10, mais 11 enfants/,
  ],
  [
    'incoherence',
    'Collectifs!I7',
    false,
    mettre(COLLECTIFS, 'collectif:13', 'seances', 4),
    /des séances alors qu’il n’a pas été réalisé/,
  ],
  [
    'desequilibre',
    'Compte de résultat!E50',
    false,
    mettre(RESULTAT, 'ligne:produit:74:5', 'reel', 12_100),
    /Charges et produits/,
  ],
  ['desequilibre', 'Compte de résultat!E58', false, mettre(RESULTAT, 'libre:charge:86:1', 'reel', 100), /86 et 87/],
  [
    'ecart_a_expliquer',
    'Compte de résultat!G16',
    false,
    mettre(RESULTAT, 'compte:charge:64', 'explication', null),
    /64 Charges de personnel/,
  ],
  [
    'ecart_a_expliquer',
    'Collectifs!N7',
    false,
    mettre(COLLECTIFS, 'collectif:13', 'explication', null),
    /agréé, non réalisé/,
  ],
  [
    'poste_sans_montant',
    'Compte de résultat!E29',
    false,
    mettre(RESULTAT, 'libre:charge:69:1', 'libelle', 'Impôt'),
    /« Impôt » n’a pas de montant/,
  ],
  [
    'rappel_modifie',
    'Collectifs!G5',
    false,
    mettre(COLLECTIFS, 'collectif:11', 'coutAgree', 9000),
    /rappelait « 7 800,00 € », on y lit 9 000,00/,
  ],
  [
    'rappel_modifie',
    'Collectifs!C5',
    false,
    mettre(COLLECTIFS, 'collectif:11', 'libelle', 'Autre nom'),
    /École Jean-Zay/,
  ],
  ['rappel_modifie', 'Compte de résultat!D6', false, mettre(RESULTAT, 'ligne:charge:60:0', 'prevu', 5), /1 200,00 €/],
  ['ligne_melangee', 'Collectifs!B5', true, mettre(COLLECTIFS, 'collectif:11', 'lettre', 'B'), /celle du collectif A/],
  [
    'collectif_absent',
    'null!null',
    true,
    (o) => {
      o.feuille(COLLECTIFS).getCell('A5').value = null;
    },
    /collectif A a été effacée/,
  ],
  [
    'ligne_en_double',
    'Collectifs!B6',
    true,
    (o) => {
      o.feuille(COLLECTIFS).getCell('A6').value = 'collectif:11';
    },
    /lignes 5 et 6/,
  ],
  [
    'ligne_ajoutee',
    'Compte de résultat!E70',
    true,
    (o) => {
      o.feuille(RESULTAT).getCell('E70').value = 12;
    },
    /insérée/,
  ],
  [
    'colonne_absente',
    'Collectifs!null',
    true,
    (o) => {
      o.feuille(COLLECTIFS).getCell('H3').value = null;
    },
    /Une colonne a été supprimée \(« realise »\)/,
  ],
  ['feuille_absente', 'null!null', true, (o) => o.classeur.removeWorksheet(ENFANTS), /« Enfants » manque/],
  [
    'feuille_d_ailleurs',
    'Enfants!null',
    true,
    (o) => {
      o.feuille(ENFANTS).getCell('A3').value = 'clas-bilan:1:enfants:8';
    },
    /un autre dossier/,
  ],
  [
    'feuille_en_double',
    'Contrôles!null',
    true,
    (o) => {
      o.feuille('Contrôles').getCell('A3').value = 'clas-bilan:1:enfants:7';
    },
    /la même feuille/,
  ],
];

it.each(ANOMALIES)('%s en %s', async (code, lieu, bloquante, changer, message) => {
  const ouvert = await ouvrirClasseurBilan(rempli);
  changer(ouvert);
  const lu = await relire(await ouvert.enregistrer(join(dossier, 'change.xlsx')));
  const { anomalies } = comprendreBilan(lu, cibleDe());
  const dites = anomalies.filter((a) => a.code === code).map((a) => `${a.feuille}!${a.cellule}`);
  expect(dites).toEqual([lieu]);
  const dite = anomalies.find((a) => a.code === code);
  expect(dite?.bloquante).toBe(bloquante);
  expect(dite?.message.replaceAll(/[\u00a0\u202f]/g, ' ')).toMatch(message);
  // Rien d’autre ne bloque que ce qui devait bloquer.
  expect(anomalies.some((a) => a.bloquante)).toBe(bloquante);
});

it('cases hostiles : formules, cellules fusionnées et textes de tableur ne font que du texte ou du vide', async () => {
  const ouvert = await ouvrirClasseurBilan(rempli);
  ouvert.mettre(MOYENS, 'partenaire:1', 'reponse', {
    formula: 'HYPERLINK("http://exemple.invalid","cliquez")',
    result: 'cliquez',
  });
  ouvert.mettre(MOYENS, 'difficultes', 'reponse', "=cmd|'/C calc'!A0");
  ouvert.mettre(RESULTAT, 'ligne:charge:60:0', 'reel', { formula: '625+625.01', result: 1250.01 });
  ouvert.feuille(ENFANTS).mergeCells('E6:F6');
  const lu = await relire(await ouvert.enregistrer(join(dossier, 'hostile.xlsx')));
  const { saisie, anomalies } = comprendreBilan(lu, cibleDe());
  expect(saisie.contenu.partenaires[0]).toBe('cliquez');
  expect(saisie.contenu.difficultes).toBe("=cmd|'/C calc'!A0");
  expect(saisie.budget[0]?.montantCentimes).toBe(125_001);
  expect(saisie.contenu.collectifs[0]?.enfants.de_6_a_10).toEqual({
    fillesQpv: 4,
    fillesHors: null,
    garconsQpv: 3,
    garconsHors: 2,
  });
  expect(anomalies.map((a) => a.code)).toEqual(['incoherence']);
});

it.each([
  ['sa feuille masquée perdue', (o: BilanOuvert) => o.classeur.removeWorksheet('_clas'), /a perdu sa feuille masquée/],
  [
    'sa feuille masquée abîmée',
    (o: BilanOuvert) => {
      o.feuille('_clas').getCell('B6').value = '99';
    },
    /a été modifiée/,
  ],
  [
    'une autre version',
    (o: BilanOuvert) => {
      o.feuille(COLLECTIFS).getCell('A3').value = 'clas-bilan:2:collectifs:7';
    },
    /autre version de Clas \(format 2/,
  ],
  [
    'rien d’un bilan',
    (o: BilanOuvert) => {
      for (const f of o.classeur.worksheets) for (const ref of ['A1', 'A3']) f.getCell(ref).value = null;
    },
    /n’est pas un classeur de bilan/,
  ],
])('refusé en une phrase : %s', async (_, changer, message) => {
  const ouvert = await ouvrirClasseurBilan(rempli);
  changer(ouvert);
  await expect(relire(await ouvert.enregistrer(join(dossier, 'refuse.xlsx')))).rejects.toThrow(message);
});
