import { createRouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lignesAlterees } from '../../../../db/empreintes.ts';
import { horlogeArretee } from '../../../../electron/backend/horloge.ts';
import { router } from '../../../../electron/backend/router.ts';
import type { Api } from '../../../../shared/contract/client.ts';
import { type Banc, IBANS, importer, lectureDe, ouvrirAtelier, SIRETS, source } from '../argent-essai.ts';

const [ANCIEN = '', NOUVEAU = ''] = IBANS;
const atelier = ouvrirAtelier('transactions');
let banc: Banc;
let camille: Api;
let hugo: Api;
let structureId: number;

/** Deux porteurs importés par Camille ; le premier a un téléphone connu depuis l’an dernier. */
beforeEach(() => {
  banc = atelier.ouvrir({}, 1_000_000);
  const plusTard = { ...banc.context, horloge: horlogeArretee('2026-06-13T08:00:00.000Z') };
  camille = createRouterClient(router, { context: plusTard });
  hugo = createRouterClient(router, { context: { ...banc.second, horloge: plusTard.horloge } });
  importer(
    banc.context,
    banc.campagneId,
    lectureDe([source(), source({ numero: '1002', nom: 'Autres', siret: SIRETS[1] ?? '', iban: null })]),
  );
  structureId = Number(banc.context.db.$client.prepare('SELECT min(id) FROM structures').pluck().get());
  const { db } = banc.context;
  db.$client.prepare('UPDATE dossiers SET cree_le = ?').run('2025-03-01T10:00:00.000Z');
  const reponses = '[[null,"telephone","Téléphone","02 38 11 22 33","02 38 11 22 33","Dossiers!T2"]]';
  db.$client
    .prepare('UPDATE reponses_recues SET contenu = ? WHERE dossier_id = (SELECT min(id) FROM dossiers)')
    .run(reponses);
});
afterEach(() => {
  expect(lignesAlterees(banc.context.db).filter((l) => l.table !== 'collectifs')).toEqual([]);
  banc.fermer();
});
afterAll(() => atelier.fermer());

const CONNU = { aupresDe: 'Mme Martin', telephone: '02.38.11.22.33', date: '2026-06-13', precision: '' };
const compte = async () =>
  (await camille.banque.ibans({ campagneId: banc.campagneId })).find((c) => c.structureId === structureId);
const demandes = () => camille.banque.demandes({ campagneId: banc.campagneId });
const code = (attendu: string) => ({ data: { code: attendu } });
const changement = { iban: NOUVEAU, bic: 'PSSTFRPP', titulaire: 'Les Amis', origine: 'RIB du 12/06' };

describe('vérifier un compte', () => {
  test('par un autre agent, à un numéro connu avant : qui, où, quand sont gardés', async () => {
    const { numeros, aujourdhui } = await hugo.banque.numeros({ structureId, iban: ANCIEN });
    expect(aujourdhui).toBe('2026-06-13');
    expect(numeros).toMatchObject([{ telephone: '0238112233', source: 'dossier 1001 (2026-2027)', connuAvant: true }]);
    const demande = { structureId, iban: ANCIEN, preuve: CONNU };
    await expect(camille.banque.verifier(demande)).rejects.toMatchObject(code('meme_agent'));
    await hugo.banque.verifier(demande);
    expect(await compte()).toMatchObject({
      etat: 'verifie',
      verifiePar: 'Hugo Essai',
      verification: 'Mme Martin, au 02\u00a038\u00a011\u00a022\u00a033 (dossier 1001 (2026-2027)), le 13/06/2026',
      alerte: null,
    });
    await expect(hugo.banque.verifier(demande)).rejects.toMatchObject(code('deja_verifie'));
  });

  test('un numéro non connu s’explique, et le compte en garde l’alerte', async () => {
    const preuve = { ...CONNU, telephone: '06 12 34 56 78' };
    await expect(hugo.banque.verifier({ structureId, iban: ANCIEN, preuve })).rejects.toMatchObject({
      message: expect.stringContaining('Appelez plutôt le 02\u00a038\u00a011\u00a022\u00a033'),
    });
    await hugo.banque.verifier({
      structureId,
      iban: ANCIEN,
      preuve: { ...preuve, precision: 'standard de la mairie' },
    });
    expect(await compte()).toMatchObject({ etat: 'verifie', alerte: 'vérifié à un numéro non connu' });
  });

  test('un numéro arrivé avec l’IBAN n’est pas connu ; un appel d’avant l’IBAN, ou à venir, ne prouve rien', async () => {
    const { db } = banc.context;
    db.$client.prepare('UPDATE dossiers SET contenu_modifie_le = ?').run('2026-06-12T08:42:00.000Z');
    expect((await hugo.banque.numeros({ structureId, iban: ANCIEN })).numeros).toMatchObject([{ connuAvant: false }]);
    const verifier = (preuve: Partial<typeof CONNU>) =>
      hugo.banque.verifier({ structureId, iban: ANCIEN, preuve: { ...CONNU, ...preuve } });
    await expect(verifier({})).rejects.toMatchObject(code('numero_non_connu'));
    await expect(verifier({ date: '2026-06-11' })).rejects.toMatchObject(code('appel_trop_tot'));
    await expect(verifier({ date: '2026-06-14' })).rejects.toMatchObject(code('appel_a_venir'));
    await expect(verifier({ telephone: 'au bureau' })).rejects.toMatchObject(code('telephone'));
  });
});

