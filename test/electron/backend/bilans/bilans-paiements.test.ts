import { createRouterClient } from '@orpc/server';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { listerIndus } from '../../../../electron/backend/paiements/indus.ts';
import { router } from '../../../../electron/backend/router.ts';
import { direSuite, suiteDuDroit } from '../../../../shared/domaine/bilan-paiements.ts';
import { type EcheanceTenue, reviserEcheances } from '../../../../shared/domaine/reviser-echeances.ts';
import { ouvrirAtelier } from '../argent-essai.ts';
import { ECHEANCIER_70, preparer, preparerLeTerrain, valider } from '../lots/lot-essai.ts';
import { saisie } from './bilans-essai.ts';

it('le bilan dit ce qui est déjà émis, et la validation constate le trop-perçu annoncé', async () => {
  const atelier = ouvrirAtelier();
  const banc = atelier.ouvrir({ echeancier: ECHEANCIER_70 }, null);
  const [dossier] = preparerLeTerrain(banc);
  if (!dossier) throw new Error('pas de dossier');
  const api = createRouterClient(router, { context: banc.context });
  const { id: dossierId } = dossier;
  expect((await api.bilans.lire({ dossierId })).paiements.emisCentimes).toBe(0);
  const lotId = preparer(banc);
  // Préparé, un lot n’a encore rien émis.
  expect((await api.bilans.lire({ dossierId })).paiements.emisCentimes).toBe(0);
  valider(banc.second, lotId);

  const ecrite = saisie(dossier.collectifIds);
  for (const c of ecrite.collectifs) c.coutCentimes = 307_692;
  ecrite.contenu.explications = { compte: 'à part' };
  await api.bilans.ecrire({ dossierId, saisie: ecrite });
  const { paiements } = await api.bilans.recevoir({ dossierId, recuLe: '2026-06-10' });
  expect(paiements).toEqual({
    emisCentimes: 179_410,
    renduCentimes: 0,
    abandonneCentimes: 0,
    induCentimes: 0,
    resilieeLe: null,
  });
  expect(direSuite(100_000, paiements)).toBe('Déjà émis : 1\u202f794,10\u00a0€ ; trop-perçu de 794,10\u00a0€.');
  const valide = await api.bilans.valider({ dossierId, droitReelCentimes: 100_000 });
  expect(valide.paiements.induCentimes).toBe(79_410);
  expect(listerIndus(banc.context, banc.campagneId).map((i) => i.resteCentimes)).toEqual([79_410]);
  banc.fermer();
  atelier.fermer();
});

it('annonce toujours ce que la révision de l’échéancier fera', () => {
  const centimes = fc.nat({ max: 1_000_000 });
  fc.assert(
    fc.property(centimes, centimes, centimes, centimes, (droit, emis, rendu, abandonne) => {
      const tenues: EcheanceTenue[] =
        emis === 0
          ? []
          : [
              {
                id: 1,
                rang: 1,
                nature: 'acompte',
                libelle: 'Acompte 1',
                partPointsBase: 7000,
                montantCentimes: emis,
                datePrevue: '2026-12-01',
                annulee: false,
                tenue: 'emise',
              },
            ];
      const renduCentimes = Math.min(rendu, emis);
      const { echeances, induCentimes } = reviserEcheances(
        { droitCentimes: droit, acquisCentimes: droit, reel: true, renduCentimes, abandonneCentimes: abandonne },
        tenues,
        { arrondi: 'centime', echeancier: ECHEANCIER_70 },
        '2026-2027',
      );
      const total = echeances.reduce((n, e) => n + e.montantCentimes, 0);
      const suite = suiteDuDroit(droit, { emisCentimes: emis, renduCentimes, abandonneCentimes: abandonne });
      expect(suite).toEqual({ soldeCentimes: total - emis, tropPercuCentimes: induCentimes });
    }),
  );
});
