import type { Travail } from './contrat.ts';

/** Écrit les fiches d’instruction ou leur classeur ; chacun ne charge que sa bibliothèque. */
export const executer: Travail<'fiches-instruction'> = async ({ donnees, format, ressources, sortie }, surProgres) => {
  if (format === 'pdf') {
    const { ecrireFiches } = await import('../documents/fiche-instruction.ts');
    return ecrireFiches(donnees, { ressources, sortie, surProgres });
  }
  const total = donnees.fiches.length;
  surProgres({ fait: 0, total, message: 'Écriture du classeur' });
  const { ecrireResultats } = await import('../tableurs/ecrire-resultats.ts');
  return ecrireResultats(donnees, { sortie });
};
