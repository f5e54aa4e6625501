import { createRouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { Context } from '../../../../electron/backend/context.ts';
import { horlogeArretee } from '../../../../electron/backend/horloge.ts';
import { router } from '../../../../electron/backend/router.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import type { Api } from '../../../../shared/contract/client.ts';
import type { DocumentProduit } from '../../../../shared/contract/documents.ts';
import { type Banc, ouvrirAtelier } from '../argent-essai.ts';
import { aplatir, lirePages, PDFTOTEXT_PRESENT } from '../documents/lire-pdf.ts';
import { resultat } from '../socle-essai.ts';
import { bilan, ECHEANCIER_70, preparer, preparerLeTerrain, valider } from './lot-essai.ts';

const atelier = ouvrirAtelier();
let banc: Banc;
let dossierId: number;
let demande: { campagneId: number; dossierIds: number[]; echeance: string };

beforeEach(() => {
  banc = atelier.ouvrir({ echeancier: ECHEANCIER_70 }, null);
  dossierId = preparerLeTerrain(banc)[0]?.id ?? 0;
  demande = { campagneId: banc.campagneId, dossierIds: [dossierId], echeance: '2027-12-15' };
});
afterEach(() => banc.fermer());
afterAll(() => atelier.fermer());

function aLaDate(context: Context, jour: string): Api {
  return createRouterClient(router, { context: { ...context, horloge: horlogeArretee(`${jour}T09:00:00.000Z`) } });
}
const chemin = ({ documentId }: DocumentProduit) => banc.context.produits.get(documentId)?.chemin ?? '';
const texte = (document: DocumentProduit) => aplatir(lirePages(chemin(document), 'raw').join('\n'));
const indusDe = (api: Api) => api.indus.lister({ campagneId: banc.campagneId });

test('une lettre montre le calcul au centime ; la suivante rappelle la première et ne réclame que le reste', async () => {
  valider(banc.second, preparer(banc));
  bilan(banc.context, banc.campagneId, dossierId, 100_000);
  const novembre = aLaDate(banc.context, '2027-11-15');
  expect(await indusDe(novembre)).toMatchObject([{ resteCentimes: 79_410, demandes: [] }]);
  const premiere = await resultat(novembre.indus.demander(demande));
  expect(premiere).toMatchObject({ nom: 'demandes-remboursement-2026-2027-2027-11-15.pdf', pages: 1 });
  expect(await indusDe(novembre)).toMatchObject([
    { resteCentimes: 79_410, demandes: [{ rang: 1, echeance: '2027-12-15' }] },
  ]);

  const [indu] = await indusDe(novembre);
  const noter = { induId: indu?.id ?? 0, date: '2027-11-20', reference: null, motif: 'Virement reçu' };
  const decembre = aLaDate(banc.context, '2027-12-20');
  await decembre.indus.noter({ ...noter, nature: 'recouvre', montantCentimes: 50_000 });
  await decembre.indus.noter({ ...noter, nature: 'abandonne', montantCentimes: 9_410, motif: 'Petit montant' });
  const seconde = await resultat(decembre.indus.demander({ ...demande, echeance: '2028-01-20' }));
  if (PDFTOTEXT_PRESENT) {
    for (const dit of ['2 563,00', '1 000,00', '1 794,10', '794,10', '15 décembre 2027', 'd’après votre bilan'])
      expect(texte(premiere)).toContain(aplatir(dit));
    expect(texte(premiere)).not.toContain(aplatir('Je reviens vers vous'));
    expect(texte(premiere)).not.toContain(aplatir('dispensé'));
    for (const dit of ['500,00', '94,10', 'Reste à rembourser 200,00', '15 novembre 2027', '20 janvier 2028'])
      expect(texte(seconde)).toContain(aplatir(dit));
  }
  const liste = await decembre.indus.exporter({ campagneId: banc.campagneId });
  const { feuilles } = await lireTableur(chemin(liste), { nom: liste.nom });
  const cellules = (feuilles[0]?.lignes ?? []).flatMap((l) => l.cellules);
  expect(cellules.flatMap((c) => (c.contenu?.type === 'nombre' ? [c.contenu.valeur] : []))).toEqual(
    expect.arrayContaining([1000, 1794.1, 500, 94.1, 200, 2]),
  );

  await decembre.indus.noter({ ...noter, nature: 'recouvre', montantCentimes: 20_000 });
  const refus = { data: { code: 'rien_a_demander' } };
  await expect(decembre.indus.exporter({ campagneId: banc.campagneId })).rejects.toMatchObject(refus);
  await expect(resultat(decembre.indus.demander({ ...demande, echeance: '2028-02-20' }))).rejects.toMatchObject(refus);
  // Soldé, ce qui fut demandé reste dit.
  expect(await indusDe(decembre)).toMatchObject([{ resteCentimes: 0, demandes: [{ rang: 1 }, { rang: 2 }] }]);
});

test('une date passée, une somme remboursée pendant l’écriture : rien n’est inscrit', async () => {
  valider(banc.second, preparer(banc));
  bilan(banc.context, banc.campagneId, dossierId, 100_000);
  const api = aLaDate(banc.context, '2027-11-15');
  await expect(resultat(api.indus.demander({ ...demande, echeance: '2027-11-15' }))).rejects.toMatchObject({
    data: { code: 'echeance_passee' },
  });
  const [indu] = await indusDe(api);
  const lettres = (await api.indus.demander(demande))[Symbol.asyncIterator]();
  expect(await lettres.next()).toMatchObject({ value: { type: 'progression' } });
  await api.indus.noter({
    induId: indu?.id ?? 0,
    nature: 'recouvre',
    montantCentimes: 1,
    date: '2027-11-15',
    reference: null,
    motif: 'Un centime',
  });
  const finir = async () => {
    while ((await lettres.next()).done !== true);
  };
  await expect(finir()).rejects.toMatchObject({ data: { code: 'trop_percus_changes' } });
  expect(await indusDe(api)).toMatchObject([{ resteCentimes: 79_409, demandes: [] }]);
});
