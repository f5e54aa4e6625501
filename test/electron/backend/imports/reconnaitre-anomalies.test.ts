import { describe, expect, it } from 'vitest';
import { anomaliesDe, type Contenu, classeur, dossierDe, dossiers, feuille, lieux, lire } from './reconnaitre-essai.ts';

const BLOC = '(4567) Collectifs denfants et ';

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
    expect(anomaliesDe(lecture, 'repare_telephone').map((a) => [a.cellule, a.message])).toEqual([
      ['E2', 'Colonne « Téléphone » : « 612345678 » lu 06 12 34 56 78. Zéro initial perdu, rétabli : à vérifier.'],
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

describe('valeurs extrêmes', () => {
  it('refuse un fuseau impossible et un montant hors de proportion sans lever', () => {
    const entetes = ['Date de début', '60 – Achats', '61 – Loyer'];
    const lecture = lire(
      classeur(dossiers(entetes, ['1', '2026-09-15T10:00:00+99:99', 73282932000074, '99 999 999 999'])),
    );
    expect(lieux(lecture, 'date_illisible')).toEqual(['Dossiers!D2 1']);
    expect(lieux(lecture, 'montant_illisible')).toEqual(['Dossiers!E2 1', 'Dossiers!F2 1']);
    expect(dossierDe(lecture, '1').budget).toEqual([]);
  });
});
