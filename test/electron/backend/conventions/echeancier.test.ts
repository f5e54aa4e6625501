import { createRouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { regleDePaiement } from '../../../../db/queries/droits.ts';
import { inscrireConventions } from '../../../../electron/backend/conventions/generer.ts';
import { horlogeArretee } from '../../../../electron/backend/horloge.ts';
import { lirePaiements } from '../../../../electron/backend/paiements/lire.ts';
import { modifierBareme } from '../../../../electron/backend/parametres.ts';
import { router } from '../../../../electron/backend/router.ts';
import { decider } from '../../../../electron/backend/seances/decider.ts';
import type { Api } from '../../../../shared/contract/client.ts';
import type { Bareme } from '../../../../shared/domaine/bareme.ts';
import { direSuite } from '../../../../shared/domaine/bilan-paiements.ts';
import { type Atelier, type Banc, ouvrirAtelier } from '../argent-essai.ts';
import { agreer, confirmer, type DossierEssai, ECHEANCIER_70, preparer, valider } from '../lots/lot-essai.ts';
import { resultat } from '../socle-essai.ts';

let atelier: Atelier;
let banc: Banc;
let api: Api;
let dossier: DossierEssai;
beforeAll(() => {
  atelier = ouvrirAtelier('transactions');
});
afterAll(() => atelier.fermer());
afterEach(() => banc.fermer());

function ouvrir(bareme: Partial<Bareme>): void {
  banc = atelier.ouvrir(bareme, null);
  api = createRouterClient(router, { context: banc.context });
  const dossiers = agreer(banc);
  for (const d of dossiers) confirmer(banc, d);
  const [premier] = dossiers;
  if (!premier) throw new Error('pas de dossier');
  dossier = premier;
}
beforeEach(() => ouvrir({ echeancier: ECHEANCIER_70 }));

const ligne = async () =>
  (await api.conventions.lire({ campagneId: banc.campagneId })).lignes.find((l) => l.dossierId === dossier.id);
async function inscrireEtSigner(): Promise<void> {
  const [papier] = inscrireConventions(banc.context, { campagneId: banc.campagneId, dossierIds: [dossier.id] });
  await api.conventions.signer({
    conventionId: papier?.id ?? 0,
    date: '2026-06-12',
    signataire: 'Mme Roy',
    scan: null,
  });
}
/** L’échéancier imprimé dans l’aperçu du prochain papier. */
async function imprime(): Promise<{ lignes: readonly (readonly string[])[]; note: string }> {
  const { articles } = await api.conventions.apercu({ dossierId: dossier.id });
  const tableau = articles
    .flatMap((a) => a.blocs)
    .find((b) => b.genre === 'tableau' && b.colonnes.some((c) => c.titre === 'Date prévue'));
  if (tableau?.genre !== 'tableau') throw new Error('pas d’échéancier');
  return {
    lignes: tableau.lignes.map((l) => [l[0] ?? '', l[2] ?? '', (l[4] ?? '').replace(/[\u202f\u00a0]/g, ' ')]),
    note: tableau.note.replace(/[\u202f\u00a0]/g, ' '),
  };
}
const motifs = () =>
  lirePaiements(banc.context, banc.campagneId)
    .lignes.filter((l) => l.numeroDossier === dossier.numero)
    .map((l) => [l.libelle, ...l.motifs]);

test('après un acompte émis, l’avenant dit ce qui est émis, et le trop-perçu au lieu d’un solde inventé', async () => {
  await inscrireEtSigner();
  expect((await imprime()).lignes).toEqual([
    ['Acompte 1', 'après signature de la convention', '1 794,10 €'],
    ['Solde', 'après contrôle du bilan, d’après le droit réel', '768,90 €'],
  ]);
  valider(banc.second, preparer(banc));
  decider(banc.context, {
    seanceId: banc.seanceId,
    collectifIds: [...dossier.collectifIds],
    nature: 'agree_sous_reserve',
    motif: null,
    texte: 'bail',
  });
  expect(await imprime()).toEqual({
    lignes: [
      ['Acompte 1', 'déjà mise en paiement', '1 794,10 €'],
      ['Solde', 'après contrôle du bilan, d’après le droit réel', '768,90 €'],
    ],
    note: '',
  });
});

test('l’échéancier du barème change après la signature : l’acompte attend l’avenant qui l’annonce', async () => {
  banc.fermer();
  ouvrir({});
  await inscrireEtSigner();
  expect(motifs()).toEqual([['Solde', 'bilan non reçu']]);
  const bareme = regleDePaiement(banc.context.db, banc.campagneId)?.bareme;
  if (!bareme) throw new Error('pas de barème');
  modifierBareme(banc.context, 1, { ...bareme, echeancier: ECHEANCIER_70 }, 'décision du conseil');
  expect(motifs()).toEqual([
    ['Acompte 1', '« Acompte 1 » n’est pas dans la convention signée : avenant à faire'],
    ['Solde', 'bilan non reçu'],
  ]);
  const vue = await ligne();
  expect([vue?.suite, vue?.changements.map((c) => c.replace(/[\u202f\u00a0]/g, ' '))]).toEqual([
    'avenant',
    ['échéancier : « Acompte 1 » de 1 794,10 € s’ajoute'],
  ]);
  await inscrireEtSigner();
  expect((await ligne())?.suite).toBeNull();
  expect(motifs()).toEqual([['Acompte 1'], ['Solde', 'bilan non reçu']]);
});

test('la ligne dit ce qui est émis et ce qu’une résiliation arrêterait ; résiliée, c’est ce qui reste bloqué', async () => {
  await inscrireEtSigner();
  expect(await ligne()).toMatchObject({ emisCentimes: 0, resteAVerserCentimes: 256_300 });
  valider(banc.second, preparer(banc));
  const vue = await ligne();
  expect(vue).toMatchObject({ emisCentimes: 179_410, resteAVerserCentimes: 76_890 });
  const conventionId = vue?.convention?.id ?? 0;
  const resilier = (date: string) => api.conventions.resilier({ conventionId, date, motif: 'action abandonnée' });
  await expect(resilier('2099-12-31')).rejects.toMatchObject({ data: { code: 'date_trop_tard' } });
  await api.conventions.resilier({ conventionId, date: '2026-06-12', motif: 'action abandonnée' });
  expect(motifs()).toEqual([['Acompte 1'], ['Solde', 'convention résiliée', 'bilan non reçu']]);
  expect(await ligne()).toMatchObject({ emisCentimes: 179_410, resteAVerserCentimes: 76_890 });
  // Le suivi n’en attend que ce qui est émis ; le bilan, lui, dira si c’était trop.
  expect(await api.suivi.lireDossier({ dossierId: dossier.id })).toMatchObject({
    droitCentimes: 179_410,
    alertes: [{ code: 'resiliee' }],
  });
  const bilan = await api.bilans.lire({ dossierId: dossier.id });
  expect(bilan).toMatchObject({ sansObjet: false, paiements: { resilieeLe: '2026-06-12' } });
  expect(direSuite(256_300, bilan.paiements).replace(/[\u202f\u00a0]/g, ' ')).toBe(
    'Déjà émis : 1 794,10 € ; convention résiliée : le solde de 768,90 € ne sera pas versé.',
  );
});

test('résilié sans rien de versé, un dossier n’est plus relancé, ni pour son démarrage ni pour son bilan', async () => {
  const { campagneId } = banc;
  await inscrireEtSigner();
  const conventionId = (await ligne())?.convention?.id ?? 0;
  await api.conventions.resilier({ conventionId, date: '2026-06-12', motif: 'action abandonnée' });
  const demande = { campagneId, dossierIds: [dossier.id], echeance: '2026-07-15' };
  const rien = { data: { code: 'rien_a_relancer' } };
  await expect(resultat(api.suivi.relances(demande))).rejects.toMatchObject(rien);
  await expect(resultat(api.bilans.relancer(demande))).rejects.toMatchObject(rien);
  const { lignes } = await api.suivi.lire({ campagneId });
  expect(lignes.filter((l) => l.dossierId === dossier.id)).toMatchObject([
    { droitCentimes: 0, resilieeLe: '2026-06-12', alertes: [] },
  ]);
  const tardif = { ...banc.context, horloge: horlogeArretee('2027-12-01T09:00:00.000Z') };
  const plusTard: Api = createRouterClient(router, { context: tardif });
  const bilans = (await plusTard.bilans.lister({ campagneId })).lignes;
  expect(bilans.map((l) => [l.numero === dossier.numero, l.sansObjet, l.enRetard])).toEqual([
    [true, true, false],
    [false, false, true],
    [false, false, true],
  ]);
});

test('le seuil se compare à tout ce que la campagne agrée au porteur, ses autres dossiers compris', async () => {
  const { $client: client } = banc.context.db;
  client.exec(`UPDATE dossiers SET structure_id = (SELECT structure_id FROM dossiers WHERE id = ${dossier.id})`);
  const lignes = async () =>
    (await api.conventions.lire({ campagneId: banc.campagneId })).lignes.map((l) => [
      l.montantCentimes,
      l.agreeAuPorteurCentimes,
      l.auDelaDuSeuil,
    ]);
  expect(await lignes()).toEqual([
    [256_300, 646_300, false],
    [195_000, 646_300, false],
    [195_000, 646_300, false],
  ]);
  client.exec(`UPDATE baremes SET contenu = json_set(contenu, '$.seuilConventionCentimes', 646299)`);
  expect((await lignes()).map(([, , seuil]) => seuil)).toEqual([true, true, true]);
});
