import type { ComponentType } from 'react';
import type { EtatSeance } from '../../../shared/contract/seances.ts';
import { OngletPapiers } from './apres/OngletPapiers.tsx';
import { OngletDocuments } from './documents/OngletDocuments.tsx';
import { OngletDossier } from './dossier-de-seance/OngletDossier.tsx';
import { OngletLettres } from './lettres/OngletLettres.tsx';
import { OngletOrdreDuJour } from './OngletOrdreDuJour.tsx';
import { OngletScenarios } from './scenarios/OngletScenarios.tsx';
import { OngletTableau } from './tableau/OngletTableau.tsx';

/** Ce que reçoit chaque vue du Copil : la séance choisie, ou null tant qu’aucune n’est préparée. */
export interface DeLOnglet {
  readonly campagneId: number;
  readonly etat: EtatSeance;
  /** Ouvre les réglages de la séance, ou sa préparation. */
  readonly onReglages: () => void;
}

interface OngletCopil {
  readonly code: string;
  readonly libelle: string;
  readonly Vue: ComponentType<DeLOnglet>;
}

export const PREMIER_ONGLET: OngletCopil = {
  code: 'ordre-du-jour',
  libelle: 'Ordre du jour',
  Vue: OngletOrdreDuJour,
};

/** Les vues de la page Copil, dans l’ordre du travail : avant, dans la salle, après. Une ligne par vue. */
export const ONGLETS_COPIL: readonly OngletCopil[] = [
  PREMIER_ONGLET,
  { code: 'scenarios', libelle: 'Scénarios', Vue: OngletScenarios },
  { code: 'dossier-de-seance', libelle: 'Dossier de séance', Vue: OngletDossier },
  { code: 'papiers', libelle: 'Papiers de séance', Vue: OngletPapiers },
  { code: 'tableau', libelle: 'Décider dans Excel', Vue: OngletTableau },
  { code: 'lettres', libelle: 'Lettres', Vue: OngletLettres },
  { code: 'documents', libelle: 'Documents', Vue: OngletDocuments },
];
