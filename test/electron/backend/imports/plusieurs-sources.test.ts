import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lireExistant } from '../../../../db/queries/imports.ts';
import { planifierImport } from '../../../../electron/backend/imports/comparer.ts';
import type { LectureImport } from '../../../../electron/backend/imports/dossier-lu.ts';
import { reunir } from '../../../../electron/backend/imports/fusionner.ts';
import { nommerTableau } from '../../../../electron/backend/imports/numeros-de-source.ts';
import { type Atelier, type Banc, importer, lectureDe, ouvrirAtelier, SIRETS, type Source } from '../argent-essai.ts';

let atelier: Atelier;
let banc: Banc;
beforeAll(() => {
  atelier = ouvrirAtelier();
});
afterAll(() => atelier.fermer());
beforeEach(() => {
  banc = atelier.ouvrir({}, null);
});
afterEach(() => banc.fermer());

const [SIRET = '', AUTRE_SIRET = ''] = SIRETS;

function source(valeurs: Partial<Source> = {}): Source {
  return {
    numero: '1',
    nom: 'Les Hirondelles',
    siret: SIRET,
    iban: null,
    budgetCentimes: 1_800_000,
    collectifs: [{ libelle: 'Rouge', coutCentimes: 600_000, effectif: 10 }],
    ...valeurs,
  };
}

const tableau = (fichier: string, ...sources: Source[]): LectureImport => ({
  ...lectureDe(sources),
  fichier,
  famille: 'table',
});
const recevoir = (lecture: LectureImport, decisions = {}) =>
  importer(banc.context, banc.campagneId, lecture, decisions, true);
const prevoir = (...lectures: LectureImport[]) =>
  planifierImport(reunir(lectures), lireExistant(banc.context.db, banc.campagneId), {
    situerCommune: () => ({ commune: 'Orléans', territoire: '' }),
    decisions: {},
  });
const lignes = (sql: string) => banc.context.db.$client.prepare(sql).all();

describe('deux tableaux numérotés chacun à partir de 1', () => {
  const forms = tableau('Réponses CLAS(1-7).csv', source({ nom: 'Entraide scolaire', siret: AUTRE_SIRET }));
  const suivi = tableau('suivi_pole 2026-04-12.xlsx', source());

  test('le n° 1 d’un autre porteur ne remplace rien : il prend le nom de son tableau', () => {
    recevoir(suivi);
    const plan = prevoir(forms);
    expect(plan.differences.map((d) => [d.cle, d.nature])).toEqual([['nouveau:1 (Réponses CLAS)', 'nouveau']]);
    expect(plan.confirmation).toBeNull();
    recevoir(forms);
    expect(lignes('SELECT numero, source FROM dossiers')).toEqual([
      { numero: '1', source: 'table:suivi pole' },
      { numero: '1 (Réponses CLAS)', source: 'table:Réponses CLAS' },
    ]);
    expect(prevoir(forms).bilan.dossiers).toMatchObject({ nouveaux: 0, inchanges: 1, disparus: 0 });
    expect(prevoir(suivi).bilan.dossiers).toMatchObject({ nouveaux: 0, inchanges: 1, disparus: 0 });
    // Ensemble, et dans les deux ordres, chacun retrouve le sien.
    for (const plan of [prevoir(suivi, forms), prevoir(forms, suivi)])
      expect(plan.bilan.dossiers).toEqual({ nouveaux: 0, modifies: 0, inchanges: 2, disparus: 0 });
  });

  test('déposés ensemble sur une base vide, ils font deux dossiers', () => {
    const plan = prevoir(suivi, forms);
    expect(plan.dossiers.map((d) => d.lu.numero)).toEqual(['1', '1 (Réponses CLAS)']);
    expect(plan.lecture.anomalies).toEqual([]);
  });

  test('le même porteur sous le même numéro est le même dossier', () => {
    recevoir(suivi);
    expect(prevoir(tableau('autre.xlsx', source({ budgetCentimes: 5 }))).bilan.dossiers.modifies).toBe(1);
  });

  test('renommé, le tableau reste le sien : un dossier de moins se dit', () => {
    recevoir(tableau('suivi avril.xlsx', source(), source({ numero: '2', nom: 'Entraide', siret: AUTRE_SIRET })));
    const plan = prevoir(tableau('pour la réunion.xlsx', source()));
    expect(plan.lecture.sources).toEqual(['table:suivi']);
    expect(plan.differences.map((d) => d.cle)).toEqual(['disparu:2']);
    expect(plan.confirmation).toContain('en contenait 2');
  });

  test('renuméroté, il demande avant de donner un dossier à un autre porteur', () => {
    recevoir(suivi);
    const renumerote = tableau('suivi_pole.xlsx', source({ nom: 'Entraide scolaire', siret: AUTRE_SIRET }));
    const plan = prevoir(renumerote);
    expect(plan.indecises).toMatchObject([{ cle: 'porteur:1', nature: 'structure', retient: ['1'] }]);
    expect(plan.dossiers).toEqual([]);
    recevoir(renumerote, { 'porteur:1': 'ecarter' });
    expect(lignes('SELECT raison_sociale AS nom FROM structures')).toEqual([{ nom: 'Les Hirondelles' }]);
  });

  test('après un import de deux sources ensemble, chacune se compare à ses propres dossiers', () => {
    const autre = tableau('forms.csv', source({ numero: '7', nom: 'Entraide', siret: AUTRE_SIRET }));
    recevoir(suivi);
    recevoir(autre);
    banc.context.db.$client
      .prepare('UPDATE imports SET source = \'table:forms + table:suivi pole\', numeros = \'["1","7"]\'')
      .run();
    expect(prevoir(suivi)).toMatchObject({ confirmation: null, differences: [] });
  });
});

