import { produireEcheancier } from '../documents/produire.ts';
import { lireReglageImputation, reglerImputation } from '../paiements/imputation.ts';
import { lirePaiements } from '../paiements/lire.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const paiements: Procedures<'paiements'> = {
  lire: os.paiements.lire.handler(({ context, input }) => lirePaiements(context, input.campagneId)),
  echeancier: os.paiements.echeancier.handler(({ context, input, signal }) =>
    traduireSuite(
      suivre((surProgres, arret) => produireEcheancier(context, input.campagneId, surProgres, arret), signal),
    ),
  ),
  lireImputation: os.paiements.lireImputation.handler(({ context }) => lireReglageImputation(context.db)),
  reglerImputation: os.paiements.reglerImputation.handler(({ context, input }) => reglerImputation(context, input)),
};
