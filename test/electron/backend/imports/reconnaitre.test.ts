import { describe, expect, it } from 'vitest';
import { anomaliesDe, classeur, date, dossierDe, dossiers, feuille, lieux, lire } from './reconnaitre-essai.ts';

const FIXES = ['ID', 'Email', 'FranceConnect ?', 'Entreprise raison sociale', 'À archiver', 'État du dossier'];
const SUITE = ['Dernière mise à jour le', 'Dernière mise à jour du dossier le', 'Déposé le', 'Passé en instruction le'];
const FIN = ['Traité le', 'Motivation de la décision', 'Instructeurs'];
const BLOC = '(4567) Collectifs denfants et ';
const ETABLISSEMENTS = feuille('Etablissements', [
  [
    'Dossier ID',
    'Champ',
    'Établissement SIRET',
    'Entreprise raison sociale',
    'Entreprise forme juridique',
    'Association RNA',
  ],
  ['1', 'SIRET du gestionnaire', '26450001300011', 'AUTRE', 'Autre forme', ''],
  ['1', 'Dossier', '73282932000074', 'LES LILAS', 'Association déclarée', 'W452001234'],
  ['2', 'Dossier', '35600000000048', 'LA POSTE', 'SA', ''],
]);

describe('exemple du format d’export (deux dossiers, un bloc)', () => {
  const lecture = lire(exemple(), { fichier: 'dossiers_clas-45-2025_2025-06-02_09-30.xlsx' });

  it('reconnaît la famille, la démarche et le rôle des feuilles', () => {
    expect(lecture.famille).toBe('ds_standard');
    expect(lecture.demarche).toBe('clas-45-2025');
    expect(lecture.feuilles).toEqual([
      { nom: 'Dossiers', role: 'dossiers', lignes: 2 },
      { nom: 'Etablissements', role: 'etablissements', lignes: 1 },
      { nom: 'Avis', role: 'avis', lignes: 0 },
      { nom: BLOC, role: 'collectifs', lignes: 2 },
    ]);
  });

  it('joint l’établissement du demandeur et les collectifs', () => {
    const dossier = dossierDe(lecture, '12345678');
    expect(dossier.structure).toMatchObject({
      raisonSociale: 'ASSO LES LILAS',
      // Le SIRET de l’exemple a une clé fausse : il est gardé comme déclaré, jamais utilisé.
      siret: null,
      siretDeclare: '77561234500018',
      courriel: 'contact@asso.fr',
      iban: 'FR7630006000011234567890189',
    });
    expect(dossier.collectifs.map((c) => [c.rang, c.libelle, c.effectif, c.niveau])).toEqual([
      [1, 'Collectif A', 12, 'elementaire'],
      [2, 'Collectif B', null, 'college'],
    ]);
    expect(lieux(lecture, 'siret_invalide')).toEqual(['Etablissements!C2 12345678']);
  });

  it('type les valeurs sans décaler l’heure ni perdre un centime', () => {
    expect(dossierDe(lecture, '12345678')).toMatchObject({
      etatSource: 'En instruction',
      deposeLe: '2025-05-30T23:15:00',
      communeInsee: '45234',
      totalChargesCentimes: 1234567,
    });
    const reponses = new Map(dossierDe(lecture, '12345678').reponses.map((r) => [r.champ ?? r.libelle, r]));
    expect(reponses.get('dateDebut')).toMatchObject({ valeur: '2025-09-15', adresse: 'Dossiers!T2' });
    expect(reponses.get('communeInsee')).toMatchObject({ valeur: '45234', adresse: 'Dossiers!P2' });
    expect(reponses.get('Commune du lieu')).toMatchObject({
      champ: null,
      valeur: 'Orléans (45000)',
      adresse: 'Dossiers!O2',
    });
    expect(reponses.get('locauxAdaptes')?.valeur).toBe('oui');
    expect(reponses.get('engagementCharte')?.valeur).toBe('oui');
    expect(reponses.get('Jours')?.valeur).toBe('lundi, mardi, jeudi');
  });

  it('prend le 0 d’un nombre pour un blanc et le dit, garde « off » comme non et le dit', () => {
    const gien = dossierDe(lecture, '12345679');
    expect(gien).toMatchObject({ totalChargesCentimes: null, communeInsee: null, collectifs: [] });
    expect(gien.reponses.find((r) => r.champ === 'engagementCharte')?.valeur).toBe('non');
    expect(gien.reponses.find((r) => r.libelle === 'Nombre de collectifs')).toMatchObject({ champ: null, brut: '0' });
    expect(lieux(lecture, 'zero_pour_vide')).toEqual([
      `${BLOC}!D3 12345678`,
      'Dossiers!R3 12345679',
      'Dossiers!S3 12345679',
    ]);
    expect(lieux(lecture, 'case_non_cochee')).toEqual(['Dossiers!V3 12345679']);
    expect(lieux(lecture, 'dossier_sans_collectif')).toEqual(['Dossiers!A3 12345679']);
    expect(lecture.anomalies.filter((a) => a.bloquante)).toEqual([]);
  });
});

