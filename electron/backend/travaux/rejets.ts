import { ecrireRejets } from '../tableurs/ecrire-rejets.ts';
import { lireTableur } from '../tableurs/lire-tableur.ts';
import type { Travail } from './contrat.ts';

/** Écrit le classeur des rejets d’un fichier reçu, relu ici : ses cellules ne quittent pas ce processus. */
export const executer: Travail<'rejets'> = async ({ chemin, nom, anomalies, date, sortie }, surProgres) => {
  const classeur = await lireTableur(chemin, { nom, surProgres });
  surProgres({ fait: 0, total: 0, message: 'Écriture du classeur des rejets' });
  return ecrireRejets({ classeur, fichier: nom, anomalies, date }, sortie);
};
