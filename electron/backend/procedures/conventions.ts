import { annulerSignature, joindreScan, noterEnvois, resilier, signer } from '../conventions/etats.ts';
import { genererConventions } from '../conventions/generer.ts';
import { lireApercu, lireConventionDuDossier, lireConventions } from '../conventions/lire.ts';
import { lireModele, modifierCode, modifierModele } from '../conventions/modele.ts';
import { ouvrirPapier, produireLiasse } from '../conventions/papiers.ts';
import { produireManquantes, relancerConventions } from '../conventions/relances.ts';
import { leverReserves } from '../conventions/reserves.ts';
import { ouvrirScan } from '../conventions/scans.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const conventions: Procedures<'conventions'> = {
  lire: os.conventions.lire.handler(({ context, input }) => lireConventions(context, input.campagneId)),
  lireDossier: os.conventions.lireDossier.handler(({ context, input }) =>
    lireConventionDuDossier(context, input.dossierId),
  ),
  apercu: os.conventions.apercu.handler(({ context, input }) => lireApercu(context, input.dossierId)),
  generer: os.conventions.generer.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => genererConventions(context, input, surProgres, arret), signal)),
  ),
  ouvrir: os.conventions.ouvrir.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => ouvrirPapier(context, input.conventionId, surProgres, arret), signal)),
  ),
  liasse: os.conventions.liasse.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireLiasse(context, input, surProgres, arret), signal)),
  ),
  envoyer: os.conventions.envoyer.handler(({ context, input }) => noterEnvois(context, input)),
  signer: os.conventions.signer.handler(({ context, input }) => signer(context, input)),
  joindreScan: os.conventions.joindreScan.handler(({ context, input }) =>
    joindreScan(context, input.conventionId, input.scan),
  ),
  ouvrirScan: os.conventions.ouvrirScan.handler(({ context, input }) => ouvrirScan(context, input.conventionId)),
  annulerSignature: os.conventions.annulerSignature.handler(({ context, input }) =>
    annulerSignature(context, input.conventionId, input.motif),
  ),
  resilier: os.conventions.resilier.handler(({ context, input }) => resilier(context, input)),
  leverReserves: os.conventions.leverReserves.handler(({ context, input }) => leverReserves(context, input)),
  relancer: os.conventions.relancer.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => relancerConventions(context, input, surProgres, arret), signal)),
  ),
  listeManquantes: os.conventions.listeManquantes.handler(({ context, input }) =>
    produireManquantes(context, input.campagneId),
  ),
  lireModele: os.conventions.lireModele.handler(({ context }) => lireModele(context.db)),
  modifierModele: os.conventions.modifierModele.handler(({ context, input }) => modifierModele(context, input.modele)),
  modifierCode: os.conventions.modifierCode.handler(({ context, input }) => modifierCode(context, input.code)),
};
