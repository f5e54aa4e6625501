import { describe, expect, it } from 'vitest';
import type { Feuille } from '../../../../electron/backend/tableurs/classeur.ts';
import { anomaliesDe, type Contenu, classeur, date, dossierDe, feuille, lieux, lire } from './reconnaitre-essai.ts';

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

describe('budget', () => {
  const ENTETES = [
    '60 – Achats',
    '64 – Charges de personnel',
    '86 – Bénévolat',
    '70 – Familles',
    '74 – Caf',
    '87 – Bénévolat',
  ];
  const LIBELLES = [...ENTETES, 'Total des charges', 'Total des produits', 'Montant demandé à la Caf'];

  it('fait une ligne par poste chiffré, à son adresse, sans ligne pour un 0', () => {
    const { dossiers: lus } = lire(
      classeur(dossiers(LIBELLES, ['1', 1000.1, 0, 0, 200.1, 800, 0, 1000.1, 1000.1, 800])),
    );
    expect(lus[0]?.budget).toEqual([
      { sens: 'charge', compte: '60', libelle: 'Achats', montantCentimes: 100010, adresse: 'Dossiers!D2' },
      { sens: 'produit', compte: '70', libelle: 'Familles', montantCentimes: 20010, adresse: 'Dossiers!G2' },
      { sens: 'produit', compte: '74', libelle: 'Caf', montantCentimes: 80000, adresse: 'Dossiers!H2' },
    ]);
  });

  it('dit avec les deux chiffres ce qui ne s’équilibre pas', () => {
    const lecture = lire(
      classeur(
        dossiers(
          LIBELLES,
          ['1', 1000, 0, 0, 200, 440, 0, 1000, 640, 300],
          ['2', 1000, 0, 50, 0, 1000, 50, 1000, 1050, 1000],
          ['3', 1000, 0, 50, 0, 1000, 40, 1100, 1000, 1200],
        ),
      ),
    );
    expect(anomaliesDe(lecture, 'budget_desequilibre').map((a) => [a.numeroDossier, a.cellule, a.message])).toEqual([
      ['1', 'K2', expect.stringMatching(/charges 1\s000,00\s€, produits 640,00\s€, écart −360,00\s€/)],
      ['2', 'K3', expect.stringMatching(/Totaux.*charges 1\s000,00\s€, produits 1\s050,00\s€/)],
      ['3', 'K4', expect.stringMatching(/Totaux.*charges 1\s100,00\s€, produits 1\s000,00\s€/)],
    ]);
    expect(lieux(lecture, 'total_incoherent')).toEqual(['Dossiers!J4 3']);
    expect(lieux(lecture, 'contributions_desequilibrees')).toEqual(['Dossiers!I4 3']);
    expect(lieux(lecture, 'demande_egale_au_total')).toEqual(['Dossiers!L3 2']);
    expect(lieux(lecture, 'demande_superieure_au_total')).toEqual(['Dossiers!L4 3']);
    expect(lecture.anomalies.filter((a) => a.bloquante)).toEqual([]);
  });

  it('précise par leur libellé les colonnes d’un même compte de charges', () => {
    const lecture = lire(classeur(dossiers(['64 – Salaires', '64 – Charges sociales', '61 - Loyer'], ['1', 10, 5, 3])));
    expect(lecture.colonnes.slice(3).map((c) => c.champ)).toEqual([
      'charge:64:Salaires',
      'charge:64:Charges sociales',
      'charge:61',
    ]);
    expect(lecture.dossiers[0]?.budget.map((l) => [l.compte, l.libelle, l.montantCentimes])).toEqual([
      ['64', 'Salaires', 1000],
      ['64', 'Charges sociales', 500],
      ['61', 'Loyer', 300],
    ]);
  });
});

