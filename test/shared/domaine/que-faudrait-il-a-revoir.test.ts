import { expect, test } from 'vitest';
import { calculerNote } from '../../../shared/domaine/note.ts';
import { isRienAChanger, queFaudraitIl } from '../../../shared/domaine/que-faudrait-il.ts';
import { direQueFaudraitIl } from '../../../shared/domaine/que-faudrait-il-phrases.ts';
import { CHARTE_MODELE } from './ressources.ts';

test('un constat dont la preuve a changé sépare du favorable, même à « oui »', () => {
  const criteres = CHARTE_MODELE.axes.flatMap((axe) => axe.criteres);
  const note = calculerNote(CHARTE_MODELE, [Object.fromEntries(criteres.map(({ code }) => [code, 3 as const]))]);
  const conditions = CHARTE_MODELE.conditions.map(({ code }) => ({ code, reponse: 'oui' as const }));
  expect(isRienAChanger(queFaudraitIl(CHARTE_MODELE, note, conditions))).toBe(true);
  const rouverte = conditions.map((c) => ({ ...c, aRevoir: c.code === 'effectif_par_collectif' }));
  const besoin = queFaudraitIl(CHARTE_MODELE, note, rouverte);
  expect(isRienAChanger(besoin)).toBe(false);
  expect(direQueFaudraitIl(besoin).map(({ texte }) => texte)).toContain(
    'Condition à revoir : 8 à 12 enfants par collectif',
  );
});
