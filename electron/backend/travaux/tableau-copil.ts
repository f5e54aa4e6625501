import { ecrireCopil } from '../tableurs/ecrire-copil.ts';
import type { Travail } from './contrat.ts';

/** Écrit le tableau du Copil au chemin demandé. */
export const executer: Travail<'tableau-copil'> = ({ donnees, sortie }) => ecrireCopil(donnees, { sortie });
