import { lireAppel } from '../appel/lire.ts';
import { produireClasseur, produireClasseurs, produireRelances as produireRelancesAppel } from '../appel/produire.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const appel: Procedures<'appel'> = {
  lire: os.appel.lire.handler(({ context, input }) => lireAppel(context, input.campagneId)),
  classeur: os.appel.classeur.handler(({ context, input: { campagneId, structureId }, signal }) =>
    traduireSuite(suivre((avance, arret) => produireClasseur(context, campagneId, structureId, avance, arret), signal)),
  ),
  classeurs: os.appel.classeurs.handler(({ context, input: { campagneId, structureIds }, signal }) =>
    traduireSuite(
      suivre((avance, arret) => produireClasseurs(context, campagneId, structureIds, avance, arret), signal),
    ),
  ),
  relances: os.appel.relances.handler(({ context, input }) => produireRelancesAppel(context, input)),
};
