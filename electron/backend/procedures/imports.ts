import { analyser } from '../imports/analyser.ts';
import { annulerImport } from '../imports/annuler.ts';
import { abandonner, choisirFichier, deposerFichier } from '../imports/depots.ts';
import { produireRejets, rendreFichierRecu } from '../imports/fichiers-recus.ts';
import { executer, listerChamps, listerImports } from '../imports/importer.ts';
import { garderProfil, listerProfils, supprimerProfil } from '../imports/profils.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const imports: Procedures<'imports'> = {
  deposer: os.imports.deposer.handler(({ context, input }) => deposerFichier(context, input.fichier, input.depotId)),
  choisir: os.imports.choisir.handler(({ context }) => choisirFichier(context)),
  analyser: os.imports.analyser.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => analyser(context, input, surProgres, arret), signal)),
  ),
  executer: os.imports.executer.handler(({ context, input }) => executer(context, input)),
  abandonner: os.imports.abandonner.handler(async ({ context, input }) => {
    await abandonner(context, input.depotId);
    return {};
  }),
  annuler: os.imports.annuler.handler(({ context, input }) => annulerImport(context, input)),
  rejets: os.imports.rejets.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireRejets(context, input, surProgres, arret), signal)),
  ),
  fichierRecu: os.imports.fichierRecu.handler(({ context, input }) => rendreFichierRecu(context, input)),
  lister: os.imports.lister.handler(({ context, input }) => listerImports(context, input.campagneId)),
  champs: os.imports.champs.handler(() => listerChamps()),
  garderProfil: os.imports.garderProfil.handler(({ context, input }) => garderProfil(context, input)),
  profils: os.imports.profils.handler(({ context }) => listerProfils(context)),
  supprimerProfil: os.imports.supprimerProfil.handler(({ context, input }) => supprimerProfil(context, input.nom)),
};
