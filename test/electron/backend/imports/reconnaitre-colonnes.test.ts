import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleColonne } from '../../../../electron/backend/imports/dossier-lu.ts';
import { normaliserEntete, rendreUniques } from '../../../../electron/backend/imports/reconnaissance/entetes.ts';
import { lireNiveau } from '../../../../electron/backend/imports/reconnaissance/niveaux.ts';
import { lireSynonymes } from '../../../../electron/backend/imports/reconnaissance/synonymes.ts';
import type { Classeur } from '../../../../electron/backend/tableurs/classeur.ts';
import {
  COLONNES_ETABLISSEMENTS,
  colonnesCollectifs,
  colonnesDossiers,
} from '../../../../scripts/exemple/questions.ts';
import { CHAMP_PAR_CODE } from '../../../../shared/domaine/champs.ts';
import {
  anomaliesDe,
  type Contenu,
  classeur,
  dossierDe,
  feuille,
  lieux,
  lire,
  SYNONYMES,
} from './reconnaitre-essai.ts';

/** Libellés d’autres formulaires, absents de synonymes.json : le champ attendu, ou null si rien ne doit s’y rattacher. */
const AUTRE_FORMULAIRE: readonly (readonly [string, string | null])[] = [
  ['1. Dénomination de l’association ou de la collectivité porteuse *', 'raisonSociale'],
  ['Nom et prénom du (de la) président(e)', 'representant'],
  ['N° de téléphone (portable de préférence)', 'telephone'],
  ['Titre de votre projet CLAS 2026-2027', 'intitule'],
  ['Dans quelle commune l’action aura-t-elle lieu ?', 'communeInsee'],
  ['Le projet se situe-t-il en quartier prioritaire ?', 'qpv'],
  ['Combien de collectifs souhaitez-vous mettre en place ?', 'nombreCollectifs'],
  ['Nombre de collectifs financés en 2025-2026', null],
  ['Quels sont les constats et besoins à l’origine de votre projet ?', 'constat'],
  ['Quelle est la place accordée aux parents au sein de l’action ?', 'placeParents'],
  ['Quelles modalités de rencontres avec les parents prévoyez-vous ? (fréquence, lieu)', 'rencontresFamilles'],
  ['Quels liens avec les enseignants et les établissements scolaires ?', 'lienEcole'],
  ['Quels indicateurs d’évaluation avez-vous retenus ?', 'evaluation'],
  ['Quel est le niveau de diplôme du coordinateur ?', 'diplomeCoordinateur'],
  ['Nombre de salariés mobilisés sur l’action', 'nombreSalaries'],
  ['Nombre d’ETP', null],
  ['Les locaux sont-ils adaptés aux activités proposées ?', 'locauxAdaptes'],
  ['Date prévue de démarrage des séances', 'dateDebut'],
  ['Date de fin des séances', null],
  ['Montant de la participation annuelle demandée aux familles (€)', 'participationFamilles'],
  ['Montant total de la subvention sollicitée auprès de la CAF', 'montantDemande'],
  ['Montant obtenu l’an dernier', null],
  ['Total des dépenses prévisionnelles', 'totalCharges'],
  ['Total des recettes prévisionnelles', 'totalProduits'],
  ['IBAN du compte à créditer', 'iban'],
  ['Code BIC de la banque', 'bic'],
  ['Joindre les statuts signés de l’association', 'pieceStatuts'],
  ['Je m’engage à respecter la charte de la laïcité', 'engagementLaicite'],
  ['Date de naissance du président', null],
  ['Date de l’assemblée générale', null],
  ['Nombre d’adhérents', null],
  ['Commentaires', null],
];

