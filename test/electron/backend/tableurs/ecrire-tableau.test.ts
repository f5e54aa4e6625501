import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DonneesTableau, ecrireTableau } from '../../../../electron/backend/tableurs/ecrire-tableau.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { avecLibreOffice, recalculer } from '../../../fixtures/tableurs/libreoffice.ts';
import { type ClasseurBrut, cellule, fausserResultats, jourExcel, lireClasseurBrut } from './ecrire-lecture.ts';

const DONNEES: DonneesTableau = {
  titre: 'Dossiers Clas 2026-2027',
  feuille: 'Dossiers',
  colonnes: [
    { libelle: 'N°', type: 'texte', largeur: 12 },
    { libelle: 'Structure', type: 'texte', largeur: 34 },
    { libelle: 'Collectifs', type: 'entier', largeur: 10 },
    { libelle: 'Demandé', type: 'montant', largeur: 14 },
    { libelle: 'Note', type: 'note', largeur: 8 },
    { libelle: 'Déposé le', type: 'date', largeur: 11 },
  ],
  lignes: [
    ['00123', '=1+1', 2, 451_300, 533, '2026-03-01'],
    ['00124', '@ccueil', 1, 7, null, null],
    [null, '+33', 3, null, 0, '2026-10-25'],
  ],
  pied: '3 dossiers',
};

let dossier = '';
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'clas-tableau-'));
});
afterAll(async () => rm(dossier, { recursive: true, force: true }));

async function produire(nom: string, donnees: DonneesTableau): Promise<ClasseurBrut> {
  const chemin = join(dossier, `${nom}.xlsx`);
  await ecrireTableau(donnees, { sortie: chemin });
  return lireClasseurBrut(chemin);
}

test('chaque colonne garde son type : texte, entier, euros, note sur 100, date', async () => {
  const classeur = await produire('types', DONNEES);
  expect(classeur.feuilles).toEqual(['Dossiers']);
  const lire = (adresse: string) => cellule(classeur, 'Dossiers', adresse);
  const contenu = (adresse: string) => {
    const { type, texte, nombre, format } = lire(adresse);
    return [type === 'texte' ? texte : type === 'nombre' ? nombre : null, format];
  };
  expect(['A2', 'B2', 'C2', 'D2', 'E2', 'F2'].map(contenu)).toEqual([
    ['00123', '@'],
    ['=1+1', '@'],
    [2, '#,##0'],
    [4513, '#,##0.00'],
    [53.3, '0.0'],
    [jourExcel('2026-03-01'), 'dd/mm/yyyy'],
  ]);
  expect(contenu('D3')[0]).toBe(0.07);
  expect(['A4', 'D4', 'E3', 'F3'].map((adresse) => contenu(adresse)[0])).toEqual([null, null, null, null]);
  expect(contenu('E4')[0]).toBe(0);
  expect(lire('D5')).toMatchObject({ formule: 'SUBTOTAL(109,D2:D4)', nombre: 4513.07 });
  expect(lire('A5').texte).toBe('Total');
  expect(lire('C5').formule).toBeNull();
  const xml = classeur.parties.get('xl/worksheets/sheet1.xml') ?? '';
  expect(xml).toContain('ySplit="1" topLeftCell="A2"');
  expect(xml).toContain('<autoFilter ref="A1:F4"/>');
  expect(xml).toContain('3 dossiers');
});

test('les mêmes lignes donnent le même fichier', async () => {
  await produire('un', DONNEES);
  await produire('deux', DONNEES);
  const [un, deux] = await Promise.all(['un', 'deux'].map((nom) => readFile(join(dossier, `${nom}.xlsx`))));
  expect(un?.equals(deux ?? Buffer.alloc(0))).toBe(true);
});

test('sans ligne, sans montant, à nom de feuille interdit : un classeur lisible', async () => {
  const vide = await produire('vide', {
    ...DONNEES,
    lignes: [],
    feuille: "'Dossiers : 2026/2027 [tous] ? * de A à Z'",
  });
  expect(vide.feuilles).toEqual(['Dossiers   2026 2027  tous']);
  expect(cellule(vide, 'Dossiers   2026 2027  tous', 'D3').nombre).toBe(0);
  const sansMontant = await produire('sans-montant', {
    ...DONNEES,
    feuille: '',
    colonnes: DONNEES.colonnes.slice(0, 2),
    lignes: [['1', 'a']],
  });
  expect([...(sansMontant.cellules.get('Tableau') ?? [])].map(([adresse]) => adresse)).toEqual([
    'A1',
    'B1',
    'A2',
    'B2',
  ]);
});

test('tout texte revient tel quel, jamais en formule ni en nombre', async () => {
  const texte = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.tuple(fc.constantFrom('=', '+', '-', '@', "'", '_x0041_', ' ', '\n'), fc.string()).map((t) => t.join('')),
    fc.constantFrom('1/2', '00012', 'TRUE', '1E5', '  espaces  ', 'a\nb'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(texte, { minLength: 30, maxLength: 30 }), async (textes) => {
      const chemin = join(dossier, 'propriete.xlsx');
      const colonnes = [{ libelle: 'Texte', type: 'texte', largeur: 30 }] as const;
      await ecrireTableau(
        { titre: 't', feuille: 'f', colonnes, lignes: textes.map((valeur) => [valeur]), pied: '' },
        { sortie: chemin },
      );
      const lu = await lireTableur(chemin);
      const relus = new Map(lu.feuilles[0]?.lignes.map((ligne) => [ligne.numero, ligne.cellules[0]?.contenu]));
      textes.forEach((ecrit, rang) => {
        const garde = permis(ecrit);
        const relu = relus.get(rang + 2);
        expect(garde === '' && relu === undefined ? '' : relu).toEqual(
          garde === '' ? '' : { type: 'texte', valeur: garde },
        );
      });
    }),
    { numRuns: 25 },
  );
});

/** Ce que XML 1.0 sait porter du texte : sans caractères de commande ; le retour chariot y devient un saut de ligne. */
function permis(texte: string): string {
  const interdit = (code: number) =>
    (code < 32 && ![9, 10, 13].includes(code)) || code === 0x7f || code === 0xff_fe || code === 0xff_ff;
  const garde = Array.from(texte).filter((caractere) => !interdit(caractere.codePointAt(0) ?? 0));
  return garde.join('').replace(/\r\n?/g, '\n');
}

test.skipIf(!avecLibreOffice)(
  'recalculé par LibreOffice (sauté si soffice est absent) : les totaux tiennent',
  async () => {
    await produire('calcul', DONNEES);
    await fausserResultats(join(dossier, 'calcul.xlsx'), join(dossier, 'calcul-faux.xlsx'));
    const [copie = ''] = recalculer(dossier, [join(dossier, 'calcul-faux.xlsx')]);
    expect(cellule(await lireClasseurBrut(copie), 'Dossiers', 'D5').nombre).toBeCloseTo(4513.07, 6);
  },
);
