import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lireExistant } from '../../../../db/queries/imports.ts';
import { annulerImport } from '../../../../electron/backend/imports/annuler.ts';
import { planifierImport } from '../../../../electron/backend/imports/comparer.ts';
import { reunir } from '../../../../electron/backend/imports/fusionner.ts';
import { listerImports } from '../../../../electron/backend/imports/importer.ts';
import { verifierBase } from '../../../../electron/backend/journal.ts';
import { commenter } from '../../../../electron/backend/lectures.ts';
import {
  type Atelier,
  type Banc,
  IBANS,
  importer,
  lectureDe,
  ouvrirAtelier,
  SIRETS,
  type Source,
  source,
} from '../argent-essai.ts';

let atelier: Atelier;
let banc: Banc;
beforeAll(() => {
  atelier = ouvrirAtelier();
});
afterAll(() => atelier.fermer());
beforeEach(() => {
  banc = atelier.ouvrir({}, null);
});
afterEach(() => {
  expect(verifierBase(banc.context)).toMatchObject({ sain: true });
  banc.fermer();
});

const [SIRET = '', AUTRE_SIRET = ''] = SIRETS;
const [, AUTRE_IBAN = '', TROISIEME_IBAN = ''] = IBANS;

function recevoir(sources: readonly Source[], decisions: Readonly<Record<string, string>> = {}) {
  return importer(banc.context, banc.campagneId, lectureDe(sources), decisions, true);
}

/** Le plan tel que l’aperçu le montre, sans rien écrire ni rien décider d’avance. */
function prevoir(sources: readonly Source[], decisions: Readonly<Record<string, string>> = {}) {
  return planifierImport(reunir([lectureDe(sources)]), lireExistant(banc.context.db, banc.campagneId), {
    situerCommune: () => ({ commune: 'Orléans', territoire: '' }),
    decisions,
  });
}

function lignes<T = Record<string, unknown>>(sql: string): T[] {
  return banc.context.db.$client.prepare(sql).all() as T[];
}

function dire(plan: ReturnType<typeof prevoir>) {
  return plan.differences.map((d) => [d.cle, d.champ, d.avant, d.apres, d.propose]);
}

