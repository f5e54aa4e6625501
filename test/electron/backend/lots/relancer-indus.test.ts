import { createRouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { Context } from '../../../../electron/backend/context.ts';
import { horlogeArretee } from '../../../../electron/backend/horloge.ts';
import { router } from '../../../../electron/backend/router.ts';
import { decider } from '../../../../electron/backend/seances/decider.ts';
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
let collectifIds: readonly number[];
let demande: { campagneId: number; dossierIds: number[]; echeance: string };

beforeEach(() => {
  banc = atelier.ouvrir({ echeancier: ECHEANCIER_70 }, null);
  const [dossier] = preparerLeTerrain(banc);
  if (!dossier) throw new Error('pas de dossier');
  dossierId = dossier.id;
  collectifIds = dossier.collectifIds;
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
  expect(await indusDe(novembre)).toMatchObject([{ resteCentimes: 79_410, relances: [] }]);
  const premiere = await resultat(novembre.indus.relancer(demande));
  expect(premiere).toMatchObject({ nom: 'demandes-remboursement-2026-2027-2027-11-15.pdf', pages: 1 });
  expect(await indusDe(novembre)).toMatchObject([
    { resteCentimes: 79_410, relances: [{ rang: 1, echeance: '2027-12-15' }] },
  ]);

  const [indu] = await indusDe(novembre);
  const noter = { induId: indu?.id ?? 0, date: '2027-11-20', reference: null, motif: 'Virement reçu' };
  const decembre = aLaDate(banc.context, '2027-12-20');
  await decembre.indus.noter({ ...noter, nature: 'recouvre', montantCentimes: 50_000 });
  await decembre.indus.noter({ ...noter, nature: 'abandonne', montantCentimes: 9_410, motif: 'Petit montant' });
  const seconde = await resultat(decembre.indus.relancer({ ...demande, echeance: '2028-01-20' }));
  if (PDFTOTEXT_PRESENT) {
    for (const dit of [
      '2 563,00',
      '1 000,00',
      '1 794,10',
      'Reste à rembourser 794,10',
      '15 décembre 2027',
      'd’après votre bilan',
    ])
      expect(texte(premiere)).toContain(aplatir(dit));
    expect(texte(premiere)).not.toContain(aplatir('Je reviens vers vous'));
    expect(texte(premiere)).not.toContain(aplatir('dispensé'));
    for (const dit of [
      'retenu 500,00',
      'dispensé 94,10',
      'Reste à rembourser 200,00',
      '15 novembre 2027',
      '20 janvier 2028',
    ])
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
  await expect(resultat(decembre.indus.relancer({ ...demande, echeance: '2028-02-20' }))).rejects.toMatchObject(refus);
  // Soldé, ce qui fut demandé reste dit.
  expect(await indusDe(decembre)).toMatchObject([{ resteCentimes: 0, relances: [{ rang: 1 }, { rang: 2 }] }]);
});

test('une date passée, une somme remboursée pendant l’écriture : rien n’est inscrit', async () => {
  valider(banc.second, preparer(banc));
  bilan(banc.context, banc.campagneId, dossierId, 100_000);
  const api = aLaDate(banc.context, '2027-11-15');
  await expect(resultat(api.indus.relancer({ ...demande, echeance: '2027-11-15' }))).rejects.toMatchObject({
    data: { code: 'echeance_passee' },
  });
  const [indu] = await indusDe(api);
  const lettres = (await api.indus.relancer(demande))[Symbol.asyncIterator]();
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
  expect(await indusDe(api)).toMatchObject([{ resteCentimes: 79_409, relances: [] }]);
});

test('une décision revue, et non un bilan : la lettre le dit ; bilan rouvert, elle attend', async () => {
  const [collectifId = 0] = collectifIds;
  valider(banc.second, preparer(banc));
  bilan(banc.context, banc.campagneId, dossierId, 100_000);
  bilan(banc.context, banc.campagneId, dossierId, null);
  const api = aLaDate(banc.context, '2027-11-15');
  await expect(resultat(api.indus.relancer(demande))).rejects.toMatchObject({
    data: { code: 'bilan_rouvert', message: expect.stringContaining('1001') },
  });
  const { seanceId } = banc;
  decider(banc.context, { seanceId, collectifIds: [collectifId], nature: 'refuse', motif: null, texte: 'dit' });
  expect(await indusDe(api)).toMatchObject([{ resteCentimes: 100_000 }, { resteCentimes: 79_410 }]);
  const lettre = await resultat(api.indus.relancer(demande));
  if (PDFTOTEXT_PRESENT) {
    const dit = texte(lettre);
    expect(dit).toContain(aplatir('La décision du comité de pilotage'));
    expect(dit).toContain(aplatir('Montant agréé par la décision en vigueur 0,00'));
    expect(dit).toContain(aplatir('Reste à rembourser 1 794,10'));
    expect(dit).not.toContain(aplatir('bilan'));
  }
});

test('une dette née après qu’une autre est soldée n’est pas une relance de la première', async () => {
  valider(banc.second, preparer(banc));
  bilan(banc.context, banc.campagneId, dossierId, 100_000);
  const novembre = aLaDate(banc.context, '2027-11-15');
  await resultat(novembre.indus.relancer(demande));
  const [indu] = await indusDe(novembre);
  await novembre.indus.noter({
    induId: indu?.id ?? 0,
    nature: 'recouvre',
    montantCentimes: 79_410,
    date: '2027-11-15',
    reference: null,
    motif: 'Virement reçu',
  });
  const decembre = { ...banc.context, horloge: horlogeArretee('2027-12-20T09:00:00.000Z') };
  bilan(decembre, banc.campagneId, dossierId, null);
  bilan(decembre, banc.campagneId, dossierId, 90_000);
  const api = aLaDate(banc.context, '2027-12-21');
  expect(await indusDe(api)).toMatchObject([
    { resteCentimes: 10_000, relances: [] },
    { resteCentimes: 0, relances: [{ rang: 1 }] },
  ]);
  const lettre = await resultat(api.indus.relancer({ ...demande, echeance: '2028-01-20' }));
  if (PDFTOTEXT_PRESENT) expect(texte(lettre)).not.toContain(aplatir('Je reviens vers vous'));
});

test('un mouvement noté par erreur s’annule : la somme redevient due, et le solde qu’il ouvrait se ferme', async () => {
  valider(banc.second, preparer(banc));
  bilan(banc.context, banc.campagneId, dossierId, 100_000);
  const api = aLaDate(banc.context, '2027-11-15');
  const [indu] = await indusDe(api);
  const noter = { induId: indu?.id ?? 0, date: '2027-11-15', reference: null, motif: 'Virement reçu' };
  await api.indus.noter({ ...noter, nature: 'recouvre', montantCentimes: 50_000 });
  await api.indus.noter({ ...noter, nature: 'abandonne', montantCentimes: 9_410 });
  const [rendu, abandon] = (await indusDe(api))[0]?.mouvements ?? [];
  const annuler = (mouvementId: number | undefined) =>
    api.indus.annuler({ mouvementId: mouvementId ?? 0, motif: 'Mauvais dossier' });
  await annuler(abandon?.id);
  expect(await indusDe(api)).toMatchObject([
    { resteCentimes: 29_410, mouvements: [{ annule: null }, { annule: { motif: 'Mauvais dossier' } }] },
  ]);
  await expect(annuler(abandon?.id)).rejects.toMatchObject({ data: { code: 'mouvement_annule' } });

  // Le droit remonte : ce qui semblait rendu se reverserait, et ne se reverse plus.
  bilan(banc.context, banc.campagneId, dossierId, null);
  bilan(banc.context, banc.campagneId, dossierId, 170_000);
  const solde = async () =>
    (await api.paiements.lire({ campagneId: banc.campagneId })).lignes.find(
      (l) => l.dossierId === dossierId && l.nature === 'solde',
    )?.montantCentimes;
  expect(await solde()).toBe(40_590);
  await annuler(rendu?.id);
  expect(await solde()).toBe(0);
  expect(await indusDe(api)).toMatchObject([{ resteCentimes: 9_410 }]);
  expect((await api.paiements.lire({ campagneId: banc.campagneId })).controles.filter((c) => !c.egal)).toEqual([]);
  expect(await api.journal.verifier()).toMatchObject({ sain: true });
});

test('close, la campagne réclame encore ce qui lui reste dû, et n’annule plus rien', async () => {
  valider(banc.second, preparer(banc));
  bilan(banc.context, banc.campagneId, dossierId, 100_000);
  const api = aLaDate(banc.context, '2027-11-15');
  const [indu] = await indusDe(api);
  const noter = { induId: indu?.id ?? 0, date: '2027-11-15', reference: null, motif: 'Virement reçu' };
  await api.indus.noter({ ...noter, nature: 'recouvre', montantCentimes: 50_000 });
  banc.context.db.$client.prepare('UPDATE campagnes SET close_le = ?').run('2027-11-15T08:00:00.000Z');
  await resultat(api.indus.relancer(demande));
  const [close] = await indusDe(api);
  expect(close).toMatchObject({ resteCentimes: 29_410, relances: [{ rang: 1 }] });
  await expect(api.indus.annuler({ mouvementId: close?.mouvements[0]?.id ?? 0, motif: 'x' })).rejects.toMatchObject({
    data: { code: 'campagne_close' },
  });
});
