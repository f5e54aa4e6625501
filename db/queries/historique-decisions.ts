import { asc, eq } from 'drizzle-orm';
import type { DecisionPassee } from '../../shared/domaine/decisions-de-seance.ts';
import type { Base } from '../base.ts';
import { agents } from '../schema/agents.ts';
import { decisions, seances } from '../schema/seances.ts';

/** Toutes les décisions de la campagne, en vigueur ou non, dans l’ordre où elles ont été prises. */
export function listerHistoriqueDecisions(db: Base, campagneId: number): DecisionPassee[] {
  return db
    .select({
      id: decisions.id,
      seanceId: decisions.seanceId,
      collectifId: decisions.collectifId,
      nature: decisions.nature,
      motif: decisions.motif,
      texte: decisions.texte,
      montantCentimes: decisions.montantCentimes,
      instant: decisions.instant,
      enVigueur: decisions.enVigueur,
      retireeLe: decisions.retireeLe,
      retireePrenom: agents.prenom,
      retireeNom: agents.nom,
      retireeMotif: decisions.retireeMotif,
    })
    .from(decisions)
    .innerJoin(seances, eq(seances.id, decisions.seanceId))
    .leftJoin(agents, eq(agents.id, decisions.retireePar))
    .where(eq(seances.campagneId, campagneId))
    .orderBy(asc(decisions.id))
    .all()
    .map(({ retireePrenom, retireeNom, ...d }) => ({
      ...d,
      retireePar: retireeNom === null ? null : `${retireePrenom ?? ''} ${retireeNom}`,
    }));
}
