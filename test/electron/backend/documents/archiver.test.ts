import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listerDocumentsArchives } from '../../../../db/queries/documents-archives.ts';
import { refaire } from '../../../../electron/backend/documents/archiver.ts';
import { cheminReserve } from '../../../../electron/backend/fichiers/reserve.ts';
import { ouvrirExempleCopie } from '../exemple-essai.ts';
import { type Essai, resultat } from '../socle-essai.ts';

/** Sans les fiches, qui font presque toutes les pages : l’archivage ne dépend pas du contenu. */
const COURT = { parties: ['synthese' as const] };
let essai: Essai;
let campagneId = 0;
beforeAll(async () => {
  const copie = await ouvrirExempleCopie();
  essai = copie;
  ({ campagneId } = copie);
});
afterAll(() => essai.fermer());

const archives = () => listerDocumentsArchives(essai.context.db, campagneId);

test('du même état, le même document ; d’un état changé, un autre ; chacun se refait à l’octet près', async () => {
  const seanceId = (await essai.api.seances.lire({ campagneId })).seance?.id ?? 0;
  const premier = await resultat(essai.api.seances.dossierDeSeance({ seanceId, ...COURT }));
  const second = await resultat(essai.api.seances.dossierDeSeance({ seanceId, ...COURT }));
  expect(second.sha256).toBe(premier.sha256);
  expect(archives().map((a) => [a.nature, a.sha256, a.pages])).toEqual([
    ['dossier-de-seance', premier.sha256, premier.pages],
  ]);
  const { seance } = await essai.api.seances.lire({ campagneId });
  if (!seance) throw new Error('séance absente');
  await essai.api.seances.modifier({ ...seance, seanceId, lieu: 'Ailleurs' });
  const troisieme = await resultat(essai.api.seances.dossierDeSeance({ seanceId, ...COURT }));
  expect(troisieme.sha256).not.toBe(premier.sha256);
  expect(archives()).toHaveLength(2);
  for (const archive of archives()) {
    const { identique, document } = await refaire(essai.context, archive.id, () => {});
    expect(identique).toBe(true);
    expect(document.sha256).toBe(archive.sha256);
  }
});

test('une copie gardée qui a été changée se refuse, et du même état le document se produit à nouveau', async () => {
  const seanceId = (await essai.api.seances.lire({ campagneId })).seance?.id ?? 0;
  const [dernier] = archives();
  if (!dernier) throw new Error('pas de document archivé');
  writeFileSync(cheminReserve(essai.context, dernier.entree ?? ''), 'changé');
  await expect(refaire(essai.context, dernier.id, () => {})).rejects.toThrow(/a été changé/);
  const chemin = cheminReserve(essai.context, dernier.sha256);
  const bon = readFileSync(chemin);
  writeFileSync(chemin, Buffer.concat([bon, Buffer.from('x')]));
  const produit = await resultat(essai.api.seances.dossierDeSeance({ seanceId, ...COURT }));
  expect(produit.pages).toBe(dernier.pages);
  expect(archives()).toHaveLength(3);
});
