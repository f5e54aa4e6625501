import { listerArchives, refaireArchive, rouvrirArchive } from '../documents/archives.ts';
import { enregistrerDocument } from '../documents/produire.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const documents: Procedures<'documents'> = {
  archives: os.documents.archives.handler(({ context, input }) => listerArchives(context, input.campagneId)),
  rouvrir: os.documents.rouvrir.handler(({ context, input }) => rouvrirArchive(context, input.archiveId)),
  refaire: os.documents.refaire.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => refaireArchive(context, input.archiveId, surProgres, arret), signal)),
  ),
  enregistrer: os.documents.enregistrer.handler(({ context, input }) => enregistrerDocument(context, input.documentId)),
};