describe('bloquer', () => {
  test('un compte bloqué ne se vérifie pas ; débloqué, il est à vérifier comme au premier jour', async () => {
    const vise = { structureId, iban: ANCIEN };
    await hugo.banque.verifier({ ...vise, preuve: CONNU });
    await camille.banque.bloquer({ ...vise, motif: 'faux RIB signalé' });
    expect(await compte()).toMatchObject({
      etat: 'bloque',
      bloquePar: 'Camille Essai',
      bloqueMotif: 'faux RIB signalé',
    });
    await expect(hugo.banque.verifier({ ...vise, preuve: CONNU })).rejects.toMatchObject(code('iban_bloque'));
    await expect(camille.banque.bloquer({ ...vise, motif: 'x' })).rejects.toMatchObject(code('deja_bloque'));
    await hugo.banque.debloquer({ ...vise, motif: 'RIB authentique' });
    expect(await compte()).toMatchObject({ etat: 'a_verifier', verification: null, bloqueMotif: null });
    await expect(hugo.banque.debloquer({ ...vise, motif: 'x' })).rejects.toMatchObject(code('pas_bloque'));
  });

  test('remis à vérifier, un compte ne se confirme plus par un appel d’avant le doute', async () => {
    const vise = { structureId, iban: ANCIEN };
    await hugo.banque.verifier({ ...vise, preuve: CONNU });
    const le = horlogeArretee('2026-06-20T08:00:00.000Z');
    const plusTard: Api = createRouterClient(router, { context: { ...banc.second, horloge: le } });
    await plusTard.banque.bloquer({ ...vise, motif: 'courriel suspect' });
    await plusTard.banque.debloquer({ ...vise, motif: 'RIB authentique' });
    expect((await compte())?.alerte).toBe('débloqué le 20/06/2026 : RIB authentique');
    await expect(plusTard.banque.verifier({ ...vise, preuve: CONNU })).rejects.toMatchObject({
      data: { code: 'appel_trop_tot', message: expect.stringMatching(/remis à vérifier le 20\/06\/2026/) },
    });
    await plusTard.banque.verifier({ ...vise, preuve: { ...CONNU, date: '2026-06-20' } });
    expect(await compte()).toMatchObject({ etat: 'verifie' });
  });
});

