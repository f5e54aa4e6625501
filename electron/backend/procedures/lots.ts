import { lireLot, listerLots } from '../lots/lire.ts';
import { preparerLot, retirerDuLot } from '../lots/preparer.ts';
import { abandonnerLot, annulerLot, validerLot } from '../lots/valider.ts';
import { annulerMouvement, listerIndus, noterMouvement } from '../paiements/indus.ts';
import { produireListeDesIndus, relancerIndus } from '../paiements/relancer-indus.ts';
import { suivre } from '../suivi.ts';
import { os, traduireSuite } from './os.ts';

export const lots = {
  lister: os.lots.lister.handler(({ context, input }) => listerLots(context, input.campagneId)),
  lire: os.lots.lire.handler(({ context, input }) => lireLot(context, input.lotId)),
  preparer: os.lots.preparer.handler(({ context, input }) => ({ lotId: preparerLot(context, input) })),
  retirer: os.lots.retirer.handler(({ context, input }) => {
    retirerDuLot(context, input);
    return {};
  }),
  abandonner: os.lots.abandonner.handler(({ context, input }) => {
    abandonnerLot(context, input);
    return {};
  }),
  valider: os.lots.valider.handler(({ context, input }) => ({ numero: validerLot(context, input) })),
  annuler: os.lots.annuler.handler(({ context, input }) => {
    annulerLot(context, input);
    return {};
  }),
};

export const indus = {
  lister: os.indus.lister.handler(({ context, input }) => listerIndus(context, input.campagneId)),
  noter: os.indus.noter.handler(({ context, input }) => {
    noterMouvement(context, input);
    return {};
  }),
  annuler: os.indus.annuler.handler(({ context, input }) => {
    annulerMouvement(context, input);
    return {};
  }),
  relancer: os.indus.relancer.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => relancerIndus(context, input, surProgres, arret), signal)),
  ),
  exporter: os.indus.exporter.handler(({ context, input }) => produireListeDesIndus(context, input.campagneId)),
};