describe('anomalies bloquantes', () => {
  it('écarte un numéro absent, abîmé ou en double', () => {
    const lecture = lire(
      classeur(dossiers(['Intitulé'], ['1', 'a'], ['', 'b'], ['1', 'c'], ['1,23457E+07', 'd'], ['2', 'e'])),
    );
    expect(lecture.dossiers.map((d) => d.numero)).toEqual(['1', '2']);
    const bloquantes = lecture.anomalies.filter((a) => a.bloquante);
    expect(bloquantes.map((a) => [a.code, a.cellule, a.numeroDossier])).toEqual([
      ['numero_manquant', 'A3', null],
      ['numero_en_double', 'A4', '1'],
      ['numero_illisible', 'A5', null],
    ]);
  });

  it('écarte un effectif ou un montant qui n’est pas un nombre, une formule sans résultat', () => {
    const bloc = feuille(BLOC, [
      ['Dossier ID', 'Ligne', 'Nom', 'Effectif', 'Coût', 'Nombre d’adultes'],
      ['1', 1, 'A', '8 à 12', 100, 'deux'],
      ['2', 1, 'B', '12 enfants', 'environ 3000', 2],
      ['3', 1, 'C', { type: 'formule_sans_resultat' }, -5, 2],
      ['4', 1, 'D', 10, { type: 'erreur', valeur: '#REF!' }, 2],
    ]);
    const lecture = lire(classeur(dossiers(['60 – Achats'], ['1', 5], ['2', 'néant?'], ['3', 5], ['4', 5]), bloc));
    const bloquantes = lecture.anomalies.filter((a) => a.bloquante);
    expect(bloquantes.map((a) => `${a.code} ${a.feuille}!${a.cellule} ${a.numeroDossier}`)).toEqual([
      `effectif_illisible ${BLOC}!D2 1`,
      'montant_illisible Dossiers!D3 2',
      `montant_illisible ${BLOC}!E3 2`,
      `formule_sans_resultat ${BLOC}!D4 3`,
      `montant_illisible ${BLOC}!E4 3`,
      `montant_illisible ${BLOC}!E5 4`,
    ]);
    expect(dossierDe(lecture, '2').collectifs[0]?.effectif).toBe(12);
    expect(lieux(lecture, 'nombre_illisible')).toEqual([`${BLOC}!F2 1`]);
  });
});