describe('rapprochement des colonnes', () => {
  it('reconnaît chaque colonne du formulaire d’exemple par son seul libellé', () => {
    const [dossiers, etablissements, collectifs] = [colonnesDossiers(), COLONNES_ETABLISSEMENTS, colonnesCollectifs()];
    const lecture = lire(
      classeur(
        feuille('Dossiers', [dossiers.map((c) => c.entete), ['1']]),
        feuille('Etablissements', [etablissements.map((c) => c.entete), ['1', 'Dossier']]),
        feuille('(4567) Collectifs denfants et ', [collectifs.map((c) => c.entete), ['1', 1]]),
      ),
    );
    const attendus = [...dossiers, ...etablissements, ...collectifs];
    const ecarts = lecture.colonnes.flatMap((lue, rang) =>
      lue.champ === attendus[rang]?.code ? [] : [`${lue.entete} : ${lue.champ} au lieu de ${attendus[rang]?.code}`],
    );
    expect(ecarts).toEqual([]);
    expect(lecture.colonnes).toHaveLength(attendus.length);
    expect(lecture.colonnes.filter((c) => c.champ !== null && c.confiance < 60)).toEqual([]);
  });

  it('reconnaît un autre formulaire, et laisse de côté ce qui ne lui ressemble qu’en apparence', () => {
    const lecture = lire(
      classeur(
        standard(AUTRE_FORMULAIRE.map(([libelle]) => libelle)),
        feuille('(1) Groupes', [
          ['Dossier ID', 'Ligne', 'Nombre d’enfants'],
          ['1', 1, 9],
        ]),
      ),
    );
    const lus = lecture.colonnes.filter((c) => c.feuille === 'Dossiers').slice(4);
    expect(lus.map((c, rang) => [AUTRE_FORMULAIRE[rang]?.[0], c.champ])).toEqual(AUTRE_FORMULAIRE);
  });

  it('dit d’où vient chaque rapprochement et sa confiance', () => {
    const lecture = lire(
      classeur(
        standard(
          [
            'Intitulé de l’action',
            'Titre du projet ?',
            'Subvention demandée à la Caf',
            'Total des produit prévisonnels',
            'Colonne sans nom clair',
          ],
          ['', '', '', '', 'FR76 3000 6000 0112 3456 7890 189'],
        ),
      ),
    );
    expect(lecture.colonnes.map((c) => [c.champ, c.origine, c.confiance])).toEqual([
      ['numero', 'fixe', 100],
      ['courriel', 'fixe', 100],
      ['etatSource', 'fixe', 100],
      [null, 'fixe', 100],
      ['intitule', 'nom', 97],
      [null, null, 0],
      ['montantDemande', 'synonyme', 93],
      ['totalProduits', 'synonyme', 80],
      ['iban', 'contenu', 75],
    ]);
  });

  it('suit le choix de l’agent avant tout, « ne pas importer » compris', () => {
    const donnees = classeur(standard(['Intitulé', 'Autre titre', '60 – Achats'], ['refusé', 'choisi', 12]));
    const correspondances = {
      [cleColonne('Dossiers', 'Intitulé')]: null,
      [cleColonne('Dossiers', 'Autre titre')]: 'intitule',
      [cleColonne('Dossiers', '60 – Achats')]: 'charge:61',
      [cleColonne('Dossiers', 'Email')]: 'champ inconnu',
    };
    const lecture = lire(donnees, { correspondances });
    expect(dossierDe(lecture, '1')).toMatchObject({
      intitule: 'choisi',
      budget: [{ compte: '61', libelle: 'Achats' }],
    });
    expect(lecture.colonnes.slice(4).map((c) => [c.champ, c.origine])).toEqual([
      [null, 'agent'],
      ['intitule', 'agent'],
      ['charge:61', 'agent'],
    ]);
    expect(dossierDe(lecture, '1').structure.courriel).toBe('a@b.fr');
  });

  it('réunit les colonnes en double d’un champ : la première valeur non vide, l’écart étant dit', () => {
    const lecture = lire(
      classeur(
        standard(
          ['Intitulé', 'Précisez', 'Intitulé ', 'Précisez'],
          ['Un', 'a', '', 'b'],
          ['', '', 'Deux', ''],
          ['Trois', '', 'Quatre', ''],
        ),
      ),
    );
    expect(lecture.colonnes.slice(4).map((c) => [c.entete, c.champ])).toEqual([
      ['Intitulé', 'intitule'],
      ['Précisez', null],
      ['Intitulé (2)', 'intitule'],
      ['Précisez (2)', null],
    ]);
    expect(lecture.dossiers.map((d) => d.intitule)).toEqual(['Un', 'Deux', 'Trois']);
    expect(lieux(lecture, 'valeurs_differentes')).toEqual(['Dossiers!G4 3']);
    expect(anomaliesDe(lecture, 'entetes_en_double')[0]?.message).toContain(
      '« Intitulé » (2 fois), « Précisez » (2 fois)',
    );
    const premier = dossierDe(lecture, '1').reponses.filter((r) => r.libelle.startsWith('Précisez'));
    expect(premier.map((r) => [r.libelle, r.valeur])).toEqual([
      ['Précisez', 'a'],
      ['Précisez (2)', 'b'],
    ]);
  });

  it('prend une commune en trois colonnes pour une question : le code INSEE l’emporte, le nom le remplace', () => {
    const entetes = ['Commune du lieu', 'Commune du lieu (Code INSEE)', 'Commune du lieu (Département)'];
    const lecture = lire(
      classeur(
        standard(
          [...entetes, ...entetes],
          ['Orléans (45000)', '45155', '', '', '', ''],
          ['Orléans (45000)'],
          ['', '', '', 'Gien (45500)', '45155'],
        ),
      ),
    );
    expect(lecture.dossiers.map((d) => d.communeInsee)).toEqual(['45155', '45234', '45155']);
    expect(lecture.colonnes.slice(4).map((c) => c.champ)).toEqual([
      null,
      'communeInsee',
      null,
      null,
      'communeInsee',
      null,
    ]);
    expect(anomaliesDe(lecture, 'valeurs_differentes')).toEqual([]);
  });

  it('lit le nom d’une commune comme on l’écrit, sans deviner entre deux homonymes', () => {
    const noms = [
      'LA FERTE ST AUBIN',
      '45240 La Ferté-Saint-Aubin',
      'St Denis en Val',
      'Saint-Omer',
      'Saint-Omer (60860)',
      '1004',
      '45000',
    ];
    const lecture = lire(classeur(standard(['Commune'], ...noms.map((nom) => [nom]))));
    expect(lecture.dossiers.map((d) => d.communeInsee)).toEqual([
      '45146',
      '45146',
      '45302',
      null,
      '60590',
      '01004',
      null,
    ]);
    expect(anomaliesDe(lecture, 'commune_inconnue').map((a) => a.numeroDossier)).toEqual(['4', '7']);
  });
});

