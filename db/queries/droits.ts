import type { Bareme } from '../../shared/domaine/bareme.ts';
import type { EvenementCollectif } from '../../shared/domaine/etat-collectif.ts';
import type { Base } from '../base.ts';
import { preparer } from '../preparer.ts';

/** Un collectif à qui une décision en vigueur accorde un montant. */
export interface CollectifAccorde {
  readonly dossierId: number;
  readonly collectifId: number;
  readonly montantCentimes: number;
}

/** Le bilan d’un dossier, réduit à ce qui décide de son paiement. */
export interface BilanDuDossier {
  readonly dossierId: number;
  readonly etat: 'brouillon' | 'recu' | 'valide';
  readonly recuLe: string | null;
  /** Le droit réel, seulement quand le bilan est validé. */
  readonly droitReelCentimes: number | null;
  /** Celui de la dernière validation ; le bilan rouvert, c’est encore lui qui tient l’échéancier. */
  readonly dernierDroitCentimes: number | null;
  /** Collectifs réalisés d’après le bilan. */
  readonly realises: number;
}

/** Un événement de suivi qui compte, et le collectif qu’il touche. */
export type EvenementDeDroit = Pick<EvenementCollectif, 'id' | 'nature' | 'dateEffet'> & {
  readonly dossierId: number;
  readonly collectifId: number;
};

const UN_OU_TOUS = '(@dossierId IS NULL OR d.id = @dossierId) AND d.campagne_id = @campagneId';

interface Cible {
  readonly campagneId: number;
  /** null : tous les dossiers de la campagne. */
  readonly dossierId: number | null;
}

export function collectifsAccordes(db: Base, cible: Cible): CollectifAccorde[] {
  return preparer(
    db,
    `SELECT d.id AS dossierId, k.id AS collectifId, x.montant_centimes AS montantCentimes
     FROM decisions x JOIN collectifs k ON k.id = x.collectif_id JOIN dossiers d ON d.id = k.dossier_id
     WHERE x.en_vigueur = 1 AND x.nature IN ('agree', 'agree_sous_reserve') AND ${UN_OU_TOUS} ORDER BY d.id, k.rang`,
  ).all(cible) as CollectifAccorde[];
}

export function evenementsDeDroit(db: Base, cible: Cible): EvenementDeDroit[] {
  return preparer(
    db,
    `SELECT d.id AS dossierId, k.id AS collectifId, e.id, e.nature, e.date_effet AS dateEffet
     FROM evenements_collectif e JOIN collectifs k ON k.id = e.collectif_id JOIN dossiers d ON d.id = k.dossier_id
     WHERE e.annule_le IS NULL AND e.nature <> 'changement' AND ${UN_OU_TOUS} ORDER BY e.date_effet, e.id`,
  ).all(cible) as EvenementDeDroit[];
}

export function bilansDeDroit(db: Base, cible: Cible): BilanDuDossier[] {
  return preparer(
    db,
    `SELECT d.id AS dossierId, b.etat, b.recu_le AS recuLe,
       CASE b.etat WHEN 'valide' THEN b.droit_reel_centimes END AS droitReelCentimes,
       b.droit_reel_centimes AS dernierDroitCentimes,
       (SELECT count(*) FROM bilans_collectifs c WHERE c.bilan_id = b.id AND c.realise = 1) AS realises
     FROM bilans b JOIN dossiers d ON d.id = b.dossier_id WHERE ${UN_OU_TOUS}`,
  ).all(cible) as BilanDuDossier[];
}

/** L’année et le barème d’une campagne : tout ce qu’il faut pour découper un droit. */
export interface RegleDePaiement {
  readonly campagneId: number;
  readonly anneeScolaire: string;
  readonly bareme: Bareme;
}

export function regleDePaiement(db: Base, campagneId: number): RegleDePaiement | undefined {
  const ligne = preparer(
    db,
    'SELECT c.annee_scolaire AS anneeScolaire, b.contenu FROM campagnes c JOIN baremes b ON b.id = c.bareme_id WHERE c.id = ?',
  ).get(campagneId) as { anneeScolaire: string; contenu: string } | undefined;
  // Écrit par l’application, entier, après contrôle du contrat.
  return ligne && { campagneId, anneeScolaire: ligne.anneeScolaire, bareme: JSON.parse(ligne.contenu) as Bareme };
}
