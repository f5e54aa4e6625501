import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ecrireRejets } from '../../../../electron/backend/tableurs/ecrire-rejets.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { dossierTemporaire } from '../../../fixtures/tableurs/fichiers.ts';
import { avecLibreOffice, recalculer } from '../../../fixtures/tableurs/libreoffice.ts';
import { anomalie, classeur, feuille, lireParties } from './ecrire-rejets-essai.ts';

const dossier = dossierTemporaire();
/** Le premier Python qui connaît openpyxl : celui du système peut l’avoir quand celui du chemin ne l’a pas. */
const python = ['python3', '/usr/bin/python3'].find(
  (commande) => spawnSync(commande, ['-c', 'import openpyxl'], { stdio: 'ignore' }).status === 0,
);

const RECU = classeur(
  feuille('Réponses', {
    1: ['Titre du formulaire'],
    3: ['Nom', 'SIRET', 'Téléphone', 'Adresse', 'Déposé le', 'Montant'],
    4: [
      'Les Lilas',
      '77561234500018',
      '0612345678',
      '2 quai du Fort\r\n45000 Orléans',
      { type: 'date', valeur: '2026-03-29' },
      { type: 'nombre', valeur: 1234.5 },
    ],
    5: [
      '=1+1',
      '123',
      '',
      ' bord ',
      { type: 'date', valeur: '2026-03-29T16:30:00' },
      { type: 'booleen', valeur: true },
    ],
  }),
  feuille("Groupes d'élèves", { 1: ['Dossier', 'Effectif'], 2: ['1', { type: 'nombre', valeur: 14 }] }),
);
const ANOMALIES = [
  anomalie({ cellule: 'B5', valeur: '123', message: 'SIRET : trois chiffres au lieu de quatorze.', bloquante: true }),
  anomalie({ cellule: 'C5', message: 'Téléphone non renseigné.' }),
  anomalie({ feuille: "Groupes d'élèves", cellule: 'B2', message: 'Quatorze enfants, douze au plus.' }),
];

async function produire(nom: string): Promise<string> {
  const chemin = join(dossier, nom);
  await ecrireRejets({ classeur: RECU, fichier: 'réponses.xlsx', anomalies: ANOMALIES, date: '2026-11-24' }, chemin);
  return chemin;
}

const LIRE = `
import json, sys, openpyxl
classeur = openpyxl.load_workbook(sys.argv[1])
sortie = {}
for f in classeur:
    sortie[f.title] = {
        'fige': f.freeze_panes, 'lignes': f.print_title_rows, 'paysage': f.page_setup.orientation,
        'filtre': f.auto_filter.ref,
        'cellules': {c.coordinate: [type(c.value).__name__, str(c.value), c.data_type] for l in f for c in l if c.value is not None},
        'commentaires': {c.coordinate: c.comment.text for l in f for c in l if c.comment},
        'fonds': {c.coordinate: c.fill.fgColor.rgb for l in f for c in l if c.comment},
        'liens': {c.coordinate: c.hyperlink.location for l in f for c in l if c.hyperlink},
    }
print(json.dumps(sortie))
`;

test.skipIf(python === undefined)(
  'relu par openpyxl (sauté si python3-openpyxl manque) : rien ne manque, rien ne bouge',
  async () => {
    const chemin = await produire('openpyxl.xlsx');
    const lu: unknown = JSON.parse(execFileSync(python ?? '', ['-c', LIRE, chemin], { encoding: 'utf8' }));
    expect(lu).toEqual({
      'À corriger': expect.objectContaining({
        fige: 'A6',
        lignes: '$5:$5',
        paysage: 'landscape',
        filtre: 'A5:G8',
        commentaires: {},
        liens: { D6: "'Réponses'!B5", D7: "'Réponses'!C5", D8: "'Groupes d''élèves'!B2" },
      }),
      Réponses: {
        fige: 'A4',
        lignes: '$3:$3',
        paysage: 'landscape',
        filtre: null,
        cellules: {
          A1: ['str', 'Titre du formulaire', 's'],
          A3: ['str', 'Nom', 's'],
          B3: ['str', 'SIRET', 's'],
          C3: ['str', 'Téléphone', 's'],
          D3: ['str', 'Adresse', 's'],
          E3: ['str', 'Déposé le', 's'],
          F3: ['str', 'Montant', 's'],
          A4: ['str', 'Les Lilas', 's'],
          B4: ['str', '77561234500018', 's'],
          C4: ['str', '0612345678', 's'],
          // Tel qu’Excel l’écrit lui-même ; openpyxl ne décode pas les retours chariot.
          D4: ['str', '2 quai du Fort_x000D_\n45000 Orléans', 's'],
          E4: ['datetime', '2026-03-29 00:00:00', 'd'],
          F4: ['float', '1234.5', 'n'],
          A5: ['str', '=1+1', 's'],
          B5: ['str', '123', 's'],
          D5: ['str', ' bord ', 's'],
          E5: ['datetime', '2026-03-29 16:30:00', 'd'],
          F5: ['bool', 'True', 'b'],
        },
        commentaires: {
          B5: 'Bloquant\nSIRET : trois chiffres au lieu de quatorze.',
          C5: 'À vérifier\nTéléphone non renseigné.',
        },
        fonds: { B5: 'FFF9CFCB', C5: 'FFFDE7B3' },
        liens: {},
      },
      "Groupes d'élèves": expect.objectContaining({
        commentaires: { B2: 'À vérifier\nQuatorze enfants, douze au plus.' },
        fonds: { B2: 'FFFDE7B3' },
      }),
    });
  },
);

test.skipIf(!avecLibreOffice)(
  'rouvert et réenregistré par LibreOffice (sauté si soffice manque) : mêmes cellules, mêmes commentaires, liens vivants',
  async () => {
    const chemin = await produire('libreoffice.xlsx');
    const [copie = ''] = recalculer(dossier, [chemin]);
    const relu = await lireTableur(copie);
    const attendu = await lireTableur(chemin);
    const contenus = (lu: typeof relu) =>
      lu.feuilles.map(({ nom, lignes }) => [
        nom,
        lignes.flatMap(({ numero, cellules }) =>
          // LibreOffice ne garde que le saut de ligne.
          cellules.map(({ colonne, contenu }) =>
            JSON.stringify([numero, colonne, contenu]).replaceAll(String.raw`\r\n`, String.raw`\n`),
          ),
        ),
      ]);
    expect(contenus(relu)).toEqual(contenus(attendu));
    const parties = await lireParties(copie);
    const commentaires = [...parties].filter(([nom]) => /comments\d*\.xml$/.test(nom)).map(([, xml]) => xml);
    expect(commentaires.join('').match(/<comment /g)).toHaveLength(3);
    expect(parties.get('xl/worksheets/sheet1.xml')).toContain('Groupes d');
    expect(parties.get('xl/worksheets/sheet1.xml')?.match(/<hyperlink /g)).toHaveLength(3);
  },
);