describe('libellés et niveaux', () => {
  it.each([
    ['12. Intitulé\u00a0de l’action\u202f: *', "intitule de l'action"],
    ['  Commune(s)\nconcernée(s)  ?', 'commune concernee'],
    ['3.1 Effectif prévu (obligatoire)', 'effectif prevu'],
    ['Question 4 : Œuvres', 'oeuvres'],
    ['N° dossier', 'numero dossier'],
    ['64 – Charges de personnel', '64 - charges de personnel'],
    ['(Bloc répétable Groupes) – Effectif', 'effectif'],
    ['E\u0301tat du dossier', 'etat du dossier'],
  ])('« %s » se compare comme « %s »', (libelle, attendu) => {
    expect(normaliserEntete(libelle)).toBe(attendu);
  });

  it.each([
    ['CP-CM2', 'elementaire'],
    ['École élémentaire', 'elementaire'],
    ['Primaire', 'elementaire'],
    ['Collège', 'college'],
    ['6e-3e', 'college'],
    ['6ème à 3ème', 'college'],
    ['Lycée professionnel', 'lycee'],
    ['2nde, 1ère et terminale', 'lycee'],
    ['CM2 et 6e', 'mixte'],
    ['Élémentaire et collège', 'mixte'],
    ['Mixte', 'mixte'],
    ['École maternelle', null],
    ['', null],
  ])('« %s » est du niveau %s', (texte, attendu) => {
    expect(lireNiveau(texte)).toBe(attendu);
  });

  it('les synonymes ne nomment que des champs du catalogue, chaque champ une fois', () => {
    const codes = Object.keys(SYNONYMES);
    expect(codes.filter((code) => !CHAMP_PAR_CODE.has(code))).toEqual([]);
    expect([...CHAMP_PAR_CODE.keys()].filter((code) => !codes.includes(code))).toEqual([]);
    expect(() => lireSynonymes({ siret: 'SIRET' })).toThrow(/« siret » doit être une liste/);
    expect(() => lireSynonymes([])).toThrow(/un objet/);
  });
});

