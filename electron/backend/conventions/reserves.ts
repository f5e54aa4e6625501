import { ecrire } from '../../../db/ecrire.ts';
import { insererLevee, listerReserves } from '../../../db/queries/reserves.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { acteur } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { reviserEcheancier } from '../paiements/reviser.ts';
import { introuvable, Refus } from '../refus.ts';

/** Lève des réserves du Copil, tout ou rien : qui, quand, sur quelle preuve. Une levée ne se reprend pas. */
export function leverReserves(
  context: Context,
  {
    campagneId,
    decisionIds,
    motif,
  }: { readonly campagneId: number; readonly decisionIds: readonly number[]; readonly motif: string },
): { readonly levees: number } {
  const voulues = [...new Set(decisionIds)];
  ecrire(context.db, acteur(context), (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
    const connues = new Map(listerReserves(tx.db, campagneId).map((r) => [r.decisionId, r]));
    const dossiers = new Set<number>();
    for (const id of voulues) {
      const reserve = connues.get(id);
      if (!reserve) throw introuvable('Une de ces réserves');
      if (reserve.leveeLe !== null)
        throw new Refus(
          'reserve_levee',
          `La réserve du collectif « ${reserve.libelle} » a déjà été levée par ${reserve.leveePar ?? 'un agent'}, ${formaterInstant(reserve.leveeLe)}.`,
        );
      insererLevee(tx, reserve, motif);
      dossiers.add(reserve.dossierId);
    }
    for (const dossierId of dossiers) reviserEcheancier(tx, campagneId, dossierId);
  });
  return { levees: voulues.length };
}
