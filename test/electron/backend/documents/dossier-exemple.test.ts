import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listerDocumentsArchives } from '../../../../db/queries/documents-archives.ts';
import { lireDossiersComplets } from '../../../../electron/backend/dossiers/lire.ts';
import { lireReserve } from '../../../../electron/backend/fichiers/reserve.ts';
import { formaterEuros, formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { ouvrirExempleCopie } from '../exemple-essai.ts';
import { type Essai, resultat } from '../socle-essai.ts';
import { aplatir, lirePages, PDFTOTEXT_PRESENT } from './lire-pdf.ts';

let essai: Essai;
let campagneId = 0;
let seanceId = 0;
beforeAll(async () => {
  const copie = await ouvrirExempleCopie();
  essai = copie;
  ({ campagneId } = copie);
  seanceId = (await essai.api.seances.lire({ campagneId })).seance?.id ?? 0;
}, 30_000);
afterAll(() => essai.fermer());

async function produire(options: Omit<Parameters<Essai['api']['seances']['dossierDeSeance']>[0], 'seanceId'>) {
  const document = await resultat(essai.api.seances.dossierDeSeance({ seanceId, ...options }));
  const { chemin } = essai.context.produits.get(document.documentId) ?? { chemin: '' };
  return { document, texte: PDFTOTEXT_PRESENT ? lirePages(chemin, 'raw').join(' ') : null };
}

test.skipIf(!PDFTOTEXT_PRESENT)(
  'l’exemple entier : chaque montant de la base est dans le PDF, au centime',
  async () => {
    const { texte } = await produire({});
    const { dossiers, enveloppe } = await essai.api.seances.lire({ campagneId, seanceId });
    const montants = dossiers.flatMap((d) => [
      d.coutCentimes,
      d.droitCentimes,
      d.demandeCentimes ?? 0,
      d.agreeCentimes ?? 0,
      ...d.listeCollectifs.flatMap((c) => [
        c.coutCentimes,
        c.calculCentimes,
        c.droitCentimes,
        c.decision?.montantCentimes ?? 0,
      ]),
    ]);
    expect(montants.length).toBeGreaterThan(500);
    expect(montants.map(formaterMontant).filter((montant) => !texte?.includes(aplatir(montant)))).toEqual([]);
    for (const centimes of [
      enveloppe.totalCentimes ?? 0,
      enveloppe.engageCentimes,
      Math.abs(enveloppe.resteCentimes ?? 0),
    ])
      expect(texte).toContain(aplatir(formaterEuros(centimes)));
    expect(texte).not.toContain('\uFFFD');
  },
);

test('allégé : ni nom, ni téléphone, ni courriel, ni IBAN de la base, dans le PDF comme dans l’archive', async () => {
  const { document, texte } = await produire({ allege: true });
  expect(document.nom).toContain('-allege.pdf');
  const [archive] = listerDocumentsArchives(essai.context.db, campagneId);
  const entree = gunzipSync(await lireReserve(essai.context, archive?.entree ?? '', document.nom)).toString();
  const { seance, dossiers } = await essai.api.seances.lire({ campagneId, seanceId });
  const fiches = lireDossiersComplets(
    essai.context,
    campagneId,
    dossiers.map(({ id }) => id),
  );
  const interdits = fiches.flatMap(({ contacts, banque, lecteurs, commentaire }) => [
    contacts.courriel,
    contacts.telephone,
    contacts.telephone?.replace(/\B(?=(?:\d{2})+$)/g, ' '),
    contacts.representant?.replace(/^(?:M\.|Mme) /, ''),
    contacts.coordinateur?.replace(/^(?:M\.|Mme) /, '').replace(/ \(.*$/, ''),
    contacts.adresse,
    banque?.iban,
    ...lecteurs,
    commentaire,
  ]);
  const cherches = [...new Set([...interdits, ...(seance?.membres.map(({ nom }) => nom) ?? [])])].filter(
    (mot): mot is string => typeof mot === 'string' && mot.trim().length > 5,
  );
  expect(cherches.length).toBeGreaterThan(60);
  expect(cherches.filter((mot) => entree.includes(JSON.stringify(mot).slice(1, -1)))).toEqual([]);
  if (texte === null) return;
  expect(cherches.filter((mot) => texte.includes(aplatir(mot)))).toEqual([]);
  expect(texte).toContain('Version allégée ; n’y figurent pas');
});

test('les choix se retrouvent avec le document, et un territoire inconnu se refuse avec ceux qui existent', async () => {
  const [allege, entier] = await essai.api.dossierDeSeance.produits({ seanceId });
  expect([allege?.options.allege, entier?.options.allege ?? false]).toEqual([true, false]);
  const repris = await essai.api.dossierDeSeance.reprendre({ archiveId: allege?.id ?? 0 });
  expect(repris.sha256).toBe(allege?.sha256);
  await expect(resultat(essai.api.seances.dossierDeSeance({ seanceId, territoire: 'Ailleurs' }))).rejects.toThrow(
    /« Ailleurs ».*Ses territoires : /,
  );
});
