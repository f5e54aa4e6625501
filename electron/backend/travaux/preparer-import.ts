import { preparerImport } from '../imports/preparer.ts';
import type { Travail } from './contrat.ts';

/** Lit et reconnaît un fichier reçu, sans toucher à la base. */
export const executer: Travail<'preparer-import'> = (entree) => preparerImport(entree);
