import { assert, constantFrom, integer, property, record, stringMatching, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CollectifConvenu, direChangements } from '../../../../shared/domaine/conventions/contenu.ts';
import { exempleDe } from '../../../../shared/domaine/conventions/exemple.ts';
import { MODELE_CONVENTION } from '../../../../shared/domaine/conventions/modele.ts';
import { FORME_DU_CODE, numeroDAvenant, numeroDeConvention } from '../../../../shared/domaine/conventions/numero.ts';
import { remplirConvention } from '../../../../shared/domaine/conventions/remplir.ts';
import { controlerModeleConvention } from '../../../../shared/domaine/conventions/variables.ts';

const CAS = ['convention', 'reserve', 'seuil', 'avenant'] as const;

describe('numéros', () => {
  test('deux rangs différents n’ont jamais le même numéro, et l’ordre des rangs est celui des numéros de même longueur', () => {
    const rang = integer({ min: 1, max: 20_000 });
    const code = stringMatching(/^[0-9A-Z]{2,6}$/);
    assert(
      property(code, rang, rang, (c, a, b) => {
        expect(FORME_DU_CODE.test(c)).toBe(true);
        const [x, y] = [numeroDeConvention(2026, c, a), numeroDeConvention(2026, c, b)];
        expect(x === y).toBe(a === b);
        if (x.length === y.length) expect(x < y).toBe(a < b);
        expect(numeroDAvenant(x, a)).toBe(`${x}/A${a}`);
      }),
    );
    expect(numeroDeConvention(2026, '045', 1)).toBe('2026-045-001');
    expect(numeroDeConvention(2026, '045', 1234)).toBe('2026-045-1234');
  });
});

describe('modèle', () => {
  test('celui de Clas convient et se remplit sans accolade ni paragraphe vide, dans chaque cas', () => {
    expect(controlerModeleConvention(MODELE_CONVENTION)).toEqual([]);
    for (const cas of CAS) {
      const remplie = remplirConvention(MODELE_CONVENTION, exempleDe(cas));
      expect(
        JSON.stringify(remplie.articles.map((a) => [a.titre, a.blocs.map((b) => 'segments' in b && b.segments)])),
      ).not.toMatch(/[{}]{1}\w|undefined/);
      const numeros = remplie.articles.flatMap(({ titre }) => /^Article (\d+) – /.exec(titre)?.[1] ?? []);
      expect(numeros).toEqual(numeros.map((_, rang) => String(rang + 1)));
      const titres = remplie.articles.map((a) => a.titre).join('|');
      expect(titres.includes('Réserve du comité de pilotage')).toBe(cas === 'reserve');
      expect(titres.includes('Subvention supérieure')).toBe(cas === 'seuil');
      expect(titres.includes('Objet de l’avenant')).toBe(cas === 'avenant');
    }
  });

  test('une variable d’avenant dans la convention, une inconnue, un tableau mal placé : dits, avec leur place', () => {
    const problemes = (changes: Partial<typeof MODELE_CONVENTION>) =>
      controlerModeleConvention({ ...MODELE_CONVENTION, ...changes }).map((p) => `${p.texte} : ${p.probleme}`);
    expect(problemes({ titre: 'Convention {convention}' })[0]).toMatch(/^titre : .*variable inconnue \{convention\}/);
    expect(problemes({ fait: 'À {vile}' })[0]).toBe(
      'fait : Ligne 1, caractère 3 : variable inconnue {vile}. Vouliez-vous dire {ville} ?',
    );
    expect(problemes({ titre: '{tableau_collectifs}' })[0]).toMatch(/est un tableau/);
    expect(problemes({ clauses: 'Article : Objet\nRien.' })).toHaveLength(3);
    expect(problemes({ avenant: ' ' })[0]).toBe('avenant : Ce texte est vide.');
  });

  test('les heures du tableau des collectifs ne se coupent pas en fin de ligne', () => {
    const tout = JSON.stringify(remplirConvention(MODELE_CONVENTION, exempleDe('convention')).articles);
    expect(tout).toContain('16\u00a0h\u00a030 – 18\u00a0h');
  });

  test('un porteur nommé comme une variable garde son nom', () => {
    const remplie = remplirConvention(MODELE_CONVENTION, { ...exempleDe('convention'), structure: '{montant}' });
    expect(remplie.signaturePorteur[0]).toBe('Pour {montant},');
  });
});

describe('changements', () => {
  const collectif = record({
    collectifId: integer({ min: 1, max: 6 }),
    montantCentimes: integer({ min: 0, max: 3 }),
    reserve: constantFrom(null, 'salle', 'bail'),
  });
  const liste = uniqueArray(collectif, { selector: (c) => c.collectifId, maxLength: 6 }).map((tous) =>
    tous.map(
      (c): Pick<CollectifConvenu, 'collectifId' | 'lettre' | 'montantCentimes' | 'reserve'> => ({
        ...c,
        lettre: `C${c.collectifId}`,
      }),
    ),
  );

  test('rien à dire si et seulement si mêmes collectifs, mêmes montants, et aucune réserve nouvelle', () => {
    assert(
      property(liste, liste, (dits, actuels) => {
        const cle = (l: typeof dits) =>
          JSON.stringify(
            l.map((c) => [c.collectifId, c.montantCentimes]).toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0)),
          );
        const reserveNouvelle = actuels.some(
          (c) => c.reserve !== null && dits.find((d) => d.collectifId === c.collectifId)?.reserve !== c.reserve,
        );
        expect(direChangements(dits, actuels).length === 0).toBe(cle(dits) === cle(actuels) && !reserveNouvelle);
      }),
    );
  });
});
