import { and, eq, ne, sql } from 'drizzle-orm';
import type { DossierDeStructure } from '../../shared/contract/structures.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { parBase, preparer } from '../preparer.ts';
import { structures } from '../schema/structures.ts';
import { garderDifferents } from './differences.ts';
import { MOUVEMENT_QUI_COMPTE } from './indus.ts';

export type LigneStructure = typeof structures.$inferSelect;

const structureDe = parBase((db) =>
  db
    .select()
    .from(structures)
    .where(eq(structures.id, sql.placeholder('id')))
    .prepare(),
);

export function lireStructure(db: Base, id: number): LigneStructure | undefined {
  return structureDe(db).get({ id });
}

export interface PassageDeStructure {
  readonly structureId: number;
  readonly annees: string;
  readonly dossiers: number;
}

/** Les années où chaque structure a répondu, séparées par des virgules. */
export function lirePassages(db: Base): ReadonlyMap<number, PassageDeStructure> {
  const lignes = preparer(
    db,
    `SELECT d.structure_id AS structureId, group_concat(DISTINCT c.annee_scolaire) AS annees, count(*) AS dossiers
     FROM dossiers d JOIN campagnes c ON c.id = d.campagne_id GROUP BY d.structure_id`,
  ).all() as PassageDeStructure[];
  return new Map(lignes.map((l) => [l.structureId, l]));
}

export interface ArgentDeStructure {
  readonly structureId: number;
  readonly agreeCentimes: number;
  readonly payeCentimes: number;
}

/** Agréé et payé par structure, toutes années. */
export function lireArgentParStructure(db: Base): ReadonlyMap<number, ArgentDeStructure> {
  const lignes = preparer(
    db,
    `WITH agree AS (
       SELECT d.structure_id, sum(x.montant_centimes) AS montant FROM decisions x
       JOIN collectifs k ON k.id = x.collectif_id JOIN dossiers d ON d.id = k.dossier_id
       WHERE x.en_vigueur = 1 GROUP BY d.structure_id),
     paye AS (
       SELECT structure_id, sum(montant_centimes) AS montant FROM lignes_lot
       WHERE active = 1 AND issue = 'payee' GROUP BY structure_id)
     SELECT s.id AS structureId, coalesce(a.montant, 0) AS agreeCentimes, coalesce(p.montant, 0) AS payeCentimes
     FROM structures s LEFT JOIN agree a ON a.structure_id = s.id LEFT JOIN paye p ON p.structure_id = s.id`,
  ).all() as ArgentDeStructure[];
  return new Map(lignes.map((l) => [l.structureId, l]));
}

export interface CompteDeStructure {
  readonly structureId: number;
  readonly iban: string;
  readonly bic: string | null;
  readonly titulaire: string | null;
  readonly etat: 'a_verifier' | 'verifie' | 'bloque';
}

export function lireComptesActifs(db: Base): ReadonlyMap<number, CompteDeStructure> {
  const lignes = preparer(
    db,
    'SELECT structure_id AS structureId, iban, bic, titulaire, etat FROM coordonnees_bancaires WHERE actif = 1',
  ).all() as CompteDeStructure[];
  return new Map(lignes.map((l) => [l.structureId, l]));
}

export function listerToutesLesStructures(db: Base): LigneStructure[] {
  return db.select().from(structures).all();
}

/** Ce qu’une structure a fait, année par année, la dernière d’abord. */
export function lireDossiersDeStructure(db: Base, structureId: number): DossierDeStructure[] {
  return preparer(
    db,
    `SELECT d.id AS dossierId, c.id AS campagneId, c.annee_scolaire AS anneeScolaire, d.numero, d.intitule,
       (SELECT count(*) FROM collectifs k WHERE k.dossier_id = d.id AND k.present = 1) AS collectifs,
       (SELECT count(*) FROM decisions x JOIN collectifs k ON k.id = x.collectif_id
         WHERE k.dossier_id = d.id AND x.en_vigueur = 1 AND x.nature IN ('agree', 'agree_sous_reserve')) AS agrees,
       (SELECT count(*) FROM decisions x JOIN collectifs k ON k.id = x.collectif_id
         WHERE k.dossier_id = d.id AND x.en_vigueur = 1) AS decides,
       (SELECT coalesce(sum(x.montant_centimes), 0) FROM decisions x JOIN collectifs k ON k.id = x.collectif_id
         WHERE k.dossier_id = d.id AND x.en_vigueur = 1) AS agreeCentimes,
       (SELECT v.numero FROM conventions v WHERE v.dossier_id = d.id AND v.nature = 'convention' ORDER BY v.id DESC LIMIT 1) AS convention,
       (SELECT v.etat FROM conventions v WHERE v.dossier_id = d.id AND v.nature = 'convention' ORDER BY v.id DESC LIMIT 1) AS etatConvention,
       b.etat AS etatBilan, CASE b.etat WHEN 'valide' THEN b.droit_reel_centimes END AS droitReelCentimes,
       (SELECT coalesce(sum(l.montant_centimes), 0) FROM lignes_lot l JOIN echeances e ON e.id = l.echeance_id
         WHERE e.dossier_id = d.id AND l.active = 1 AND l.issue = 'payee') AS payeCentimes,
       (SELECT coalesce(sum(i.montant_centimes - (SELECT coalesce(sum(m.montant_centimes), 0) FROM mouvements_indu m WHERE m.indu_id = i.id AND m.nature <> 'caduc' AND ${MOUVEMENT_QUI_COMPTE})), 0)
         FROM indus i WHERE i.dossier_id = d.id) AS resteARecouvrerCentimes
     FROM dossiers d JOIN campagnes c ON c.id = d.campagne_id LEFT JOIN bilans b ON b.dossier_id = d.id
     WHERE d.structure_id = ? ORDER BY c.annee_scolaire DESC, d.id`,
  ).all(structureId) as DossierDeStructure[];
}

export interface ContactsDeStructure {
  readonly numeroTiers: string | null;
  readonly representant: string | null;
  readonly courriel: string | null;
  readonly telephone: string | null;
}

/** L’autre structure qui porte déjà ce numéro de tiers. */
export function structureDuTiers(db: Base, numeroTiers: string, saufId: number): LigneStructure | undefined {
  return db
    .select()
    .from(structures)
    .where(and(eq(structures.numeroTiers, numeroTiers), ne(structures.id, saufId)))
    .get();
}

export function completerStructure(tx: Transaction, actuelle: LigneStructure, valeurs: ContactsDeStructure): void {
  const { avant, apres } = garderDifferents(actuelle, valeurs);
  if (Object.keys(apres).length === 0) return;
  tx.db.update(structures).set(apres).where(eq(structures.id, actuelle.id)).run();
  tx.journaliser({
    action: 'structure.completer',
    libelle: 'Contacts ou numéro de tiers de la structure',
    objet: `structure:${actuelle.id}`,
    avant,
    apres,
  });
}
