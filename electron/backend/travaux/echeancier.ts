import { ecrireEcheancier } from '../tableurs/ecrire-echeancier.ts';
import type { Travail } from './contrat.ts';

/** Écrit le classeur de l’échéancier au chemin demandé. */
export const executer: Travail<'echeancier'> = ({ donnees, sortie }) => ecrireEcheancier(donnees, { sortie });
