import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PieceReclamee } from '../../../../electron/backend/documents/lettre-donnees.ts';
import type { LiasseEcrite } from '../../../../electron/backend/documents/lettre-liasse.ts';
import { ecrireRelances } from '../../../../electron/backend/documents/relance-pieces.ts';
import type { DonneesRelance, LettreRelance } from '../../../../electron/backend/documents/relance-pieces-donnees.ts';
import { RESSOURCES } from './dossier-essai.ts';
import { aplatir, chevauchements, lireMots, lirePages, lireStructure, PDFTOTEXT_PRESENT } from './lire-pdf.ts';

function piece(libelle: string, aide = '', nonConforme: string | null = null): PieceReclamee {
  return { libelle, aide, nonConforme };
}

const LETTRE: LettreRelance = {
  numero: '24146449',
  raisonSociale: 'L’Encrier de Beaugency',
  representant: 'Mme Ève Marchand',
  adresse: '4 venelle des Tanneurs',
  codePostal: '45190',
  commune: 'Beaugency',
  siret: '99901741100011',
  deposeLe: '2026-03-12',
  relanceDu: null,
  pieces: [piece('RIB', 'De moins de 3 mois ; au nom de la structure.')],
};
const LONG =
  'Association intercommunale pour l’accompagnement à la scolarité et le soutien à la parentalité des familles du Gâtinais';
const LETTRES: readonly LettreRelance[] = [
  LETTRE,
  {
    ...LETTRE,
    numero: '24146450',
    raisonSociale: LONG,
    adresse: 'Maison des associations, bâtiment C\n145 bis avenue du Général de Gaulle',
    relanceDu: '2026-03-20',
    pieces: [
      piece('Statuts', '', 'page 2 illisible'),
      ...Array.from({ length: 11 }, (_, rang) =>
        piece(
          `Pièce complémentaire n° ${rang + 2} au libellé qui passe à la ligne`,
          'Une explication assez longue pour occuper deux lignes de la colonne de droite : le format, la date, la signature.',
        ),
      ),
    ],
  },
  {
    ...LETTRE,
    numero: '7',
    raisonSociale: '☑ Ruche → idées',
    representant: null,
    adresse: null,
    codePostal: null,
    commune: null,
    siret: null,
    deposeLe: null,
    pieces: [piece('Statuts'), piece('RIB')],
  },
];
const DONNEES: DonneesRelance = {
  identite: {
    nom: 'Caf du Loiret',
    service: 'Pôle intervention territoriale',
    adresse: '2 place St Charles',
    codePostal: '45946',
    ville: 'Orléans cedex 9',
    telephone: '0810254510',
    courriel: 'clas@caf-loiret.exemple',
  },
  anneeScolaire: '2026-2027',
  agent: 'Claire Aubry',
  courrielAgent: null,
  jour: '2026-04-06',
  echeance: '2026-04-24',
  editeLe: '2026-04-06T08:00:00.000Z',
  empreinteJournal: '3f9ac2d417be',
  version: '0.1.0',
  lettres: LETTRES,
};

const dossier = mkdtempSync(join(tmpdir(), 'clas-relance-'));
const sortie = join(dossier, 'lettres.pdf');
let ecrit: LiasseEcrite;
beforeAll(async () => {
  ecrit = await ecrireRelances(DONNEES, { ressources: RESSOURCES, sortie });
});

test('une lettre par dossier, chacune à son signet', () => {
  const structure = lireStructure(readFileSync(sortie));
  expect(structure.pages).toBe(4);
  expect(ecrit.pages).toBe(4);
  expect(structure.signets).toEqual(['L’Encrier de Beaugency', LONG, '[x] Ruche > idées']);
});

test('mêmes données, mêmes octets', async () => {
  const encore = join(dossier, 'encore.pdf');
  const refait = await ecrireRelances(DONNEES, { ressources: RESSOURCES, sortie: encore });
  expect(refait.sha256).toBe(ecrit.sha256);
  expect(readFileSync(encore).equals(readFileSync(sortie))).toBe(true);
});

describe.skipIf(!PDFTOTEXT_PRESENT)('le texte imprimé', () => {
  test('dit à qui, quoi, avant quand, et à qui répondre', () => {
    const [premiere = ''] = lirePages(sortie, 'raw');
    const attendus = [
      'Caf du Loiret Pôle intervention territoriale 2 place St Charles, 45946 Orléans cedex 9 08 10 25 45 10',
      'Affaire suivie par Claire Aubry',
      'Nos références Clas 2026-2027 / 24 146 449',
      'Votre Siret 999 017 411 00011',
      'L’Encrier de Beaugency À l’attention de Mme Ève Marchand 4 venelle des Tanneurs 45190 BEAUGENCY',
      'Orléans, le 6 avril 2026',
      'campagne 2026-2027 – pièce attendue Madame, Monsieur,',
      'reçue le 12 mars 2026, n’est pas complète : il nous faut encore la pièce suivante :',
      'RIB Non reçue à ce jour De moins de 3 mois ; au nom de la structure.',
      'au plus tard le vendredi 24 avril 2026, par courriel à clas@caf-loiret.exemple ou à l’adresse ci-dessus',
      'en rappelant le n° 24 146 449 de votre dossier.',
      'Dossier n° 24 146 449',
    ];
    for (const attendu of attendus) expect(premiere).toContain(attendu);
    expect(premiere).toMatch(/1 \/ 1\s*$/);
  });

  test('douze pièces passent à une seconde page, paginée pour cette lettre', () => {
    const pages = lirePages(sortie, 'raw');
    expect(pages[1]).toContain('Je reviens vers vous après ma lettre du 20 mars 2026.');
    expect(pages[1]).toContain('il nous faut encore les 12 pièces suivantes');
    expect(pages[1]).toContain('Reçue, mais non conforme : page 2 illisible');
    expect(pages[1]).toContain('145 bis avenue du Général de Gaulle 45190 BEAUGENCY');
    expect(pages[1]).toMatch(/1 \/ 2\s*$/);
    expect(pages[2]).toContain('(suite)');
    expect(pages[2]).toMatch(/2 \/ 2\s*$/);
    expect(pages[3]).toMatch(/1 \/ 1\s*$/);
    const reclamees = (pages[1] ?? '') + (pages[2] ?? '');
    for (let n = 2; n <= 12; n += 1) expect(reclamees).toContain(`Pièce complémentaire n° ${n} au`);
  });

  test('sans adresse, sans SIRET ni date de dépôt, la lettre reste une lettre', () => {
    const derniere = lirePages(sortie, 'raw')[3] ?? '';
    expect(derniere).toContain('[x] Ruche > idées');
    expect(derniere).toContain('Votre réponse à l’appel à projets 2026-2027 n’est pas complète');
    expect(derniere).not.toContain('Siret');
    expect(derniere).not.toContain('null');
  });

  test('aucun mot n’en couvre un autre, aucun ne sort de la page, aucun signe n’est perdu', () => {
    for (const page of lireMots(sortie)) {
      expect(chevauchements(page)).toEqual([]);
      for (const mot of page.mots) {
        expect(mot.x2).toBeLessThanOrEqual(548);
        expect(mot.y2).toBeLessThanOrEqual(page.hauteur - 20);
      }
    }
    expect(aplatir(lirePages(sortie, 'layout').join(' '))).not.toContain('\uFFFD');
  });
});
