import { describe, expect, it } from 'vitest';
import { cleColonne } from '../../../../electron/backend/imports/dossier-lu.ts';
import { type Contenu, classeur, dossierDe, feuille, lire } from './reconnaitre-essai.ts';

const L_AN_DERNIER = {
  [cleColonne('Suivi 2025', 'Réf. interne')]: 'numero',
  [cleColonne('Suivi 2025', 'Qui dépose ?')]: 'raisonSociale',
  [cleColonne('Suivi 2025', 'Reste à charge 2025-2026 (en euros)')]: 'montantDemande',
  [cleColonne('Suivi 2025', 'Avis du technicien')]: 'constat',
  [cleColonne('Suivi 2025', 'Où ?')]: 'communeInsee',
  [cleColonne('Suivi 2025', 'Titre')]: null,
};

function suivi(nom: string, entetes: readonly string[], ...lignes: readonly (readonly Contenu[])[]) {
  return classeur(feuille(nom, [['Tableau de suivi'], entetes, ...lignes]));
}

describe('profil gardé', () => {
  const donnees = suivi(
    'Suivi 2026',
    ['Réf. interne', 'Qui dépose', 'Reste à charge 2026-2027 – en euros', 'Où ?', 'Titre', 'Observations libres'],
    ['A-1', 'Les Lilas', 4000, 'Gien', 'Clas des lilas', 'rien'],
  );

  it('reprend les en-têtes à l’identique, puis ceux dont seules l’année et la ponctuation ont changé', () => {
    const lecture = lire(donnees, { profil: L_AN_DERNIER });
    expect(lecture.colonnes.map((c) => [c.champ, c.origine, c.confiance])).toEqual([
      ['numero', 'profil', 100],
      ['raisonSociale', 'profil', 90],
      ['montantDemande', 'profil', 90],
      ['communeInsee', 'profil', 100],
      [null, 'profil', 100],
      [null, null, 0],
    ]);
    expect(dossierDe(lecture, 'A-1')).toMatchObject({ montantDemandeCentimes: 400000, communeInsee: '45155' });
  });

  it('dit ce qui est rapproché de près, perdu et nouveau, la feuille ayant changé de nom', () => {
    expect(lire(donnees, { profil: L_AN_DERNIER }).profil).toEqual({
      repris: 5,
      approches: [
        { entete: 'Qui dépose', ancien: 'Qui dépose ?' },
        { entete: 'Reste à charge 2026-2027 – en euros', ancien: 'Reste à charge 2025-2026 (en euros)' },
      ],
      perdues: ['Avis du technicien'],
      nouvelles: ['Observations libres'],
    });
    expect(lire(donnees).profil).toBeUndefined();
  });

  it('laisse l’agent l’emporter, et libère le champ qu’il a donné ailleurs', () => {
    const correspondances = { [cleColonne('Suivi 2026', 'Titre')]: 'raisonSociale' };
    const lecture = lire(donnees, { profil: L_AN_DERNIER, correspondances });
    expect(lecture.colonnes.filter((c) => c.champ === 'raisonSociale').map((c) => [c.entete, c.origine])).toEqual([
      ['Titre', 'agent'],
    ]);
  });

  it('ne rapproche pas deux questions qui ne diffèrent que d’un nombre ou qui s’opposent', () => {
    const profil = {
      [cleColonne('S', 'Code')]: 'numero',
      [cleColonne('S', 'Critère local numéro 1')]: 'objectifs',
      [cleColonne('S', 'Date de fin de la période couverte')]: 'dateDebut',
    };
    const lecture = lire(
      suivi('S', ['Code', 'Critère local numéro 2', 'Date de début de la période couverte'], ['X', 'a', 'b']),
      { profil },
    );
    expect(lecture.profil).toMatchObject({
      repris: 1,
      approches: [],
      perdues: ['Critère local numéro 1', 'Date de fin de la période couverte'],
    });
  });

  it('retrouve un bloc de formulaire par son numéro, quel que soit son libellé, et deux colonnes d’un même nom', () => {
    const profil = {
      [cleColonne('(4567) Ancien nom', 'Précisez')]: 'collectif.lieu',
      [cleColonne('(4567) Ancien nom', 'Précisez (2)')]: 'collectif.horaires',
    };
    const lecture = lire(
      classeur(
        feuille('Dossiers', [
          ['ID', 'Email', 'État du dossier'],
          ['1', 'a@b.fr', 'Accepté'],
        ]),
        feuille('(4567) Nouveau nom', [
          ['Dossier ID', 'Ligne', 'Précisez', 'Effectif', 'Précisez'],
          ['1', 1, 'Salle B', 9, '17 h'],
        ]),
      ),
      { profil },
    );
    expect(dossierDe(lecture, '1').collectifs[0]).toMatchObject({ lieu: 'Salle B', horaires: '17 h', effectif: 9 });
    expect(lecture.profil).toEqual({ repris: 2, approches: [], perdues: [], nouvelles: ['Effectif'] });
  });
});
