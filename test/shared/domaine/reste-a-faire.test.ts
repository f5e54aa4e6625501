import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Niveau } from '../../../shared/domaine/charte.ts';
import { manqueCommentaire, manqueMotif, resteAFaire } from '../../../shared/domaine/reste-a-faire.ts';

test('un niveau 0 ou 3 demande un commentaire ; les autres non', () => {
  const sans = (niveau: Niveau | null) => manqueCommentaire({ niveau, commentaire: ' \n' });
  expect([0, 1, 2, 3, 'sans_objet', null].map((n) => sans(n as Niveau | null))).toEqual([
    true,
    false,
    false,
    true,
    false,
    false,
  ]);
  expect(manqueCommentaire({ niveau: 3, commentaire: 'Parce que' })).toBe(false);
});

test('un constat ne s’explique que s’il diffère de la proposition', () => {
  expect(manqueMotif({ reponse: 'oui', commentaire: '' }, { reponse: 'non_renseigne' })).toBe(true);
  expect(manqueMotif({ reponse: 'oui', commentaire: '' }, { reponse: 'oui' })).toBe(false);
  expect(manqueMotif({ reponse: 'oui', commentaire: 'vu' }, { reponse: 'non' })).toBe(false);
});

test('chaque critère est au plus une fois à faire, et plus rien ne reste une fois tout coté, expliqué et revu', () => {
  const niveau = fc.constantFrom<Niveau | null>(0, 1, 2, 3, 'sans_objet', null);
  const cotee = fc.record({ niveau, commentaire: fc.constantFrom('', '  ', 'vu') });
  fc.assert(
    fc.property(fc.array(cotee), fc.array(fc.boolean()), (cotees, revues) => {
      const niveaux = cotees.map((c, i) => ({ ...c, critere: `C${i}` }));
      const conditions = revues.map((aRevoir, i) => ({ code: `c${i}`, aRevoir }));
      const { aCoter, aCommenter, aRevoir } = resteAFaire(niveaux, conditions);
      const codes = [...aCoter, ...aCommenter];
      expect(new Set(codes).size).toBe(codes.length);
      expect(aRevoir).toHaveLength(revues.filter(Boolean).length);
      const faits = niveaux.map((c) => ({ ...c, niveau: c.niveau ?? (2 as const), commentaire: 'vu' }));
      expect(
        resteAFaire(
          faits,
          conditions.map((c) => ({ ...c, aRevoir: false })),
        ),
      ).toEqual({ aCoter: [], aCommenter: [], aRevoir: [] });
    }),
  );
});
