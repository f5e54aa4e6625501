import { listerDossiersProduits, reprendreDossierProduit } from '../documents/dossier-de-seance/produits.ts';
import type { Procedures } from './os.ts';
import { os } from './os.ts';

export const dossierDeSeance: Procedures<'dossierDeSeance'> = {
  produits: os.dossierDeSeance.produits.handler(({ context, input }) =>
    listerDossiersProduits(context, input.seanceId),
  ),
  reprendre: os.dossierDeSeance.reprendre.handler(({ context, input }) =>
    reprendreDossierProduit(context, input.archiveId),
  ),
};
