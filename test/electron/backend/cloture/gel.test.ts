import { createRouterClient } from '@orpc/server';
import { afterAll, afterEach, expect, test } from 'vitest';
import { ecrire } from '../../../../db/ecrire.ts';
import { essayer } from '../../../../db/essayer.ts';
import { acteur } from '../../../../electron/backend/acteur.ts';
import { annulerImport } from '../../../../electron/backend/imports/annuler.ts';
import { router } from '../../../../electron/backend/router.ts';
import { type Banc, importer, lectureDe, ouvrirAtelier, SEANCE, source } from '../argent-essai.ts';

const atelier = ouvrirAtelier();
let banc: Banc | undefined;
afterEach(() => {
  banc?.fermer();
  banc = undefined;
});
afterAll(() => atelier.fermer());

/** Une campagne d’un dossier, close. */
function close(): Banc {
  banc = atelier.ouvrir({}, 1_000_000);
  importer(banc.context, banc.campagneId, lectureDe([source()]), {}, true);
  banc.context.db.$client.prepare('UPDATE campagnes SET close_le = ?').run('2026-06-12T08:42:00.000Z');
  return banc;
}

const PHRASE = /^La campagne 2026-2027 est close : rien ne s’y change\. Pour la corriger, un autre agent/;

test('chaque sorte d’écriture est refusée par une phrase qui nomme la campagne', async () => {
  const { context, campagneId, seanceId } = close();
  const { db } = context;
  const api = createRouterClient(router, { context });
  const id = (table: string) => Number(db.$client.prepare(`SELECT min(id) FROM ${table}`).pluck().get());
  const [dossierId, collectifId, baremeId, importId] = ['dossiers', 'collectifs', 'baremes', 'imports'].map(id);
  if (!dossierId || !collectifId || !baremeId || !importId) throw new Error('base d’essai vide');
  const bareme = (await api.parametres.lire({})).baremes[0]?.bareme;
  if (!bareme) throw new Error('barème absent');
  const critere = (await api.campagnes.lire({ campagneId })).charte.axes[0]?.criteres[0]?.code ?? '';
  const pareil = { enveloppeCentimes: 1, dateLimiteDepot: '2026-04-01', motif: 'essai' };
  const gestes: Readonly<Record<string, () => Promise<unknown>>> = {
    decider: () =>
      api.seances.decider({ seanceId, collectifIds: [collectifId], nature: 'agree', motif: null, texte: '' }),
    creerSeance: () => api.seances.creer({ campagneId, ...SEANCE, membres: [] }),
    noter: () => api.lectures.noter({ dossierId, critere, niveau: 2 }),
    modifier: () => api.campagnes.modifier({ campagneId, ...pareil }),
    dater: () => api.campagnes.modifierEtape({ campagneId, numero: 7, debut: '2026-09-01', fin: null }),
    bareme: () => api.parametres.modifierBareme({ baremeId, bareme: { ...bareme, plafondCentimes: 1 }, motif: 'x' }),
    bilans: () => api.bilans.regler({ campagneId, reglages: { echeance: '2027-12-31', ecartMaximalPointsBase: 9000 } }),
    lien: () => api.instruction.declarerLien({ dossierId, motif: 'ma sœur y travaille' }),
  };
  for (const [nom, geste] of Object.entries(gestes))
    await expect(geste(), nom).rejects.toMatchObject({ message: expect.stringMatching(PHRASE) });
  expect(() => annulerImport(context, { importId, motif: 'essai' })).toThrow(PHRASE);
  expect(() => importer(context, campagneId, lectureDe([source({ nom: 'Autre nom' })]))).toThrow(PHRASE);
});

test('une table sans déclencheur est gardée par le journal, et un « et si » reste possible', () => {
  const { context, campagneId } = close();
  const auteur = acteur(context);
  const ecrireHors = (action: string) => () =>
    ecrire(context.db, auteur, (tx) => {
      tx.journaliser({ action, libelle: 'Essai', objet: `campagne:${campagneId}` });
    });
  expect(ecrireHors('instruction.regler')).toThrow(PHRASE);
  expect(ecrireHors('document.archiver')).not.toThrow();
  const vu = essayer(context.db, auteur, (tx) => {
    tx.db.$client.prepare('UPDATE dossiers SET etat_source = ?').run('essai');
    return tx.db.$client.prepare('SELECT etat_source FROM dossiers').pluck().get();
  });
  expect(vu).toBe('essai');
  expect(
    context.db.$client.prepare('SELECT close_le IS NOT NULL, etat_source FROM campagnes, dossiers').raw().get(),
  ).toEqual([1, null]);
});

test('deux campagnes closes : un déclencheur seul ne sait pas laquelle, la phrase les nomme', () => {
  const { context } = close();
  const { db } = context;
  db.$client
    .prepare(
      "INSERT INTO campagnes (annee_scolaire, date_limite_depot, bareme_id, charte_id, cree_le, close_le) SELECT '2025-2026', date_limite_depot, bareme_id, charte_id, cree_le, close_le FROM campagnes",
    )
    .run();
  expect(() =>
    ecrire(db, acteur(context), (tx) => {
      tx.db.$client.prepare('UPDATE dossiers SET etat_source = ?').run('essai');
    }),
  ).toThrow('Une campagne close (2025-2026, 2026-2027) aurait été changée : rien n’a été écrit.');
});
