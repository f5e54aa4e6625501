import { exporterLot, lireFichiers, produireBordereau, produireVirement } from '../fichiers-lot/produire.ts';
import { analyserRetour, appliquerRetour, listerRetours } from '../fichiers-lot/rapprocher.ts';
import { lireReglageVirement, reglerVirement } from '../fichiers-lot/reglage-virement.ts';
import { verifierFichier } from '../fichiers-lot/verifier.ts';
import { choisirFichier, deposerFichier } from '../imports/depots.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const fichiersLot: Procedures<'fichiersLot'> = {
  lire: os.fichiersLot.lire.handler(({ context, input }) => lireFichiers(context, input.lotId)),
  exporter: os.fichiersLot.exporter.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => exporterLot(context, input, surProgres, arret), signal)),
  ),
  bordereau: os.fichiersLot.bordereau.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireBordereau(context, input.lotId, surProgres, arret), signal)),
  ),
  virement: os.fichiersLot.virement.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireVirement(context, input.lotId, surProgres, arret), signal)),
  ),
  deposer: os.fichiersLot.deposer.handler(({ context, input }) => deposerFichier(context, input.fichier)),
  choisir: os.fichiersLot.choisir.handler(({ context }) => choisirFichier(context)),
  verifier: os.fichiersLot.verifier.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => verifierFichier(context, input.depotId, surProgres, arret), signal)),
  ),
  analyserRetour: os.fichiersLot.analyserRetour.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => analyserRetour(context, input, surProgres, arret), signal)),
  ),
  appliquerRetour: os.fichiersLot.appliquerRetour.handler(({ context, input }) => appliquerRetour(context, input)),
  retours: os.fichiersLot.retours.handler(({ context, input }) => listerRetours(context, input.campagneId)),
  lireVirement: os.fichiersLot.lireVirement.handler(({ context }) => lireReglageVirement(context.db)),
  reglerVirement: os.fichiersLot.reglerVirement.handler(({ context, input }) => reglerVirement(context, input)),
};
