import { afterAll, beforeAll, expect, it } from 'vitest';
import { lignesAlterees } from '../../../../db/empreintes.ts';
import { type BancBilans, ouvrirBilans, saisie } from './bilans-essai.ts';

let banc: BancBilans;
beforeAll(async () => {
  banc = await ouvrirBilans();
});
afterAll(() => banc.fermer());

const refus = (code: string, message = '') => ({ data: { code, message: expect.stringContaining(message) } });

it('deux agents sur un bilan : le second apprend qui l’a changé, et n’écrase rien', async () => {
  const { api, autre, dossiers } = banc;
  const { id: dossierId, collectifs } = dossiers['1001'];
  const vide = await api.bilans.lire({ dossierId });
  expect(vide.version).toBeNull();
  const mienne = saisie(collectifs);
  mienne.contenu.benevoles = 4;
  const premiere = await api.bilans.ecrire({ dossierId, saisie: mienne, version: vide.version });
  // Les enregistrements qui se suivent d’une même page partent chacun du précédent.
  mienne.contenu.benevoles = 5;
  const seconde = await api.bilans.ecrire({ dossierId, saisie: mienne, version: premiere.version });
  expect(seconde.version).not.toBe(premiere.version);

  const sienne = saisie(collectifs);
  sienne.contenu.salaries = 2;
  await expect(autre.bilans.ecrire({ dossierId, saisie: sienne, version: vide.version })).rejects.toMatchObject(
    refus('bilan_change', 'Camille Essai l’a enregistré le'),
  );
  await expect(api.bilans.ecrire({ dossierId, saisie: sienne, version: premiere.version })).rejects.toMatchObject(
    refus('bilan_change', 'une autre fenêtre, à votre nom, l’a enregistré'),
  );
  const lu = await autre.bilans.lire({ dossierId });
  expect(lu.saisie.contenu).toMatchObject({ benevoles: 5, salaries: null });
  // Relu, l’autre peut choisir le sien en connaissance de cause.
  await autre.bilans.ecrire({ dossierId, saisie: sienne, version: lu.version });
  expect((await api.bilans.lire({ dossierId })).saisie.contenu).toMatchObject({ benevoles: null, salaries: 2 });
});

it('la réception n’écrase rien ; une validation part de ce qu’on a lu', async () => {
  const { api, autre, dossiers } = banc;
  const { id: dossierId, collectifs } = dossiers['1001'];
  const avant = await api.bilans.lire({ dossierId });
  await autre.bilans.recevoir({ dossierId, recuLe: '2026-06-10' });
  const mienne = saisie(collectifs);
  mienne.contenu.explications = { compte: 'envoyé à part' };
  for (const c of mienne.collectifs) c.coutCentimes = 600_000;
  await api.bilans.ecrire({ dossierId, saisie: mienne, version: avant.version });
  await expect(
    autre.bilans.valider({ dossierId, droitReelCentimes: 390_000, version: avant.version }),
  ).rejects.toMatchObject(refus('bilan_change', 'Camille Essai'));
});

it('une réception notée par erreur s’annule avec un motif, et le porteur revient aux relances', async () => {
  const { api, dossiers, campagneId, context } = banc;
  const { id: dossierId } = dossiers['1001'];
  const { saisie: gardee } = await api.bilans.lire({ dossierId });
  const rendu = await api.bilans.annulerReception({ dossierId, motif: 'mauvais dossier' });
  expect(rendu).toMatchObject({ etat: 'brouillon', recuLe: null, saisie: gardee });
  expect((await api.bilans.lister({ campagneId })).lignes[0]?.etat).toBe('brouillon');
  await expect(api.bilans.annulerReception({ dossierId, motif: 'encore' })).rejects.toMatchObject(
    refus('bilan_non_recu'),
  );
  const motifs = context.db.$client
    .prepare("SELECT motif FROM journal WHERE action = 'bilan.annuler-reception'")
    .pluck()
    .all();
  expect(motifs).toEqual(['mauvais dossier']);

  const { version } = await api.bilans.recevoir({ dossierId, recuLe: '2026-06-11' });
  await api.bilans.valider({ dossierId, droitReelCentimes: 390_000, version });
  await expect(api.bilans.annulerReception({ dossierId, motif: 'trop tard' })).rejects.toMatchObject(
    refus('bilan_valide'),
  );
  expect(lignesAlterees(context.db)).toEqual([]);
});

it('une réception ne date pas d’avant l’année de la rentrée', async () => {
  const { api, dossiers } = banc;
  const { id: dossierId } = dossiers['1002'];
  await expect(api.bilans.recevoir({ dossierId, recuLe: '2025-12-31' })).rejects.toMatchObject(
    refus('date_trop_ancienne', 'à partir du 01/01/2026'),
  );
  expect(await api.bilans.recevoir({ dossierId, recuLe: '2026-01-01' })).toMatchObject({ etat: 'recu' });
  // Reçu mais vide : la page ouverte avant n’a rien à y écraser.
  await banc.autre.bilans.ecrire({ dossierId, saisie: saisie(dossiers['1002'].collectifs), version: null });
});
