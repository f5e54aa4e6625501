import { ecrireCharte } from '../documents/charte.ts';
import type { Travail } from './contrat.ts';

/** Écrit le PDF d’une version de la charte. */
export const executer: Travail<'charte'> = ({ donnees, ressources, sortie }, surProgres) =>
  ecrireCharte(donnees, { ressources, sortie, surProgres });
