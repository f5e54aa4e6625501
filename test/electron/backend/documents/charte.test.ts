import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CharteEcrite, ecrireCharte } from '../../../../electron/backend/documents/charte.ts';
import type { DonneesCharte } from '../../../../electron/backend/documents/charte-donnees.ts';
import { CHARTE_MODELE } from '../../../shared/domaine/ressources.ts';
import { RESSOURCES } from './dossier-essai.ts';
import { aplatir, chevauchements, lireMots, lirePages, lireStructure, PDFTOTEXT_PRESENT } from './lire-pdf.ts';

const DONNEES: DonneesCharte = {
  identite: {
    nom: 'Caf du Loiret',
    service: 'Pôle intervention territoriale',
    adresse: '2 place St Charles',
    codePostal: '45946',
    ville: 'Orléans cedex 9',
    telephone: '0810254510',
    courriel: '',
  },
  charte: CHARTE_MODELE,
  etat: 'publiee',
  publieeLe: '2026-06-12T08:42:00.000Z',
  archiveeLe: null,
  issueDe: null,
  campagnes: ['2026-2027'],
  editeLe: '2026-06-12T08:42:00.000Z',
  version: '0.1.0',
  empreinteJournal: 'c0ffee',
};
const dossier = mkdtempSync(join(tmpdir(), 'clas-charte-'));
const sortie = join(dossier, 'charte.pdf');
let ecrit: CharteEcrite;
beforeAll(async () => {
  ecrit = await ecrireCharte(DONNEES, { ressources: RESSOURCES, sortie });
});

test('signets : la règle, les conditions, chaque axe ; mêmes données, mêmes octets', async () => {
  const structure = lireStructure(readFileSync(sortie));
  expect(structure.pages).toBe(ecrit.pages);
  expect(structure.signets).toEqual([
    'Règle de calcul et poids',
    `Conditions (${CHARTE_MODELE.conditions.length})`,
    ...CHARTE_MODELE.axes.map(({ libelle }) => libelle),
  ]);
  const encore = await ecrireCharte(DONNEES, { ressources: RESSOURCES, sortie: join(dossier, 'encore.pdf') });
  expect(encore.sha256).toBe(ecrit.sha256);
});

describe.skipIf(!PDFTOTEXT_PRESENT)('le texte imprimé', () => {
  test('la couverture dit que c’est un modèle, et d’où il vient', () => {
    const [premiere = ''] = lirePages(sortie, 'raw');
    for (const attendu of [
      'Ceci est un modèle. Aucune grille de points officielle n’est publique pour le Clas',
      'Modèle tiré du dépliant – version 1',
      'Publiée le 12/06/2026 à 10 h 42',
      `${CHARTE_MODELE.conditions.length} conditions, 5 axes, 18 critères à quatre niveaux`,
      'jusqu’à 20,00 € par enfant et par an',
      'Dernière empreinte du journal : c0ffee',
    ])
      expect(premiere).toContain(attendu);
  });

  test('tout y est : conditions et preuves, poids et parts, critères et quatre niveaux, couverture', () => {
    const mots = aplatir(lirePages(sortie, 'raw').join(' '));
    // Les colonnes se lisent l’une après l’autre et les mots se coupent en fin de ligne : on cherche chaque mot.
    const contient = (texte: string) => texte.split(/[\s  -]+/).every((mot) => mots.includes(mot));
    for (const { libelle, aide } of CHARTE_MODELE.conditions)
      expect([libelle, contient(`${libelle} ${aide}`)]).toEqual([libelle, true]);
    for (const { code, libelle, niveaux } of CHARTE_MODELE.axes.flatMap(({ criteres }) => criteres))
      expect([code, contient(`${code} ${libelle} ${niveaux.join(' ')}`)]).toEqual([code, true]);
    expect(mots).toContain('Enfants et jeunes Enf. 4 40 30 30,0 %');
    expect(mots).toContain('Total 18 100 100,0 %');
    expect(mots).toContain('Chaque demande du dépliant et chaque axe du référentiel national est vérifié');
  });

  test('aucun mot n’en couvre un autre, aucun ne sort de la page', () => {
    for (const page of lireMots(sortie)) {
      expect(chevauchements(page)).toEqual([]);
      for (const mot of page.mots) {
        expect(mot.x2).toBeLessThanOrEqual(548);
        expect(mot.y2).toBeLessThanOrEqual(page.hauteur - 20);
      }
    }
  });

  test('un brouillon plein de trous s’imprime, et les montre ; il ne se dit pas modèle s’il ne l’est pas', async () => {
    const trous = join(dossier, 'trous.pdf');
    const long = 'Un très long libellé qui passe à la ligne plusieurs fois dans sa colonne étroite';
    await ecrireCharte(
      {
        ...DONNEES,
        etat: 'brouillon',
        publieeLe: null,
        campagnes: [],
        charte: {
          ...CHARTE_MODELE,
          nom: ' ',
          modele: false,
          origine: '',
          participationSymboliqueCentimes: null,
          conditions: [],
          axes: [
            {
              code: 'a',
              libelle: '☑ → axe',
              abrege: '',
              poids: 0,
              seuil: 0,
              criteres: Array.from({ length: 9 }, (_, rang) => ({
                code: `C${rang}`,
                libelle: rang === 0 ? '' : long,
                poids: 0,
                niveaux: ['', long.repeat(3), long, long] as [string, string, string, string],
                champs: [],
              })),
            },
            { code: 'b', libelle: 'Vide', abrege: 'V.', poids: 0, seuil: 0, criteres: [] },
          ],
        },
      },
      { ressources: RESSOURCES, sortie: trous },
    );
    const texte = aplatir(lirePages(trous, 'raw').join(' '));
    for (const attendu of [
      'Charte sans nom – version 1',
      'Brouillon, peut encore changer',
      'aucune ne s’en sert à ce jour',
      'Cette charte ne pose aucune condition.',
      '[x] > axe',
      '(à décrire)',
      '(libellé à écrire)',
    ])
      expect(texte).toContain(attendu);
    expect(texte).not.toContain('Ceci est un modèle');
    for (const page of lireMots(trous)) expect(chevauchements(page)).toEqual([]);
  });
});
