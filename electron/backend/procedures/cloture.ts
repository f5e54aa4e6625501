import { archiver } from '../cloture/archiver.ts';
import { clore, expliquer, rouvrir } from '../cloture/clore.ts';
import { lireCloture } from '../cloture/lire.ts';
import { ouvrirSuivante } from '../cloture/suivante.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const cloture: Procedures<'cloture'> = {
  lire: os.cloture.lire.handler(({ context, input }) => lireCloture(context, input.campagneId)),
  expliquer: os.cloture.expliquer.handler(({ context, input }) => expliquer(context, input)),
  clore: os.cloture.clore.handler(({ context, input }) => clore(context, input.campagneId)),
  archiver: os.cloture.archiver.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => archiver(context, input, surProgres, arret), signal)),
  ),
  rouvrir: os.cloture.rouvrir.handler(({ context, input }) => rouvrir(context, input)),
  ouvrirSuivante: os.cloture.ouvrirSuivante.handler(({ context, input }) => ouvrirSuivante(context, input)),
};
