import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lignesAlterees } from '../../db/empreintes.ts';
import { lireReponses } from '../../db/queries/contenu-dossier.ts';
import { dossierTemporaire, ouvrir, ouvrirDAvant } from './bases.ts';

test('les réponses d’une base d’avant sont réunies par dossier, dans leur ordre et sans en perdre', () => {
  const dossier = dossierTemporaire();
  const fichier = join(dossier, 'base.sqlite');
  const avant = ouvrirDAvant(dossier, fichier, 3);
  const inserer = avant.$client.prepare(
    'INSERT INTO reponses (dossier_id, collectif_rang, champ, libelle, valeur, brut, adresse) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  inserer.run(1, null, 'intitule', 'Intitulé', 'L’« école »', 'L’« école »', 'Dossiers!B2');
  inserer.run(1, 2, 'collectif.effectif', 'Effectif', '12', '12.0', 'Collectifs!C3');
  inserer.run(1, null, null, 'Précisez "tout"', 'a\nb', 'a\nb', 'Dossiers!C2');
  avant.$client.close();
  const apres = ouvrir(fichier);
  expect(lireReponses(apres, 1)).toEqual([
    {
      collectifRang: null,
      champ: 'intitule',
      libelle: 'Intitulé',
      valeur: 'L’« école »',
      brut: 'L’« école »',
      adresse: 'Dossiers!B2',
    },
    {
      collectifRang: 2,
      champ: 'collectif.effectif',
      libelle: 'Effectif',
      valeur: '12',
      brut: '12.0',
      adresse: 'Collectifs!C3',
    },
    {
      collectifRang: null,
      champ: null,
      libelle: 'Précisez "tout"',
      valeur: 'a\nb',
      brut: 'a\nb',
      adresse: 'Dossiers!C2',
    },
  ]);
  expect(lignesAlterees(apres)).toEqual([]);
  expect(apres.$client.prepare('SELECT count(*) FROM collectifs').pluck().get()).toBe(3);
  apres.$client.close();
});
