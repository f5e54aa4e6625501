import { ecrireRelancesIndus } from '../documents/relance-indu.ts';
import type { Travail } from './contrat.ts';

export const executer: Travail<'relances-indus'> = ({ donnees, ressources, sortie }, surProgres) =>
  ecrireRelancesIndus(donnees, { ressources, sortie, surProgres });
