import { ecrireRelancesBilan } from '../documents/relance-bilan.ts';
import type { Travail } from './contrat.ts';

/** Écrit les relances de bilan, une par dossier, dans un seul PDF. */
export const executer: Travail<'lettres-bilan'> = ({ donnees, ressources, sortie }, surProgres) =>
  ecrireRelancesBilan(donnees, { ressources, sortie, surProgres });
