import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { preparerImport } from '../../../../electron/backend/imports/preparer.ts';
import type { Valeur } from '../../../../electron/backend/tableurs/classeur.ts';
import { ecrireRejets } from '../../../../electron/backend/tableurs/ecrire-rejets.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { creerLanceur } from '../../../../electron/backend/travaux/lancer.ts';
import { cellulesDe, dossierTemporaire, refusDe } from '../../../fixtures/tableurs/fichiers.ts';
import { creerEnfant } from '../enfant-essai.ts';
import { anomalie, classeur, commentairesDe, feuille, fondsDe, liensDe, lireParties } from './ecrire-rejets-essai.ts';

const dossier = dossierTemporaire();
const DATE = '2026-11-24';
const RESSOURCES = join(import.meta.dirname, '../../../../resources');
const EXEMPLE = join(RESSOURCES, 'exemple/dossiers_clas-45-2026_2026-04-02_09-30.xlsx');
const ROUGE = 'FFF9CFCB';
const AMBRE = 'FFFDE7B3';

async function ecrire(nom: string, donnees: Omit<Parameters<typeof ecrireRejets>[0], 'date'>) {
  const chemin = join(dossier, nom);
  await ecrireRejets({ ...donnees, date: DATE }, chemin);
  return { chemin, parties: await lireParties(chemin), relu: await lireTableur(chemin) };
}

test('l’exemple : la liste, puis chaque feuille reçue, cellule pour cellule ; les cellules en cause peintes et commentées', async () => {
  const fichier = 'dossiers_clas-45-2026_2026-04-02_09-30.xlsx';
  const { anomalies: lues } = await preparerImport({
    chemin: EXEMPLE,
    nom: fichier,
    ressources: RESSOURCES,
    anneeScolaire: '2026-2027',
    correspondances: {},
  });
  // L’exemple n’a rien de bloquant : on en décide ainsi pour quelques cellules.
  const anomalies = lues.map((lue, rang) => ({ ...lue, bloquante: rang % 5 === 4 }));
  expect(anomalies.length).toBeGreaterThan(20);
  const recu = await lireTableur(EXEMPLE);
  const { parties, relu } = await ecrire('exemple.xlsx', { classeur: recu, fichier, anomalies });

  expect(relu.feuilles.map(({ nom }) => nom)).toEqual(['À corriger', ...recu.feuilles.map(({ nom }) => nom)]);
  const contenus = (feuilles: typeof recu.feuilles) =>
    feuilles.map(({ lignes }) =>
      lignes.map(({ numero, cellules }) => [numero, cellules.map(({ colonne, contenu }) => [colonne, contenu])]),
    );
  expect(contenus(relu.feuilles.slice(1))).toEqual(contenus(recu.feuilles));

  for (const [rang, { nom }] of relu.feuilles.entries()) {
    if (rang === 0) continue;
    const enCause = Map.groupBy(
      anomalies.filter((a) => a.feuille === nom && a.cellule !== null),
      (a) => a.cellule ?? '',
    );
    const commentaires = commentairesDe(parties, rang + 1);
    const fonds = fondsDe(parties, rang + 1);
    const peintes = [...fonds].filter(([, fond]) => fond === ROUGE || fond === AMBRE).map(([adresse]) => adresse);
    expect([...commentaires.keys()].toSorted()).toEqual([...enCause.keys()].toSorted());
    expect(peintes.toSorted()).toEqual([...enCause.keys()].toSorted());
    for (const [adresse, groupe] of enCause) {
      const isBloquante = groupe.some(({ bloquante }) => bloquante);
      expect([adresse, fonds.get(adresse)]).toEqual([adresse, isBloquante ? ROUGE : AMBRE]);
      const dit = commentaires.get(adresse)?.replaceAll('&apos;', "'").replaceAll('&amp;', '&') ?? '';
      for (const { message } of groupe) expect(dit).toContain(message);
    }
  }
  // La liste : une ligne par anomalie, bloquantes d’abord, un lien par cellule connue.
  const liste = cellulesDe(relu.feuilles[0]);
  const gravites = anomalies.map((_, rang) => liste[`B${rang + 6}`]);
  const bloquantes = anomalies.filter((a) => a.bloquante).length;
  expect(gravites).toEqual(gravites.map((_, rang) => (rang < bloquantes ? 'Bloquant' : 'À vérifier')));
  expect(liste['A2']).toBe(
    `${bloquantes} points bloquants (la ligne ou le dossier est laissé de côté tant que ce n’est pas corrigé), ${anomalies.length - bloquantes} points à vérifier (la valeur reste à confirmer ou à compléter).`,
  );
  expect(liensDe(parties, 1).size).toBe(anomalies.filter((a) => a.cellule !== null).length);
});

