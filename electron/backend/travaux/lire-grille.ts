import { reconnaitreGrille } from '../grilles/reconnaitre.ts';
import { lireTableur } from '../tableurs/lire-tableur.ts';
import type { Travail } from './contrat.ts';

/** Lit une grille remplie : de tout le classeur, seuls ses codes et ses réponses reviennent. */
export const executer: Travail<'lire-grille'> = async ({ chemin, nom }, surProgres) =>
  reconnaitreGrille(await lireTableur(chemin, { nom, surProgres, noterFormules: true }), nom);
