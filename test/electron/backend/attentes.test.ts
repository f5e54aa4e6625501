import { afterAll, beforeAll, expect, test } from 'vitest';
import { lirePaiements } from '../../../electron/backend/paiements/lire.ts';
import { lireTableauDeBord } from '../../../electron/backend/tableau-de-bord.ts';
import { type Banc, ouvrirAtelier } from './argent-essai.ts';
import {
  agreer,
  bilan,
  confirmer,
  type DossierEssai,
  ECHEANCIER_70,
  preparer,
  signer,
  valider,
} from './lots/lot-essai.ts';

const atelier = ouvrirAtelier();
let banc: Banc;
let dossiers: readonly DossierEssai[];
beforeAll(() => {
  banc = atelier.ouvrir({ echeancier: ECHEANCIER_70 }, null);
  dossiers = agreer(banc);
});
afterAll(() => {
  banc.fermer();
  atelier.fermer();
});

/** Les attentes d’après le Copil, par code : celles d’avant ont leurs essais. */
function attentes(): Record<string, number> {
  const apresCopil = /^(conventions|signatures|reserves|demarrages|bilans|iban|lots|trop)/;
  return Object.fromEntries(
    lireTableauDeBord(banc.context, banc.campagneId)
      .attentes.filter((a) => apresCopil.test(a.code))
      .map((a) => [a.code, a.nombre]),
  );
}

test('du Copil au trop-perçu, ce qui attend se suit au tableau de bord, et l’argent aussi', () => {
  const { context, campagneId } = banc;
  const argent = () => lireTableauDeBord(context, campagneId).argent;
  expect(attentes()).toMatchObject({ conventions_a_generer: 3, iban_a_confirmer: 3 });
  expect(argent()).toMatchObject({ auLotCentimes: 0, payeCentimes: 0 });

  for (const d of dossiers) {
    signer(context, campagneId, d.id);
    confirmer(banc, d);
  }
  expect(attentes()).not.toHaveProperty('conventions_a_generer');
  expect(attentes()).not.toHaveProperty('iban_a_confirmer');

  const lotId = preparer(banc);
  expect(attentes()).toMatchObject({ lots_a_valider: 1 });
  valider(banc.second, lotId);
  expect(attentes()).not.toHaveProperty('lots_a_valider');
  const { totaux } = lirePaiements(context, campagneId);
  expect(argent()).toMatchObject({ auLotCentimes: totaux.auLotCentimes, payeCentimes: 0 });
  expect(totaux.auLotCentimes).toBe(452_410);

  // Un droit réel sous l’acompte versé : le reste est dû.
  bilan(context, campagneId, dossiers[0]?.id ?? 0, 120_000);
  expect(attentes()).toMatchObject({ trop_percus: 1 });
});
