import { ecrireModele } from '../tableurs/ecrire-modele.ts';
import { ecrireArchiveModeles } from '../tableurs/ecrire-modele-archive.ts';
import type { Travail } from './contrat.ts';

/** Écrit un classeur de réponse, ou l’archive de plusieurs, au chemin demandé. */
export const executer: Travail<'modele'> = async ({ classeurs, archive, sortie }, surProgres) => {
  const total = classeurs.length;
  const avancer = (fait: number) => surProgres({ fait, total, message: 'Écriture des classeurs' });
  if (archive) return ecrireArchiveModeles(classeurs, sortie, avancer);
  const [seul] = classeurs;
  if (!seul || total > 1) throw new Error('un classeur attendu, et un seul, hors archive');
  avancer(0);
  return ecrireModele(seul.donnees, { sortie });
};
