import { lireApercu, lireCourriers } from '../courriers/lire.ts';
import { lireModeles, modifierModele } from '../courriers/modeles.ts';
import { produireCourriers } from '../courriers/produire.ts';
import { noterEnvois, produireLiasse, produireParPorteur, rouvrirCourrier } from '../courriers/registre.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const courriers: Procedures<'courriers'> = {
  lire: os.courriers.lire.handler(({ context, input }) => lireCourriers(context, input.campagneId, input.seanceId)),
  apercu: os.courriers.apercu.handler(({ context, input }) => lireApercu(context, input.seanceId, input.dossierId)),
  produire: os.courriers.produire.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireCourriers(context, input, surProgres, arret), signal)),
  ),
  liasse: os.courriers.liasse.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireLiasse(context, input, surProgres, arret), signal)),
  ),
  parPorteur: os.courriers.parPorteur.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireParPorteur(context, input, surProgres, arret), signal)),
  ),
  rouvrir: os.courriers.rouvrir.handler(({ context, input }) => rouvrirCourrier(context, input.courrierId)),
  envoyer: os.courriers.envoyer.handler(({ context, input }) => noterEnvois(context, input)),
  lireModeles: os.courriers.lireModeles.handler(({ context }) => lireModeles(context.db)),
  modifierModele: os.courriers.modifierModele.handler(({ context, input }) =>
    modifierModele(context, input.nature, input.modele),
  ),
};
