import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lignesAlterees } from '../../../../db/empreintes.ts';
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
    const avancee = await api.bilans.regler({ campagneId, reglages: { ...liste.reglages, echeance: '2026-06-01' } });
    expect(avancee.lignes.every((l) => l.enRetard)).toBe(true);
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
    const rouvert = await api.bilans.rouvrir({ dossierId, motif: 'erreur de saisie' });
    expect(rouvert).toMatchObject({ etat: 'recu', valide: null, recuLe: '2026-06-10' });
    expect(echeances(dossierId)).toEqual([451_300]);
    await expect(api.bilans.rouvrir({ dossierId, motif: 'encore' })).rejects.toMatchObject(refus('bilan_non_valide'));
    const motifs = context.db.$client.prepare("SELECT motif FROM journal WHERE action = 'bilan.rouvrir'").pluck().all();
    expect(motifs).toEqual(['erreur de saisie']);
    expect(lignesAlterees(context.db)).toEqual([]);
  });
});
