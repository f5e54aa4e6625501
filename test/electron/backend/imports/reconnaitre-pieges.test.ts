import { describe, expect, it } from 'vitest';
import { lireAnnuaire } from '../../../../electron/backend/communes.ts';
import type { LectureImport } from '../../../../electron/backend/imports/dossier-lu.ts';
import {
  ecrireCsv,
  ecrireOds,
  ecrireXlsx,
  type FeuillePortail,
  type ValeurPortail,
} from '../../../fixtures/tableaux/portail.ts';
import { dossierTemporaire, lireOctets, refusDe } from '../../../fixtures/tableurs/fichiers.ts';
import { RESSOURCES } from '../socle-essai.ts';
import { anomaliesDe, dossierDe, lieux, lire } from './reconnaitre-essai.ts';

type Format = 'ancien.xlsx' | 'nouveau.xlsx' | 'ods' | 'csv';

const annuaire = lireAnnuaire(RESSOURCES);
const dossier = dossierTemporaire();
const DEPOT = { instant: '2025-05-30T23:15:00', fuseau: '+0200' } as const;
const CLASSEURS: readonly Format[] = ['ancien.xlsx', 'nouveau.xlsx', 'ods'];
const BLOC = '(4567) Collectifs denfants et ';
const LILAS = '73282932000074';
const POSTE = '35600000000048';

async function importer(format: Format, feuilles: readonly FeuillePortail[]): Promise<LectureImport> {
  const nom = `dossiers_clas-45-2025_2025-06-02_09-30.${format.split('.').at(-1)}`;
  const octets =
    format === 'csv'
      ? ecrireCsv(feuilles)
      : format === 'ods'
        ? await ecrireOds(feuilles)
        : await ecrireXlsx(feuilles, format === 'ancien.xlsx');
  const classeur = await lireOctets(dossier, octets, nom);
  return lire(classeur, { fichier: nom, communes: annuaire.communes, communesAnciennes: annuaire.anciennes });
}

/** Feuille `Dossiers` standard ; `archive` suit la version du portail. */
function standard(
  questions: readonly string[],
  reponses: readonly (readonly ValeurPortail[])[],
  archive = 'À archiver',
): FeuillePortail {
  const entetes = [
    'ID',
    'Email',
    'FranceConnect ?',
    'Entreprise raison sociale',
    archive,
    'État du dossier',
    'Déposé le',
    'Instructeurs',
  ];
  return {
    nom: 'Dossiers',
    lignes: [
      [...entetes, ...questions],
      ...reponses.map((r, i): ValeurPortail[] => [
        `1234567${i + 1}`,
        'a@b.fr',
        { drapeau: i === 0 },
        'LES LILAS',
        { drapeau: false },
        'En construction',
        DEPOT,
        'x@y.fr z@y.fr',
        ...r,
      ]),
    ],
  };
}

const ETABLISSEMENTS: FeuillePortail = {
  nom: 'Etablissements',
  lignes: [
    [
      'Dossier ID',
      'Champ',
      'Établissement SIRET',
      'Établissement siège social',
      'Établissement Adresse',
      'Association RNA',
    ],
    ['12345671', 'SIRET de la tête de réseau', POSTE, { drapeau: true }, '', ''],
    ['12345671', 'Dossier', LILAS, { drapeau: true }, 'LES LILAS\r\n12 RUE DE LA PAIX', 'W452001234'],
  ],
};