describe('champ par champ', () => {
  const change = (valeurs: Partial<Source> = {}) =>
    source({
      nom: 'Les Bons Amis',
      budgetCentimes: 700_000,
      collectifs: [
        { libelle: 'Rouge', coutCentimes: 100_000, effectif: 12 },
        { libelle: 'Bleu', coutCentimes: 600_000, effectif: 10 },
        { libelle: 'Jaune', coutCentimes: 200_000, effectif: 9 },
      ],
      ...valeurs,
    });

  test('chaque ligne dit l’ancien et le nouveau', () => {
    recevoir([source()]);
    expect(dire(prevoir([change()]))).toEqual([
      ['modifie:1001:raisonSociale', 'Raison sociale', 'Les Amis', 'Les Bons Amis', 'remplacer'],
      ['modifie:1001:charge:64', 'charge:64', '1800000', '700000', 'remplacer'],
      ['modifie:1001:totalCharges', 'Total des charges', '1800000', '700000', 'remplacer'],
      ['modifie:1001:totalProduits', 'Total des produits', '1800000', '700000', 'remplacer'],
      ['modifie:1001:collectif 1:effectif', 'effectif du collectif 1', '10', '12', 'remplacer'],
      [
        'modifie:1001:collectif 1:coutCentimes',
        'coût du collectif 1',
        '6\u202f000,00\u00a0€',
        '1\u202f000,00\u00a0€',
        'remplacer',
      ],
      ['modifie:1001:collectif 4', 'collectif 4', null, 'Jaune', 'remplacer'],
      ['modifie:1001:collectif 2', 'collectif 2', 'Vert', null, 'remplacer'],
    ]);
  });

  test('tout refusé, la base reste comme avant et le même fichier ne redemande rien', () => {
    recevoir([source()]);
    commenter(banc.context, 1, 'lu');
    // Ni les empreintes, ni les numéros de ligne, ni la place des cellules : ce qui est dit.
    const dit = () => [
      lignes('SELECT commune_insee, total_charges_centimes, total_produits_centimes, contenu_modifie_le FROM dossiers'),
      lignes('SELECT raison_sociale, siret FROM structures'),
      lignes('SELECT rang, compte, montant_centimes, adresse FROM lignes_budget'),
      lignes('SELECT rang, libelle, effectif, cout_centimes, present, empreinte FROM collectifs'),
      lignes(
        "SELECT json_extract(r.value, '$[2]') AS libelle, json_extract(r.value, '$[4]') AS brut FROM reponses_recues, json_each(contenu) r",
      ),
    ];
    const avant = dit();
    const refus = Object.fromEntries(prevoir([change()]).differences.map((d) => [d.cle, 'garder']));
    recevoir([change()], refus);
    expect(dit()).toEqual(avant);
    expect(listerImports(banc.context, banc.campagneId)[0]?.bilan.dossiers).toMatchObject({
      modifies: 0,
      inchanges: 1,
    });
    expect(prevoir([change()])).toMatchObject({ differences: [], bilan: { dossiers: { inchanges: 1 } } });
  });

  test('un champ refusé garde sa valeur, sa cellule et sa ligne de budget ; les autres suivent le fichier', () => {
    recevoir([source()]);
    recevoir([change()], {
      'modifie:1001:charge:64': 'garder',
      'modifie:1001:collectif 1:effectif': 'garder',
      'modifie:1001:collectif 2': 'garder',
    });
    expect(lignes('SELECT compte, montant_centimes AS montant FROM lignes_budget')).toEqual([
      { compte: '64', montant: 1_800_000 },
    ]);
    expect(
      lignes(
        "SELECT json_extract(r.value, '$[3]') AS v FROM reponses_recues, json_each(contenu) r WHERE r.value LIKE '%charge:64%'",
      ),
    ).toEqual([{ v: '1800000' }]);
    expect(lignes('SELECT raison_sociale AS nom FROM structures')).toEqual([{ nom: 'Les Bons Amis' }]);
    expect(
      lignes('SELECT rang, libelle, effectif, cout_centimes AS cout, present FROM collectifs ORDER BY rang'),
    ).toEqual([
      { rang: 1, libelle: 'Rouge', effectif: 10, cout: 100_000, present: 1 },
      { rang: 2, libelle: 'Vert', effectif: 10, cout: 600_000, present: 1 },
      { rang: 3, libelle: 'Bleu', effectif: 10, cout: 600_000, present: 1 },
      { rang: 4, libelle: 'Jaune', effectif: 9, cout: 200_000, present: 1 },
    ]);
  });

  test('une question du collectif que le catalogue ne connaît pas se refuse aussi ; une case vidée du porteur ne se demande pas', () => {
    const avec = (brut: string, nom = 'Les Amis') => {
      const lecture = lectureDe([source({ nom })]);
      const dossiers = lecture.dossiers.map((d) => ({
        ...d,
        collectifs: d.collectifs.map((c) => ({
          ...c,
          reponses: [
            ...c.reponses,
            { champ: null, libelle: 'Salle', valeur: brut, brut, adresse: `Collectifs!H${c.rang}` },
          ],
        })),
      }));
      return { ...lecture, dossiers };
    };
    importer(banc.context, banc.campagneId, avec('bleue'));
    const reglages = { situerCommune: () => ({ commune: '', territoire: '' }), decisions: {} };
    const plan = planifierImport(reunir([avec('rouge', '')]), lireExistant(banc.context.db, banc.campagneId), reglages);
    expect(plan.differences.map((d) => [d.champ, d.avant, d.apres])).toEqual(
      [1, 2, 3].map((rang) => [`Salle, collectif ${rang}`, 'bleue', 'rouge']),
    );
    importer(banc.context, banc.campagneId, avec('rouge'), { 'modifie:1001:collectif 2:Salle': 'garder' });
    expect(
      lignes(
        "SELECT json_extract(r.value, '$[3]') AS v FROM reponses_recues, json_each(contenu) r WHERE r.value LIKE '%Salle%'",
      ),
    ).toEqual([{ v: 'rouge' }, { v: 'bleue' }, { v: 'rouge' }]);
  });

  test('un SIRET refusé laisse le dossier à son porteur', () => {
    recevoir([source()]);
    recevoir([source({ siret: AUTRE_SIRET })], { 'modifie:1001:siret': 'garder' });
    expect(lignes('SELECT siret FROM structures')).toEqual([{ siret: SIRET }]);
  });

  test('déjà lu, le dossier changé le dit ; un code inconnu est refusé', () => {
    recevoir([source()]);
    commenter(banc.context, 1, 'lu');
    expect(prevoir([change()]).differences.every((d) => d.dejaLu)).toBe(true);
    expect(() => prevoir([change()], { 'modifie:1001:charge:64': 'peut-être' })).toThrow(
      /« peut-être » n’est pas une réponse.*remplacer, garder/,
    );
    recevoir([change()]);
    expect(lignes('SELECT contenu_modifie_le > (SELECT modifie_le FROM lectures) AS apres FROM dossiers')).toEqual([
      { apres: 0 },
    ]);
    expect(lignes('SELECT contenu_modifie_le IS NOT NULL AS note FROM dossiers')).toEqual([{ note: 1 }]);
  });
});

