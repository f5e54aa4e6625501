import { lireTableur } from '../tableurs/lire-tableur.ts';
import { comparerLot } from '../tableurs/lot/comparer-lot.ts';
import { impressionsDe } from '../tableurs/lot/composer.ts';
import { lirePresentation } from '../tableurs/lot/presentation.ts';
import type { Travail } from './contrat.ts';

/**
 * Relit un classeur de lot, formules comprises, et le compare case par case, puis ce qu’il cache : ses cellules ne quittent
 * pas ce processus.
 */
export const executer: Travail<'comparer-lot'> = async ({ chemin, nom, contenu, exemplaire }, surProgres) => ({
  ...comparerLot(await lireTableur(chemin, { nom, surProgres, noterFormules: 'textes' }), contenu, exemplaire),
  presentation: await lirePresentation(chemin, nom, impressionsDe(contenu, exemplaire)),
});
