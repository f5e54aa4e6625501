import { lireTableur } from '../tableurs/lire-tableur.ts';
import { comparerLot } from '../tableurs/lot/comparer-lot.ts';
import type { Travail } from './contrat.ts';

/** Relit un classeur de lot, formules comprises, et le compare case par case : ses cellules ne quittent pas ce processus. */
export const executer: Travail<'comparer-lot'> = async ({ chemin, nom, contenu, exemplaire }, surProgres) =>
  comparerLot(await lireTableur(chemin, { nom, surProgres, noterFormules: 'textes' }), contenu, exemplaire);
