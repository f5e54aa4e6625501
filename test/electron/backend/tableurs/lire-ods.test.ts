import { expect, test } from 'vitest';
import {
  classeurOds,
  contenuOds,
  feuilleOds,
  ligneOds,
  manifesteOds,
  partiesOds,
  texteOds,
} from '../../../fixtures/tableurs/classeur-ods.ts';
import { zipper } from '../../../fixtures/tableurs/classeur-xlsx.ts';
import { cellulesDe, dossierTemporaire, lireOctets, refusDe } from '../../../fixtures/tableurs/fichiers.ts';

const dossier = dossierTemporaire();

async function lire(xml: string): Promise<Record<string, unknown>> {
  return cellulesDe((await lireOctets(dossier, await feuilleOds(xml), 'essai.ods')).feuilles[0]);
}

/** Valeur et texte brut de chaque cellule d’une ligne, dans l’ordre. */
async function lireLigne(cellules: Parameters<typeof ligneOds>[0]): Promise<unknown[]> {
  const { feuilles } = await lireOctets(dossier, await feuilleOds(ligneOds(cellules)), 'essai.ods');
  return (feuilles[0]?.lignes[0]?.cellules ?? []).map(({ contenu, brut }) =>
    contenu.type === 'formule_sans_resultat' ? [contenu.type, brut] : [contenu.type, contenu.valeur, brut],
  );
}

test('une feuille, ses valeurs, son format ; la partie « mimetype » peut manquer', async () => {
  const xml = ligneOds([texteOds('Gien'), ['office:value-type="float" office:value="12.5"', '<text:p>12,50</text:p>']]);
  const parties = partiesOds(contenuOds({ feuilles: [{ nom: 'Dossiers', xml }] }));
  for (const sans of ['', 'mimetype']) {
    parties.delete(sans);
    const classeur = await lireOctets(dossier, await zipper(parties), 'essai.ods');
    expect(classeur).toEqual({
      format: 'ods',
      avertissements: [],
      feuilles: [
        {
          nom: 'Dossiers',
          masquee: false,
          lignes: [
            {
              numero: 1,
              cellules: [
                { colonne: 0, contenu: { type: 'texte', valeur: 'Gien' }, brut: 'Gien' },
                { colonne: 1, contenu: { type: 'nombre', valeur: 12.5 }, brut: '12.5' },
              ],
            },
          ],
        },
      ],
    });
  }
});

test('archive écrite en continu, préfixes inhabituels : même lecture', async () => {
  const xml =
    '<t:table-row><t:table-cell o:value-type="float" o:value="3"/><t:table-cell o:value-type="string"><x:p>a<x:s x:c="2"/>b</x:p></t:table-cell></t:table-row>';
  const contenu = contenuOds({ feuilles: [{ nom: 'F', xml }], prefixes: ['o', 't', 'x'] });
  const { feuilles } = await lireOctets(dossier, await zipper(partiesOds(contenu), true), 'essai.ods');
  expect(cellulesDe(feuilles[0])).toEqual({ A1: 3, B1: 'a  b' });
});

test('texte : paragraphes, espaces, tabulations, fins de ligne, mises en forme et liens', async () => {
  expect(
    await lireLigne([
      ['office:value-type="string"', '<text:p>ligne 1</text:p><text:p/><text:p>ligne 3</text:p>'],
      texteOds('a<text:s/>b<text:s text:c="3"/>c<text:s text:c="x"/>d'),
      texteOds('a<text:tab/>b<text:line-break/>c'),
      texteOds(
        '<text:span>un <text:span>oiseau</text:span></text:span> <text:a xlink:href="http://x.fr">jaune</text:a>',
      ),
      texteOds('  deux espaces  '),
      texteOds('\n    mis en page\n    par <text:span>un\n outil</text:span>\n  '),
      ['', '<text:p>sans type</text:p>'],
      texteOds('&amp;&lt;&#233;<![CDATA[<x>]]>'),
    ]),
  ).toEqual(
    [
      'ligne 1\n\nligne 3',
      'a b   c d',
      'a\tb\nc',
      'un oiseau jaune',
      '  deux espaces  ',
      'mis en page par un outil',
      'sans type',
      '&<é<x>',
    ].map((t) => ['texte', t, t]),
  );
});

