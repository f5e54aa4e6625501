import { ecrireGrille } from '../tableurs/ecrire-grille.ts';
import type { Travail } from './contrat.ts';

/** Écrit une grille à lire hors ligne, au chemin demandé. */
export const executer: Travail<'ecrire-grille'> = ({ donnees, sortie }, surProgres) => {
  const total = donnees.dossiers.length;
  return ecrireGrille(donnees, {
    sortie,
    surFait: (fait) => surProgres({ fait, total, message: 'Écriture des feuilles' }),
  });
};