describe('dossiers nouveaux', () => {
  test('un dossier écarté n’est pas créé, et revient la fois d’après', () => {
    const sources = [source(), source({ numero: '1002', siret: AUTRE_SIRET, nom: 'Autres' })];
    const plan = recevoir(sources, { 'nouveau:1002': 'ecarter' });
    expect(plan.bilan.dossiers.nouveaux).toBe(2);
    expect(listerImports(banc.context, banc.campagneId)[0]?.bilan.dossiers.nouveaux).toBe(1);
    expect(lignes('SELECT numero FROM dossiers')).toEqual([{ numero: '1001' }]);
    expect(lignes('SELECT siret FROM structures')).toEqual([{ siret: SIRET }]);
    expect(prevoir(sources).differences.map((d) => d.cle)).toEqual(['nouveau:1002']);
  });

  test('même porteur, même lieu, autre numéro, absent du fichier : à choisir, et laissé de côté d’ici là', () => {
    recevoir([source()]);
    const plan = prevoir([source({ numero: '2001' })]);
    expect(plan.indecises.map((d) => [d.cle, d.nature])).toEqual([['doublon:2001', 'doublon_probable']]);
    expect(plan.indecises[0]?.champ).toContain('et même lieu que le dossier 1001');
    expect(plan.dossiers).toEqual([]);
    expect(prevoir([source({ numero: '2001' })], { 'doublon:2001': 'creer' }).dossiers).toHaveLength(1);
    // Les deux numéros dans le même fichier : le portail les distingue déjà.
    expect(prevoir([source(), source({ numero: '2001' })]).indecises).toEqual([]);
  });
});

describe('porteurs ressemblants', () => {
  const sansSiret = source({ numero: '2001', siret: null, nom: 'ASSOCIATION « LES AMIS »' });

  test('un nom écrit autrement, sans SIRET : l’agent dit si c’est le même', () => {
    recevoir([source()]);
    const plan = prevoir([source(), sansSiret]);
    const [question] = plan.indecises;
    expect(question).toMatchObject({ nature: 'structure', propose: null, avant: `Les Amis, ${SIRET}` });
    expect(question?.choix.map((c) => c.code)).toEqual(['creer', 'rattacher:1']);
    expect(plan.dossiers.map((d) => d.nature)).toEqual(['inchange']);
    recevoir([source(), sansSiret], { [question?.cle ?? '']: 'rattacher:1' });
    expect(lignes('SELECT structure_id AS s FROM dossiers')).toEqual([{ s: 1 }, { s: 1 }]);
    expect(lignes('SELECT raison_sociale AS nom, siret FROM structures')).toEqual([{ nom: 'Les Amis', siret: SIRET }]);
  });

  test('deux SIREN justes et différents sous le même nom : proposé comme deux porteurs', () => {
    recevoir([source()]);
    const [question] = prevoir([source(), source({ numero: '2001', siret: AUTRE_SIRET })]).differences;
    expect(question).toMatchObject({ nature: 'structure', propose: 'creer' });
  });
});

