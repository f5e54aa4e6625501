import { chercher } from '../recherche.ts';
import type { Procedures } from './os.ts';
import { os } from './os.ts';

export const recherche: Procedures<'recherche'> = {
  chercher: os.recherche.chercher.handler(({ context, input }) => chercher(context, input.campagneId, input.texte)),
};
