import { describe, expect, it } from 'vitest';
import { anomaliesDe, classeur, dossierDe, dossiers, feuille, lieux, lire } from './reconnaitre-essai.ts';

const POSTE = '35600000000048';
const LILAS = '73282932000074';

describe('en-tête à deux lignes', () => {
  const lecture = lire(
    classeur(
      feuille('Suivi', [
        ['Caf du Loiret — campagne Clas'],
        [],
        [
          'N° dossier',
          'Porteur',
          '',
          '',
          'Représentant légal',
          '',
          'Collectif 1',
          '',
          'Collectif 2',
          '',
          'Charges',
          '',
          'Observations',
        ],
        [
          '',
          'Nom',
          'SIRET',
          'Téléphone',
          'Nom',
          'Adresse',
          'Effectif',
          'Niveau',
          'Effectif',
          'Niveau',
          '60 Achats',
          'Total',
          '',
        ],
        ['D-1', 'Les Lilas', LILAS, '0238551200', 'Mme Martin', '1 rue A', 10, 'CP-CM2', 12, '6e', 300, 300, 'vu'],
        ['D-2', 'La Poste', POSTE, '0238551201', 'M. Durand', '2 rue B', 9, 'Lycée', '', '', 200, 200, ''],
      ]),
    ),
  );

  it('nomme chaque colonne par son titre et son libellé', () => {
    expect(lecture.colonnes.map((c) => [c.entete, c.champ])).toEqual([
      ['N° dossier', 'numero'],
      ['Porteur – Nom', 'raisonSociale'],
      ['Porteur – SIRET', 'siret'],
      ['Porteur – Téléphone', 'telephone'],
      ['Représentant légal – Nom', 'representant'],
      ['Représentant légal – Adresse', null],
      ['Collectif 1 – Effectif', 'collectif.effectif'],
      ['Collectif 1 – Niveau', 'collectif.niveau'],
      ['Collectif 2 – Effectif', 'collectif.effectif'],
      ['Collectif 2 – Niveau', 'collectif.niveau'],
      ['Charges – 60 Achats', 'charge:60'],
      ['Charges – Total', 'totalCharges'],
      ['Observations', null],
    ]);
  });

  it('fait un collectif de chaque groupe rempli, à son rang et à ses adresses', () => {
    expect(dossierDe(lecture, 'D-1').collectifs.map((c) => [c.rang, c.effectif, c.niveau])).toEqual([
      [1, 10, 'elementaire'],
      [2, 12, 'college'],
    ]);
    expect(dossierDe(lecture, 'D-1').collectifs[1]?.reponses.map((r) => r.adresse)).toEqual(['Suivi!I5', 'Suivi!J5']);
    expect(dossierDe(lecture, 'D-2').collectifs.map((c) => [c.rang, c.effectif])).toEqual([[1, 9]]);
    expect(dossierDe(lecture, 'D-1').budget.map((l) => [l.compte, l.montantCentimes])).toEqual([['60', 30000]]);
  });

  it('ne prend que la dernière année quand deux années ont les mêmes colonnes', () => {
    const deuxAns = lire(
      classeur(
        feuille('Suivi', [
          ['N° dossier', 'Structure', '2025-2026', '', '2026-2027', ''],
          ['', '', 'Montant demandé', 'Nombre de collectifs', 'Montant demandé', 'Nombre de collectifs'],
          ['D-1', 'Les Lilas', 1000, 1, 2000, 2],
        ]),
      ),
    );
    expect(dossierDe(deuxAns, 'D-1').montantDemandeCentimes).toBe(200000);
    expect(deuxAns.colonnes.map((c) => c.champ)).toEqual([
      'numero',
      'raisonSociale',
      null,
      null,
      'montantDemande',
      'nombreCollectifs',
    ]);
  });

  it('ne prend pas un titre de tableau, ni la première ligne de données, pour une ligne d’en-tête', () => {
    const simple = lire(
      classeur(
        feuille('Suivi', [
          ['Suivi des porteurs', '', 'Budget 2026'],
          ['Porteur', 'Ville', 'Titre du projet'],
          ['Association Structure', 'Gien', 'Projet collectif'],
        ]),
      ),
    );
    expect(simple.colonnes.map((c) => c.entete)).toEqual(['Porteur', 'Ville', 'Titre du projet']);
    expect(simple.dossiers).toHaveLength(1);
  });
});

