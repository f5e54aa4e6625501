import { bloquerIban, debloquerIban } from '../banque/bloquer.ts';
import { controlerSaisie, demanderChangement } from '../banque/demander.ts';
import { accepterDemande, listerDemandes, refuserDemande, renoncerADemande } from '../banque/demandes.ts';
import { lireHistoriqueBancaire } from '../banque/historique.ts';
import { confirmerIban, listerIbans } from '../banque/ibans.ts';
import { numerosPourVerifier } from '../banque/numeros.ts';
import type { Procedures } from './os.ts';
import { os } from './os.ts';

export const banque: Procedures<'banque'> = {
  ibans: os.banque.ibans.handler(({ context, input }) => listerIbans(context, input.campagneId)),
  demandes: os.banque.demandes.handler(({ context, input }) => listerDemandes(context, input.campagneId)),
  historique: os.banque.historique.handler(({ context, input }) => lireHistoriqueBancaire(context, input.structureId)),
  numeros: os.banque.numeros.handler(({ context, input }) => numerosPourVerifier(context, input)),
  controler: os.banque.controler.handler(({ context, input }) => controlerSaisie(context, input)),
  demander: os.banque.demander.handler(({ context, input }) => demanderChangement(context, input)),
  verifier: os.banque.verifier.handler(({ context, input }) => {
    confirmerIban(context, input);
    return {};
  }),
  bloquer: os.banque.bloquer.handler(({ context, input }) => {
    bloquerIban(context, input);
    return {};
  }),
  debloquer: os.banque.debloquer.handler(({ context, input }) => {
    debloquerIban(context, input);
    return {};
  }),
  accepter: os.banque.accepter.handler(({ context, input }) => {
    accepterDemande(context, input);
    return {};
  }),
  refuser: os.banque.refuser.handler(({ context, input }) => {
    refuserDemande(context, input);
    return {};
  }),
  renoncer: os.banque.renoncer.handler(({ context, input }) => {
    renoncerADemande(context, input);
    return {};
  }),
};
