import type { Base } from '../../../../db/base.ts';

/** Les dettes telles que la base les garde, lues par des requêtes écrites à part : l’essai ne croit pas l’application sur parole. */
type Client = Base['$client'];

const VIVANT = `m.nature <> 'annule' AND NOT EXISTS (
  SELECT 1 FROM mouvements_indu a WHERE a.nature = 'annule' AND a.reference = CAST(m.id AS TEXT))`;

export function lireIndusDus(client: Client) {
  return client
    .prepare(
      `SELECT i.id, i.dossier_id AS dossierId, i.montant_centimes - coalesce((SELECT sum(m.montant_centimes)
         FROM mouvements_indu m WHERE m.indu_id = i.id AND m.nature <> 'caduc' AND ${VIVANT}), 0) AS reste
       FROM indus i`,
    )
    .all() as { id: number; dossierId: number; reste: number }[];
}

/** `caduc` : un abandon de la même dette a perdu son objet. */
export function lireMouvements(client: Client) {
  return client
    .prepare(
      `SELECT m.id, m.nature, m.montant_centimes AS montant, i.dossier_id AS dossierId,
         EXISTS (SELECT 1 FROM mouvements_indu c WHERE c.indu_id = m.indu_id AND c.nature = 'caduc') AS caduc
       FROM mouvements_indu m JOIN indus i ON i.id = m.indu_id WHERE ${VIVANT} ORDER BY m.id`,
    )
    .all() as { id: number; nature: string; montant: number; dossierId: number; caduc: number }[];
}

/** Σ des échéances vivantes d’un dossier, et ce qu’il lui reste à rendre. */
export function lireSommes(client: Client, dossierId: number | undefined) {
  return client
    .prepare(
      `SELECT (SELECT coalesce(sum(montant_centimes), 0) FROM echeances WHERE dossier_id = @id AND annulee_le IS NULL) AS total,
         (SELECT coalesce(sum(montant_centimes), 0) FROM indus WHERE dossier_id = @id)
         - (SELECT coalesce(sum(m.montant_centimes), 0) FROM mouvements_indu m JOIN indus i ON i.id = m.indu_id
           WHERE i.dossier_id = @id AND m.nature <> 'caduc' AND ${VIVANT}) AS indu`,
    )
    .get({ id: dossierId }) as { total: number; indu: number };
}
