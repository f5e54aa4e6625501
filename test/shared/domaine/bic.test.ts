import { expect, it } from 'vitest';
import { ecartBicIban, verifierBic } from '../../../shared/domaine/bic.ts';

it.each([
  ['agri frpp', 'AGRIFRPP'],
  ['PSSTFRPPXXX', 'PSSTFRPPXXX'],
  ['DEUTDEFF500', 'DEUTDEFF500'],
])('accepte %s', (texte, valeur) => {
  expect(verifierBic(texte)).toEqual({ valide: true, valeur, repare: null });
});

it.each([
  ['', 'BIC vide'],
  ['AGRIFRP', '7 caractères'],
  ['AGRI1RPP', 'n’est pas un BIC'],
  ['AGRIFRP0', 'n’est pas un BIC|BIC d’essai'],
])('refuse « %s »', (texte, raison) => {
  const lu = verifierBic(texte);
  expect(lu.valide ? '' : lu.raison).toMatch(new RegExp(raison));
});

it('rapproche le pays du BIC de celui de l’IBAN : outre-mer, Monaco et îles anglo-normandes compris', () => {
  const fr = 'FR7630006000011234567890189';
  expect(ecartBicIban('AGRIFRPP', fr)).toBeNull();
  expect(ecartBicIban('BNPAREXX', fr)).toBeNull();
  expect(ecartBicIban('DEUTDEFF', fr)).toBe('BIC d’un autre pays (DE) que l’IBAN (FR)');
  expect(ecartBicIban('BNPAFRPP', 'MC5811222000010123456789030')).toBeNull();
  expect(ecartBicIban('MIDLJESH', 'GB29NWBK60161331926819')).toBeNull();
});
