import { lireTableur } from '../tableurs/lire-tableur.ts';
import type { Travail } from './contrat.ts';

/** Lit un tableur reçu. `nom` est celui que l’agent connaît, `chemin` celui de la copie de travail. */
export const executer: Travail<'lire-tableur'> = ({ chemin, nom }, surProgres) =>
  lireTableur(chemin, { nom, surProgres });
