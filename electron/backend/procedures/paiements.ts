import { listerDemandes, traiterDemande } from '../banque/demandes.ts';
import { confirmerIban, listerIbans } from '../banque/ibans.ts';
import { produireEcheancier } from '../documents/produire.ts';
import { lirePaiements } from '../paiements.ts';
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
  confirmerIban: os.paiements.confirmerIban.handler(({ context, input }) => {
    confirmerIban(context, input);
    return {};
  }),
  demandesIban: os.paiements.demandesIban.handler(({ context, input }) => listerDemandes(context, input.campagneId)),
  traiterDemandeIban: os.paiements.traiterDemandeIban.handler(({ context, input }) => {
    traiterDemande(context, input);
    return {};
  }),
  ibans: os.paiements.ibans.handler(({ context, input }) => listerIbans(context, input.campagneId)),
};
