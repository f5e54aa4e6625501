import type { LectureDeBilan } from '../bilans/classeur/bilan-lu.ts';
import { reconnaitreBilan } from '../bilans/classeur/reconnaitre.ts';
import { RefusDeLecture } from '../tableurs/classeur.ts';
import { lireTableur } from '../tableurs/lire-tableur.ts';
import type { Travail } from './contrat.ts';

/** Lit des classeurs de bilan ; un fichier refusé n’empêche pas les autres. */
export const executer: Travail<'lire-bilans'> = async ({ fichiers }, surProgres) => {
  const lectures: LectureDeBilan[] = [];
  for (const [rang, { chemin, nom }] of fichiers.entries()) {
    surProgres({ fait: rang, total: fichiers.length, message: `Lecture de « ${nom} »` });
    try {
      lectures.push({ nom, lu: reconnaitreBilan(await lireTableur(chemin, { nom }), nom), refus: null });
    } catch (cause) {
      if (!(cause instanceof RefusDeLecture)) throw cause;
      lectures.push({ nom, lu: null, refus: cause.message });
    }
  }
  return lectures;
};
