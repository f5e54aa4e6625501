import { expect, test } from 'vitest';
import { lignesDAdresse } from '../../../../electron/backend/documents/lettre-adresse.ts';
import type { Destinataire } from '../../../../electron/backend/documents/lettre-donnees.ts';

const PORTEUR: Destinataire = {
  numero: '1',
  raisonSociale: 'L’Établi des savoirs',
  representant: null,
  adresse: null,
  codePostal: '45000',
  commune: 'Orléans',
  siret: null,
};

test.each([
  ['L’Établi des savoirs 5 IMPASSE DES MENUISIERS 45000 ORLEANS FRANCE', ['5 IMPASSE DES MENUISIERS']],
  ["L'ETABLI DES SAVOIRS\r\n5 IMPASSE DES MENUISIERS\r\n45000 ORLEANS\r\nFRANCE", ['5 IMPASSE DES MENUISIERS']],
  ['5 impasse des Menuisiers', ['5 impasse des Menuisiers']],
  ['Maison de quartier\n5 impasse des Menuisiers', ['Maison de quartier', '5 impasse des Menuisiers']],
  // Un nom qui commence comme l’adresse n’en mange pas le début.
  ['L’Établi du quai 3 quai Cypierre', ['L’Établi du quai 3 quai Cypierre']],
  // 45000 au milieu d’une rue n’est pas la ville.
  ['45000 rue des 3 Rois 12', ['45000 rue des 3 Rois 12']],
  ['', []],
])('%j', (adresse, rues) => {
  expect(lignesDAdresse({ ...PORTEUR, adresse })).toEqual(['L’Établi des savoirs', ...rues, '45000 ORLÉANS']);
});

test('sans commune connue, la ville de l’adresse reste : elle n’est écrite nulle part ailleurs', () => {
  const sans = { ...PORTEUR, commune: null, codePostal: null };
  expect(lignesDAdresse({ ...sans, adresse: 'L’Établi des savoirs 5 IMPASSE 45000 ORLEANS FRANCE' })).toEqual([
    'L’Établi des savoirs',
    '5 IMPASSE 45000 ORLEANS',
  ]);
});