describe('changer un compte', () => {
  test('une frappe ouvre une demande, jamais n’écrase ; un autre agent l’accepte après un appel', async () => {
    expect(await camille.banque.demander({ structureId, ...changement })).toEqual({ suite: 'demande' });
    expect(await compte()).toMatchObject({ iban: ANCIEN });
    const [demande] = await demandes();
    expect(demande).toMatchObject({
      ancienIban: ANCIEN,
      iban: NOUVEAU,
      etat: 'ouverte',
      origine: 'saisie : RIB du 12/06',
    });
    const demandeId = demande?.id ?? 0;
    await expect(camille.banque.demander({ structureId, ...changement })).rejects.toMatchObject(
      code('demande_ouverte'),
    );
    await expect(camille.banque.accepter({ demandeId, iban: NOUVEAU, preuve: CONNU })).rejects.toMatchObject(
      code('meme_agent'),
    );
    await expect(hugo.banque.accepter({ demandeId, iban: ANCIEN, preuve: CONNU })).rejects.toMatchObject(
      code('iban_change'),
    );
    await hugo.banque.accepter({ demandeId, iban: NOUVEAU, preuve: CONNU });
    expect(await compte()).toMatchObject({
      iban: NOUVEAU,
      bic: 'PSSTFRPP',
      etat: 'verifie',
      saisiPar: 'Camille Essai',
      verifiePar: 'Hugo Essai',
    });
    const { comptes } = await hugo.banque.historique({ structureId });
    expect(comptes.map((c) => [c.iban, c.actif])).toEqual([
      [NOUVEAU, true],
      [ANCIEN, false],
    ]);
    await expect(hugo.banque.accepter({ demandeId, iban: NOUVEAU, preuve: CONNU })).rejects.toMatchObject(
      code('demande_close'),
    );
  });

  test('refusée ou abandonnée, l’ancien compte reste seul valable', async () => {
    await camille.banque.demander({ structureId, ...changement });
    const demandeId = (await demandes())[0]?.id ?? 0;
    await expect(hugo.banque.renoncer({ demandeId, motif: 'x' })).rejects.toMatchObject(code('autre_agent'));
    await camille.banque.renoncer({ demandeId, motif: 'mal recopié' });
    await camille.banque.demander({ structureId, ...changement });
    const seconde = (await demandes())[0]?.id ?? 0;
    await hugo.banque.refuser({ demandeId: seconde, iban: NOUVEAU, motif: 'elle n’a rien demandé' });
    expect((await demandes()).map((d) => d.etat)).toEqual(['refusee', 'annulee']);
    expect(await compte()).toMatchObject({ iban: ANCIEN });
  });

  test('le premier compte s’enregistre à vérifier ; un IBAN faux, hors SEPA ou inchangé est refusé', async () => {
    const autre = structureId + 1;
    expect(await camille.banque.demander({ ...changement, structureId: autre })).toEqual({ suite: 'a_verifier' });
    const refuse = (iban: string, bic: string | null = null) =>
      camille.banque.demander({ structureId, iban, bic, titulaire: null, origine: 'x' });
    await expect(refuse('FR7630006000011234567890188')).rejects.toMatchObject(code('iban'));
    await expect(refuse('US64SVBKUS6S3300958879')).rejects.toThrow('hors de la zone SEPA');
    await expect(refuse(ANCIEN)).rejects.toMatchObject(code('compte_inchange'));
    await expect(refuse(NOUVEAU, 'PSST')).rejects.toMatchObject(code('bic'));
  });

  test('le même compte chez deux porteurs, un compte étranger, un BIC d’ailleurs : dits avant et après', async () => {
    const saisie = { structureId: structureId + 1, iban: ANCIEN, bic: null, titulaire: null };
    expect(await camille.banque.controler(saisie)).toMatchObject({ iban: ANCIEN, alerte: 'même IBAN que Les Amis' });
    await camille.banque.demander({ ...saisie, origine: 'x' });
    expect((await compte())?.alerte).toBe('même IBAN que Autres');
    const belge = { structureId, iban: 'BE68539007547034', bic: 'PSSTFRPP', titulaire: null };
    expect(await camille.banque.controler(belge)).toMatchObject({
      erreurIban: null,
      alerte: 'compte étranger (BE) ; BIC d’un autre pays (FR) que l’IBAN (BE)',
    });
    await camille.banque.demander({ ...belge, origine: 'x' });
    // Demandé seulement, il compte déjà : deux porteurs qui demandent le même compte se voient.
    expect(await camille.banque.controler({ ...belge, structureId: structureId + 1 })).toMatchObject({
      alerte: expect.stringContaining('même IBAN que Les Amis'),
    });
    expect(await camille.banque.controler({ ...belge, iban: 'FR76', bic: 'X' })).toEqual({
      iban: null,
      erreurIban: expect.stringContaining('un IBAN commence par'),
      erreurBic: expect.stringContaining('8 ou 11'),
      alerte: null,
    });
  });
});
