import { ecrireBilan } from '../tableurs/ecrire-bilan.ts';
import { ecrireArchiveClasseurs } from '../tableurs/ecrire-modele-archive.ts';
import type { Travail } from './contrat.ts';

/** Écrit un classeur de bilan, ou l’archive de plusieurs, au chemin demandé. */
export const executer: Travail<'ecrire-bilans'> = async ({ classeurs, archive, sortie }, surProgres) => {
  const total = classeurs.length;
  const avancer = (fait: number) => surProgres({ fait, total, message: 'Écriture des classeurs' });
  if (archive) return ecrireArchiveClasseurs(classeurs, ecrireBilan, sortie, avancer);
  const [seul] = classeurs;
  if (!seul || total > 1) throw new Error('un classeur attendu, et un seul, hors archive');
  avancer(0);
  return ecrireBilan(seul.donnees, { sortie });
};
