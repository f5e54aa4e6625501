import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { preparer } from '../preparer.ts';
import { reservesLevees } from '../schema/conventions.ts';

/** Un collectif agréé sous réserve par une décision en vigueur, et la levée de cette réserve. */
export interface Reserve {
  readonly decisionId: number;
  readonly dossierId: number;
  readonly collectifId: number;
  readonly rang: number;
  readonly libelle: string;
  /** Code du motif ; null si aucun n’a été choisi. */
  readonly motif: string | null;
  readonly texte: string;
  /** Instant de la levée ; null tant qu’elle tient. */
  readonly leveeLe: string | null;
  readonly leveePar: string | null;
  readonly leveeMotif: string | null;
}

/** Les dossiers dont une réserve d’une décision en vigueur n’est pas levée. */
export function dossiersSousReserve(db: Base, campagneId: number): Set<number> {
  return new Set(
    listerReserves(db, campagneId)
      .filter((r) => r.leveeLe === null)
      .map((r) => r.dossierId),
  );
}

/** Toutes les réserves des décisions en vigueur d’une campagne, levées ou non. */
export function listerReserves(db: Base, campagneId: number): Reserve[] {
  return preparer(
    db,
    `SELECT x.id AS decisionId, k.dossier_id AS dossierId, k.id AS collectifId, k.rang, k.libelle, x.motif, x.texte,
       r.instant AS leveeLe, a.prenom || ' ' || a.nom AS leveePar, r.motif AS leveeMotif
     FROM decisions x JOIN seances s ON s.id = x.seance_id JOIN collectifs k ON k.id = x.collectif_id
     LEFT JOIN reserves_levees r ON r.decision_id = x.id LEFT JOIN agents a ON a.id = r.agent_id
     WHERE s.campagne_id = ? AND x.en_vigueur = 1 AND x.nature = 'agree_sous_reserve'
     ORDER BY k.dossier_id, k.rang`,
  ).all(campagneId) as Reserve[];
}

export function insererLevee(
  tx: Transaction,
  { decisionId, dossierId, libelle }: Pick<Reserve, 'decisionId' | 'dossierId' | 'libelle'>,
  motif: string,
): void {
  const { id } = tx.db
    .insert(reservesLevees)
    .values({ decisionId, motif, agentId: tx.acteur.agentId ?? 0, instant: tx.acteur.instant })
    .returning({ id: reservesLevees.id })
    .get();
  sceller(tx, 'reserves_levees', [id]);
  tx.journaliser({
    action: 'reserve.lever',
    libelle: `Réserve levée : ${libelle}`,
    objet: `dossier:${dossierId}`,
    apres: { levee: id, decision: decisionId },
    motif,
  });
}
