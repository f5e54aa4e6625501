import { ecrireBordereau } from '../documents/bordereau-lot.ts';
import type { Travail } from './contrat.ts';

/** Écrit le bordereau d’un lot, à signer. */
export const executer: Travail<'lot-bordereau'> = ({ donnees, ressources, sortie }, surProgres) =>
  ecrireBordereau(donnees, { ressources, sortie, surProgres });
