import type { Base } from '../../../db/base.ts';
import { anneeClose } from '../../../db/queries/cloture.ts';
import { phraseCampagneClose } from '../../../shared/domaine/cloture.ts';
import { Refus } from '../refus.ts';

/**
 * À appeler dans la transaction, avant toute écriture que le journal ne rattache pas à la campagne, ou dont on veut
 * nommer l’année. @throws Refus si la campagne est close
 */
export function exigerCampagneOuverte(db: Base, campagneId: number): void {
  const annee = anneeClose(db, campagneId);
  if (annee !== null) throw new Refus('campagne_close', phraseCampagneClose([annee]));
}
