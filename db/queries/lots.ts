import { asc, desc, eq } from 'drizzle-orm';
import type { ContenuDeLot } from '../../shared/domaine/lot.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { preparer } from '../preparer.ts';
import { lignesLot, lots } from '../schema/lots.ts';

export type Lot = typeof lots.$inferSelect;
export type LigneDeLotEnBase = typeof lignesLot.$inferSelect;

export function lireLot(db: Base, id: number): Lot | undefined {
  return db.select().from(lots).where(eq(lots.id, id)).get();
}

/** Tous les lots d’une campagne, le dernier préparé d’abord. */
export function listerLots(db: Base, campagneId: number): Lot[] {
  return db.select().from(lots).where(eq(lots.campagneId, campagneId)).orderBy(desc(lots.id)).all();
}

/** Les lignes d’un lot, rendues comprises, dans leur ordre. */
export function lignesDuLot(db: Base, lotId: number): LigneDeLotEnBase[] {
  return db.select().from(lignesLot).where(eq(lignesLot.lotId, lotId)).orderBy(asc(lignesLot.rang)).all();
}

/** Nombre et somme des lignes d’un lot, et les dossiers qu’il touche. */
export function compterLot(db: Base, lotId: number) {
  return preparer(
    db,
    `SELECT count(*) AS lignes, coalesce(sum(montant_centimes), 0) AS montantCentimes, count(DISTINCT iban) AS comptes,
       coalesce(sum(issue = 'payee'), 0) AS payees, coalesce(sum(issue = 'rejetee'), 0) AS rejetees
     FROM lignes_lot WHERE lot_id = ?`,
  ).get(lotId) as { lignes: number; montantCentimes: number; comptes: number; payees: number; rejetees: number };
}

export function dossiersDuLot(db: Base, lotId: number): number[] {
  return preparer(
    db,
    `SELECT DISTINCT e.dossier_id FROM lignes_lot x JOIN echeances e ON e.id = x.echeance_id
     WHERE x.lot_id = ? ORDER BY e.dossier_id`,
  )
    .pluck()
    .all(lotId) as number[];
}

/** Le rang qui suit le dernier de l’exercice ; à lire dans la transaction qui valide. */
export function prochainRangDeLot(db: Base, exercice: number): number {
  return preparer(db, 'SELECT coalesce(max(rang), 0) + 1 FROM lots WHERE exercice = ?').pluck().get(exercice) as number;
}

export type NouveauLot = Pick<Lot, 'campagneId' | 'exercice' | 'libelle' | 'datePrevue'>;
export type NouvelleLigne = Pick<
  LigneDeLotEnBase,
  'rang' | 'echeanceId' | 'structureId' | 'coordonneesId' | 'iban' | 'montantCentimes'
>;

export function insererLot(tx: Transaction, lot: NouveauLot, lignes: readonly NouvelleLigne[]): number {
  const { id } = tx.db
    .insert(lots)
    .values({ ...lot, etat: 'prepare', preparePar: tx.acteur.agentId ?? 0, prepareLe: tx.acteur.instant })
    .returning({ id: lots.id })
    .get();
  const inserer = preparer(
    tx.db,
    `INSERT INTO lignes_lot (lot_id, rang, echeance_id, structure_id, coordonnees_id, iban, montant_centimes)
     VALUES (@lotId, @rang, @echeanceId, @structureId, @coordonneesId, @iban, @montantCentimes)`,
  );
  sceller(
    tx,
    'lignes_lot',
    lignes.map((ligne) => Number(inserer.run({ ...ligne, lotId: id }).lastInsertRowid)),
  );
  sceller(tx, 'lots', [id]);
  tx.journaliser({
    action: 'lot.preparer',
    libelle: `Lot « ${lot.libelle} » préparé`,
    objet: `lot:${id}`,
    apres: { ...lot, lignes: lignes.map(({ echeanceId, montantCentimes }) => ({ echeanceId, montantCentimes })) },
  });
  return id;
}

/**
 * Rend aux lignes d’un lot préparé les rangs 1, 2, 3… dans leur ordre : une ligne qui en sort ne laisse pas de trou, et le
 * rang en base reste celui que porteront le papier et l’ordre de virement.
 */
export function resserrerRangs(tx: Transaction, lotId: number): void {
  const changer = preparer(tx.db, 'UPDATE lignes_lot SET rang = ? WHERE id = ?');
  const deplacees = lignesDuLot(tx.db, lotId).flatMap(({ id, rang }, i) =>
    rang === i + 1 ? [] : [{ id, rang: i + 1 }],
  );
  for (const { id, rang } of deplacees) changer.run(rang, id);
  sceller(
    tx,
    'lignes_lot',
    deplacees.map(({ id }) => id),
  );
}