describe.each(CLASSEURS)('export standard, %s', (format) => {
  it('piège 1 : le SIRET du demandeur n’est que dans « Etablissements », parmi d’autres SIRET du dossier', async () => {
    const lecture = await importer(format, [standard([], [[]]), ETABLISSEMENTS]);
    expect(lecture.famille).toBe('ds_standard');
    expect(dossierDe(lecture, '12345671').structure).toMatchObject({ siret: LILAS, rna: 'W452001234' });
    expect(anomaliesDe(lecture, 'plusieurs_demandeurs')).toEqual([]);
  });

  it('piège 2 : « 0 » et « off » tiennent lieu de blanc, un constat par colonne', async () => {
    const lecture = await importer(format, [
      standard(
        ['Nombre de collectifs', 'Engagement charte'],
        [
          [0, 'off'],
          [0, 'off'],
          [2, 'on'],
        ],
      ),
    ]);
    expect(anomaliesDe(lecture, 'zero_pour_vide').map((a) => a.message)).toEqual([
      expect.stringContaining('Colonne « Nombre de collectifs » : 2 cellules à 0, non renseigné ?'),
    ]);
    expect(anomaliesDe(lecture, 'case_non_cochee')).toHaveLength(1);
  });

  it('piège 3 : une question recréée donne deux colonnes, la première valeur non vide est prise et dite', async () => {
    const lecture = await importer(format, [
      standard(
        ['Intitulé', 'Précisez', 'Intitulé', 'Précisez'],
        [
          ['Ancien', 'a', '', 'b'],
          ['', '', 'Nouveau', ''],
        ],
      ),
    ]);
    expect(lecture.dossiers.map((d) => d.intitule)).toEqual(['Ancien', 'Nouveau']);
    expect(anomaliesDe(lecture, 'entetes_en_double')).toHaveLength(1);
  });

  it('piège 4 : libellés à insécables, apostrophes, astérisques et retours à la ligne', async () => {
    const lecture = await importer(format, [
      standard(['Intitulé\u00a0de  l’action * ', 'Montant demandé\nà la Caf\u202f: *'], [['Clas', 4000]]),
    ]);
    expect(dossierDe(lecture, '12345671')).toMatchObject({ intitule: 'Clas', montantDemandeCentimes: 400000 });
  });

  it('un en-tête « Archivé » d’avant novembre 2024 vaut « À archiver »', async () => {
    const lecture = await importer(format, [standard(['Intitulé'], [['Clas']], 'Archivé')]);
    expect(lecture.colonnes[4]).toMatchObject({ entete: 'Archivé', champ: null, origine: 'fixe' });
    expect(dossierDe(lecture, '12345671').intitule).toBe('Clas');
  });

  it('feuilles annexes vides sans en-tête, et export sans dossier', async () => {
    const vides = [
      { nom: 'Etablissements', lignes: [] },
      { nom: 'Avis', lignes: [] },
    ];
    const lecture = await importer(format, [standard([], [[]]), ...vides]);
    expect(lecture.dossiers).toHaveLength(1);
    expect(anomaliesDe(lecture, 'etablissement_absent')).toEqual([]);
    // Depuis juin 2026, les feuilles annexes gardent leur en-tête même sans dossier.
    const sansDossier = { nom: 'Etablissements', lignes: ETABLISSEMENTS.lignes.slice(0, 1) };
    const rien = await importer(format, [{ nom: 'Dossiers', lignes: [] }, sansDossier]);
    expect(rien.famille).toBe('ds_standard');
    expect(rien.anomalies.map((a) => a.code)).toEqual(['aucun_dossier']);
    // Avant, il n’y avait rien du tout : le fichier est refusé en disant qu’il est vide.
    const vide = await refusDe(importer(format, [{ nom: 'Dossiers', lignes: [] }, ...vides]));
    expect(vide.message).toContain('est vide');
  });

  it('dates en texte, instants en nombre ou en texte avec fuseau : la même heure murale', async () => {
    const lecture = await importer(format, [standard(['Date de début'], [['2025-09-15']])]);
    expect(dossierDe(lecture, '12345671').deposeLe).toBe('2025-05-30T23:15:00');
    expect(dossierDe(lecture, '12345671').reponses.find((r) => r.champ === 'dateDebut')?.valeur).toBe('2025-09-15');
    expect(lecture.anomalies.filter((a) => /date/.test(a.code))).toEqual([]);
  });

  it('commune en trois colonnes, IBAN groupé suivi d’une espace, RNA suivi de son titre : rien à dire', async () => {
    const lecture = await importer(format, [
      standard(
        ['Commune du lieu', 'Commune du lieu (Code INSEE)', 'Commune du lieu (Département)', 'IBAN', 'N° RNA'],
        [
          ['Orléans (45000)', '45234', '45 – Loiret', 'BE68 5390 0754 7034 ', 'W452001234 (LES LILAS)'],
          ['Orléans (45000)', '', '', 'FR76 3000 6000 0112 3456 7890 189', ''],
        ],
      ),
    ]);
    expect(lecture.dossiers.map((d) => d.communeInsee)).toEqual(['45234', '45234']);
    expect(lecture.dossiers.map((d) => d.structure.iban)).toEqual(['BE68539007547034', 'FR7630006000011234567890189']);
    expect(dossierDe(lecture, '12345671').structure.rna).toBe('W452001234');
    expect(lecture.anomalies.filter((a) => /^repare|inconnue|invalide/.test(a.code))).toEqual([]);
  });

  it('collectifs joints par le numéro, orphelins comptés, rang gardé', async () => {
    const bloc: FeuillePortail = {
      nom: BLOC,
      lignes: [
        ['Dossier ID', 'Ligne', 'Nom du groupe', 'Effectif prévu'],
        ['12345671', 2, 'B', 12],
        ['12345671', 1, 'A', 0],
        ['99', 1, 'C', 9],
      ],
    };
    const lecture = await importer(format, [standard([], [[]]), ETABLISSEMENTS, bloc]);
    expect(dossierDe(lecture, '12345671').collectifs.map((c) => [c.rang, c.libelle, c.effectif])).toEqual([
      [1, 'A', null],
      [2, 'B', 12],
    ]);
    expect(lecture.collectifsOrphelins).toBe(1);
    expect(lieux(lecture, 'collectif_orphelin')).toEqual([`${BLOC}!A4 99`]);
  });
});