test('les valeurs reçues restent ce qu’elles sont : textes, nombres, dates ; jamais une formule', async () => {
  const nombre = (valeur: number): Valeur => ({ type: 'nombre', valeur });
  const contenus: readonly (Valeur | string)[] = [
    '77561234500018',
    '01004',
    'FR76 3000 6000 0112 3456 7890 189',
    '=1+1',
    '+33 1 02 03',
    '  des espaces au bord ',
    'deux\nlignes',
    'à la ligne\r\nà la façon de Windows',
    'le code _x0041_ écrit tel quel',
    'cloche\u0007 et \u007F',
    `& < > " ' ]]>`,
    nombre(77_561_234_500_018),
    nombre(-12.34),
    nombre(0),
    { type: 'booleen', valeur: false },
    { type: 'date', valeur: '2026-03-29' },
    { type: 'date', valeur: '2026-03-29T02:30:15' },
    { type: 'erreur', valeur: '#N/A' },
  ];
  const recu = classeur(feuille('Valeurs', { 3: contenus }));
  const { parties, relu } = await ecrire('valeurs.xlsx', { classeur: recu, fichier: 'v.xlsx', anomalies: [] });
  expect(relu.feuilles[1]?.lignes.map((l) => l.cellules.map((c) => c.contenu))).toEqual(
    recu.feuilles[0]?.lignes.map((l) => l.cellules.map((c) => c.contenu)),
  );
  expect([...parties.values()].join('')).not.toMatch(/<f[ >]/);
  // Un SIRET saisi en nombre se montre avec tous ses chiffres.
  const xml = parties.get('xl/worksheets/sheet2.xml') ?? '';
  const style = Number(/<c r="L3" s="(\d+)"/.exec(xml)?.[1]);
  const formats = [...(/<cellXfs.*<\/cellXfs>/s.exec(parties.get('xl/styles.xml') ?? '')?.[0] ?? '').matchAll(/<xf /g)];
  expect(formats.length).toBeGreaterThan(style);
  expect(/<cellXfs.*<\/cellXfs>/s.exec(parties.get('xl/styles.xml') ?? '')?.[0].split('<xf ')[style + 1]).toMatch(
    /^numFmtId="1"/,
  );
});

test('une date d’avant mars 1900 et une erreur inconnue d’Excel restent du texte', async () => {
  const recu = classeur(
    feuille('F', {
      1: [
        { type: 'date', valeur: '1893-05-01' },
        { type: 'erreur', valeur: 'Err:508' },
      ],
    }),
  );
  const { relu } = await ecrire('anciennes.xlsx', { classeur: recu, fichier: 'a.ods', anomalies: [] });
  expect(cellulesDe(relu.feuilles[1])).toEqual({ A1: '1893-05-01', B1: 'Err:508' });
});

