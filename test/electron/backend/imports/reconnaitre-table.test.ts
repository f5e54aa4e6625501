import { describe, expect, it } from 'vitest';
import { cleColonne } from '../../../../electron/backend/imports/dossier-lu.ts';
import { anomaliesDe, classeur, dossierDe, feuille, lieux, lire } from './reconnaitre-essai.ts';

describe('tableau d’un agent, une ligne par dossier', () => {
  const lecture = lire(
    classeur(
      feuille('Lisez-moi', [['Tableau tenu par le pôle intervention territoriale']]),
      feuille('Réponses 2026', [
        ['Caf du Loiret — Clas 2026-2027'],
        [],
        ['Réponses reçues au', 46112],
        [
          'N°',
          'Porteur',
          'N° SIRET',
          'Ville',
          'Titre du projet',
          'Reçu le',
          'Coût total',
          'Subvention demandée',
          'QPV',
          'Tél.',
          'Colonne à nous',
        ],
        [
          'D-1',
          'Les Lilas',
          73282932000074,
          'Orléans',
          'Clas Source',
          '30/03/2026',
          '12\u202f345,67 €',
          '4 000,00',
          'x',
          '612345678',
          'rien',
        ],
        ['D-2', 'Poste', '356 000 000 00048', 'St Denis en Val', 'Clas Val', 46112, '1.234', '2500', 'non', '', ''],
        ['Total', '', '', '', '', '', '99999', '', '', '', ''],
      ]),
    ),
  );

  it('trouve l’en-tête sous les titres et écarte la ligne de total', () => {
    expect(lecture.famille).toBe('table');
    expect(lecture.feuilles.map((f) => [f.nom, f.role, f.lignes])).toEqual([
      ['Lisez-moi', 'ignoree', 1],
      ['Réponses 2026', 'dossiers', 3],
    ]);
    expect(lecture.dossiers.map((d) => d.numero)).toEqual(['D-1', 'D-2']);
    expect(anomaliesDe(lecture, 'ligne_de_total').map((a) => a.cellule)).toEqual(['A7']);
  });

  it('lit les écritures françaises d’Excel', () => {
    expect(dossierDe(lecture, 'D-1')).toMatchObject({
      intitule: 'Clas Source',
      communeInsee: '45234',
      deposeLe: '2026-03-30T00:00:00',
      totalChargesCentimes: 1234567,
      montantDemandeCentimes: 400000,
      qpv: true,
      collectifs: [],
    });
    expect(dossierDe(lecture, 'D-1').structure).toMatchObject({
      raisonSociale: 'Les Lilas',
      siret: '73282932000074',
      telephone: '0612345678',
    });
    expect(dossierDe(lecture, 'D-2')).toMatchObject({
      communeInsee: '45302',
      deposeLe: '2026-03-31T00:00:00',
      qpv: false,
    });
  });

  it('refuse un montant ambigu plutôt que de choisir', () => {
    expect(lieux(lecture, 'montant_illisible')).toEqual(['Réponses 2026!G6 D-2']);
    expect(anomaliesDe(lecture, 'montant_illisible')[0]?.bloquante).toBe(true);
  });

  it('garde chaque cellule comme preuve, rapprochée ou non', () => {
    expect(dossierDe(lecture, 'D-1').reponses.find((r) => r.libelle === 'Colonne à nous')).toEqual({
      champ: null,
      libelle: 'Colonne à nous',
      valeur: 'rien',
      brut: 'rien',
      adresse: 'Réponses 2026!K5',
    });
  });
});

