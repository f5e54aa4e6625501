import { exporterDossiers } from '../dossiers/exporter.ts';
import { lireDossier, listerDossiers } from '../dossiers/lire.ts';
import type { Procedures } from './os.ts';
import { os } from './os.ts';

export const dossiers: Procedures<'dossiers'> = {
  lister: os.dossiers.lister.handler(({ context, input }) => listerDossiers(context, input.campagneId)),
  lire: os.dossiers.lire.handler(({ context, input }) => lireDossier(context, input.dossierId)),
  exporter: os.dossiers.exporter.handler(({ context, input }) => exporterDossiers(context, input)),
};
