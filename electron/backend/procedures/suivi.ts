import { exporterSuivi, produireListeDesRetards } from '../deroulement/exporter.ts';
import { lireSuivi, lireSuiviDossier } from '../deroulement/lire.ts';
import { apercevoir, noter } from '../deroulement/noter.ts';
import { regler } from '../deroulement/reglages.ts';
import { produireRelances } from '../deroulement/relancer.ts';
import { annuler, apercevoirAnnulation, noterEchange, noterVisite } from '../deroulement/tenir-le-fil.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const suivi: Procedures<'suivi'> = {
  lire: os.suivi.lire.handler(({ context, input }) => lireSuivi(context, input.campagneId)),
  lireDossier: os.suivi.lireDossier.handler(({ context, input }) => lireSuiviDossier(context, input.dossierId)),
  noter: os.suivi.noter.handler(({ context, input }) => noter(context, input)),
  apercu: os.suivi.apercu.handler(({ context, input }) => apercevoir(context, input)),
  noterVisite: os.suivi.noterVisite.handler(({ context, input }) => noterVisite(context, input)),
  noterEchange: os.suivi.noterEchange.handler(({ context, input }) => noterEchange(context, input)),
  annuler: os.suivi.annuler.handler(({ context, input }) => annuler(context, input)),
  apercuAnnulation: os.suivi.apercuAnnulation.handler(({ context, input }) => apercevoirAnnulation(context, input)),
  regler: os.suivi.regler.handler(({ context, input }) => regler(context, input)),
  relances: os.suivi.relances.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireRelances(context, input, surProgres, arret), signal)),
  ),
  listeDesRetards: os.suivi.listeDesRetards.handler(({ context, input }) => produireListeDesRetards(context, input)),
  exporter: os.suivi.exporter.handler(({ context, input }) => exporterSuivi(context, input)),
};
