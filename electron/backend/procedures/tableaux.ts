import { choisirFichier, deposerFichier } from '../imports/depots.ts';
import { suivre } from '../suivi.ts';
import { lireListeDs, produireDecisionsDs } from '../tableaux/decisions-ds.ts';
import { produireTableau } from '../tableaux/produire.ts';
import { analyserTableau, appliquerTableau } from '../tableaux/reprendre.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const tableaux: Procedures<'tableaux'> = {
  produire: os.tableaux.produire.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireTableau(context, input.seanceId, surProgres, arret), signal)),
  ),
  deposer: os.tableaux.deposer.handler(({ context, input }) => deposerFichier(context, input.fichier)),
  choisir: os.tableaux.choisir.handler(({ context }) => choisirFichier(context)),
  analyser: os.tableaux.analyser.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => analyserTableau(context, input, surProgres, arret), signal)),
  ),
  appliquer: os.tableaux.appliquer.handler(({ context, input }) => appliquerTableau(context, input)),
  listeDs: os.tableaux.listeDs.handler(({ context, input }) => lireListeDs(context, input.seanceId)),
  decisionsDs: os.tableaux.decisionsDs.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireDecisionsDs(context, input, surProgres, arret), signal)),
  ),
};
