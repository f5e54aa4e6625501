import { expect, test } from 'vitest';
import type { LigneDeLot } from '../../../shared/domaine/lot.ts';
import { direComptes, direSansTiers, releverAttentions } from '../../../shared/domaine/lot-attention.ts';
import { contenuEssai, ibanFrancais } from '../../electron/backend/fichiers-lot/lot-essai.ts';

const [modele] = contenuEssai(1).lignes;

function ligne(rang: number, change: Partial<LigneDeLot>): LigneDeLot {
  if (!modele) throw new Error('lot d’essai vide');
  return {
    ...modele,
    rang,
    echeanceId: rang,
    raisonSociale: `Porteur ${rang}`,
    siret: `9990000${rang}000010`,
    ...change,
  };
}

test('comptes distincts, étrangers, communs, et bénéficiaires sans n° de tiers', () => {
  const commun = ibanFrancais(5);
  const vues = releverAttentions({
    lignes: [
      ligne(1, { iban: commun, numeroTiers: 'T1' }),
      // Le même bénéficiaire, deux échéances : ni compte ni bénéficiaire de plus.
      ligne(2, { iban: commun, numeroTiers: 'T1', siret: '99900001000010', raisonSociale: 'Porteur 1' }),
      ligne(3, { iban: commun, numeroTiers: null }),
      ligne(4, { iban: 'BE68539007547034', numeroTiers: ' ' }),
    ],
  });
  expect(vues).toMatchObject({ comptes: 2, etrangers: 1, partages: 1, beneficiaires: 3, sansTiers: 2, enDouble: 0 });
  expect(vues.aRegarder.map((c) => c.constats)).toEqual([
    ['même IBAN pour 2 bénéficiaires : Porteur 1, Porteur 3'],
    ['compte étranger (BE)'],
  ]);
  expect(direComptes(vues)).toEqual(['1 compte étranger', '1 compte commun à plusieurs bénéficiaires']);
  expect(direSansTiers(vues)).toBe('2 bénéficiaires sur 3 sans n° de tiers');
});

test('rien à regarder se dit aussi ; deux établissements d’un organisme aussi', () => {
  const rien = releverAttentions({ lignes: [ligne(1, { iban: ibanFrancais(1), numeroTiers: 'T1' })] });
  expect([...direComptes(rien), direSansTiers(rien)]).toEqual([
    'aucun compte étranger',
    'aucun compte commun à plusieurs bénéficiaires',
    'tous les bénéficiaires ont leur n° de tiers',
  ]);
  const meme = ['99900001200010', '99900001200028'].map((siret, i) => ligne(i + 1, { siret, iban: ibanFrancais(9) }));
  expect(releverAttentions({ lignes: meme }).aRegarder[0]?.constats[0]).toMatch(/\(même SIREN\)/);
});
