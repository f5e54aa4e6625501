import { comparerBareme } from '../paiements/essayer-bareme.ts';
import { lireParametres, modifierAgent, modifierBareme, modifierIdentite } from '../parametres.ts';
import { modifierMotifs } from '../seances/motifs.ts';
import type { Procedures } from './os.ts';
import { os } from './os.ts';

export const parametres: Procedures<'parametres'> = {
  lire: os.parametres.lire.handler(({ context }) => lireParametres(context)),
  modifierIdentite: os.parametres.modifierIdentite.handler(({ context, input }) => modifierIdentite(context, input)),
  comparerBareme: os.parametres.comparerBareme.handler(({ context, input }) =>
    comparerBareme(context, input.baremeId, input.bareme),
  ),
  modifierBareme: os.parametres.modifierBareme.handler(({ context, input }) =>
    modifierBareme(context, input.baremeId, input.bareme, input.motif),
  ),
  modifierMotifs: os.parametres.modifierMotifs.handler(({ context, input }) => {
    modifierMotifs(context, input.motifs);
    return lireParametres(context);
  }),
  modifierAgent: os.parametres.modifierAgent.handler(({ context, input }) => modifierAgent(context, input)),
};
