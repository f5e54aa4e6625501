import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import {
  anomaliesDe,
  type Contenu,
  classeur,
  date,
  dossierDe,
  dossiers,
  feuille,
  lieux,
  lire,
} from './reconnaitre-essai.ts';

/** Un tableau d’agent : numéro, puis une seule colonne à l’essai. */
function colonne(entete: string, ...contenus: readonly Contenu[]) {
  return lire(
    classeur(
      feuille('Suivi', [
        ['N° dossier', 'Nom de la structure', entete],
        ...contenus.map((contenu, rang): Contenu[] => [`D${rang + 1}`, 'Les Lilas', contenu]),
      ]),
    ),
  );
}

describe('valeurs abîmées dont la lecture est certaine : réparées, dites à leur cellule', () => {
  it.each<readonly [string, string | number, string, string, string]>([
    ['SIRET', '73282932000074.0', 'repare_siret', 'siret', '73282932000074'],
    ['Téléphone', 238551200, 'repare_telephone', 'telephone', '0238551200'],
    ['Téléphone', '238551200.0', 'repare_telephone', 'telephone', '0238551200'],
    ['Code INSEE', 1004, 'repare_commune', 'communeInsee', '01004'],
    ['Code INSEE', '45234.0', 'repare_commune', 'communeInsee', '45234'],
    ['Date de début', '46280', 'repare_date', 'dateDebut', '2026-09-15'],
    ['Date de début', '15/09/26', 'repare_date', 'dateDebut', '2026-09-15'],
    ['Coût total', '220+144', 'repare_somme', 'totalCharges', '36400'],
    ['Coût total', '12,345.67', 'repare_montant', 'totalCharges', '1234567'],
    ['Nombre de collectifs', '2 collectifs', 'repare_nombre', 'nombreCollectifs', '2'],
    ['Nombre de collectifs', '2.0', 'repare_nombre', 'nombreCollectifs', '2'],
    ['RNA', 'W452001234 (LES LILAS)', 'repare_rna', 'rna', 'W452001234'],
    ['Email', 'mailto:a@b.fr', 'repare_courriel', 'courriel', 'a@b.fr'],
  ])('%s « %s » : %s', (entete, contenu, code, champ, valeur) => {
    const lecture = colonne(entete, contenu);
    const [dite, ...autres] = anomaliesDe(lecture, code);
    expect(autres).toEqual([]);
    expect(dite).toMatchObject({ feuille: 'Suivi', cellule: 'C2', numeroDossier: 'D1', bloquante: false });
    expect(dite?.message).toContain(`« ${contenu} » lu `);
    expect(dossierDe(lecture, 'D1').reponses.find((r) => r.champ === champ)?.valeur).toBe(valeur);
  });

  it('dit une somme saisie en texte et ce qui en est lu', () => {
    expect(anomaliesDe(colonne('Coût total', '220+144'), 'repare_somme').map((a) => a.message)).toEqual([
      `Colonne « Coût total » : « 220+144 » lu ${formaterEuros(36400)}. Somme saisie en texte : à vérifier.`,
    ]);
  });

  it('dit chaque cellule, non la colonne', () => {
    const lecture = colonne('Téléphone', 238551200, 612345678, '0238551201');
    expect(lieux(lecture, 'repare_telephone')).toEqual(['Suivi!C2 D1', 'Suivi!C3 D2']);
  });
});

describe('écritures françaises : lues, dites une fois par colonne avec leur compte', () => {
  it.each<readonly [string, readonly Contenu[], string, string]>([
    ['SIRET', ['732 829 320 00074', '356\u00a0000\u00a0000\u202f00048'], 'repare_siret', '73282932000074'],
    ['Coût total', ['1 234,56 €', '1\u202f234,56\u00a0€', '1\u00a0234,56'], 'repare_montant', '123456'],
    ['Date de début', ['30/09/2026', '15/10/2026'], 'repare_date', '2026-09-30'],
  ])('%s %j', (entete, contenus, code, premiere) => {
    const lecture = colonne(entete, ...contenus);
    const [dite, ...autres] = anomaliesDe(lecture, code);
    expect(autres).toEqual([]);
    expect(dite).toMatchObject({ cellule: 'C2', bloquante: false });
    expect(dite?.message).toMatch(new RegExp(`Colonne « ${entete} » : ${contenus.length} .*par exemple « .* » lu `));
    expect(lecture.dossiers[0]?.reponses.find((r) => r.libelle === entete)?.valeur).toBe(premiere);
  });

  it('lit 06/05/2026 jour/mois et le dit une fois pour la colonne', () => {
    const lecture = colonne('Date de début', '06/09/2026', '07/10/2026', '30/09/2026', '10/10/2026');
    expect(anomaliesDe(lecture, 'date_ambigue').map((a) => [a.cellule, a.message])).toEqual([
      [
        'C2',
        'Colonne « Date de début » : 2 dates où jour et mois se confondent, par exemple « 06/09/2026 » ; lues jour/mois, 06/09/2026, à vérifier (dossiers D1, D2).',
      ],
    ]);
    expect(dossierDe(lecture, 'D1').reponses.at(-1)?.valeur).toBe('2026-09-06');
  });

  it('ne dit rien d’une valeur que le fichier porte telle quelle', () => {
    const lecture = colonne('Date de début', date('2026-09-15'), '2026-09-15');
    expect(lecture.anomalies.filter((a) => /^repare|ambigue/.test(a.code))).toEqual([]);
    expect(
      colonne('Coût total', 1234.56, '1234.56', 1234).anomalies.filter((a) => a.code.startsWith('repare')),
    ).toEqual([]);
  });
});

