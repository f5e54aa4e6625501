import { comparerAnnees } from '../resultats/annees.ts';
import { lireResultats } from '../resultats/lire.ts';
import { produireFiches } from '../resultats/produire.ts';
import { lireSensibilite, lireStabilites } from '../resultats/sensibilite.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const resultats: Procedures<'resultats'> = {
  lire: os.resultats.lire.handler(({ context, input }) => lireResultats(context, input.campagneId)),
  stabilites: os.resultats.stabilites.handler(({ context, input }) => lireStabilites(context, input.campagneId)),
  sensibilite: os.resultats.sensibilite.handler(({ context, input }) =>
    lireSensibilite(context, input.campagneId, input.cible),
  ),
  annees: os.resultats.annees.handler(({ context, input }) => comparerAnnees(context, input.campagneId)),
  fiches: os.resultats.fiches.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireFiches(context, input, surProgres, arret), signal)),
  ),
};