describe('anomalies signalées sans écarter', () => {
  it('IBAN, courriel, téléphone, RNA, oui/non, date et code INSEE', () => {
    const entetes = [
      'IBAN',
      'Téléphone',
      'N° RNA',
      'Action en QPV',
      'Date de début',
      'Commune',
      'Commune (Code INSEE)',
    ];
    const lecture = lire(
      classeur(
        dossiers(
          entetes,
          [
            '1',
            'FR76 3000 6000 0112 3456 7890 188',
            '612345678',
            'W12',
            'peut-être',
            '31/02/2026',
            'Lieu-dit',
            '99999',
          ],
          ['2', 'FR76 3000 6000 0112 3456 7890 189 ', '06 12 34 56 78', 'W452001234', 'Non', '2026-09-15', '', '45155'],
        ),
      ),
      { anneeScolaire: '2025-2026' },
    );
    expect(lecture.anomalies.filter((a) => a.bloquante)).toEqual([]);
    expect(lieux(lecture, 'iban_invalide')).toEqual(['Dossiers!D2 1']);
    expect(lieux(lecture, 'rna_invalide')).toEqual(['Dossiers!F2 1']);
    expect(lieux(lecture, 'reponse_illisible')).toEqual(['Dossiers!G2 1']);
    expect(lieux(lecture, 'date_illisible')).toEqual(['Dossiers!H2 1']);
    expect(lieux(lecture, 'commune_inconnue')).toEqual(['Dossiers!J2 1', 'Dossiers!I2 1']);
    expect(lieux(lecture, 'date_hors_annee')).toEqual(['Dossiers!H3 2']);
    expect(anomaliesDe(lecture, 'valeur_reparee').map((a) => [a.cellule, a.message])).toEqual([
      ['E2', expect.stringContaining('zéro initial perdu, rétabli')],
    ]);
    expect(dossierDe(lecture, '1')).toMatchObject({ communeInsee: null, qpv: null });
    expect(dossierDe(lecture, '1').structure).toMatchObject({ telephone: '0612345678', iban: null, rna: null });
    expect(dossierDe(lecture, '2')).toMatchObject({ communeInsee: '45155', qpv: false });
    expect(dossierDe(lecture, '2').structure).toMatchObject({
      telephone: '0612345678',
      iban: 'FR7630006000011234567890189',
    });
  });

  it('effectif hors de 8 à 12, nombre de collectifs différent, niveau inconnu', () => {
    const bloc = feuille(BLOC, [
      ['Dossier ID', 'Ligne', 'Nom', 'Effectif', 'Niveau', 'Classes'],
      ['1', 1, 'A', 14, 'CP-CM2', ''],
      ['1', 2, 'B', 7, 'Maternelle', ''],
      ['1', 3, 'C', 8, 'Autre', '6e et 5e'],
      ['1', 4, 'D', 12, 'CM2-6e', ''],
    ]);
    const lecture = lire(classeur(dossiers(['Nombre de collectifs'], ['1', 3]), bloc));
    expect(lieux(lecture, 'effectif_hors_bornes')).toEqual([`${BLOC}!D2 1`, `${BLOC}!D3 1`]);
    expect(lieux(lecture, 'nombre_collectifs_different')).toEqual(['Dossiers!D2 1']);
    expect(lieux(lecture, 'niveau_illisible')).toEqual([`${BLOC}!E3 1`]);
    expect(dossierDe(lecture, '1').collectifs.map((c) => c.niveau)).toEqual(['elementaire', null, 'college', 'mixte']);
  });

  it('doublon probable d’un porteur au même lieu, IBAN partagé entre deux SIRET', () => {
    const iban = 'FR76 3000 6000 0112 3456 7890 189';
    const etablissements = feuille('Etablissements', [
      ['Dossier ID', 'Champ', 'Établissement SIRET'],
      ...['1', '2', '3'].map((n) => [n, 'Dossier', '73282932000074']),
      ['4', 'Dossier', '35600000000048'],
    ]);
    const lecture = lire(
      classeur(
        dossiers(
          ['IBAN', 'Commune', 'Quartier'],
          ['1', iban, 'Orléans (45000)', 'La Source'],
          ['2', iban, 'Orléans (45000)', 'Argonne'],
          ['3', iban, 'Orléans (45000)', 'LA SOURCE'],
          ['4', iban, 'Orléans (45000)', 'La Source'],
        ),
        etablissements,
      ),
    );
    expect(anomaliesDe(lecture, 'doublon_probable').map((a) => [a.valeur, a.message])).toEqual([
      ['3', expect.stringContaining('le dossier 1')],
    ]);
    expect(lieux(lecture, 'iban_partage')).toEqual(['Dossiers!D5 4']);
    expect(lecture.dossiers).toHaveLength(4);
  });

  it('regroupe les répétitions d’une colonne et borne les listes longues, sans taire une bloquante', () => {
    const lignes = Array.from({ length: 300 }, (_, i): Contenu[] => [`${i + 1}`, 'pas un iban', '?']);
    const lecture = lire(classeur(dossiers(['IBAN', 'Montant demandé'], ...lignes)));
    expect(anomaliesDe(lecture, 'iban_invalide')).toHaveLength(201);
    expect(anomaliesDe(lecture, 'iban_invalide').at(-1)?.message).toMatch(/^100 autres/);
    expect(anomaliesDe(lecture, 'montant_illisible')).toHaveLength(300);
    const zeros = lire(classeur(dossiers(['Nombre de collectifs'], ...lignes.map(([n]): Contenu[] => [n ?? '', 0]))));
    expect(anomaliesDe(zeros, 'zero_pour_vide').map((a) => [a.cellule, a.numeroDossier])).toEqual([['D2', null]]);
    expect(anomaliesDe(zeros, 'zero_pour_vide')[0]?.message).toContain('300 cellules à 0');
  });
});

function dossiers(entetes: readonly string[], ...lignes: readonly (readonly Contenu[])[]): Feuille {
  return feuille('Dossiers', [
    ['ID', 'Email', 'État du dossier', ...entetes],
    ...lignes.map(([numero = '', ...reste]) => [numero, 'a@b.fr', 'En instruction', ...reste]),
  ]);
}

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
