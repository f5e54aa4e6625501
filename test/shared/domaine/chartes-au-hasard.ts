import * as fc from 'fast-check';
import { CHAMPS } from '../../../shared/domaine/champs.ts';
import { CalculCondition, type Charte } from '../../../shared/domaine/charte.ts';
import { EXIGENCES } from '../../../shared/domaine/exigences.ts';

// Peu de mots : deux chartes tirées se ressemblent assez pour que la comparaison ait à les rapprocher.
const mot = fc.constantFrom('', 'Un', 'Deux', 'Trois', 'Quatre');
const nombre = fc.integer({ min: 0, max: 4 });
const preuves = {
  champs: fc.uniqueArray(fc.constantFrom(...CHAMPS.slice(0, 5).map(({ code }) => code))),
  couvre: fc.uniqueArray(fc.constantFrom(...EXIGENCES.slice(0, 4).map(({ code }) => code))),
};
const condition = fc.record({
  code: fc.constantFrom('c1', 'c2', 'c3'),
  libelle: mot,
  aide: mot,
  calcul: fc.constantFrom(null, ...CalculCondition.options.slice(0, 2)),
  eliminatoire: fc.boolean(),
  ...preuves,
});
const critere = fc.record({
  code: fc.constantFrom('P1', 'P2', 'P3', 'P4'),
  libelle: mot,
  poids: nombre,
  niveaux: fc.tuple(mot, mot, mot, mot),
  ...preuves,
});
const axe = fc.record({
  code: fc.constantFrom('a1', 'a2', 'a3'),
  libelle: mot,
  abrege: mot,
  poids: nombre,
  seuil: fc.integer({ min: 0, max: 120 }),
  criteres: fc.array(critere, { maxLength: 4 }),
});

/** Une charte quelconque, fautes comprises : codes en double, textes vides, poids nuls. */
export const charteAuHasard: fc.Arbitrary<Charte> = fc.record({
  nom: mot,
  version: fc.integer({ min: 1, max: 3 }),
  modele: fc.boolean(),
  origine: mot,
  seuilNote: fc.integer({ min: 0, max: 120 }),
  participationSymboliqueCentimes: fc.constantFrom(null, 0, 2000),
  conditions: fc.array(condition, { maxLength: 4 }),
  axes: fc.array(axe, { maxLength: 3 }),
});