describe('collectifs côte à côte', () => {
  it.each([
    [['Effectif collectif 1', 'Niveau collectif 1', 'Effectif collectif 2', 'Niveau collectif 2']],
    [['Collectif 1 - effectif', 'Collectif 1 - niveau', 'Collectif 2 - effectif', 'Collectif 2 - niveau']],
    [['Nb enfants (groupe 1)', 'Niveau (groupe 1)', 'Nb enfants (groupe 2)', 'Niveau (groupe 2)']],
    [['Effectif du groupe n° 1', 'Niveau du groupe n° 1', 'Effectif du groupe n° 2', 'Niveau du groupe n° 2']],
    [['Collectif A : effectif', 'Collectif A : niveau', 'Collectif B : effectif', 'Collectif B : niveau']],
    [['Effectif 1', 'Niveau 1', 'Effectif 2', 'Niveau 2']],
    [['C1 - Effectif', 'C1 - Niveau', 'C2 - Effectif', 'C2 - Niveau']],
    [['Effectif', 'Niveau', 'Effectif', 'Niveau']],
  ])('%j', (entetes) => {
    const lecture = lire(
      classeur(
        feuille('Suivi', [
          ['Nom de la structure', 'SIRET', 'Commune', ...entetes],
          ['Les Lilas', LILAS, 'Gien', 10, 'CP-CM2', 12, '6e'],
          ['La Poste', POSTE, 'Orléans', 8, 'Lycée', '', ''],
        ]),
      ),
    );
    expect(lecture.dossiers.map((d) => d.collectifs.map((c) => [c.rang, c.effectif, c.niveau]))).toEqual([
      [
        [1, 10, 'elementaire'],
        [2, 12, 'college'],
      ],
      [[1, 8, 'lycee']],
    ]);
    expect(lecture.dossiers.map((d) => d.communeInsee)).toEqual(['45155', '45234']);
    expect(lecture.anomalies.filter((a) => a.code !== 'tenu_pour_vide')).toEqual([]);
  });

  it('lit une seule colonne par collectif comme son effectif, ou son nom', () => {
    const effectifs = lire(
      classeur(
        feuille('S', [
          ['N° dossier', 'Structure', 'Collectif 1', 'Collectif 2'],
          ['1', 'Les Lilas', 10, 12],
        ]),
      ),
    );
    expect(effectifs.dossiers[0]?.collectifs.map((c) => c.effectif)).toEqual([10, 12]);
    const noms = lire(
      classeur(
        feuille('S', [
          ['N° dossier', 'Structure', 'Collectif 1', 'Effectif collectif 1', 'Collectif 2', 'Effectif collectif 2'],
          ['1', 'Les Lilas', 'Les petits', 10, 'Les grands', 12],
        ]),
      ),
    );
    expect(noms.dossiers[0]?.collectifs.map((c) => [c.libelle, c.effectif])).toEqual([
      ['Les petits', 10],
      ['Les grands', 12],
    ]);
  });

  it('vaut aussi pour un formulaire du portail sans bloc répétable, où 0 ne fait pas un collectif', () => {
    const lecture = lire(
      classeur(
        dossiers(
          ['Effectif du collectif 1', 'Coût du collectif 1', 'Effectif du collectif 2', 'Coût du collectif 2'],
          ['1', 10, 6000, 12, 3000.5],
          ['2', 9, 5000, 0, 0],
        ),
      ),
    );
    expect(lecture.dossiers.map((d) => d.collectifs.map((c) => [c.rang, c.effectif, c.coutCentimes]))).toEqual([
      [
        [1, 10, 600000],
        [2, 12, 300050],
      ],
      [[1, 9, 500000]],
    ]);
  });
});