test('commentaires, notes, images et dessins ne sont pas la valeur', async () => {
  const annotation = '<office:annotation><dc:creator>Moi</dc:creator><text:p>à revoir</text:p></office:annotation>';
  const image = '<draw:frame><draw:text-box><text:p>légende</text:p></draw:text-box></draw:frame>';
  const dessin = `<table:shapes><draw:frame><draw:text-box><text:p>x</text:p>${ligneOds([texteOds('y')])}</draw:text-box></draw:frame></table:shapes>`;
  expect(
    await lire(
      dessin +
        ligneOds([
          ['office:value-type="string"', `${annotation}<text:p>vu${annotation}</text:p>${image}`],
          ['office:value-type="float" office:value="1"', annotation],
          ['', annotation + image],
          texteOds(`a<text:note><text:p>n</text:p></text:note>b`),
        ]),
    ),
  ).toEqual({ A1: 'vu', B1: 1, D1: 'ab' });
});

test('nombres, pourcentages, monnaies : la valeur écrite, pas celle affichée', async () => {
  expect(
    await lireLigne([
      ['office:value-type="float" office:value="77561234500018"', '<text:p>7,76E+013</text:p>'],
      ['office:value-type="percentage" office:value="0.125"', '<text:p>12,5 %</text:p>'],
      ['office:value-type="currency" office:currency="EUR" office:value="-1234.56"', '<text:p>-1 234,56 €</text:p>'],
      ['office:value-type="float" office:value="1E3"', '<text:p>1000</text:p>'],
      ['office:value-type="float" office:value="douze"', '<text:p>douze</text:p>'],
      ['office:value-type="float" office:value="1e999"', '<text:p>∞</text:p>'],
      ['office:value-type="float" office:value="0"', ''],
    ]),
  ).toEqual([
    ['nombre', 77_561_234_500_018, '77561234500018'],
    ['nombre', 0.125, '0.125'],
    ['nombre', -1234.56, '-1234.56'],
    ['nombre', 1000, '1E3'],
    ['texte', 'douze', 'douze'],
    ['texte', '∞', '∞'],
    ['nombre', 0, '0'],
  ]);
});

test('dates : heure murale gardée, fractions arrondies, dates tapées en texte laissées en texte', async () => {
  const date = (valeur: string, vu = 'vu') =>
    [`office:value-type="date" office:date-value="${valeur}"`, `<text:p>${vu}</text:p>`] as const;
  expect(
    await lireLigne([
      date('2025-05-30'),
      date('2025-05-30T23:15:00'),
      date('2025-05-30T23:15:00+02:00'),
      date('2025-05-30T23:14:59.999999999'),
      date('2025-12-31T23:59:59.6'),
      date('2025-05-30T00:00:00'),
      date('2025-02-30', '30 février'),
      texteOds('2025-05-30 23:15:00 +0200'),
      texteOds('30/05/2025'),
    ]),
  ).toEqual([
    ['date', '2025-05-30', '2025-05-30'],
    ['date', '2025-05-30T23:15:00', '2025-05-30T23:15:00'],
    ['date', '2025-05-30T23:15:00', '2025-05-30T23:15:00+02:00'],
    ['date', '2025-05-30T23:15:00', '2025-05-30T23:14:59.999999999'],
    ['date', '2026-01-01', '2025-12-31T23:59:59.6'],
    ['date', '2025-05-30', '2025-05-30T00:00:00'],
    ['texte', '30 février', '30 février'],
    ['texte', '2025-05-30 23:15:00 +0200', '2025-05-30 23:15:00 +0200'],
    ['texte', '30/05/2025', '30/05/2025'],
  ]);
});

test('heures et durées : le texte que l’agent voit', async () => {
  const duree = (valeur: string) =>
    [`office:value-type="time" office:time-value="${valeur}"`, '<text:p>vu</text:p>'] as const;
  const valeurs = [
    'PT17H30M00S',
    'PT36H00M00S',
    'P1DT12H',
    'PT10H10M10.123456S',
    'PT08H29M59,9999999S',
    '-PT1H',
    'P',
    'demain',
  ];
  expect((await lireLigne(valeurs.map(duree))).map((c) => Array.isArray(c) && c[1])).toEqual([
    '17:30',
    '36:00',
    '36:00',
    '10:10:10',
    '08:30',
    'vu',
    'vu',
    'vu',
  ]);
});

