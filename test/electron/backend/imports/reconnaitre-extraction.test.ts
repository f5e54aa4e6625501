import { describe, expect, it } from 'vitest';
import { anomaliesDe, classeur, dossierDe, feuille, lire } from './reconnaitre-essai.ts';

const ENTETE = [
  'Réf. demande',
  'Tiers – dénomination',
  'Tiers – identifiant SIRET',
  'Opé. – commune',
  'Dt réception',
  'Lib. grpe',
  'Tranche d’âge grpe',
  'Effectif prév. grpe',
  'Nb encadrants',
  'Créneaux',
  'Site',
  'Coût prév. grpe (€)',
];
const ligne = (numero: string, groupe: string, commune = 'Gien') => [
  numero,
  'Les Lilas',
  '73282932000074',
  commune,
  '2026-03-02',
  groupe,
  'CP-CM2',
  9,
  2,
  '17h-18h30',
  'École n° 1',
  6000.5,
];

describe('extraction d’un logiciel de gestion, aux en-têtes abrégés', () => {
  const lecture = lire(
    classeur(feuille('Extraction', [ENTETE, ligne('E-1', 'A'), ligne('E-1', 'B'), ligne('E-2', 'A')])),
  );

  it('lit les abréviations et réunit les lignes d’un même dossier, une par collectif', () => {
    expect(lecture.colonnes.filter((c) => c.champ === null)).toEqual([]);
    expect(lecture.dossiers.map((d) => [d.numero, d.collectifs.length])).toEqual([
      ['E-1', 2],
      ['E-2', 1],
    ]);
    expect(dossierDe(lecture, 'E-1').collectifs[1]).toMatchObject({
      libelle: 'B',
      effectif: 9,
      adultes: 2,
      horaires: '17h-18h30',
      lieu: 'École n° 1',
      coutCentimes: 600_050,
    });
    expect(anomaliesDe(lecture, 'numero_en_double')).toEqual([]);
  });

  it('sans colonne d’effectif reconnue, dit laquelle rapprocher plutôt que d’ôter des lignes', () => {
    const sans = ENTETE.map((e) => (e.startsWith('Effectif') ? 'Xyz' : e));
    const muette = lire(classeur(feuille('Extraction', [sans, ligne('E-1', 'A'), ligne('E-1', 'B')])));
    expect(anomaliesDe(muette, 'numero_en_double').map((a) => a.message)).toEqual([
      expect.stringContaining('Si chaque ligne est un collectif, rapprochez la colonne de leur effectif'),
    ]);
  });
});

describe('une commune dont le nom est porté ailleurs', () => {
  const deux = classeur(feuille('Extraction', [ENTETE, ligne('E-1', 'A', 'Saint-Omer')]));

  it('est celle du département de la Caf, et c’est dit', () => {
    const lecture = lire(deux, { departement: '62' });
    expect(dossierDe(lecture, 'E-1').communeInsee).toBe('62765');
    expect(anomaliesDe(lecture, 'repare_commune').map((a) => a.message)).toEqual([
      'Colonne « Opé. – commune » : « Saint-Omer » lu « 62765 ». Saint-Omer (62765), dans le département de la Caf ; il y a aussi Saint-Omer (60590) : à vérifier.',
    ]);
  });

  it('reste à préciser si le département n’en a aucune', () => {
    expect(dossierDe(lire(deux, { departement: '45' }), 'E-1').communeInsee).toBeNull();
  });
});
