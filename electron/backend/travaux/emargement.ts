import { ecrireEmargement } from '../documents/emargement.ts';
import type { Travail } from './contrat.ts';

/** Écrit le PDF de la feuille d’émargement. */
export const executer: Travail<'emargement'> = ({ donnees, ressources, sortie }, surProgres) =>
  ecrireEmargement(donnees, { ressources, sortie, surProgres });