test('booléens : boolean-value, ou value seul comme l’écrivent les exports de Démarches simplifiées', async () => {
  expect(
    await lireLigne([
      ['office:value-type="boolean" office:boolean-value="true"', '<text:p>VRAI</text:p>'],
      ['office:value-type="boolean" office:boolean-value="false"', '<text:p>FAUX</text:p>'],
      ['office:value-type="boolean" office:value="1"'],
      ['office:value-type="boolean" office:value="0"'],
      ['office:value-type="boolean"', '<text:p>VRAI</text:p>'],
      ['office:value-type="boolean" office:boolean-value="oui"', '<text:p>oui</text:p>'],
      texteOds('true'),
    ]),
  ).toEqual([
    ['booleen', true, 'true'],
    ['booleen', false, 'false'],
    ['booleen', true, '1'],
    ['booleen', false, '0'],
    ['booleen', true, 'VRAI'],
    ['texte', 'oui', 'oui'],
    ['texte', 'true', 'true'],
  ]);
});

test('string-value fait foi, sauf pour les fins de ligne qu’un attribut perd', async () => {
  expect(
    await lireLigne([
      ['office:value-type="string" office:string-value="entier"', '<text:p>ent…</text:p>'],
      ['office:value-type="string" office:string-value="a b"', '<text:p>a</text:p><text:p>b</text:p>'],
      ['office:value-type="string" office:string-value="seul"'],
    ]),
  ).toEqual(['entier', 'a\nb', 'seul'].map((t) => ['texte', t, t]));
});

test('formules : résultat enregistré, texte vide, erreur, ou jamais calculée', async () => {
  const f = 'table:formula="of:=A2"';
  const octets = await feuilleOds(
    ligneOds([
      [`${f} office:value-type="float" office:value="0"`, '<text:p>0</text:p>'],
      [`${f} office:value-type="boolean" office:boolean-value="false"`, '<text:p>FAUX</text:p>'],
      [`${f} office:value-type="string" office:string-value=""`, '<text:p/>'],
      [
        `${f} office:value-type="string" office:string-value="" calcext:value-type="error"`,
        '<text:p>#DIV/0 !</text:p>',
      ],
      [`${f} office:value-type="float" office:value="0"`, '<text:p>Err:502</text:p>'],
      [`${f} office:value-type="float" office:value="0"`, '<text:p>#N/A</text:p>'],
      [f],
      [`${f} table:number-columns-repeated="2"`],
      texteOds('#N/A'),
    ]),
  );
  const { feuilles, avertissements } = await lireOctets(dossier, octets, 'essai.ods');
  expect(cellulesDe(feuilles[0])).toEqual({
    A1: 0,
    B1: false,
    D1: 'erreur #DIV/0 !',
    E1: 'erreur Err:502',
    F1: 'erreur #N/A',
    G1: 'formule_sans_resultat',
    H1: 'formule_sans_resultat',
    I1: 'formule_sans_resultat',
    J1: '#N/A',
  });
  expect(avertissements).toEqual([
    'Feuille « F » : 3 formules n’ont pas de résultat enregistré. Ouvrez le classeur dans un tableur, enregistrez-le, puis importez-le de nouveau.',
  ]);
});

test('répétitions de cellules et de lignes, vides ou remplies', async () => {
  const xml =
    ligneOds([
      ['table:number-columns-repeated="2"'],
      ['office:value-type="float" office:value="1" table:number-columns-repeated="3"'],
    ]) +
    ligneOds([['table:number-columns-repeated="16384"']], 'table:number-rows-repeated="5"') +
    ligneOds([texteOds('x')], 'table:number-rows-repeated="2"') +
    ligneOds([['table:number-columns-repeated="0"'], ['table:number-columns-repeated="-4"'], texteOds('y')]) +
    ligneOds([['table:number-columns-repeated="16384"']], 'table:number-rows-repeated="1048567"');
  expect(await lire(xml)).toEqual({ C1: 1, D1: 1, E1: 1, A7: 'x', A8: 'x', C9: 'y' });
});

test('cellules fusionnées : les couvertes gardent leur place', async () => {
  const xml = `<table:table-row><table:table-cell table:number-columns-spanned="3" office:value-type="string"><text:p>titre</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="4"/></table:table-row>`;
  expect(await lire(xml)).toEqual({ A1: 'titre', D1: 4 });
});