test('une cellule vide en cause, sur une ligne absente, est peinte et commentée ; deux anomalies y tiennent en un commentaire', async () => {
  const recu = classeur(feuille('Réponses', { 1: ['Nom', 'SIRET'], 4: ['Les Lilas', '123'] }));
  const anomalies = [
    anomalie({ cellule: 'B4', message: 'Neuf chiffres manquent.' }),
    anomalie({ cellule: 'B4', message: 'Le SIRET est obligatoire.', bloquante: true }),
    anomalie({ cellule: 'B3', message: 'Il manque la ligne.' }),
    anomalie({ cellule: null, message: 'La feuille est incomplète.', bloquante: true }),
    anomalie({ feuille: null, cellule: null, message: 'Le fichier est ancien.' }),
    anomalie({ feuille: 'Ailleurs', cellule: 'C9', message: 'Feuille inconnue.' }),
    anomalie({ cellule: 'B4:C5', message: 'Une plage.' }),
  ];
  const { parties, relu } = await ecrire('vides.xlsx', { classeur: recu, fichier: 'v.xlsx', anomalies });
  expect(commentairesDe(parties, 2)).toEqual(
    new Map([
      ['B3', 'À vérifier\nIl manque la ligne.'],
      ['B4', 'À vérifier\nNeuf chiffres manquent.\nBloquant\nLe SIRET est obligatoire.'],
    ]),
  );
  expect([fondsDe(parties, 2).get('B3'), fondsDe(parties, 2).get('B4')]).toEqual([AMBRE, ROUGE]);
  expect(cellulesDe(relu.feuilles[1])).toEqual({ A1: 'Nom', B1: 'SIRET', A4: 'Les Lilas', B4: '123' });
  const liste = cellulesDe(relu.feuilles[0]);
  expect([6, 7, 8, 9, 10, 11, 12].map((ligne) => [liste[`B${ligne}`], liste[`D${ligne}`], liste[`G${ligne}`]])).toEqual(
    [
      ['Bloquant', 'B4', 'Le SIRET est obligatoire.'],
      ['Bloquant', undefined, 'La feuille est incomplète.'],
      ['À vérifier', 'B3', 'Il manque la ligne.'],
      ['À vérifier', 'B4', 'Neuf chiffres manquent.'],
      ['À vérifier', 'B4:C5', 'Une plage.'],
      ['À vérifier', 'C9', 'Feuille inconnue.'],
      ['À vérifier', undefined, 'Le fichier est ancien.'],
    ],
  );
  expect(liensDe(parties, 1)).toEqual(
    new Map([
      ['D6', "'Réponses'!B4"],
      ['D8', "'Réponses'!B3"],
      ['D9', "'Réponses'!B4"],
    ]),
  );
});

test('une cellule au bout de la dernière ligne s’écrit sans garder un million de lignes', async () => {
  const recu = classeur(feuille('Réponses', { 1: ['a'], 1_048_576: ['z'] }));
  const { relu } = await ecrire('fond.xlsx', {
    classeur: recu,
    fichier: 'f.xlsx',
    anomalies: [anomalie({ cellule: 'XFD1048576', message: 'Le bout.' })],
  });
  expect(cellulesDe(relu.feuilles[1])).toEqual({ A1: 'a', A1048576: 'z' });
});

test('noms de feuilles qu’Excel refuse, doubles, à apostrophe ; les liens et titres d’impression les suivent', async () => {
  const noms = [
    'Groupes d’élèves / niveaux : [tous]',
    "'Groupes d'élèves'",
    'À corriger',
    'Une feuille au nom bien trop long (1)',
    'une feuille au nom bien trop long (2)',
    'History',
    'a$&b<c>"',
  ];
  const recu = classeur(...noms.map((nom) => feuille(nom, { 1: ['Nom', 'Ville'], 2: ['x', 'y'] })));
  const { parties, relu } = await ecrire('noms.xlsx', {
    classeur: recu,
    fichier: 'n.xlsx',
    anomalies: noms.map((nom) => anomalie({ feuille: nom, cellule: 'B2' })),
  });
  const obtenus = relu.feuilles.map(({ nom }) => nom);
  expect(obtenus).toEqual([
    'À corriger (2)',
    'Groupes d’élèves - niveaux - -t',
    "Groupes d'élèves",
    'À corriger',
    'Une feuille au nom bien trop lo',
    'une feuille au nom bien tro (2)',
    'History (2)',
    'a$&b<c>"',
  ]);
  expect([...liensDe(parties, 1).values()]).toEqual(obtenus.slice(1).map((nom) => `'${nom.replaceAll("'", "''")}'!B2`));
  const classeurXml = parties.get('xl/workbook.xml') ?? '';
  expect(classeurXml).toContain(`>'Groupes d''élèves'!$1:$1</definedName>`);
  expect(classeurXml).toContain(`>'a$&amp;b&lt;c&gt;&quot;'!$1:$1</definedName>`);
});

