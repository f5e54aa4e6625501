import { describe, expect, it } from 'vitest';
import type { Classeur } from '../../../../electron/backend/tableurs/classeur.ts';
import { anomaliesDe, classeur, date, dossierDe, feuille, lire } from './reconnaitre-essai.ts';

describe('modèle d’export tabulaire', () => {
  const lecture = lire(
    classeur(
      feuille('Dossiers', [
        [
          'N° dossier',
          'Adresse électronique',
          'Établissement SIRET',
          'Entreprise raison sociale',
          'Établissement code postal',
          'État du dossier',
          'Date de création',
          'Date de dépôt',
          'Intitulé de l’action',
          'Commune du lieu',
          'Commune du lieu – Code postal (5 chiffres)',
          'Commune du lieu – Département',
          'QPV',
          'Nombre de collectifs',
          'RIB – Titulaire',
          'RIB – IBAN',
          'RIB – BIC',
          'Total des charges',
          'Date de début',
        ],
        [
          12345678,
          'a@b.fr',
          '73282932000074',
          'LES LILAS',
          45000,
          'En instruction',
          date('2026-01-02T08:00:00'),
          date('2026-03-31T23:15:00'),
          'Clas',
          'Orléans',
          '45000',
          'Loiret',
          true,
          1,
          'Les Lilas',
          'FR76 3000 6000 0112 3456 7890 189',
          'agrifrpp',
          12345.67,
          date('2026-09-15'),
        ],
        [12345679, 'c@d.fr', '', 'COMMUNE DE GIEN', '', 'Accepté', '', '', '', '', '', '', false, 0, '', '', '', 0, ''],
      ]),
      feuille('(4567) Groupes', [
        [
          'Dossier ID',
          'Ligne',
          '(Bloc répétable Groupes) – Nom du groupe',
          '(Bloc répétable Groupes) – Effectif prévu',
          '(Bloc répétable Groupes) – Commune',
          '(Bloc répétable Groupes) – Niveau (Primaire)',
        ],
        ['12345678', 1, 'Les grands', 12, 'Saint-Jean-de-la-Ruelle', 'Collège'],
        ['12345679', 1, 'Les petits', 0, '', ''],
      ]),
    ),
  );

  it('reconnaît la famille et joint le numéro écrit comme un nombre', () => {
    expect(lecture.famille).toBe('ds_modele');
    expect(lecture.dossiers.map((d) => [d.numero, d.collectifs.length])).toEqual([
      ['12345678', 1],
      ['12345679', 1],
    ]);
    expect(lecture.collectifsOrphelins).toBe(0);
  });

  it('lit le SIRET dans la feuille des dossiers, les dates et booléens véritables, la commune par son nom', () => {
    const dossier = dossierDe(lecture, '12345678');
    expect(dossier).toMatchObject({
      deposeLe: '2026-03-31T23:15:00',
      communeInsee: '45234',
      qpv: true,
      totalChargesCentimes: 1234567,
    });
    expect(dossier.structure).toMatchObject({
      siret: '73282932000074',
      raisonSociale: 'LES LILAS',
      codePostal: '45000',
      titulaireCompte: 'Les Lilas',
      iban: 'FR7630006000011234567890189',
      bic: 'AGRIFRPP',
    });
    expect(dossier.reponses.find((r) => r.champ === 'dateDebut')?.valeur).toBe('2026-09-15');
    expect(dossier.collectifs[0]).toMatchObject({ libelle: 'Les grands', effectif: 12, communeInsee: '45285' });
  });

  it('garde le 0 : dans un modèle d’export, un blanc reste vide', () => {
    expect(dossierDe(lecture, '12345679').collectifs[0]?.effectif).toBe(0);
    expect(anomaliesDe(lecture, 'zero_pour_vide')).toEqual([]);
    expect(anomaliesDe(lecture, 'effectif_hors_bornes').map((a) => a.valeur)).toEqual(['0']);
  });
});