test('groupes de lignes, lignes d’en-tête, lignes et colonnes masquées, colonnes déclarées', async () => {
  const ligne = (t: string) => ligneOds([texteOds(t)]);
  const xml = `<table:table-column table:number-columns-repeated="16384"/><table:table-header-rows>${ligne('a')}</table:table-header-rows><table:table-row-group>${ligne('b')}<table:table-row-group table:display="false">${ligne('c')}</table:table-row-group></table:table-row-group><table:table-rows>${ligneOds([texteOds('d')], 'table:visibility="filter"')}</table:table-rows>`;
  expect(await lire(xml)).toEqual({ A1: 'a', A2: 'b', A3: 'c', A4: 'd' });
});

test('feuilles masquées dites ; copies d’autres fichiers, suivi des modifications et tableaux cités laissés de côté', async () => {
  const suivi = `<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell><text:p>avant</text:p></table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>`;
  const copie = `<table:table table:name="'file:///x.ods'#A" table:style-name="ta_extref"><table:table-source/>${ligneOds([texteOds('copie')])}</table:table>`;
  const octets = await classeurOds({
    avant: suivi + copie,
    feuilles: [
      { nom: 'A', xml: ligneOds([texteOds('a')]) },
      { nom: 'B', xml: ligneOds([texteOds('b')]), masquee: true },
      { nom: 'Vide', xml: '' },
    ],
  });
  const { feuilles } = await lireOctets(dossier, octets, 'essai.ods');
  expect(feuilles.map((f) => [f.nom, f.masquee, cellulesDe(f)])).toEqual([
    ['A', false, { A1: 'a' }],
    ['B', true, { A1: 'b' }],
    ['Vide', false, {}],
  ]);
});

test('un classeur protégé, un texte, un ancien Calc, un XML seul : nommés, et quoi faire', async () => {
  const contenu = contenuOds({ feuilles: [{ nom: 'F', xml: ligneOds([texteOds('x')]) }] });
  const chiffre = partiesOds(contenu).set(
    'META-INF/manifest.xml',
    manifesteOds('<manifest:file-entry manifest:full-path="x"><manifest:encryption-data/></manifest:file-entry>'),
  );
  const autre = (genre: string) => zipper(partiesOds(contenu).set('mimetype', genre));
  const refus = async (octets: Buffer, nom = 'x.ods') => (await refusDe(lireOctets(dossier, octets, nom))).message;
  expect(await refus(await zipper(chiffre))).toBe(
    '« x.ods » est protégé par un mot de passe. Ouvrez-le dans LibreOffice, choisissez « Enregistrer sous », décochez « Enregistrer avec un mot de passe », puis importez ce nouveau fichier.',
  );
  expect(await refus(await autre('application/vnd.oasis.opendocument.text'))).toMatch(
    'est un document OpenDocument qui n’est pas un tableur. Choisissez le classeur (.xlsx ou .ods)',
  );
  expect(await refus(await zipper(partiesOds(contenu.replaceAll('office:spreadsheet', 'office:text'))))).toMatch(
    'est un document OpenDocument qui n’est pas un tableur.',
  );
  expect(await refus(await autre('application/vnd.sun.xml.calc'))).toMatch('est un ancien classeur OpenOffice (.sxc)');
  expect(await refus(Buffer.from(contenu.replaceAll('document-content', 'document')), 'x.fods')).toBe(
    '« x.fods » est un classeur OpenDocument en un seul fichier XML (.fods), que l’application ne lit pas. Ouvrez-le dans LibreOffice, choisissez « Enregistrer sous », format « Classeur ODF (.ods) », puis importez ce nouveau fichier.',
  );
  const modele = await lireOctets(dossier, await autre('application/vnd.oasis.opendocument.spreadsheet-template'));
  expect(cellulesDe(modele.feuilles[0])).toEqual({ A1: 'x' });
});

test('content.xml absent, mal formé ou sans cellule : une phrase', async () => {
  const parties = partiesOds('');
  parties.delete('content.xml');
  const code = async (octets: Buffer) => (await refusDe(lireOctets(dossier, octets, 'x.ods'))).code;
  expect(await code(await zipper(parties))).toBe('abime');
  expect(await code(await zipper(partiesOds('<a><b></a>')))).toBe('abime');
  expect(await code(await feuilleOds(''))).toBe('vide');
  expect(
    await code(
      await feuilleOds(ligneOds([['table:number-columns-repeated="16384"']], 'table:number-rows-repeated="1048576"')),
    ),
  ).toBe('vide');
});