test('une feuille masquée le reste, sauf s’il faut y corriger quelque chose', async () => {
  const masquee = (nom: string) => ({ ...feuille(nom, { 1: ['x'] }), masquee: true });
  const { relu } = await ecrire('masquees.xlsx', {
    classeur: classeur(masquee('Listes'), masquee('Réponses')),
    fichier: 'm.xlsx',
    anomalies: [anomalie({})],
  });
  expect(relu.feuilles.map(({ nom, masquee: m }) => [nom, m])).toEqual([
    ['À corriger', false],
    ['Listes', true],
    ['Réponses', false],
  ]);
});

test('les mêmes données donnent les mêmes octets ; la liste d’un classeur renvoyé cède la place à la nouvelle', async () => {
  const recu = classeur(feuille('Réponses', { 1: ['Nom', 'SIRET'], 2: ['Les Lilas', '123'] }));
  const donnees = { classeur: recu, fichier: 'r.xlsx', anomalies: [anomalie({ cellule: 'B2', message: 'Court.' })] };
  const premier = await ecrire('premier.xlsx', donnees);
  const second = await ecrire('second.xlsx', donnees);
  expect(readFileSync(second.chemin).equals(readFileSync(premier.chemin))).toBe(true);

  const renvoye = await ecrire('renvoye.xlsx', {
    classeur: premier.relu,
    fichier: 'r.xlsx',
    anomalies: [anomalie({ cellule: 'B2', message: 'Toujours trop court.' })],
  });
  expect(renvoye.relu.feuilles.map(({ nom }) => nom)).toEqual(['À corriger', 'Réponses']);
  expect(cellulesDe(renvoye.relu.feuilles[0])['G6']).toBe('Toujours trop court.');
});

test('un fichier sans anomalie le dit', async () => {
  const { relu } = await ecrire('rien.xlsx', {
    classeur: classeur(feuille('F', { 1: ['x'] })),
    fichier: 'r.xlsx',
    anomalies: [],
  });
  expect(cellulesDe(relu.feuilles[0])['A2']).toBe('Rien à corriger : aucune anomalie dans ce fichier.');
});

test('le travail « rejets » relit un CSV dans un processus à part et l’écrit en une feuille', async () => {
  const chemin = join(dossier, 'depot-1');
  writeFileSync(chemin, 'SIRET;Code postal\n77561234500018;01004\n12;45000\n');
  const sortie = join(dossier, 'csv.xlsx');
  const commune = { code: 'siret_invalide', fichier: 'réponses.csv', numeroDossier: null, valeur: '12' };
  const rendu = await creerLanceur(creerEnfant()).lancer('rejets', {
    chemin,
    nom: 'réponses.csv',
    anomalies: [{ ...commune, feuille: 'CSV', cellule: 'A3', message: 'Douze chiffres manquent.', bloquante: true }],
    date: DATE,
    sortie,
  });
  const octets = readFileSync(sortie);
  expect(rendu.octets).toBe(octets.length);
  const relu = await lireTableur(sortie);
  expect(cellulesDe(relu.feuilles[1])).toEqual({
    A1: 'SIRET',
    B1: 'Code postal',
    A2: '77561234500018',
    B2: '01004',
    A3: '12',
    B3: '45000',
  });
  expect(commentairesDe(await lireParties(sortie), 2).get('A3')).toBe('Bloquant\nDouze chiffres manquent.');

  const refus = await refusDe(
    creerLanceur(creerEnfant()).lancer('rejets', {
      chemin: join(dossier, 'absent'),
      nom: 'absent.csv',
      anomalies: [],
      date: DATE,
      sortie,
    }),
  );
  expect(refus.code).toBe('introuvable');
  expect(readFileSync(sortie).equals(octets)).toBe(true);
});
