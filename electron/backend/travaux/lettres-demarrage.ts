import { ecrireRelancesDemarrage } from '../documents/relance-demarrage.ts';
import type { Travail } from './contrat.ts';

/** Écrit les relances de démarrage, une par dossier, dans un seul PDF. */
export const executer: Travail<'lettres-demarrage'> = ({ donnees, ressources, sortie }, surProgres) =>
  ecrireRelancesDemarrage(donnees, { ressources, sortie, surProgres });
