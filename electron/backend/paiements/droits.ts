import type { Base } from '../../../db/base.ts';
import {
  type BilanDuDossier,
  bilansDeDroit,
  collectifsAccordes,
  evenementsDeDroit,
  type RegleDePaiement,
} from '../../../db/queries/droits.ts';
import { droitPrevuSelonActivite } from '../../../shared/domaine/activite-partielle.ts';
import { type EvenementCollectif, etatCollectif, moisActifs } from '../../../shared/domaine/etat-collectif.ts';

/** Ce qui est dû à un dossier à ce jour, en centimes. */
export interface DroitsDuDossier {
  /** Σ des montants agréés par les décisions en vigueur. */
  readonly agreeCentimes: number;
  readonly collectifsAgrees: number;
  /** Le droit agréé, diminué de ce que le suivi retire aux collectifs arrêtés ou jamais ouverts. */
  readonly prevuCentimes: number;
  readonly bilan: BilanDuDossier | null;
}

const AUCUN: DroitsDuDossier = { agreeCentimes: 0, collectifsAgrees: 0, prevuCentimes: 0, bilan: null };

/** Un arrêt daté de demain compte déjà : l’échéancier ne dépend pas du jour où il est refait. */
const TOUJOURS = '9999-12-31';

/** Les droits d’un dossier, ou de tous ceux de la campagne qui en ont. */
export function lireDroits(
  db: Base,
  { campagneId, anneeScolaire, bareme }: RegleDePaiement,
  dossierId: number | null = null,
): ReadonlyMap<number, DroitsDuDossier> {
  const cible = { campagneId, dossierId };
  const evenements = Map.groupBy(evenementsDeDroit(db, cible), (e) => e.collectifId);
  const droits = new Map<number, DroitsDuDossier>();
  for (const { dossierId: id, collectifId, montantCentimes } of collectifsAccordes(db, cible)) {
    const avant = droits.get(id) ?? AUCUN;
    const siens = (evenements.get(collectifId) ?? []).map(enEvenement);
    droits.set(id, {
      ...avant,
      agreeCentimes: avant.agreeCentimes + montantCentimes,
      collectifsAgrees: avant.collectifsAgrees + 1,
      prevuCentimes:
        avant.prevuCentimes +
        droitPrevuSelonActivite(montantCentimes, bareme, {
          situation: etatCollectif(siens, TOUJOURS).situation,
          mois: moisActifs(siens, anneeScolaire).length,
        }),
    });
  }
  for (const bilan of bilansDeDroit(db, cible)) {
    droits.set(bilan.dossierId, { ...(droits.get(bilan.dossierId) ?? AUCUN), bilan });
  }
  return droits;
}

export function droitsDe(droits: ReadonlyMap<number, DroitsDuDossier>, dossierId: number): DroitsDuDossier {
  return droits.get(dossierId) ?? AUCUN;
}

/** Seules sa nature et sa date comptent pour un droit. */
function enEvenement({ id, nature, dateEffet }: Pick<EvenementCollectif, 'id' | 'nature' | 'dateEffet'>) {
  return {
    id,
    nature,
    dateEffet,
    lieu: null,
    jours: null,
    horaires: null,
    effectif: null,
    coordinateur: null,
    texte: '',
    annuleLe: null,
  };
}
