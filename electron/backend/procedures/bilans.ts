import { exporterBilans } from '../bilans/exporter.ts';
import { lireBilanDuDossier, listerEtatsDesBilans } from '../bilans/lire.ts';
import { annulerReception, recevoirBilan } from '../bilans/reception.ts';
import { reglerBilans } from '../bilans/reglages.ts';
import { noterRelancesEnvoyees, relancerBilans } from '../bilans/relancer.ts';
import { lireStatistiques, produireStatistiquesPdf, produireStatistiquesXlsx } from '../bilans/statistiques.ts';
import { ecrireSaisie, rouvrirBilan, validerBilan } from '../bilans/valider.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const bilans: Procedures<'bilans'> = {
  lister: os.bilans.lister.handler(({ context, input }) => listerEtatsDesBilans(context, input.campagneId)),
  lire: os.bilans.lire.handler(({ context, input }) => lireBilanDuDossier(context, input.dossierId)),
  ecrire: os.bilans.ecrire.handler(({ context, input }) => ecrireSaisie(context, input)),
  recevoir: os.bilans.recevoir.handler(({ context, input }) => {
    recevoirBilan(context, input.dossierId, input.recuLe);
    return lireBilanDuDossier(context, input.dossierId);
  }),
  annulerReception: os.bilans.annulerReception.handler(({ context, input }) => {
    annulerReception(context, input.dossierId, input.motif);
    return lireBilanDuDossier(context, input.dossierId);
  }),
  valider: os.bilans.valider.handler(({ context, input }) => {
    validerBilan(context, input);
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
  relancer: os.bilans.relancer.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => relancerBilans(context, input, surProgres, arret), signal)),
  ),
  relanceEnvoyee: os.bilans.relanceEnvoyee.handler(({ context, input }) => {
    noterRelancesEnvoyees(context, input);
    return listerEtatsDesBilans(context, input.campagneId);
  }),
  exporter: os.bilans.exporter.handler(({ context, input }) => exporterBilans(context, input)),
  statistiques: os.bilans.statistiques.handler(({ context, input }) => lireStatistiques(context, input.campagneId)),
  statistiquesXlsx: os.bilans.statistiquesXlsx.handler(({ context, input }) =>
    produireStatistiquesXlsx(context, input.campagneId),
  ),
  statistiquesPdf: os.bilans.statistiquesPdf.handler(({ context, input, signal }) =>
    traduireSuite(
      suivre((surProgres, arret) => produireStatistiquesPdf(context, input.campagneId, surProgres, arret), signal),
    ),
  ),
};
