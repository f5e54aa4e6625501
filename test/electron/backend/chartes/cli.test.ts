import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDES_CHARTES } from '../../../../electron/cli/commandes-chartes.ts';
import { lancerClas } from '../../../clas.ts';
import { lireStructure } from '../documents/lire-pdf.ts';
import { dossierTemporaire, type Essai, ouvrirEssai } from '../socle-essai.ts';

const dossier = dossierTemporaire();
let essai: Essai;

/** La commande elle-même, sur le vrai backend ; seul le dernier essai paie un processus. */
async function charte(...args: string[]): Promise<unknown> {
  const commande = COMMANDES_CHARTES[0]?.[1];
  if (!commande) throw new Error('commande absente');
  const fichiers: string[] = [];
  const valeurs: Record<string, string | boolean> = {};
  for (let i = 0; i < args.length; i += 1) {
    const [arg = '', suite] = [args[i], args[i + 1]];
    if (arg === '--a-blanc') valeurs['a-blanc'] = true;
    else if (arg.startsWith('--') && suite !== undefined) {
      valeurs[arg.slice(2)] = suite;
      i += 1;
    } else fichiers.push(arg);
  }
  const sortie = typeof valeurs['sortie'] === 'string' ? valeurs['sortie'] : null;
  return (await commande.executer(essai.context, { valeurs, fichiers, sortie })).json;
}

beforeAll(async () => {
  essai = ouvrirEssai(dossier);
  await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
  await essai.api.campagnes.creer({
    anneeScolaire: '2026-2027',
    baremeCle: 'loiret-2019',
    charteCle: 'modele-depliant',
    enveloppeCentimes: null,
    dateLimiteDepot: '2026-03-31',
  });
});
afterAll(async () => {
  expect(await essai.api.journal.verifier()).toMatchObject({ sain: true });
  essai.fermer();
});

test.each([
  [['importer', 'nulle-part.json'], 'fichier_introuvable'],
  [['importer'], 'MauvaisUsage'],
  [['exporter'], 'MauvaisUsage'],
  [['danser'], 'MauvaisUsage'],
  [['exporter', '--charte', 'v2', '--sortie', join(dossier, 'x.json')], 'MauvaisUsage'],
  [['exporter', '--charte', '99', '--sortie', join(dossier, 'x.json')], 'introuvable'],
])('%j : refusé, rien d’écrit', async (args, attendu) => {
  const refus = await charte(...args).catch((cause: { code?: string; name: string }) => cause.code ?? cause.name);
  expect(refus).toBe(attendu);
  expect(existsSync(join(dossier, 'x.json'))).toBe(false);
});

test('exporter, corriger, importer, publier, comparer, voir puis changer, imprimer', async () => {
  const fichier = join(dossier, 'charte.json');
  expect(await charte('exporter', '--sortie', fichier)).toMatchObject({ charteId: 1 });
  writeFileSync(fichier, readFileSync(fichier, 'utf8').replace('"seuilNote": 50', '"seuilNote": 55'));
  expect(await charte('importer', fichier)).toMatchObject({ charteId: 2, version: 2, etat: 'brouillon', defauts: 0 });
  await expect(charte('changer', '--vers', '2', '--a-blanc')).rejects.toMatchObject({ code: 'charte_non_publiee' });
  expect(await charte('publier', '--charte', '2')).toMatchObject({ etat: 'publiee' });
  expect(await charte('comparer', '--vers', '2')).toMatchObject({
    differences: [{ objet: 'charte', champs: [{ champ: 'seuilNote', avant: '50', apres: '55' }] }],
  });
  expect(await charte('changer', '--vers', '2', '--a-blanc')).toMatchObject({ fait: false });
  await expect(charte('changer', '--vers', '2')).rejects.toMatchObject({ name: 'MauvaisUsage' });
  expect((await essai.api.campagnes.lire({ campagneId: 1 })).charteId).toBe(1);
  expect(await charte('changer', '--vers', '2', '--motif', 'Vote du 12 juin')).toMatchObject({
    fait: true,
    apres: { id: 2 },
  });
  const { campagnes } = await essai.api.chartes.lire({ charteId: 2 });
  expect(campagnes).toHaveLength(1);
  const pdf = join(dossier, 'charte.pdf');
  expect(await charte('pdf', '--sortie', pdf)).toMatchObject({ charteId: 2 });
  expect(lireStructure(readFileSync(pdf)).pages).toBeGreaterThan(3);
}, 30_000);

test('clas charte lister répond en ligne de commande', () => {
  const sortie = lancerClas('charte', 'lister', '--base', join(dossier, 'base.sqlite'));
  expect(sortie).toMatchObject({ code: 0, json: { chartes: [{ version: 2 }, { version: 1 }] } });
}, 60_000);
