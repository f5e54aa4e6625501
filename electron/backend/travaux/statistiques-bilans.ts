import { ecrireStatistiquesBilans } from '../documents/statistiques-bilans.ts';
import type { Travail } from './contrat.ts';

/** Écrit le PDF des statistiques des bilans. */
export const executer: Travail<'statistiques-bilans'> = ({ donnees, ressources, sortie }, surProgres) =>
  ecrireStatistiquesBilans(donnees, { ressources, sortie, surProgres });
