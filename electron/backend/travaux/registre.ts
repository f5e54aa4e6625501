import type { Registre } from './contrat.ts';

/** Le module de chaque travail, chargé par l’enfant au moment de le faire et jamais par le parent. */
export const registre: Registre = {
  'lire-tableur': () => import('./lire-tableur.ts'),
  'preparer-import': () => import('./preparer-import.ts'),
  'dossier-de-seance': () => import('./dossier-de-seance.ts'),
  releve: () => import('./releve.ts'),
  emargement: () => import('./emargement.ts'),
  invitations: () => import('./invitations.ts'),
  'lettres-pieces': () => import('./lettres-pieces.ts'),
  'lettres-demarrage': () => import('./lettres-demarrage.ts'),
  'lettres-demandes': () => import('./lettres-demandes.ts'),
  'lettres-notification': () => import('./lettres-notification.ts'),
  'fiches-instruction': () => import('./fiches-instruction.ts'),
  charte: () => import('./charte.ts'),
  echeancier: () => import('./echeancier.ts'),
  modele: () => import('./modele.ts'),
  'ecrire-bilans': () => import('./ecrire-bilans.ts'),
  'lire-bilans': () => import('./lire-bilans.ts'),
  'ecrire-grille': () => import('./ecrire-grille.ts'),
  'lire-grille': () => import('./lire-grille.ts'),
  optimum: () => import('./optimum.ts'),
  'tableau-copil': () => import('./tableau-copil.ts'),
  'lire-decisions': () => import('./lire-decisions.ts'),
  'decisions-ds': () => import('./decisions-ds.ts'),
  rejets: () => import('./rejets.ts'),
};