describe('lignes qui ne sont pas des dossiers', () => {
  const lecture = lire(
    classeur(
      feuille('Suivi', [
        ['Structure', 'Commune', 'Montant demandé', 'Coût total'],
        ['Territoire Est'],
        ['Les Lilas', 'Gien', 1000, 4000],
        ['La Poste', 'Montargis', 2000, 5000],
        ['Sous-total Est', '', 3000, 9000],
        ['Territoire Ouest'],
        ['Structure', 'Commune', 'Montant demandé', 'Coût total'],
        ['Total Jeunesse', 'Orléans', 500, 900],
        ['', '', 500, 900],
        ['TOTAL GÉNÉRAL', '', 3500, 9900],
        ['Nombre de dossiers : 3'],
      ]),
    ),
  );

  it('écarte totaux, sous-totaux, total sans libellé, intertitres et en-têtes répétés, en le disant', () => {
    expect(lecture.dossiers.map((d) => d.numero)).toEqual(['Les Lilas', 'La Poste', 'Total Jeunesse']);
    expect(lieux(lecture, 'ligne_de_section')).toEqual(['Suivi!A2 null', 'Suivi!A6 null']);
    expect(lieux(lecture, 'entete_repete')).toEqual(['Suivi!A7 null']);
    expect(lecture.anomalies.filter((a) => a.bloquante)).toEqual([]);
    expect(anomaliesDe(lecture, 'ligne_de_section')[0]?.message).toContain('« Territoire Est » est un intertitre');
  });

  it('dit chaque ligne de total, et n’y prend pas un porteur nommé « Total Jeunesse »', () => {
    expect(lieux(lecture, 'ligne_de_total')).toEqual(
      ['Suivi!A5', 'Suivi!A9', 'Suivi!A10', 'Suivi!A11'].map((lieu) => `${lieu} null`),
    );
  });

  it('ne prend pas pour un total un collectif de plus, sous des cellules fusionnées', () => {
    const fusion = lire(
      classeur(
        feuille('S', [
          ['N° dossier', 'Structure', 'Collectif', 'Effectif'],
          ['1', 'Les Lilas', 'A', 8],
          ['', '', 'B', 8],
          ['', '', 'C', 16],
        ]),
      ),
    );
    expect(fusion.dossiers[0]?.collectifs.map((c) => c.effectif)).toEqual([8, 8, 16]);
  });
});

describe('plusieurs feuilles de même forme', () => {
  const entetes = ['N°', 'Structure', 'SIRET', 'Commune', 'Montant demandé'];
  const est = feuille('Est', [entetes, [1, 'Les Lilas', LILAS, 'Gien', 1000], ['Total', '', '', '', 1000]]);
  const ouest = feuille('Ouest', [['Territoire Ouest'], [], entetes, [1, 'La Poste', POSTE, 'Orléans', 2000]]);
  const lisezMoi = feuille('Lisez-moi', [['Une feuille par territoire']]);

  it('sont lues ensemble ; un numéro d’ordre qui repart de 1 n’est pas un numéro de dossier', () => {
    const lecture = lire(classeur(est, ouest, lisezMoi));
    expect(lecture.feuilles.map((f) => f.role)).toEqual(['dossiers', 'dossiers', 'ignoree']);
    expect(lecture.dossiers.map((d) => [d.numero, d.montantDemandeCentimes])).toEqual([
      [LILAS, 100000],
      [POSTE, 200000],
    ]);
    expect(dossierDe(lecture, POSTE).reponses[1]?.adresse).toBe('Ouest!B4');
  });

  it('disent la feuille d’un numéro déjà vu', () => {
    const avecNumero = (nom: string) =>
      feuille(nom, [
        ['N° dossier', 'Structure', 'Commune'],
        ['D-7', 'Les Lilas', 'Gien'],
      ]);
    const lecture = lire(classeur(avecNumero('Est'), avecNumero('Ouest')));
    expect(anomaliesDe(lecture, 'numero_en_double').map((a) => [a.feuille, a.message])).toEqual([
      ['Ouest', expect.stringContaining('déjà ligne 2 de la feuille « Est »')],
    ]);
  });

  it('reçoivent le choix de l’agent pour l’une d’elles', () => {
    const lecture = lire(classeur(est, ouest), { correspondances: { 'Est\u241FCommune': null } });
    expect(lecture.dossiers.map((d) => d.communeInsee)).toEqual([null, null]);
  });
});

describe('collectifs dans une autre feuille d’un tableau d’agent', () => {
  it('sont joints par le nom du porteur, les cellules fusionnées prenant le porteur du dessus', () => {
    const lecture = lire(
      classeur(
        feuille('Porteurs', [
          ['N° dossier', 'Nom de la structure', 'Intitulé du projet', 'Commune'],
          ['D-1', 'Les Lilas', 'Clas des lilas', 'Gien'],
          ['D-2', 'La Poste', 'Clas de la poste', 'Orléans'],
        ]),
        feuille('Collectifs', [
          ['Structure', 'Nom du collectif', 'Nombre d’enfants'],
          ['LES LILAS', 'A', 9],
          ['', 'B', 10],
          ['Total', '', 19],
          ['La poste', 'C', 11],
          ['Inconnu', 'D', 12],
        ]),
      ),
    );
    expect(lecture.dossiers.map((d) => d.collectifs.map((c) => c.libelle))).toEqual([['A', 'B'], ['C']]);
    expect(lieux(lecture, 'collectif_orphelin')).toEqual(['Collectifs!A6 Inconnu']);
    expect(lieux(lecture, 'ligne_de_total')).toEqual(['Collectifs!A4 null']);
  });
});
