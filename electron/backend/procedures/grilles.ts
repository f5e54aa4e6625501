import { lireGrilles } from '../grilles/etat.ts';
import { produireGrille } from '../grilles/produire.ts';
import { analyserGrilles, reprendreGrilles } from '../grilles/reprendre.ts';
import { choisirFichier, deposerFichier } from '../imports/depots.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const grilles: Procedures<'grilles'> = {
  lire: os.grilles.lire.handler(({ context, input }) => lireGrilles(context, input.campagneId)),
  produire: os.grilles.produire.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireGrille(context, input, surProgres, arret), signal)),
  ),
  deposer: os.grilles.deposer.handler(({ context, input }) => deposerFichier(context, input.fichier, input.depotId)),
  choisir: os.grilles.choisir.handler(({ context }) => choisirFichier(context)),
  analyser: os.grilles.analyser.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => analyserGrilles(context, input, surProgres, arret), signal)),
  ),
  reprendre: os.grilles.reprendre.handler(({ context, input }) => reprendreGrilles(context, input)),
};
