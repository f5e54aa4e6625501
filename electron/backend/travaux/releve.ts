import { ecrireReleve } from '../documents/releve/ecrire.ts';
import type { Travail } from './contrat.ts';

/** Écrit le PDF du relevé de décisions ou du procès-verbal. */
export const executer: Travail<'releve'> = ({ donnees, ressources, sortie }, surProgres) =>
  ecrireReleve(donnees, { ressources, sortie, surProgres });
