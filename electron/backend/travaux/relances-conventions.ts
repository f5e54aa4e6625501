import { ecrireRelancesConvention } from '../documents/relance-convention.ts';
import type { Travail } from './contrat.ts';

export const executer: Travail<'relances-conventions'> = ({ donnees, ressources, sortie }, surProgres) =>
  ecrireRelancesConvention(donnees, { ressources, sortie, surProgres });
