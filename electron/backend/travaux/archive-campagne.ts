import { ecrireArchive } from '../cloture/archive/ecrire-archive.ts';
import type { Travail } from './contrat.ts';

/** Archive une campagne close dans ce processus : la base y est lue d’un bout à l’autre sans retenir l’application. */
export const executer: Travail<'archive-campagne'> = (demande, surProgres) =>
  ecrireArchive(demande, (fait, total, message) => surProgres({ fait, total, message }));
