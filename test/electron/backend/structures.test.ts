import { createRouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { router } from '../../../electron/backend/router.ts';
import type { Api } from '../../../shared/contract/client.ts';
import { type Banc, IBANS, importer, lectureDe, ouvrirAtelier, SIRETS, source } from './argent-essai.ts';

const atelier = ouvrirAtelier('transactions');
let banc: Banc;
let api: Api;

beforeEach(() => {
  banc = atelier.ouvrir({}, 9_000_000);
  api = createRouterClient(router, { context: banc.context });
  const autre = source({ numero: '1002', nom: 'Écoliers', siret: SIRETS[1] ?? '', iban: null });
  importer(banc.context, banc.campagneId, lectureDe([source(), autre]));
});
afterEach(() => banc.fermer());
afterAll(() => atelier.fermer());

test('l’annuaire et la fiche : années, agréé, compte, dossiers', async () => {
  const ids = banc.context.db.$client
    .prepare("SELECT k.id FROM collectifs k JOIN dossiers d ON d.id = k.dossier_id WHERE d.numero = '1001'")
    .pluck()
    .all() as number[];
  await api.seances.decider({ seanceId: banc.seanceId, collectifIds: ids, nature: 'agree', motif: null, texte: '' });
  const liste = await api.structures.lister();
  // L’accent ne compte pas : É se range avec E, avant L.
  expect(liste.map((s) => s.raisonSociale)).toEqual(['Écoliers', 'Les Amis']);
  const amis = liste[1];
  expect(amis).toMatchObject({
    annees: ['2026-2027'],
    dossiers: 1,
    iban: IBANS[0],
    etatIban: 'a_verifier',
    payeCentimes: 0,
  });
  expect(amis?.agreeCentimes).toBeGreaterThan(0);
  expect(liste[0]).toMatchObject({ iban: null, etatIban: null, agreeCentimes: 0 });
  const fiche = await api.structures.lire({ structureId: amis?.id ?? 0 });
  expect(fiche.parAnnee).toMatchObject([
    {
      numero: '1001',
      collectifs: 3,
      agrees: 3,
      decides: 3,
      agreeCentimes: amis?.agreeCentimes,
      convention: null,
      etatBilan: null,
      payeCentimes: 0,
      resteARecouvrerCentimes: 0,
    },
  ]);
  await expect(api.structures.lire({ structureId: 999 })).rejects.toMatchObject({ code: 'INTROUVABLE' });
});

test('contacts et numéro de tiers : vérifiés, au journal, un numéro ne sert pas à deux', async () => {
  const [ecoliers, amis] = await api.structures.lister();
  const contacts = { representant: 'Mme Martin', courriel: 'Contact@Exemple.FR', telephone: '02 38 11 22 33' };
  const fiche = await api.structures.modifier({ structureId: amis?.id ?? 0, numeroTiers: 'T-001', ...contacts });
  expect(fiche).toMatchObject({ numeroTiers: 'T-001', courriel: 'Contact@exemple.fr', telephone: '0238112233' });
  const refuse = (valeurs: object) =>
    api.structures.modifier({ structureId: ecoliers?.id ?? 0, numeroTiers: null, ...contacts, ...valeurs });
  await expect(refuse({ numeroTiers: 'T-001' })).rejects.toThrow('déjà celui de Les Amis');
  await expect(refuse({ courriel: 'pas un courriel' })).rejects.toThrow('Courriel');
  await expect(refuse({ telephone: '12' })).rejects.toThrow('Téléphone');
  const entrees = banc.context.db.$client
    .prepare("SELECT count(*) FROM journal WHERE action = 'structure.completer'")
    .pluck();
  expect(entrees.get()).toBe(1);
  await api.structures.modifier({ structureId: amis?.id ?? 0, numeroTiers: 'T-001', ...contacts });
  expect(entrees.get()).toBe(1);
});