describe.each([...CLASSEURS, 'csv'] satisfies Format[])('modèle d’export, %s', (format) => {
  const feuilles: readonly FeuillePortail[] = [
    {
      nom: 'Dossiers',
      lignes: [
        [
          'N° dossier',
          'Adresse électronique',
          'Établissement SIRET',
          'État du dossier',
          'Archivé',
          'Date de dépôt',
          'SIRET du partenaire – SIRET',
          'Commune du lieu',
          'Commune du lieu - code postal (5 chiffres)',
          'Commune du lieu - département',
          'QPV',
          'Nombre de collectifs',
        ],
        [
          12345671,
          'a@b.fr',
          LILAS,
          'Accepté',
          { booleen: false },
          DEPOT,
          POSTE,
          'Orléans',
          '45000',
          'Loiret',
          { booleen: true },
          1,
        ],
        [12345672, 'c@d.fr', POSTE, 'Refusé', { booleen: false }, '', '', '', '', '', { booleen: false }, ''],
      ],
    },
    {
      nom: BLOC,
      lignes: [
        [
          'Dossier ID',
          'Ligne',
          '(Bloc répétable Collectifs d’enfants) – Nom',
          '(Bloc répétable Collectifs d’enfants) – Effectif prévu',
        ],
        ['12345671', 1, 'Les grands', 12],
      ],
    },
  ];

  it('numéro écrit comme un nombre, SIRET dans « Dossiers », vrais booléens, commune en « – » ou « - »', async () => {
    const lecture = await importer(format, feuilles);
    expect(lecture.famille).toBe('ds_modele');
    expect(lecture.dossiers.map((d) => [d.numero, d.structure.siret, d.qpv, d.communeInsee])).toEqual([
      ['12345671', LILAS, true, '45234'],
      ['12345672', POSTE, false, null],
    ]);
    expect(dossierDe(lecture, '12345671').deposeLe).toBe('2025-05-30T23:15:00');
    expect(anomaliesDe(lecture, 'zero_pour_vide')).toEqual([]);
  });

  it('bloc répétable joint, ou dit absent du CSV', async () => {
    const lecture = await importer(format, feuilles);
    if (format === 'csv') {
      expect(anomaliesDe(lecture, 'csv_sans_collectifs')).toHaveLength(1);
      return;
    }
    expect(dossierDe(lecture, '12345671').collectifs).toMatchObject([{ rang: 1, libelle: 'Les grands', effectif: 12 }]);
  });
});

it('export standard en CSV : SIRET en ligne, zéros initiaux et « 0 » gardés comme écrits, groupes dits absents', async () => {
  const lecture = await importer('csv', [
    {
      nom: 'Dossiers',
      lignes: [
        [
          'ID',
          'Email',
          'Établissement SIRET',
          'Établissement code postal',
          'Entreprise raison sociale',
          'État du dossier',
          'Déposé le',
          'Instructeurs',
          'Téléphone',
        ],
        ['12345671', 'a@b.fr', LILAS, '01004', 'LES "LILAS", ORLÉANS', 'Accepté', DEPOT, '', '0612345678'],
      ],
    },
  ]);
  expect(lecture.famille).toBe('ds_standard');
  expect(dossierDe(lecture, '12345671').structure).toMatchObject({
    siret: LILAS,
    codePostal: '01004',
    raisonSociale: 'LES "LILAS", ORLÉANS',
    telephone: '0612345678',
  });
  expect(anomaliesDe(lecture, 'csv_sans_collectifs').map((a) => a.message)).toEqual([
    'Les collectifs ne sont jamais dans le CSV : demandez l’export XLSX.',
  ]);
});
