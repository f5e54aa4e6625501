import { lireBilanDuDossier, listerEtatsDesBilans } from '../bilans/lire.ts';
import { reglerBilans } from '../bilans/reglages.ts';
import { ecrireSaisie, recevoirBilan, rouvrirBilan, validerBilan } from '../bilans/valider.ts';
import type { Procedures } from './os.ts';
import { os } from './os.ts';

export const bilans: Procedures<'bilans'> = {
  lister: os.bilans.lister.handler(({ context, input }) => listerEtatsDesBilans(context, input.campagneId)),
  lire: os.bilans.lire.handler(({ context, input }) => lireBilanDuDossier(context, input.dossierId)),
  ecrire: os.bilans.ecrire.handler(({ context, input }) => ecrireSaisie(context, input.dossierId, input.saisie)),
  recevoir: os.bilans.recevoir.handler(({ context, input }) => {
    recevoirBilan(context, input.dossierId, input.recuLe);
    return lireBilanDuDossier(context, input.dossierId);
  }),
  valider: os.bilans.valider.handler(({ context, input }) => {
    validerBilan(context, input.dossierId, input.droitReelCentimes);
    return lireBilanDuDossier(context, input.dossierId);
  }),
  rouvrir: os.bilans.rouvrir.handler(({ context, input }) => {
    rouvrirBilan(context, input.dossierId, input.motif);
    return lireBilanDuDossier(context, input.dossierId);
  }),
  regler: os.bilans.regler.handler(({ context, input }) => {
    reglerBilans(context, input.campagneId, input.reglages);
    return listerEtatsDesBilans(context, input.campagneId);
  }),
};
