import type { Base } from '../../../db/base.ts';
import {
  type BilanDuDossier,
  bilansDeDroit,
  collectifsAccordes,
  evenementsDeDroit,
  type RegleDePaiement,
} from '../../../db/queries/droits.ts';
import { droitsPrevusSelonActivite } from '../../../shared/domaine/activite-partielle.ts';
import { activiteDeLAnnee, type EvenementCollectif } from '../../../shared/domaine/etat-collectif.ts';

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

/** Les droits d’un dossier, ou de tous ceux de la campagne qui en ont. */
export function lireDroits(
  db: Base,
  { campagneId, anneeScolaire, bareme }: RegleDePaiement,
  dossierId: number | null = null,
): ReadonlyMap<number, DroitsDuDossier> {
  const cible = { campagneId, dossierId };
  const evenements = Map.groupBy(evenementsDeDroit(db, cible), (e) => e.collectifId);
  const droits = new Map<number, DroitsDuDossier>();
  for (const [id, siens] of Map.groupBy(collectifsAccordes(db, cible), (c) => c.dossierId)) {
    const collectifs = siens.map(({ collectifId, montantCentimes }) => ({
      agreeCentimes: montantCentimes,
      activite: activiteDeLAnnee((evenements.get(collectifId) ?? []).map(enEvenement), anneeScolaire),
    }));
    droits.set(id, {
      ...AUCUN,
      agreeCentimes: collectifs.reduce((n, c) => n + c.agreeCentimes, 0),
      collectifsAgrees: collectifs.length,
      prevuCentimes: droitsPrevusSelonActivite(collectifs, bareme).reduce((n, c) => n + c, 0),
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
