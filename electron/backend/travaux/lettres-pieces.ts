import { ecrireRelances } from '../documents/relance-pieces.ts';
import type { Travail } from './contrat.ts';

/** Écrit les lettres de relance, une par dossier, dans un seul PDF. */
export const executer: Travail<'lettres-pieces'> = ({ donnees, ressources, sortie }, surProgres) =>
  ecrireRelances(donnees, { ressources, sortie, surProgres });