describe('feuilles jointes', () => {
  it('prend le demandeur, pas les autres SIRET du dossier', () => {
    const lecture = lire(
      classeur(dossiers(['SIRET du gestionnaire'], ['1', '26450001300011'], ['2', '']), ETABLISSEMENTS),
    );
    expect(dossierDe(lecture, '1').structure).toMatchObject({
      siret: '73282932000074',
      rna: 'W452001234',
      formeJuridique: 'Association déclarée',
    });
    expect(dossierDe(lecture, '2').structure.siret).toBe('35600000000048');
    expect(lecture.colonnes.find((c) => c.entete === 'SIRET du gestionnaire')?.champ).toBeNull();
  });

  it('compare les numéros comme des textes, « .0 » compris, et dit chaque collectif orphelin avec sa cellule', () => {
    const bloc = feuille(BLOC, [
      ['Dossier ID', 'Ligne', 'Nom du collectif', 'Effectif prévu'],
      [2, 2, 'B', 9],
      ['2.0', 1, 'A', 10],
      ['99', 1, 'C', 11],
      ['', 1, 'D', 12],
    ]);
    const lecture = lire(classeur(dossiers([], ['1'], ['2']), ETABLISSEMENTS, bloc));
    expect(dossierDe(lecture, '2').collectifs.map((c) => [c.rang, c.libelle, c.effectif])).toEqual([
      [1, 'A', 10],
      [2, 'B', 9],
    ]);
    expect(lecture.collectifsOrphelins).toBe(2);
    expect(lieux(lecture, 'collectif_orphelin')).toEqual([`${BLOC}!A4 99`, `${BLOC}!A5 null`]);
  });

  it('choisit le bloc des collectifs par ses colonnes, et prend à la suite un bloc recréé', () => {
    const partenaires = feuille('(12) Partenaires', [
      ['Dossier ID', 'Ligne', 'Nom', 'Rôle'],
      ['1', 1, 'Mairie', 'Prêt de salle'],
    ]);
    const ancien = feuille('(34) Groupes', [
      ['Dossier ID', 'Ligne', 'Nom du groupe', 'Nombre d’enfants'],
      ['1', 1, 'Ancien', 8],
    ]);
    const nouveau = feuille('(56) Groupes', [
      ['Dossier ID', 'Ligne', 'Nom du groupe', 'Nombre d’enfants'],
      ['1', 1, 'Nouveau', 9],
    ]);
    const lecture = lire(classeur(dossiers([], ['1']), ETABLISSEMENTS, partenaires, ancien, nouveau));
    expect(lecture.feuilles.map((f) => f.role)).toEqual([
      'dossiers',
      'etablissements',
      'ignoree',
      'collectifs',
      'collectifs',
    ]);
    expect(dossierDe(lecture, '1').collectifs.map((c) => [c.rang, c.libelle])).toEqual([
      [1, 'Ancien'],
      [2, 'Nouveau'],
    ]);
  });

  it('dit le demandeur absent de la feuille des établissements', () => {
    const lecture = lire(classeur(dossiers([], ['3']), ETABLISSEMENTS));
    expect(anomaliesDe(lecture, 'etablissement_absent').map((a) => a.numeroDossier)).toEqual(['3']);
    expect(dossierDe(lecture, '3').structure.siret).toBeNull();
  });

  it('lit les feuilles annexes vides d’avant juin 2026 et un export sans dossier', () => {
    const vides = [feuille('Etablissements', []), feuille('Avis', [])];
    const lecture = lire(classeur(feuille('Dossiers', []), ...vides));
    expect(lecture).toMatchObject({ famille: 'ds_standard', dossiers: [] });
    expect(anomaliesDe(lecture, 'aucun_dossier')).toHaveLength(1);
    expect(lire(classeur(dossiers([], ['1']), ...vides)).dossiers).toHaveLength(1);
  });
});

function exemple() {
  const questions = ['IBAN', 'Commune du lieu', 'Commune du lieu (Code INSEE)', 'Commune du lieu (Département)'];
  const suite = ['Nombre de collectifs', 'Budget', 'Date de début', 'Locaux adaptés', 'Engagement charte', 'Jours'];
  const debut = ['12345678', 'contact@asso.fr', 'false', 'ASSO LES LILAS', 'false', 'En instruction'];
  const commune = ['FR76 3000 6000 0112 3456 7890 189', 'Orléans (45000)', '45234', '45 – Loiret'];
  const reponses = [...commune, 2, 12345.67, '2025-09-15', 'Oui', 'on', 'lundi, mardi, jeudi'];
  const vide = ['12345679', 'x@y.fr', 'false', 'COMMUNE DE GIEN', 'false', 'Accepté'];
  const blancs = ['', '', '', '', 0, 0, '', '', 'off', ''];
  return classeur(
    feuille('Dossiers', [
      [...FIXES, ...SUITE, ...FIN, ...questions, ...suite],
      [...debut, 45810.3786, 45809.7708, 45807.96875, 45810.375, '', '', 'a@x.fr b@x.fr', ...reponses],
      [...vide, date('2025-06-02T09:05:00'), '', '', '', 45839.5, 'Avis favorable du Copil', '', ...blancs],
    ]),
    feuille('Etablissements', [
      ['Dossier ID', 'Champ', 'Établissement SIRET'],
      ['12345678', 'Dossier', '77561234500018'],
    ]),
    feuille('Avis', []),
    feuille(BLOC, [
      ['Dossier ID', 'Ligne', 'Nom du collectif', 'Effectif', 'Niveau'],
      ['12345678', 1, 'Collectif A', 12, 'Élémentaire'],
      ['12345678', 2, 'Collectif B', 0, 'Collège'],
    ]),
  );
}
