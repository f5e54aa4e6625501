import type { LigneSuivi } from '../../../shared/contract/suivi.ts';
import { LIBELLES_ALERTE } from '../../../shared/domaine/alertes-suivi.ts';
import { LIBELLES_NIVEAU_SCOLAIRE } from '../../../shared/domaine/libelles.ts';
import { LIBELLES_SITUATION } from '../../../shared/domaine/libelles-suivi.ts';
import type { Filtre } from '../../filtres.ts';

export const VUES = [
  ['tous', 'Tous', () => true],
  ['a_confirmer', 'À confirmer', (l) => l.situation === 'a_confirmer'],
  ['en_retard', 'En retard', (l) => l.alertes.some((a) => a.code === 'demarrage_tardif')],
  ['ouverts', 'Ouverts', (l) => l.situation === 'ouvert'],
  ['arretes', 'Arrêtés ou non démarrés', (l) => l.situation === 'arrete' || l.situation === 'non_demarre'],
  ['alertes', 'Avec alerte', (l) => l.alertes.length > 0],
] as const satisfies readonly (readonly [string, string, (ligne: LigneSuivi) => boolean])[];
export type CodeVue = (typeof VUES)[number][0];

const NON_DIT = 'Non renseigné';

export const FILTRES: readonly Filtre<LigneSuivi>[] = [
  { code: 'territoire', libelle: 'Territoire', valeurs: (l) => [l.territoire ?? NON_DIT] },
  { code: 'etat', libelle: 'État', valeurs: (l) => [LIBELLES_SITUATION[l.situation]] },
  { code: 'alerte', libelle: 'Alerte', valeurs: (l) => l.alertes.map(({ code }) => LIBELLES_ALERTE[code]) },
  {
    code: 'niveau',
    libelle: 'Niveau',
    valeurs: (l) => [l.niveau === null ? NON_DIT : LIBELLES_NIVEAU_SCOLAIRE[l.niveau]],
  },
];
