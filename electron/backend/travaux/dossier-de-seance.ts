import { ecrireDossierDeSeance } from '../documents/dossier-de-seance/ecrire.ts';
import type { Travail } from './contrat.ts';

/** Écrit le PDF du dossier de séance au chemin demandé. */
export const executer: Travail<'dossier-de-seance'> = ({ donnees, ressources, sortie }, surProgres) =>
  ecrireDossierDeSeance(donnees, {
    ressources,
    sortie,
    surProgres: (fait, total, message) => surProgres({ fait, total, message }),
  });
