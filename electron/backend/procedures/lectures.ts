import { lireHistorique } from '../historique-lecture.ts';
import {
  commenter,
  constater,
  lireLecture,
  lirePile,
  noter,
  prendreConnaissance,
  rouvrir,
  terminer,
} from '../lectures.ts';
import type { Procedures } from './os.ts';
import { os } from './os.ts';

export const lectures: Procedures<'lectures'> = {
  pile: os.lectures.pile.handler(({ context, input }) => lirePile(context, input.campagneId)),
  lire: os.lectures.lire.handler(({ context, input }) => lireLecture(context, input.dossierId)),
  historique: os.lectures.historique.handler(({ context, input }) => lireHistorique(context, input)),
  noter: os.lectures.noter.handler(({ context, input }) => noter(context, input)),
  constater: os.lectures.constater.handler(({ context, input }) => constater(context, input)),
  commenter: os.lectures.commenter.handler(({ context, input }) =>
    commenter(context, input.dossierId, input.commentaire),
  ),
  terminer: os.lectures.terminer.handler(({ context, input }) => terminer(context, input.dossierId)),
  rouvrir: os.lectures.rouvrir.handler(({ context, input }) => rouvrir(context, input.dossierId, input.motif)),
  prendreConnaissance: os.lectures.prendreConnaissance.handler(({ context, input }) =>
    prendreConnaissance(context, input.dossierId),
  ),
};
