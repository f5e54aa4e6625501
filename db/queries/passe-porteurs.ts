import type { Base } from '../base.ts';
import { preparer } from '../preparer.ts';

export interface PasseDuPorteur {
  readonly structureId: number;
  readonly anneeScolaire: string;
  readonly collectifsAgrees: number;
  /** Dossiers qui devaient un bilan, et bilans reçus ou validés. */
  readonly bilansDus: number;
  readonly bilansRecus: number;
}

/** Ce que chaque porteur a eu d’agréé dans les campagnes d’avant celle-ci, la plus ancienne d’abord. */
export function passeDesPorteurs(db: Base, campagneId: number): PasseDuPorteur[] {
  return preparer(
    db,
    `SELECT d.structure_id AS structureId, c.annee_scolaire AS anneeScolaire, COUNT(de.id) AS collectifsAgrees,
            COUNT(DISTINCT CASE WHEN de.id IS NOT NULL THEN d.id END) AS bilansDus,
            COUNT(DISTINCT CASE WHEN de.id IS NOT NULL THEN b.id END) AS bilansRecus
     FROM dossiers d
     JOIN campagnes c ON c.id = d.campagne_id
     LEFT JOIN collectifs co ON co.dossier_id = d.id
     LEFT JOIN decisions de
       ON de.collectif_id = co.id AND de.en_vigueur = 1 AND de.nature IN ('agree', 'agree_sous_reserve')
     LEFT JOIN bilans b ON b.dossier_id = d.id AND b.etat IN ('recu', 'valide')
     WHERE c.annee_scolaire < (SELECT annee_scolaire FROM campagnes WHERE id = ?)
     GROUP BY d.structure_id, c.annee_scolaire
     ORDER BY c.annee_scolaire`,
  ).all(campagneId) as PasseDuPorteur[];
}

/** Le nombre de campagnes d’avant celle-ci. */
export function compterCampagnesAnterieures(db: Base, campagneId: number): number {
  const { n } = preparer(
    db,
    `SELECT COUNT(*) AS n FROM campagnes
     WHERE annee_scolaire < (SELECT annee_scolaire FROM campagnes WHERE id = ?)`,
  ).get(campagneId) as { n: number };
  return n;
}

export interface DossierAnterieur {
  readonly id: number;
  readonly numero: string;
  readonly communeInsee: string | null;
  readonly intitule: string | null;
  readonly anneeScolaire: string;
  readonly campagneId: number;
  readonly charteId: number;
}

/** Les dossiers du même porteur dans la dernière campagne d’avant où il a répondu, par numéro. */
export function dossiersDeLAnDernier(db: Base, dossierId: number): DossierAnterieur[] {
  return preparer(
    db,
    `WITH ici AS (
       SELECT d.structure_id AS structure, c.annee_scolaire AS annee
       FROM dossiers d JOIN campagnes c ON c.id = d.campagne_id WHERE d.id = ?
     ), passes AS (
       SELECT d.id, d.numero, d.commune_insee AS communeInsee, d.intitule, c.annee_scolaire AS anneeScolaire,
              c.id AS campagneId, c.charte_id AS charteId
       FROM dossiers d JOIN campagnes c ON c.id = d.campagne_id, ici
       WHERE d.structure_id = ici.structure AND c.annee_scolaire < ici.annee
     )
     SELECT * FROM passes WHERE anneeScolaire = (SELECT MAX(anneeScolaire) FROM passes) ORDER BY numero`,
  ).all(dossierId) as DossierAnterieur[];
}