describe('jamais deviné', () => {
  it.each<readonly [string, Contenu, string]>([
    ['SIRET', '7,75612E+13', 'siret_invalide'],
    ['SIRET', { type: 'nombre', valeur: 7.75612e13 }, 'siret_invalide'],
    ['SIRET', '3282932000074', 'siret_invalide'],
    ['SIRET', '73282932000074 / 35600000000048', 'siret_invalide'],
    ['Date de début', '06/30/2026', 'date_illisible'],
    ['Coût total', '1.234', 'montant_illisible'],
    ['Coût total', '7,75612E+13', 'montant_illisible'],
    ['Nombre de collectifs', '8 à 12', 'nombre_illisible'],
    ['IBAN', 'FR76 3000 6000 0112 3456 7890 188', 'iban_invalide'],
    ['Email', 'a@b.fr, c@d.fr', 'courriel_invalide'],
    ['Téléphone', '0612345678 / 0238551200', 'telephone_invalide'],
    ['RNA', '452001234', 'rna_invalide'],
  ])('%s « %s » : %s', (entete, contenu, code) => {
    const lecture = colonne(entete, contenu);
    expect(lieux(lecture, code)).toEqual(['Suivi!C2 D1']);
    expect(lecture.anomalies.filter((a) => a.code.startsWith('repare'))).toEqual([]);
  });

  it('plusieurs SIRET dans une cellule : dit combien, n’en retient aucun', () => {
    const lecture = colonne('SIRET', '73282932000074 ; 356 000 000 00048');
    expect(anomaliesDe(lecture, 'siret_invalide')[0]?.message).toContain('2 SIRET dans la même cellule');
    expect(dossierDe(lecture, 'D1').structure.siret).toBeNull();
  });

  it('un tiret dans une colonne de montants est un blanc, compté et dit', () => {
    const lecture = colonne('Coût total', '-', 'néant ?', 'NC');
    expect(anomaliesDe(lecture, 'tenu_pour_vide').map((a) => a.message)).toEqual([
      expect.stringContaining('2 cellules « - » ou semblables'),
    ]);
    expect(lieux(lecture, 'montant_illisible')).toEqual(['Suivi!C3 D2']);
  });
});

describe('propriétés', () => {
  it('tout montant écrit à la française est relu au centime', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (centimes) => {
        const lecture = colonne('Coût total', formaterEuros(centimes));
        expect(lecture.dossiers[0]?.totalChargesCentimes).toBe(centimes);
      }),
      { numRuns: 100 },
    );
  });

  it('tout montant d’une cellule numérique est relu au centime', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (centimes) => {
        expect(colonne('Coût total', centimes / 100).dossiers[0]?.totalChargesCentimes).toBe(centimes);
      }),
      { numRuns: 100 },
    );
  });

  it('un zéro initial perdu est rétabli à l’identique', () => {
    const telephone = fc.integer({ min: 100_000_000, max: 999_999_999 });
    fc.assert(
      fc.property(telephone, (sansZero) => {
        expect(colonne('Téléphone', sansZero).dossiers[0]?.structure.telephone).toBe(`0${sansZero}`);
      }),
      { numRuns: 50 },
    );
  });
});

it('compte par colonne les 0 et les « off » de l’export standard', () => {
  const lecture = lire(
    classeur(
      dossiers(
        ['Nombre de collectifs', 'Engagement charte'],
        ...Array.from({ length: 12 }, (_, i) => [`${i + 1}`, 0, 'off']),
      ),
    ),
  );
  expect(anomaliesDe(lecture, 'zero_pour_vide').map((a) => [a.bloquante, a.message])).toEqual([
    [false, expect.stringMatching(/^Colonne « Nombre de collectifs » : 12 cellules à 0, non renseigné \?/)],
  ]);
  expect(anomaliesDe(lecture, 'case_non_cochee').map((a) => [a.bloquante, a.message])).toEqual([
    [false, expect.stringMatching(/^Colonne « Engagement charte » : 12 cases « off », non renseigné \?/)],
  ]);
});
