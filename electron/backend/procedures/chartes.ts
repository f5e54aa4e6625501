import { apercevoirChangement, changerCharte } from '../chartes/changer.ts';
import { exporterCharte, importerFichier, produireCharte } from '../chartes/echanger.ts';
import { archiverCharte, creerCharte, enregistrerCharte, publierCharte, supprimerCharte } from '../chartes/editer.ts';
import { comparerVersions, lireCharte, listerChartes } from '../chartes/lire.ts';
import { lireNotesPassees } from '../chartes/notes-passees.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const chartes: Procedures<'chartes'> = {
  lister: os.chartes.lister.handler(({ context }) => listerChartes(context)),
  lire: os.chartes.lire.handler(({ context, input }) => lireCharte(context, input.charteId)),
  creer: os.chartes.creer.handler(({ context, input }) => creerCharte(context, input)),
  enregistrer: os.chartes.enregistrer.handler(({ context, input }) => enregistrerCharte(context, input)),
  publier: os.chartes.publier.handler(({ context, input }) => publierCharte(context, input.charteId, input.revision)),
  archiver: os.chartes.archiver.handler(({ context, input }) => archiverCharte(context, input.charteId, input.motif)),
  supprimer: os.chartes.supprimer.handler(({ context, input }) => {
    supprimerCharte(context, input.charteId);
    return {};
  }),
  comparer: os.chartes.comparer.handler(({ context, input }) =>
    comparerVersions(context, input.avantId, input.apresId),
  ),
  exporter: os.chartes.exporter.handler(({ context, input }) => exporterCharte(context, input.charteId)),
  importer: os.chartes.importer.handler(({ context, input }) => importerFichier(context, input.fichier)),
  pdf: os.chartes.pdf.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireCharte(context, input.charteId, surProgres, arret), signal)),
  ),
  apercuChangement: os.chartes.apercuChangement.handler(({ context, input }) => apercevoirChangement(context, input)),
  changer: os.chartes.changer.handler(({ context, input }) => changerCharte(context, input)),
  notesPassees: os.chartes.notesPassees.handler(({ context, input }) => lireNotesPassees(context, input)),
};