describe('coordonnées', () => {
  test('deux dossiers d’un porteur connu, deux IBAN nouveaux : rien ne se demande tant que l’agent n’a pas choisi', () => {
    recevoir([source(), source({ numero: '1002' })]);
    const change = [source({ iban: AUTRE_IBAN }), source({ numero: '1002', iban: TROISIEME_IBAN })];
    const plan = prevoir(change);
    expect(plan.indecises.map((d) => [d.cle, d.choix.map((c) => c.code)])).toEqual([
      ['iban:1', ['demander:1001', 'demander:1002', 'ignorer']],
    ]);
    expect(plan.coordonnees).toEqual([]);
    recevoir(change, { 'iban:1': 'demander:1002' });
    expect(lignes('SELECT iban FROM demandes_iban')).toEqual([{ iban: TROISIEME_IBAN }]);
  });

  test('refusé, l’IBAN ne se demande pas ; une demande remplacée revient si l’import est annulé', () => {
    recevoir([source()]);
    recevoir([source({ iban: AUTRE_IBAN })], { 'iban:1': 'ignorer' });
    expect(lignes('SELECT * FROM demandes_iban')).toEqual([]);
    recevoir([source({ iban: AUTRE_IBAN, budgetCentimes: 4, bic: 'AGRIFRPP' })]);
    const avant = lignes('SELECT iban, etat, empreinte FROM demandes_iban');
    recevoir([source({ iban: TROISIEME_IBAN })]);
    expect(lignes('SELECT etat FROM demandes_iban')).toEqual([{ etat: 'annulee' }, { etat: 'ouverte' }]);
    const dernier = listerImports(banc.context, banc.campagneId)[0];
    expect(dernier?.demandesIban).toBe(1);
    annulerImport(banc.context, { importId: dernier?.id ?? 0, motif: 'mauvais fichier' });
    expect(lignes("SELECT iban, etat, empreinte FROM demandes_iban WHERE etat = 'ouverte'")).toEqual(avant);
  });
});

describe('disparus', () => {
  const autre = source({ numero: '1002', siret: AUTRE_SIRET, nom: 'Autres', iban: AUTRE_IBAN });

  test('moins de dossiers que la fois d’avant : la question se pose, et l’absent reste ou se marque', () => {
    recevoir([source(), autre]);
    const plan = prevoir([source()]);
    expect(plan.confirmation).toBe(
      'Ce fichier contient 1 dossier ; le précédent de la même source, « essai.xlsx », en contenait 2. Le dossier absent reste dans la base. Importer quand même ?',
    );
    expect(dire(plan)).toEqual([['disparu:1002', 'présent dans la base, absent de ce fichier', null, null, 'garder']]);
    recevoir([source()], { 'disparu:1002': 'marquer' });
    const absents = () => lignes('SELECT numero FROM dossiers WHERE absent_depuis IS NOT NULL');
    expect(absents()).toEqual([{ numero: '1002' }]);
    // Dit une fois ; revenu, il n’est plus absent.
    expect(prevoir([source()])).toMatchObject({ differences: [], confirmation: null });
    expect(prevoir([source(), autre]).differences.map((d) => [d.champ, d.avant, d.apres])).toEqual([
      ['présence', 'absent', 'présent'],
    ]);
    recevoir([source(), autre]);
    expect(absents()).toEqual([]);
  });

  test('un fichier d’une autre source ne fait disparaître personne', () => {
    recevoir([source(), autre]);
    const lecture = { ...lectureDe([source({ numero: '3001' })]), famille: 'table' as const };
    const plan = planifierImport(reunir([lecture]), lireExistant(banc.context.db, banc.campagneId), {
      situerCommune: () => ({ commune: '', territoire: '' }),
      decisions: {},
    });
    expect(plan.differences.filter((d) => d.nature === 'disparu')).toEqual([]);
    expect(plan.confirmation).toBeNull();
  });
});