test('le nom d’un tableau, sans ce qui change d’une fois sur l’autre', () => {
  expect(
    ['Suivi CLAS au 12-04-2026 v2.xlsx', 'Réponses CLAS(1-7).csv', 'suivi mai (2).ods', '2026.csv'].map(nommerTableau),
  ).toEqual(['Suivi CLAS au', 'Réponses CLAS', 'suivi', '']);
});

describe('ce qu’un fichier ne dit pas', () => {
  /** Le même fichier sans ces colonnes, ni leurs réponses. */
  function sans(lecture: LectureImport, ...champs: string[]): LectureImport {
    const garde = (r: { readonly champ: string | null }) => !champs.includes(r.champ ?? '');
    return {
      ...lecture,
      colonnes: lecture.colonnes.filter(garde),
      dossiers: lecture.dossiers.map((d) => ({
        ...d,
        reponses: d.reponses.filter(garde),
        budget: champs.includes('charge:64') ? [] : d.budget,
        totalChargesCentimes: champs.includes('totalCharges') ? null : d.totalChargesCentimes,
        collectifs: d.collectifs.map((c) => ({
          ...c,
          coutCentimes: champs.includes('collectif.cout') ? null : c.coutCentimes,
        })),
      })),
    };
  }

  test('une colonne absente n’efface rien ; une case vide, si', () => {
    recevoir(tableau('suivi.xlsx', source()));
    const partiel = sans(
      tableau('suivi.xlsx', source({ nom: 'Les Hirondelles du Loiret' })),
      'charge:64',
      'totalCharges',
      'collectif.cout',
    );
    expect(prevoir(partiel).differences.map((d) => d.champ)).toEqual(['Raison sociale']);
    recevoir(partiel);
    expect(
      lignes(
        'SELECT total_charges_centimes AS total, montant_centimes AS montant, cout_centimes AS cout FROM dossiers JOIN lignes_budget JOIN collectifs',
      ),
    ).toEqual([{ total: 1_800_000, montant: 1_800_000, cout: 600_000 }]);
    const vide = tableau('suivi.xlsx', source());
    const effacee = { ...vide, dossiers: sans(vide, 'totalCharges').dossiers };
    expect(prevoir(effacee).differences).toMatchObject([
      { champ: 'Raison sociale' },
      { champ: 'Total des charges', apres: null },
    ]);
  });

  test('la même question sous un autre en-tête : une ligne, l’ancien et le nouveau', () => {
    recevoir(tableau('suivi.xlsx', source()));
    const renommer = <T extends { readonly champ: string | null }>(r: T): T =>
      r.champ === 'raisonSociale' ? { ...r, libelle: 'Votre structure', entete: 'Votre structure' } : r;
    const lecture = tableau('suivi.xlsx', source({ nom: 'Les Hirondelles du Loiret' }));
    const renommee = {
      ...lecture,
      colonnes: lecture.colonnes.map(renommer),
      dossiers: lecture.dossiers.map((d) => ({ ...d, reponses: d.reponses.map(renommer) })),
    };
    expect(prevoir(renommee).differences.map((d) => [d.champ, d.avant, d.apres])).toEqual([
      ['Raison sociale', 'Les Hirondelles', 'Les Hirondelles du Loiret'],
    ]);
  });
});
