import { lireTableur } from '../tableurs/lire-tableur.ts';
import { reconnaitreLot } from '../tableurs/lot/reconnaitre-lot.ts';
import type { Travail } from './contrat.ts';

/** Dit de quel lot est un classeur reçu. */
export const executer: Travail<'reconnaitre-lot'> = async ({ chemin, nom }, surProgres) =>
  reconnaitreLot(await lireTableur(chemin, { nom, surProgres }));
