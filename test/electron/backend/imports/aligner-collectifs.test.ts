import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignerCollectifs } from '../../../../electron/backend/imports/aligner-collectifs.ts';
import type { CollectifLu } from '../../../../electron/backend/imports/dossier-lu.ts';

function collectif(rang: number, libelle: string, lieu: string | null = null): CollectifLu {
  return {
    rang,
    libelle,
    niveau: null,
    classes: null,
    effectif: 10,
    communeInsee: null,
    lieu,
    jours: null,
    horaires: null,
    adultes: 2,
    coutCentimes: null,
    reponses: [],
  };
}

function connu(rang: number, libelle: string, lieu: string | null = null, present = true) {
  return { rang, libelle, niveau: null, lieu, present };
}

function rangs(lus: readonly CollectifLu[], connus: ReturnType<typeof connu>[]) {
  return alignerCollectifs(lus, connus).map((c) => [c.rang, c.libelle]);
}

test('le premier retiré : les suivants gardent leur rang', () => {
  expect(
    rangs([collectif(1, 'Vert'), collectif(2, 'Bleu')], [connu(1, 'Rouge'), connu(2, 'Vert'), connu(3, 'Bleu')]),
  ).toEqual([
    [2, 'Vert'],
    [3, 'Bleu'],
  ]);
});

test('sans libellé, le lieu suffit, et le nom suit le rang', () => {
  expect(
    rangs(
      [collectif(1, 'Collectif 1', 'Gare'), collectif(2, 'Collectif 2', 'Centre')],
      [connu(1, 'Collectif 1', 'Mairie'), connu(2, 'Collectif 2', 'Gare'), connu(3, 'Collectif 3', 'Centre')],
    ),
  ).toEqual([
    [2, 'Collectif 2'],
    [3, 'Collectif 3'],
  ]);
});

test('indiscernables, ils gardent leur place', () => {
  const connus = [connu(1, 'Clas', 'École'), connu(2, 'Clas', 'École')];
  expect(rangs([collectif(1, 'Clas', 'École')], connus)).toEqual([[1, 'Clas']]);
});

test('un déménagement ou une casse changée ne font pas un autre collectif', () => {
  const connus = [connu(1, 'Rouge', 'Gare'), connu(2, 'Vert', 'Gare')];
  expect(rangs([collectif(1, 'VERT', 'Centre'), collectif(2, 'Rouge', 'Gare')], connus)).toEqual([
    [1, 'Rouge'],
    [2, 'VERT'],
  ]);
});

test('un nouveau ne prend pas la place d’un disparu, qui retrouve la sienne s’il revient', () => {
  const connus = [connu(1, 'Rouge', null, false), connu(2, 'Vert')];
  expect(rangs([collectif(1, 'Jaune'), collectif(2, 'Vert')], connus)).toEqual([
    [2, 'Vert'],
    [3, 'Jaune'],
  ]);
  expect(rangs([collectif(1, 'Vert'), collectif(2, 'Rouge')], connus)).toEqual([
    [1, 'Rouge'],
    [2, 'Vert'],
  ]);
});

test('quels que soient les noms, chacun a un rang à lui, et un fichier inchangé ne bouge pas', () => {
  const noms = fc.array(
    fc.tuple(fc.constantFrom('Rouge', 'Vert', 'Collectif 1', ''), fc.constantFrom('Gare', null), fc.boolean()),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(noms, noms, (avant, apres) => {
      const connus = avant.map(([libelle, lieu, present], i) => connu(i + 1, libelle, lieu, present));
      const lus = apres.map(([libelle, lieu], i) => collectif(i + 1, libelle, lieu));
      const obtenus = alignerCollectifs(lus, connus);
      expect(obtenus).toHaveLength(lus.length);
      expect(new Set(obtenus.map((c) => c.rang)).size).toBe(lus.length);
      const memes = avant.map(([libelle, lieu], i) => collectif(i + 1, libelle, lieu));
      const tous = connus.map((c) => ({ ...c, present: true }));
      expect(alignerCollectifs(memes, tous)).toEqual(memes);
    }),
  );
});
