import { preparerImport } from '../imports/preparer.ts';
import { plierLecture } from '../imports/transport.ts';
import type { Travail } from './contrat.ts';

/** Lit et reconnaît un fichier reçu, sans toucher à la base. */
export const executer: Travail<'preparer-import'> = async (entree) => plierLecture(await preparerImport(entree));
