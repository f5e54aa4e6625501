import { ecrireDecisionsDs } from '../tableurs/ecrire-decisions-ds.ts';
import type { Travail } from './contrat.ts';

/** Écrit une liste de décisions pour Démarches simplifiées, ou plusieurs dans une archive. */
export const executer: Travail<'decisions-ds'> = ({ donnees, sortie }) => ecrireDecisionsDs(donnees, sortie);
