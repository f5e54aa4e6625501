import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { lireCampagne } from '../../../electron/backend/campagnes.ts';
import { constaterEtapes } from '../../../electron/backend/etapes.ts';
import type { EtatEtape } from '../../../shared/domaine/etat-etapes.ts';
import { type Banc, importer, lectureDe, ouvrirAtelier, source } from './argent-essai.ts';
import { agreer, bilan, ECHEANCIER_70, noterEvenement, signer } from './lots/lot-essai.ts';

const atelier = ouvrirAtelier('transactions');
let banc: Banc;
beforeEach(() => {
  banc = atelier.ouvrir({ echeancier: ECHEANCIER_70 }, null);
});
afterEach(() => banc.fermer());
afterAll(() => atelier.fermer());

/** Ce que disent les dates de chaque étape suivie, en novembre d’une année ordinaire. */
const NOVEMBRE = { 6: 'faite', 7: 'faite', 8: 'faite', 10: 'a_venir', 11: 'a_venir' } as const;
const JUIN = { 6: 'a_venir', 7: 'a_venir', 8: 'a_venir', 10: 'a_venir', 11: 'a_venir' } as const;
const ANNEE_FINIE = { 6: 'faite', 7: 'faite', 8: 'faite', 10: 'faite', 11: 'faite' } as const;

/** Les étapes suivies, d’après les dates et les dossiers : « 6 faite ». */
function etats(parDates: Readonly<Record<number, EtatEtape>>): string[] {
  const { context, campagneId } = banc;
  const campagne = lireCampagne(context, campagneId);
  const etapes = campagne.etapes.map((e) => ({ ...e, etat: parDates[e.numero] ?? 'faite' }));
  return constaterEtapes(context.db, { ...campagne, etapes })
    .etapes.filter((e) => e.numero in parDates)
    .map((e) => `${e.numero} ${e.etat}`);
}

test('des dossiers à décider : le Copil et tout ce qui le suit sont en retard passé leur date, jamais faits', () => {
  importer(banc.context, banc.campagneId, lectureDe([source()]));
  expect(etats(JUIN)).toEqual(['6 a_venir', '7 a_venir', '8 a_venir', '10 a_venir', '11 a_venir']);
  expect(etats(NOVEMBRE)).toEqual(['6 en_retard', '7 en_retard', '8 en_retard', '10 a_venir', '11 a_venir']);
});

test('une étape passée dont un dossier attend est en retard ; tout fait, elle est faite, même avant ses dates', () => {
  const dossiers = agreer(banc);
  const { context, campagneId } = banc;
  expect(etats(NOVEMBRE)).toEqual(['6 faite', '7 en_retard', '8 en_retard', '10 a_venir', '11 a_venir']);
  for (const { id, collectifIds } of dossiers) {
    signer(context, campagneId, id);
    for (const collectifId of collectifIds)
      noterEvenement(context, { campagneId, dossierId: id, collectifId }, 'demarrage', '2026-09-07');
  }
  expect(etats(NOVEMBRE)).toEqual(['6 faite', '7 faite', '8 faite', '10 a_venir', '11 a_venir']);
  for (const { id } of dossiers) bilan(context, campagneId, id, 100_000);
  expect(etats(NOVEMBRE)).toEqual(['6 faite', '7 faite', '8 faite', '10 faite', '11 a_venir']);
  expect(etats(ANNEE_FINIE).at(-1)).toBe('11 en_retard');
});

test('sans dossier, les dates seules ; close, tout est fait', () => {
  expect(etats(NOVEMBRE)).toEqual(['6 faite', '7 faite', '8 faite', '10 a_venir', '11 a_venir']);
  agreer(banc);
  banc.context.db.$client.prepare('UPDATE campagnes SET close_le = ?').run('2026-06-12T08:42:00.000Z');
  expect(etats(NOVEMBRE).every((e) => e.endsWith('faite'))).toBe(true);
});
