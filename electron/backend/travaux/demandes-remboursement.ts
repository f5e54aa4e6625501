import { ecrireDemandesRemboursement } from '../documents/demande-remboursement.ts';
import type { Travail } from './contrat.ts';

export const executer: Travail<'demandes-remboursement'> = ({ donnees, ressources, sortie }, surProgres) =>
  ecrireDemandesRemboursement(donnees, { ressources, sortie, surProgres });