describe('tableau d’un agent, une ligne par collectif', () => {
  it('groupe par numéro, cellules fusionnées comprises', () => {
    const lecture = lire(
      classeur(
        feuille('Feuil1', [
          ['N° dossier', 'Structure', 'SIRET', 'Collectif', 'Niveau', 'Effectif', 'Commune', 'Coût du collectif'],
          [1, 'Les Lilas', '73282932000074', 'A', 'CP-CE2', 10, 'Orléans', 6000],
          [1, 'Les Lilas', '73282932000074', 'B', '6e', 12, 'Gien', 3000.5],
          [2, 'La Poste', '35600000000048', 'C', 'Lycée', 9, 'Gien', ''],
          ['', '', '', 'D', 'Lycée', 8, 'Montargis', ''],
          ['', 'Sans numéro', '', 'E', 'Lycée', 8, '', ''],
        ]),
      ),
    );
    expect(lecture.famille).toBe('table');
    expect(dossierDe(lecture, '1')).toMatchObject({ communeInsee: '45234' });
    expect(dossierDe(lecture, '1').collectifs).toMatchObject([
      { rang: 1, libelle: 'A', niveau: 'elementaire', effectif: 10, communeInsee: '45234', coutCentimes: 600000 },
      { rang: 2, libelle: 'B', niveau: 'college', effectif: 12, communeInsee: '45155', coutCentimes: 300050 },
    ]);
    expect(dossierDe(lecture, '2').collectifs.map((c) => [c.libelle, c.communeInsee])).toEqual([
      ['C', '45155'],
      ['D', '45208'],
    ]);
    expect(dossierDe(lecture, '1').reponses.filter((r) => r.libelle === 'Structure')).toHaveLength(1);
    expect(lieux(lecture, 'numero_manquant')).toEqual(['Feuil1!A6 null']);
  });

  it('groupe par SIRET à défaut de numéro, et joint une feuille de collectifs par lui', () => {
    const enLigne = lire(
      classeur(
        feuille('Feuil1', [
          ['SIRET', 'Effectif'],
          ['73282932000074', 10],
          ['73282932000074', 11],
        ]),
      ),
    );
    expect(enLigne.dossiers.map((d) => [d.numero, d.collectifs.map((c) => c.effectif)])).toEqual([
      ['73282932000074', [10, 11]],
    ]);

    const aPart = lire(
      classeur(
        feuille('Porteurs', [
          ['Nom de la structure', 'SIRET', 'Intitulé du projet'],
          ['Les Lilas', '73282932000074', 'Clas'],
        ]),
        feuille('Collectifs', [
          ['SIRET', 'Nom du collectif', 'Nombre d’enfants'],
          ['73282932000074', 'A', 9],
          ['35600000000048', 'B', 9],
        ]),
      ),
    );
    expect(aPart.dossiers.map((d) => d.collectifs.map((c) => c.libelle))).toEqual([['A']]);
    expect(lieux(aPart, 'collectif_orphelin')).toEqual(['Collectifs!A3 35600000000048']);
  });

  it('ne tire pas de collectif d’un effectif total', () => {
    const lecture = lire(
      classeur(
        feuille('Feuil1', [
          ['N° dossier', 'SIRET', 'Nombre de collectifs', 'Nombre d’enfants'],
          ['1', '', 5, 60],
          ['2', '', 1, 10],
        ]),
      ),
    );
    expect(lecture.dossiers.map((d) => d.collectifs.map((c) => c.effectif))).toEqual([[], [10]]);
    expect(lieux(lecture, 'collectifs_non_detailles')).toEqual(['Feuil1!C2 1']);
  });
});

describe('tableau sans clé', () => {
  const donnees = classeur(
    feuille('Feuil1', [
      ['Alpha', 'Bêta'],
      ['A1', 'un'],
      ['A2', 'deux'],
    ]),
  );

  it('n’importe rien, montre les colonnes, et s’importe une fois la clé choisie à la main', () => {
    const lecture = lire(donnees);
    expect(lecture.dossiers).toEqual([]);
    expect(anomaliesDe(lecture, 'cle_absente').map((a) => a.bloquante)).toEqual([true]);
    expect(lecture.colonnes.map((c) => [c.entete, c.exemples])).toEqual([
      ['Alpha', ['A1', 'A2']],
      ['Bêta', ['un', 'deux']],
    ]);
    const choisie = lire(donnees, {
      correspondances: { [cleColonne('Feuil1', 'Alpha')]: 'numero', [cleColonne('Feuil1', 'Bêta')]: 'intitule' },
    });
    expect(choisie.dossiers.map((d) => [d.numero, d.intitule])).toEqual([
      ['A1', 'un'],
      ['A2', 'deux'],
    ]);
  });

  it('lit un classeur vide comme vide', () => {
    expect(lire(classeur()).anomalies.map((a) => a.code)).toEqual(['aucun_dossier']);
  });
});