export function retirerLigne(tx: Transaction, lot: Lot, ligne: LigneDeLotEnBase): void {
  preparer(tx.db, 'DELETE FROM lignes_lot WHERE id = ?').run(ligne.id);
  resserrerRangs(tx, lot.id);
  tx.journaliser({
    action: 'lot.retirer',
    libelle: `Une ligne retirée du lot préparé « ${lot.libelle} »`,
    objet: `lot:${lot.id}`,
    avant: { echeance: ligne.echeanceId, montantCentimes: ligne.montantCentimes },
  });
}

export interface Validation {
  readonly rang: number;
  readonly contenu: ContenuDeLot;
}

/** Fige le lot : une seule écriture, que les déclencheurs contrôlent entière. */
export function figerLot(tx: Transaction, lot: Lot, { rang, contenu }: Validation): void {
  const { numero, lignes, montantCentimes, empreinteLignes } = contenu;
  tx.db
    .update(lots)
    .set({
      etat: 'valide',
      rang,
      numero,
      validePar: tx.acteur.agentId,
      valideLe: tx.acteur.instant,
      nombreLignes: lignes.length,
      montantCentimes,
      empreinteLignes,
      contenu,
    })
    .where(eq(lots.id, lot.id))
    .run();
  sceller(tx, 'lots', [lot.id]);
  tx.journaliser({
    action: 'lot.valider',
    libelle: `Lot ${numero} validé`,
    objet: `lot:${lot.id}`,
    apres: { numero, nombreLignes: lignes.length, montantCentimes, empreinteLignes },
  });
}

/** Abandonne un lot préparé, annule un lot validé : il reste, avec son numéro, et rend ses échéances. */
export function rendreLot(tx: Transaction, lot: Lot, etat: 'abandonne' | 'annule', motif: string): void {
  tx.db
    .update(lots)
    .set({ etat, closPar: tx.acteur.agentId, closLe: tx.acteur.instant, closMotif: motif })
    .where(eq(lots.id, lot.id))
    .run();
  sceller(tx, 'lots', [lot.id]);
  const rendues = preparer(tx.db, 'SELECT id FROM lignes_lot WHERE lot_id = ? AND active = 1').pluck().all(lot.id);
  preparer(tx.db, 'UPDATE lignes_lot SET active = 0 WHERE lot_id = ? AND active = 1').run(lot.id);
  sceller(tx, 'lignes_lot', rendues as number[]);
  tx.journaliser({
    action: etat === 'abandonne' ? 'lot.abandonner' : 'lot.annuler',
    libelle:
      etat === 'abandonne'
        ? `Lot « ${lot.libelle} » abandonné`
        : `Lot ${lot.numero ?? ''} annulé, son numéro reste pris`,
    objet: `lot:${lot.id}`,
    avant: { etat: lot.etat, numero: lot.numero },
    apres: { etat },
    motif,
  });
}

/** Le compte crédité en dernier, lots validés, pour chaque porteur de ce lot ; absent : jamais payé. */
export function derniersComptesCredites(db: Base, lotId: number): ReadonlyMap<number, string> {
  const lignes = preparer(
    db,
    `SELECT x.structure_id AS structureId, x.iban FROM lignes_lot x JOIN lots l ON l.id = x.lot_id
     WHERE l.etat IN ('valide', 'paye') AND x.active = 1 AND l.id <> ?
       AND x.structure_id IN (SELECT structure_id FROM lignes_lot WHERE lot_id = ?)
     ORDER BY l.valide_le, l.id, x.rang`,
  ).all(lotId, lotId) as { structureId: number; iban: string }[];
  return new Map(lignes.map((l) => [l.structureId, l.iban]));
}

/** Qui a vérifié un compte, et comment. */
export interface VerificationDeCompte {
  readonly id: number;
  readonly titulaire: string | null;
  readonly verifiePar: string;
  readonly verifieLe: string;
  readonly verification: string | null;
  readonly aupresDe: string | null;
  readonly telephone: string | null;
  readonly date: string | null;
}

export function verificationsDuLot(db: Base, lotId: number): ReadonlyMap<number, VerificationDeCompte> {
  const lignes = preparer(
    db,
    `SELECT c.id, c.titulaire, coalesce(a.prenom || ' ' || a.nom, '') AS verifiePar, coalesce(c.verifie_le, '') AS verifieLe,
       c.verification, c.verifie_aupres_de AS aupresDe, c.verifie_telephone AS telephone, c.verifie_date AS date
     FROM coordonnees_bancaires c LEFT JOIN agents a ON a.id = c.verifie_par
     WHERE c.id IN (SELECT coordonnees_id FROM lignes_lot WHERE lot_id = ?)`,
  ).all(lotId) as VerificationDeCompte[];
  return new Map(lignes.map((l) => [l.id, l]));
}
