import type { Base } from '../base.ts';
import { preparer } from '../preparer.ts';
import { MOUVEMENT_QUI_COMPTE } from './indus.ts';

/** Où en est un dossier quand l’année se finit ; sommes en centimes. */
export interface DossierAClore {
  readonly id: number;
  readonly numero: string;
  readonly raisonSociale: string;
  readonly sansDecision: number;
  readonly agrees: number;
  /** Collectifs agréés dont rien n’est encore noté : ni démarré, ni écarté. */
  readonly aConfirmer: number;
  readonly agreeCentimes: number;
  readonly reserves: number;
  /** Convention signée, ou résiliée. */
  readonly conclues: number;
  readonly aSigner: number;
  readonly bilan: 'brouillon' | 'recu' | 'valide' | null;
  readonly droitReelCentimes: number | null;
  readonly echeancesCentimes: number;
  readonly payeCentimes: number;
  readonly nonPayees: number;
  readonly indusCentimes: number;
  readonly revisesCentimes: number;
  readonly soldesCentimes: number;
}

/** Chaque dossier de la campagne, tout rassemblé avant d’être joint. */
export function lireDossiersAClore(db: Base, campagneId: number): DossierAClore[] {
  return preparer(
    db,
    `WITH siens AS (SELECT id, numero, structure_id FROM dossiers WHERE campagne_id = @campagneId),
     decides AS (
       SELECT k.dossier_id,
         sum(k.present = 1 AND (x.id IS NULL OR x.nature = 'ajourne')) AS sans_decision,
         sum(coalesce(x.nature IN ('agree', 'agree_sous_reserve'), 0)) AS agrees,
         sum(coalesce(x.nature IN ('agree', 'agree_sous_reserve') AND NOT EXISTS (SELECT 1 FROM evenements_collectif v WHERE v.collectif_id = k.id AND v.annule_le IS NULL), 0)) AS a_confirmer,
         sum(coalesce(x.montant_centimes, 0)) AS agree_centimes,
         sum(coalesce(x.nature = 'agree_sous_reserve' AND NOT EXISTS (SELECT 1 FROM reserves_levees r WHERE r.decision_id = x.id), 0)) AS reserves
       FROM collectifs k LEFT JOIN decisions x ON x.collectif_id = k.id AND x.en_vigueur = 1
       WHERE k.dossier_id IN (SELECT id FROM siens) GROUP BY k.dossier_id),
     conclus AS (
       SELECT dossier_id, sum(nature = 'convention' AND etat IN ('signee', 'resiliee')) AS conclues,
         sum(etat IN ('a_signer', 'envoyee')) AS a_signer
       FROM conventions WHERE campagne_id = @campagneId GROUP BY dossier_id),
     payes AS (
       SELECT e.dossier_id, sum(e.montant_centimes) AS echeances_centimes,
         sum(CASE WHEN l.id IS NULL THEN 0 ELSE e.montant_centimes END) AS paye_centimes,
         sum(e.montant_centimes > 0 AND l.id IS NULL) AS non_payees
       FROM echeances e LEFT JOIN lignes_lot l ON l.echeance_id = e.id AND l.active = 1 AND l.issue = 'payee'
       WHERE e.dossier_id IN (SELECT id FROM siens) AND e.annulee_le IS NULL GROUP BY e.dossier_id),
     mouvements AS (
       SELECT m.indu_id, sum(montant_centimes) FILTER (WHERE nature IN ('revise', 'caduc')) AS revise,
         sum(montant_centimes) FILTER (WHERE nature <> 'caduc') AS total
       FROM mouvements_indu m WHERE ${MOUVEMENT_QUI_COMPTE} GROUP BY m.indu_id),
     dus AS (
       SELECT i.dossier_id, sum(i.montant_centimes) AS indus, sum(coalesce(m.revise, 0)) AS revises, sum(coalesce(m.total, 0)) AS soldes
       FROM indus i LEFT JOIN mouvements m ON m.indu_id = i.id
       WHERE i.dossier_id IN (SELECT id FROM siens) GROUP BY i.dossier_id)
     SELECT d.id, d.numero, s.raison_sociale AS raisonSociale,
       coalesce(k.sans_decision, 0) AS sansDecision, coalesce(k.agrees, 0) AS agrees,
       coalesce(k.a_confirmer, 0) AS aConfirmer,
       coalesce(k.agree_centimes, 0) AS agreeCentimes, coalesce(k.reserves, 0) AS reserves,
       coalesce(c.conclues, 0) AS conclues, coalesce(c.a_signer, 0) AS aSigner,
       b.etat AS bilan, CASE b.etat WHEN 'valide' THEN b.droit_reel_centimes END AS droitReelCentimes,
       coalesce(p.echeances_centimes, 0) AS echeancesCentimes, coalesce(p.paye_centimes, 0) AS payeCentimes,
       coalesce(p.non_payees, 0) AS nonPayees,
       coalesce(i.indus, 0) AS indusCentimes, coalesce(i.revises, 0) AS revisesCentimes, coalesce(i.soldes, 0) AS soldesCentimes
     FROM siens d JOIN structures s ON s.id = d.structure_id
     LEFT JOIN decides k ON k.dossier_id = d.id LEFT JOIN conclus c ON c.dossier_id = d.id
     LEFT JOIN bilans b ON b.dossier_id = d.id LEFT JOIN payes p ON p.dossier_id = d.id
     LEFT JOIN dus i ON i.dossier_id = d.id
     ORDER BY s.raison_sociale, d.id`,
  ).all({ campagneId }) as DossierAClore[];
}

export interface LotAClore {
  readonly id: number;
  readonly numero: string | null;
  readonly libelle: string;
  readonly etat: 'prepare' | 'valide';
  readonly montantCentimes: number;
  readonly lignes: number;
  /** Lignes ni payées ni rejetées. */
  readonly sansRetour: number;
  readonly payees: number;
}

/** Les lots qui ne sont ni payés, ni annulés, ni abandonnés. */
export function lireLotsAClore(db: Base, campagneId: number): LotAClore[] {
  return preparer(
    db,
    `SELECT l.id, l.numero, l.libelle, l.etat,
       coalesce(l.montant_centimes, (SELECT sum(montant_centimes) FROM lignes_lot WHERE lot_id = l.id AND active = 1), 0) AS montantCentimes,
       (SELECT count(*) FROM lignes_lot WHERE lot_id = l.id) AS lignes,
       (SELECT count(*) FROM lignes_lot WHERE lot_id = l.id AND issue IS NULL) AS sansRetour,
       (SELECT count(*) FROM lignes_lot WHERE lot_id = l.id AND issue = 'payee') AS payees
     FROM lots l WHERE l.campagne_id = ? AND l.etat IN ('prepare', 'valide') ORDER BY l.id`,
  ).all(campagneId) as LotAClore[];
}
