import type { Bareme } from './bareme.ts';
import { repartir } from './droit.ts';
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

/** Un collectif agréé et ce que le suivi en dit. */
export interface CollectifEnActivite {
  readonly agreeCentimes: number;
  readonly activite: ActiviteDuCollectif;
}

/**
 * Ce qu’il est prudent d’attendre de chaque collectif agréé d’un dossier tant que le bilan n’a pas dit son coût : rien s’il n’a
 * pas démarré ; arrêté en cours d’année, son montant agréé au prorata des mois courus, ou le plafond au prorata si le barème le
 * dit. Ce n’est qu’une prévision : elle retient les acomptes à venir, le bilan tranchera.
 *
 * En calcul par dossier, le plafond est celui du dossier, comme pour le droit réel : un collectif peut y dépasser le sien tant
 * qu’un autre reste dessous.
 * @returns centimes, dans l’ordre reçu
 */
export function droitsPrevusSelonActivite(
  collectifs: readonly CollectifEnActivite[],
  bareme: Pick<Bareme, 'plafondCentimes' | 'activitePartielle' | 'modeCalcul'>,
): number[] {
  const demarres = collectifs.map((c) => (c.activite.situation === 'non_demarre' ? 0 : c.agreeCentimes));
  if (bareme.activitePartielle !== 'prorata_plafond')
    return collectifs.map(({ activite }, i) => {
      const agree = demarres[i] ?? 0;
      return activite.situation === 'arrete' ? auProrata(agree, activite.mois) : agree;
    });
  const plafonds = collectifs.map(({ activite }) => plafondSelonActivite(bareme, activite));
  if (bareme.modeCalcul === 'par_collectif') return demarres.map((agree, i) => Math.min(agree, plafonds[i] ?? 0));
  const plafond = plafonds.reduce((n, p) => n + p, 0);
  const agree = demarres.reduce((n, c) => n + c, 0);
  return agree <= plafond ? demarres : repartir(plafond, demarres);
}
