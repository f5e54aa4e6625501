import { lireEtatClasseurs } from '../bilans/classeur/lire.ts';
import { produireClasseurBilan, produireClasseursBilan } from '../bilans/classeur/produire.ts';
import { analyserBilans, appliquerBilans } from '../bilans/classeur/reprendre.ts';
import { choisirFichier, deposerFichier } from '../imports/depots.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const classeursBilan: Procedures<'classeursBilan'> = {
  lire: os.classeursBilan.lire.handler(({ context, input }) => lireEtatClasseurs(context, input.campagneId)),
  classeur: os.classeursBilan.classeur.handler(({ context, input, signal }) =>
    traduireSuite(suivre((avance, arret) => produireClasseurBilan(context, input, avance, arret), signal)),
  ),
  classeurs: os.classeursBilan.classeurs.handler(({ context, input, signal }) =>
    traduireSuite(suivre((avance, arret) => produireClasseursBilan(context, input, avance, arret), signal)),
  ),
  deposer: os.classeursBilan.deposer.handler(({ context, input }) =>
    deposerFichier(context, input.fichier, input.depotId),
  ),
  choisir: os.classeursBilan.choisir.handler(({ context }) => choisirFichier(context)),
  analyser: os.classeursBilan.analyser.handler(({ context, input, signal }) =>
    traduireSuite(suivre((avance, arret) => analyserBilans(context, input, avance, arret), signal)),
  ),
  appliquer: os.classeursBilan.appliquer.handler(({ context, input }) => appliquerBilans(context, input)),
};
