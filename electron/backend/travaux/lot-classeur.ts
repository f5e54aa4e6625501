import { ecrireLot } from '../tableurs/lot/ecrire-lot.ts';
import type { Travail } from './contrat.ts';

/** Écrit le classeur d’un lot, original ou duplicata. */
export const executer: Travail<'lot-classeur'> = ({ donnees, sortie }) =>
  ecrireLot(donnees.contenu, { sortie, exemplaire: donnees.exemplaire });
