import { reconnaitreTableau } from '../tableaux/reconnaitre.ts';
import { lireTableur } from '../tableurs/lire-tableur.ts';
import type { Travail } from './contrat.ts';

/** Lit un tableau du Copil rempli : de tout le classeur, seules ses lignes de décision reviennent. */
export const executer: Travail<'lire-decisions'> = async ({ chemin, nom }, surProgres) =>
  reconnaitreTableau(await lireTableur(chemin, { nom, surProgres, noterFormules: true }), nom);
