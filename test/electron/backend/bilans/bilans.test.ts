import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lignesAlterees } from '../../../../db/empreintes.ts';
import { horlogeArretee } from '../../../../electron/backend/horloge.ts';
import { router } from '../../../../electron/backend/router.ts';
import type { Api } from '../../../../shared/contract/client.ts';
import { resultat } from '../socle-essai.ts';
import { type BancBilans, ouvrirBilans, saisie } from './bilans-essai.ts';

let banc: BancBilans;
beforeAll(async () => {
  banc = await ouvrirBilans();
});
afterAll(() => banc.fermer());

const refus = (code: string) => ({ data: { code } });
const echeances = (dossierId: number) =>
  banc.context.db.$client.prepare('SELECT montant_centimes FROM echeances WHERE dossier_id = ?').pluck().all(dossierId);
const charge = (montantCentimes: number) =>
  ({ sens: 'charge', compte: '64', libelle: 'Personnel', montantCentimes, adresse: 'saisie' }) as const;

describe('le bilan d’un dossier, du brouillon à la réouverture', () => {
  it('seuls les dossiers agréés doivent un bilan, attendu le 30 septembre qui suit', async () => {
    const { api, campagneId, dossiers } = banc;
    const liste = await api.bilans.lister({ campagneId });
    expect(liste.reglages).toEqual({ echeance: '2027-09-30', ecartMaximalPointsBase: 2000 });
    expect(liste.lignes.map((l) => [l.numero, l.etat, l.enRetard, l.agreeCentimes])).toEqual([
      ['1001', 'attendu', false, 451_300],
      ['1002', 'attendu', false, 195_000],
    ]);
    await expect(api.bilans.lire({ dossierId: dossiers['1003'].id })).rejects.toMatchObject(refus('dossier_non_agree'));
    // Avant l’année scolaire, aucun bilan ne peut être attendu : tous seraient en retard aussitôt.
    const regler = (echeance: string) => api.bilans.regler({ campagneId, reglages: { ...liste.reglages, echeance } });
    await expect(regler('2026-06-30')).rejects.toMatchObject(refus('echeance_impossible'));
    await regler('2027-07-31');
    const plusTard = { ...banc.context, horloge: horlogeArretee('2027-08-01T08:00:00.000Z') };
    const apres: Api = createRouterClient(router, { context: plusTard });
    expect((await apres.bilans.lister({ campagneId })).lignes.every((l) => l.enRetard)).toBe(true);
    await api.bilans.regler({ campagneId, reglages: liste.reglages });
  });

  it('un brouillon s’écrit, se relit tel quel, et ne se valide pas', async () => {
    const { api, dossiers } = banc;
    const { id: dossierId, collectifs } = dossiers['1001'];
    const ecrite = saisie(collectifs, { budget: [charge(1_550_000)] });
    ecrite.contenu.benevoles = 4;
    await api.bilans.ecrire({ dossierId, saisie: ecrite });
    const lu = await api.bilans.lire({ dossierId });
    expect(lu.etat).toBe('brouillon');
    expect(lu.saisie).toEqual(ecrite);
    await expect(api.bilans.valider({ dossierId, droitReelCentimes: 0 })).rejects.toMatchObject(
      refus('bilan_non_recu'),
    );
    const etranger = saisie(dossiers['1002'].collectifs);
    await expect(api.bilans.ecrire({ dossierId, saisie: etranger })).rejects.toMatchObject(
      refus('collectif_non_agree'),
    );
    await expect(api.bilans.recevoir({ dossierId, recuLe: '2026-07-01' })).rejects.toMatchObject(refus('date_a_venir'));
  });

  it('reçu, il demande ses explications, puis fige le droit réel que l’agent a sous les yeux', async () => {
    const { api, dossiers, campagneId } = banc;
    const { id: dossierId, collectifs } = dossiers['1001'];
    const [premier = 0, second = 0] = collectifs;
    const ecrite = saisie(collectifs, { budget: [charge(900_000)] });
    ecrite.collectifs[1] = { collectifId: second, realise: false, seances: null, effectif: null, coutCentimes: null };
    await api.bilans.ecrire({ dossierId, saisie: ecrite });
    await api.bilans.recevoir({ dossierId, recuLe: '2026-06-10' });
    const { lignes } = await api.bilans.lister({ campagneId });
    expect(lignes[0]).toMatchObject({
      etat: 'recu',
      aExpliquer: true,
      collectifsRealises: 1,
      droitReelCentimes: 256_300,
    });
    await expect(api.bilans.valider({ dossierId, droitReelCentimes: 256_300 })).rejects.toMatchObject({
      data: { code: 'bilan_incomplet', message: expect.stringContaining('Collectif B, 64 Charges de personnel') },
    });
    ecrite.contenu.explications = { [`collectif ${second}`]: 'faute d’enfants', 'charge 64': 'un seul collectif' };
    await api.bilans.ecrire({ dossierId, saisie: ecrite });
    await expect(api.bilans.valider({ dossierId, droitReelCentimes: 451_300 })).rejects.toMatchObject(
      refus('droit_change'),
    );
    const valide = await api.bilans.valider({ dossierId, droitReelCentimes: 256_300 });
    expect(valide.valide).toMatchObject({ agent: 'Camille Essai', droitReelCentimes: 256_300 });
    expect(echeances(dossierId)).toEqual([256_300]);
    expect(valide.saisie.collectifs[0]?.collectifId).toBe(premier);
    expect(lignesAlterees(banc.context.db)).toEqual([]);
  });

  it('validé, rien ne le change ; rouvert avec un motif, il redevient reçu', async () => {
    const { api, dossiers, context } = banc;
    const { id: dossierId, collectifs } = dossiers['1001'];
    await expect(api.bilans.ecrire({ dossierId, saisie: saisie(collectifs) })).rejects.toMatchObject(
      refus('bilan_valide'),
    );
    await expect(api.bilans.recevoir({ dossierId, recuLe: '2026-06-11' })).rejects.toMatchObject(refus('bilan_valide'));
    expect(() => context.db.$client.exec('UPDATE bilans_budget SET montant_centimes = 1')).toThrow('ne change plus');
    const avant = echeances(dossierId);
    const rouvert = await api.bilans.rouvrir({ dossierId, motif: 'erreur de saisie' });
    expect(rouvert).toMatchObject({ etat: 'recu', valide: null, recuLe: '2026-06-10' });
    // Rien ne bouge : seul le solde est bloqué, jusqu’à la validation suivante.
    expect(echeances(dossierId)).toEqual(avant);
    await expect(api.bilans.rouvrir({ dossierId, motif: 'encore' })).rejects.toMatchObject(refus('bilan_non_valide'));
    const motifs = context.db.$client.prepare("SELECT motif FROM journal WHERE action = 'bilan.rouvrir'").pluck().all();
    expect(motifs).toEqual(['erreur de saisie']);
    expect(lignesAlterees(context.db)).toEqual([]);
  });
});

