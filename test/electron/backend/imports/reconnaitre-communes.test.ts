import { describe, expect, it } from 'vitest';
import { lireAnnuaire } from '../../../../electron/backend/communes.ts';
import { indexerCommunes } from '../../../../electron/backend/imports/reconnaissance/communes.ts';
import { lireCommune } from '../../../../electron/backend/imports/reconnaissance/lire-commune.ts';
import { RESSOURCES } from '../socle-essai.ts';
import { anomaliesDe, classeur, dossierDe, feuille, lire } from './reconnaitre-essai.ts';

const annuaire = lireAnnuaire(RESSOURCES);
const index = indexerCommunes(annuaire.communes, annuaire.anciennes);

describe('communes de la liste officielle', () => {
  it.each([
    ['Orléans', '45234'],
    ['ORLEANS', '45234'],
    ['Orléans (45000)', '45234'],
    ['45100 Orléans', '45234'],
    ['Orléans 45000 cedex 1', '45234'],
    ['ST JEAN DE BRAYE', '45284'],
    ['St-Jean-de-la-Ruelle', '45285'],
    ['Châlette-sur-Loing', '45068'],
    ['Chalette s/Loing', '45068'],
    ['La Ferté Saint Aubin', '45146'],
    ['Ferté-St-Aubin', '45146'],
    ["Saint-Denis-de-l'Hôtel", '45273'],
    ['Saint-Omer (62500)', '62765'],
    ['Ajaccio (20000)', '2A004'],
    ['Saint-Denis (97400)', '97411'],
  ])('« %s » → %s, sans rien à dire', (texte, code) => {
    expect(lireCommune(texte, index)).toEqual({ valide: true, valeur: code, repare: null });
  });

  it.each([
    ['Chalette s/ L.', '45068', 'nom abrégé, commune de Châlette-sur-Loing (45068)'],
    ['45234', '45234', 'lu comme le code INSEE de Orléans'],
    ['45650', '45286', 'code postal'],
    ['45287', '45307', 'commune d’autrefois'],
    ['Ville de Gien', '45155', 'mot en trop retiré'],
    ['Orléans – La Source', '45234', 'quartier ou précision laissés'],
    ['Arbignieu', '01015', 'aujourd’hui Arboys en Bugey (01015)'],
  ])('« %s » → %s, et c’est dit', (texte, code, dit) => {
    const lue = lireCommune(texte, index);
    expect(lue).toMatchObject({ valide: true, valeur: code, repare: expect.stringContaining(dit) });
  });

  it.each([
    ['Saint-Omer', ['Saint-Omer (62765)', 'plusieurs communes portent ce nom']],
    ['Montragis', ['peut-être Montargis (45208)']],
    ['45 – Loiret', ['est un département']],
    ['Gien et Montargis', ['plusieurs communes']],
    ['Orléans (62765)', ['n’est pas dans la liste']],
    ['Chalette', ['Châlette-sur-Loing (45068)', 'Chalette-sur-Voire (10073)']],
    ['45210', ['code INSEE de Montbouy (45210), ou code postal de']],
    ['45700', ['code postal de', 'écrivez le nom de la commune']],
    ['Lieu-dit les Bruyères du Nord', ['n’est pas dans la liste des communes']],
  ])('« %s » : refusée, avec les communes possibles', (texte, morceaux) => {
    const lue = lireCommune(texte, index);
    expect(lue.valide).toBe(false);
    for (const morceau of morceaux) expect(lue.valide ? '' : lue.raison).toContain(morceau);
  });

  it('relit chaque commune de France par son nom et son code postal, sauf homonymes dits', () => {
    let homonymes = 0;
    for (const [code, { nom, codesPostaux }] of annuaire.communes) {
      const [premier = ''] = codesPostaux.split(' ');
      if (premier === '' || /arrondissement/i.test(nom)) continue;
      const lue = lireCommune(`${nom} (${premier})`, index);
      if (!lue.valide) homonymes += 1;
      else expect(lue.valeur).toBe(code);
    }
    expect(homonymes).toBeLessThan(60);
  });

  it('dans un fichier : la cellule dit la réparation ou propose les communes voisines', () => {
    const lecture = lire(
      classeur(
        feuille('Suivi', [
          ['N° dossier', 'Structure', 'Commune'],
          ['1', 'Les Lilas', 'Chalette s/ L.'],
          ['2', 'La Poste', 'Montragis'],
        ]),
      ),
      { communes: annuaire.communes, communesAnciennes: annuaire.anciennes },
    );
    expect(dossierDe(lecture, '1').communeInsee).toBe('45068');
    expect(anomaliesDe(lecture, 'repare_commune').map((a) => [a.cellule, a.bloquante])).toEqual([['C2', false]]);
    expect(anomaliesDe(lecture, 'commune_inconnue').map((a) => [a.cellule, a.message])).toEqual([
      ['C3', expect.stringContaining('Montargis (45208)')],
    ]);
  });
});
