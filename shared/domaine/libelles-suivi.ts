import type { NatureEvenement, Situation } from './etat-collectif.ts';

export const LIBELLES_SITUATION: Readonly<Record<Situation, string>> = {
  a_confirmer: 'À confirmer',
  ouvert: 'Ouvert',
  arrete: 'Arrêté',
  non_demarre: 'Non démarré',
};

export const LIBELLES_EVENEMENT: Readonly<Record<NatureEvenement, string>> = {
  demarrage: 'Démarrage confirmé',
  non_demarre: 'Non démarré',
  changement: 'Changement',
  arret: 'Arrêt',
  reprise: 'Reprise',
};

/** Dans une phrase : « on peut y noter un arrêt ». */
export const NOMS_EVENEMENT: Readonly<Record<NatureEvenement, string>> = {
  demarrage: 'un démarrage',
  non_demarre: 'un non-démarrage',
  changement: 'un changement',
  arret: 'un arrêt',
  reprise: 'une reprise',
};

export type MoyenEchange = 'telephone' | 'courriel' | 'courrier' | 'reunion' | 'autre';
export const LIBELLES_MOYEN: Readonly<Record<MoyenEchange, string>> = {
  telephone: 'Téléphone',
  courriel: 'Courriel',
  courrier: 'Courrier',
  reunion: 'Réunion',
  autre: 'Autre',
};

export const LIBELLES_SENS: Readonly<Record<'recu' | 'emis', string>> = { recu: 'Reçu', emis: 'Émis' };