describe('relances et statistiques', () => {
  it('une lettre par bilan dû, à son rang, archivée ; marquée envoyée à sa date', async () => {
    const { api, campagneId, dossiers, context } = banc;
    const { id } = dossiers['1002'];
    const demande = { campagneId, dossierIds: [id, dossiers['1001'].id], echeance: '2026-07-15' };
    await expect(resultat(api.bilans.relancer({ ...demande, echeance: '2026-06-12' }))).rejects.toThrow('passé');
    const lettre = await resultat(api.bilans.relancer(demande));
    expect(lettre).toMatchObject({ nom: 'relance-bilan-2026-2027-2026-06-12.pdf', pages: 1 });
    const seconde = await resultat(api.bilans.relancer({ ...demande, echeance: '2026-07-20' }));
    expect(seconde.sha256).not.toBe(lettre.sha256);
    // Le bilan de 1001 est reçu : on ne le réclame pas.
    const { lignes } = await api.bilans.lister({ campagneId });
    expect(lignes.map((l) => l.relances.map((r) => [r.rang, r.echeance]))).toEqual([
      [],
      [
        [1, '2026-07-15'],
        [2, '2026-07-20'],
      ],
    ]);
    const relanceIds = lignes[1]?.relances.slice(0, 1).map((r) => r.id) ?? [];
    const envoi = { campagneId, relanceIds, moyen: 'courriel' as const };
    await expect(api.bilans.relanceEnvoyee({ ...envoi, envoyeeLe: '2026-07-01' })).rejects.toMatchObject(
      refus('date_a_venir'),
    );
    const suite = await api.bilans.relanceEnvoyee({ ...envoi, envoyeeLe: '2026-06-12' });
    expect(suite.lignes[1]?.relances.map((r) => r.envoyeeLe)).toEqual(['2026-06-12', null]);
    const archives = context.db.$client
      .prepare("SELECT nature FROM documents_archives WHERE nature = 'relance-bilan'")
      .all();
    expect(archives).toHaveLength(2);
    expect((await api.bilans.exporter({ campagneId, dossierIds: [id] })).octets).toBeGreaterThan(4000);
  }, 90_000);

  it('compte ce qui est donné, dit qui a répondu, et ne prend jamais une case vide pour zéro', async () => {
    const { api, campagneId, dossiers } = banc;
    const { groupes } = await api.bilans.statistiques({ campagneId });
    const total = groupes.at(-1);
    expect(total).toMatchObject({
      territoire: 'Total',
      dossiers: 2,
      bilans: 1,
      collectifsAgrees: 3,
      collectifsAttendus: 2,
      collectifsRealises: { somme: 1, repondus: 2, sur: 2 },
      effectif: { somme: 10, repondus: 1, sur: 1 },
      parents: { somme: null, repondus: 0, sur: 1 },
      benevoles: { somme: null, repondus: 0, sur: 1 },
      // Ce qui se compare porte sur les mêmes dossiers : ceux dont le bilan est reçu.
      effectifAttendu: 20,
      effectifPrevu: 30,
      coutAttenduCentimes: 1_500_000,
      coutPrevuCentimes: 2_100_000,
      agreeAttenduCentimes: 451_300,
      agreeCentimes: 646_300,
      droit: { somme: 256_300, repondus: 1, sur: 1 },
    });
    expect(total?.enfants.de_6_a_10).toEqual({
      fillesQpv: null,
      fillesHors: null,
      garconsQpv: null,
      garconsHors: null,
    });
    const suite = saisie(dossiers['1001'].collectifs, { budget: [charge(900_000)] });
    for (const c of suite.contenu.collectifs.slice(0, 1)) c.parents = 7;
    await api.bilans.ecrire({ dossierId: dossiers['1001'].id, saisie: suite });
    const apres = (await api.bilans.statistiques({ campagneId })).groupes.at(-1);
    expect(apres?.parents).toEqual({ somme: 7, repondus: 1, sur: 2 });
    expect((await api.bilans.statistiquesXlsx({ campagneId })).octets).toBeGreaterThan(4000);
    const pdf = await resultat(api.bilans.statistiquesPdf({ campagneId }));
    expect(pdf).toMatchObject({ nom: 'statistiques-bilans-2026-2027-2026-06-12.pdf', pages: 1 });
  }, 90_000);
});