describe('CSV de l’export standard', () => {
  const csv: Classeur = {
    ...classeur(
      feuille('Dossiers', [
        [
          'ID',
          'Email',
          'FranceConnect ?',
          'Établissement SIRET',
          'Établissement Adresse',
          'Établissement code postal',
          'Établissement localité',
          'Établissement code INSEE localité',
          'Entreprise forme juridique',
          'Entreprise raison sociale',
          'Association RNA',
          'Association titre',
          'Archivé',
          'État du dossier',
          'Déposé le',
          'Instructeurs',
          'Groupe instructeur',
          'Nom',
          'Nombre de collectifs',
          'Participation des familles',
          'Téléphone',
        ],
        [
          '12345678',
          'a@b.fr',
          'false',
          '73282932000074',
          'LES LILAS\r\n12 RUE DE LA PAIX\r\n45000 ORLEANS',
          '45000',
          'ORLEANS',
          '45234',
          'Association déclarée',
          'LES LILAS',
          'W452001234',
          'LES LILAS',
          'false',
          'En instruction',
          '2025-05-30 23:15:00 +0200',
          '',
          'défaut',
          'Dupont',
          '2',
          '0',
          '0612345678',
        ],
        [
          '12345679',
          'c@d.fr',
          'true',
          '7,75612E+13',
          '',
          '01000',
          'GIEN',
          '',
          '',
          'COMMUNE DE GIEN',
          '',
          '',
          'false',
          'Accepté',
          '2025-12-31 23:30:00 +0000',
          '',
          'défaut',
          '',
          '0',
          '0',
          '',
        ],
      ]),
    ),
    format: 'csv',
  };
  const lecture = lire(csv, { fichier: '/tmp/dossiers_clas-45_2025-06-02_09-30 (1).csv' });

  it('lit l’établissement en ligne et dit que les collectifs manquent', () => {
    expect(lecture).toMatchObject({ famille: 'ds_standard', demarche: 'clas-45' });
    expect(dossierDe(lecture, '12345678').structure).toMatchObject({
      siret: '73282932000074',
      rna: 'W452001234',
      adresse: 'LES LILAS 12 RUE DE LA PAIX 45000 ORLEANS',
      communeSiege: '45234',
      telephone: '0612345678',
    });
    expect(anomaliesDe(lecture, 'csv_sans_collectifs').map((a) => a.message)).toEqual([
      'Les collectifs ne sont jamais dans le CSV : demandez l’export XLSX.',
    ]);
    expect(anomaliesDe(lecture, 'dossier_sans_collectif')).toEqual([]);
  });

  it('ramène les instants datés d’un fuseau à l’heure de Paris', () => {
    expect(lecture.dossiers.map((d) => d.deposeLe)).toEqual(['2025-05-30T23:15:00', '2026-01-01T00:30:00']);
  });

  it('ne devine jamais un SIRET abîmé par Excel', () => {
    const { structure } = dossierDe(lecture, '12345679');
    expect(structure).toMatchObject({
      siret: null,
      siretDeclare: '7,75612E+13',
      codePostal: '01000',
      communeSiege: '45155',
    });
    expect(anomaliesDe(lecture, 'siret_invalide').map((a) => [a.cellule, a.valeur])).toEqual([['D3', '7,75612E+13']]);
    expect(anomaliesDe(lecture, 'siret_invalide')[0]?.message).toContain('derniers chiffres sont perdus');
  });

  it('garde un 0 plausible (gratuité) en le disant, écarte l’autre', () => {
    const gratuit = dossierDe(lecture, '12345678').reponses.find((r) => r.champ === 'participationFamilles');
    expect(gratuit).toMatchObject({ valeur: '0', adresse: 'Dossiers!T2' });
    expect(anomaliesDe(lecture, 'zero_ambigu').map((a) => a.message)).toEqual([
      expect.stringContaining('2 cellules à 0'),
    ]);
    expect(anomaliesDe(lecture, 'zero_pour_vide').map((a) => a.numeroDossier)).toEqual(['12345679']);
  });

  it('ne prend pas une question « Nom » pour le nom du demandeur', () => {
    expect(lecture.colonnes.find((c) => c.entete === 'Nom')).toMatchObject({ champ: null, origine: null });
    expect(dossierDe(lecture, '12345678').structure.representant).toBeNull();
  });
});
