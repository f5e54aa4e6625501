import { constaterEtat } from '../pieces/constater.ts';
import { joindre, ouvrir, retirer } from '../pieces/fichiers.ts';
import { lirePieces, lirePiecesDossier } from '../pieces/lire.ts';
import { modifierListe } from '../pieces/liste.ts';
import { rapprocher } from '../pieces/rapprocher.ts';
import { produireListeDiffusion, produireRelances } from '../pieces/relances.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const pieces: Procedures<'pieces'> = {
  lire: os.pieces.lire.handler(({ context, input }) => lirePieces(context, input.campagneId)),
  lireDossier: os.pieces.lireDossier.handler(({ context, input }) => lirePiecesDossier(context, input.dossierId)),
  modifierListe: os.pieces.modifierListe.handler(({ context, input }) =>
    modifierListe(context, input.campagneId, input.pieces),
  ),
  constater: os.pieces.constater.handler(({ context, input }) => constaterEtat(context, input)),
  rapprocher: os.pieces.rapprocher.handler(({ context, input }) => rapprocher(context, input.campagneId, input.noms)),
  joindre: os.pieces.joindre.handler(({ context, input }) => joindre(context, input)),
  retirer: os.pieces.retirer.handler(({ context, input }) => retirer(context, input.fichierId, input.motif)),
  ouvrir: os.pieces.ouvrir.handler(({ context, input }) => ouvrir(context, input.fichierId)),
  relances: os.pieces.relances.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireRelances(context, input, surProgres, arret), signal)),
  ),
  listeDiffusion: os.pieces.listeDiffusion.handler(({ context, input }) => produireListeDiffusion(context, input)),
};
