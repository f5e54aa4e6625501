import type { Bareme } from './bareme.ts';
import { arrondirDemiHaut, fraction } from './fraction.ts';

/** Ce que le suivi dit d’un collectif agréé, réduit à ce qui compte pour son droit. */
export interface ActiviteDuCollectif {
  readonly situation: 'a_confirmer' | 'ouvert' | 'arrete' | 'non_demarre';
  /** Mois de l’année scolaire, de septembre à juin, où il a accueilli au moins un jour : 0 à 10. */
  readonly mois: number;
}

const MOIS_DE_L_ANNEE = 10;

/** Montant × mois courus / 10, la demie vers le haut. */
function auProrata(centimes: number, mois: number): number {
  const courus = BigInt(Math.max(0, Math.min(MOIS_DE_L_ANNEE, mois)));
  return Number(arrondirDemiHaut(fraction(BigInt(centimes) * courus, BigInt(MOIS_DE_L_ANNEE))));
}

/**
 * Plafond d’un collectif selon son activité (`activitePartielle` du barème) : entier par défaut, le coût réel suffit alors à
 * réduire le droit ; sinon plafond × mois courus / 10, la demie vers le haut. Sans rien de noté au suivi, l’année est entière.
 */
export function plafondSelonActivite(
  bareme: Pick<Bareme, 'plafondCentimes' | 'activitePartielle'>,
  { situation, mois }: ActiviteDuCollectif,
): number {
  if (situation === 'non_demarre') return 0;
  if (bareme.activitePartielle !== 'prorata_plafond' || situation === 'a_confirmer') return bareme.plafondCentimes;
  return auProrata(bareme.plafondCentimes, mois);
}

/**
 * Ce qu’il est prudent d’attendre d’un collectif agréé tant que le bilan n’a pas dit son coût : rien s’il n’a pas démarré ;
 * arrêté en cours d’année, son montant agréé au prorata des mois courus, ou le plafond au prorata si le barème le dit.
 * Ce n’est qu’une prévision : elle retient les acomptes à venir, le bilan tranchera.
 */
export function droitPrevuSelonActivite(
  agreeCentimes: number,
  bareme: Pick<Bareme, 'plafondCentimes' | 'activitePartielle'>,
  activite: ActiviteDuCollectif,
): number {
  if (activite.situation === 'non_demarre') return 0;
  if (bareme.activitePartielle === 'prorata_plafond') {
    return Math.min(agreeCentimes, plafondSelonActivite(bareme, activite));
  }
  return activite.situation === 'arrete' ? auProrata(agreeCentimes, activite.mois) : agreeCentimes;
}