describe('robustesse', () => {
  it('rend uniques des en-têtes dont l’un porte déjà le nom du suivant', () => {
    expect(rendreUniques(['A', 'A', 'A (2)', 'A', 'A (2)'])).toEqual(['A', 'A (2)', 'A (2) (2)', 'A (3)', 'A (2) (3)']);
  });

  it('traite « __proto__ » et « constructor » comme des en-têtes ordinaires', () => {
    const lecture = lire(classeur(standard(['__proto__', 'constructor', 'toString'], ['a', 'b', 'c'])));
    expect(
      dossierDe(lecture, '1')
        .reponses.slice(3)
        .map((r) => [r.libelle, r.valeur]),
    ).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['toString', 'c'],
    ]);
  });

  it('ne lève jamais, quel que soit le contenu', () => {
    const texte = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        'ID',
        'Email',
        'État du dossier',
        'N° dossier',
        'Dossier ID',
        'Ligne',
        'Effectif',
        '60 – Achats',
        'SIRET',
        'Commune',
      ),
      fc.constantFrom(
        '8 à 12',
        '7,75612E+13',
        '1e999',
        '-0',
        '٣',
        '\u0000',
        'Commune (Code INSEE)',
        'Champ',
        'Dossier',
      ),
      fc.constantFrom(
        'Collectif 1',
        'Collectif 2',
        'Effectif collectif 2',
        'Porteur',
        'Nom',
        'Total',
        'Territoire Est',
        '2025-2026',
        'Heure de début',
        'Heure de fin',
        'Chalette s/ L.',
        '220+144',
        '06/05/2026',
        '1 234,56 €',
      ),
    );
    const contenu: fc.Arbitrary<Contenu> = fc.oneof(
      texte,
      fc.double(),
      fc.boolean(),
      fc.constantFrom<Contenu>(
        { type: 'formule_sans_resultat' },
        { type: 'erreur', valeur: '#N/A' },
        { type: 'date', valeur: '0000-00-00' },
        { type: 'date', valeur: '2026-02-30T25:61:00' },
      ),
    );
    const lignes = fc.array(fc.array(contenu, { maxLength: 8 }), { maxLength: 8 });
    const nom = fc.constantFrom('Dossiers', 'Etablissements', 'Avis', '(1) Groupes', 'Feuil1');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(nom, lignes), { maxLength: 4 }),
        fc.constantFrom('xlsx', 'csv'),
        (feuilles, format) => {
          const donnees: Classeur = { format, avertissements: [], feuilles: feuilles.map(([n, l]) => feuille(n, l)) };
          const lecture = lire(donnees, { profil: { 'Feuil1\u241FEffectif': 'collectif.effectif', sans: 'numero' } });
          expect(lecture.feuilles).toHaveLength(feuilles.length);
          expect(new Set(lecture.dossiers.map((d) => d.numero)).size).toBe(lecture.dossiers.length);
          for (const { collectifs } of lecture.dossiers) {
            expect(new Set(collectifs.map((c) => c.rang)).size).toBe(collectifs.length);
            expect(collectifs.every((c) => c.effectif === null || Number.isSafeInteger(c.effectif))).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Feuille `Dossiers` standard, numérotée depuis 1 ; les questions commencent en E. */
function standard(entetes: readonly string[], ...lignes: readonly (readonly Contenu[])[]) {
  const remplies = lignes.length === 0 ? [[]] : lignes;
  return feuille('Dossiers', [
    ['ID', 'Email', 'État du dossier', 'Instructeurs', ...entetes],
    ...remplies.map((ligne, rang) => [`${rang + 1}`, 'a@b.fr', 'Accepté', '', ...ligne]),
  ]);
}
