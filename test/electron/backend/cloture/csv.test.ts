import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ecrireLigneCsv, relireCsv, type ValeurCsv } from '../../../../electron/backend/cloture/archive/csv.ts';

function relire(morceaux: readonly string[]): (string | null)[][] {
  const lignes: (string | null)[][] = [];
  const lecteur = relireCsv((champs) => lignes.push([...champs]));
  for (const morceau of morceaux) lecteur.ecrire(morceau);
  lecteur.finir();
  return lignes;
}

const valeur = fc.oneof(fc.constant(null), fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', 'é', 'a', '') }));
// Une ligne d’un seul champ absent s’écrit vide : deux colonnes, comme toute table de l’archive.
const lignes = fc.array(fc.array(valeur, { minLength: 2, maxLength: 4 }), { maxLength: 6 });

test('ce qui est écrit se relit, quel que soit le découpage en morceaux', () => {
  fc.assert(
    fc.property(lignes, fc.array(fc.nat(60), { maxLength: 12 }), (valeurs, coupes) => {
      const texte = valeurs.map((ligne) => ecrireLigneCsv(ligne satisfies readonly ValeurCsv[])).join('');
      const bornes = [0, ...coupes.filter((n) => n < texte.length).toSorted((a, b) => a - b), texte.length];
      const morceaux = bornes.slice(1).map((fin, rang) => texte.slice(bornes[rang], fin));
      expect(relire(morceaux)).toEqual(valeurs);
      // Et signe par signe, le pire découpage.
      expect(relire(texte.split(''))).toEqual(valeurs);
    }),
    { numRuns: 2000 },
  );
});

test('un fichier coupé au milieu d’une ligne se dit', () => {
  expect(() => relire(['a,b\r\n"c'])).toThrow(/coupé/);
  expect(() => relire(['a,b\r\nc,'])).toThrow(/coupé/);
  expect(() => relire(['a,b\r\nc,""'])).toThrow(/coupé/);
});
