import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { lancerClas as clas } from '../../clas.ts';
import { lireStructure } from './documents/lire-pdf.ts';
import { dossierTemporaire } from './socle-essai.ts';

const dossier = join(dossierTemporaire(), 'demo');
const base = join(dossier, 'base.sqlite');

beforeAll(() => {
  expect(clas('demo', '--sortie', dossier).code).toBe(0);
}, 60_000);

test('clas pieces dit l’état de chaque pièce ; clas relances-pieces écrit les lettres et inscrit les relances', () => {
  const avant = clas('pieces', '--base', base);
  expect(avant.code).toBe(0);
  const dossiers = avant.json['dossiers'] as readonly {
    numero: string;
    aReclamer: string[];
    derniereRelance: { echeance: string } | null;
  }[];
  expect(dossiers).toHaveLength(60);
  const incomplets = dossiers.filter((d) => d.aReclamer.length > 0).map((d) => d.numero);
  const sortie = join(dossier, 'relances.pdf');
  const relance = clas('relances-pieces', '--base', base, '--sortie', sortie, '--echeance', '2099-06-30');
  expect(relance).toMatchObject({ code: 0, json: { pages: incomplets.length, echeance: '2099-06-30' } });
  expect(lireStructure(readFileSync(sortie)).pages).toBe(incomplets.length);
  const apres = clas('pieces', '--base', base).json['dossiers'] as typeof dossiers;
  expect(apres.filter((d) => d.derniereRelance !== null).map((d) => d.numero)).toEqual(incomplets);
  expect(clas('verifier', '--base', base)).toMatchObject({ code: 0, json: { sain: true } });
}, 60_000);

test.each([
  [[], 2, 'usage'],
  [['--echeance', '30/06/2026'], 2, 'usage'],
  [['--echeance', '2099-02-31'], 1, 'echeance_impossible'],
  [['--echeance', '2020-01-01'], 1, 'echeance_passee'],
])('échéance %j : refusée, rien d’écrit', (args, code, refus) => {
  const sortie = join(dossier, 'refuse.pdf');
  const r = clas('relances-pieces', '--base', base, '--sortie', sortie, ...args);
  expect(r).toMatchObject({ code, json: { erreurs: [{ code: refus }] } });
  expect(existsSync(sortie)).toBe(false);
});
