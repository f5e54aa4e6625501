import type { EcheanceVoulue } from '../../shared/domaine/reviser-echeances.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { preparer } from '../preparer.ts';

/** Une échéance, et le lot qui la tient ou l’a connue. */
export interface EcheanceConnue {
  readonly id: number;
  readonly dossierId: number;
  readonly rang: number;
  readonly nature: 'acompte' | 'solde';
  readonly libelle: string;
  readonly partPointsBase: number | null;
  readonly montantCentimes: number;
  readonly datePrevue: string;
  readonly annuleeLe: string | null;
  /** Vrai si une ligne de lot, active ou rendue, la désigne. */
  readonly connue: boolean;
  /** Le lot qui la tient ; null si aucun. */
  readonly lotId: number | null;
  readonly lotEtat: 'prepare' | 'valide' | 'paye' | null;
  readonly lotNumero: string | null;
  readonly lotLibelle: string | null;
  readonly issue: 'payee' | 'rejetee' | null;
  readonly issueLe: string | null;
}

const ECHEANCES = `SELECT e.id, e.dossier_id AS dossierId, e.rang, e.nature, e.libelle, e.part_points_base AS partPointsBase,
    e.montant_centimes AS montantCentimes, e.date_prevue AS datePrevue, e.annulee_le AS annuleeLe,
    EXISTS (SELECT 1 FROM lignes_lot x WHERE x.echeance_id = e.id) AS connue,
    l.lot_id AS lotId, o.etat AS lotEtat, o.numero AS lotNumero, o.libelle AS lotLibelle, l.issue, l.issue_le AS issueLe
  FROM echeances e
  LEFT JOIN lignes_lot l ON l.echeance_id = e.id AND l.active = 1
  LEFT JOIN lots o ON o.id = l.lot_id`;

function decoder(ligne: unknown): EcheanceConnue {
  const brute = ligne as Omit<EcheanceConnue, 'connue'> & { readonly connue: number };
  return { ...brute, connue: brute.connue === 1 };
}

/** Les échéances d’un dossier, annulées comprises, par rang. */
export function echeancesDuDossier(db: Base, dossierId: number): EcheanceConnue[] {
  return preparer(db, `${ECHEANCES} WHERE e.dossier_id = ? ORDER BY e.rang`).all(dossierId).map(decoder);
}

/** Les échéances de tous les dossiers d’une campagne, annulées comprises, par dossier puis rang. */
export function echeancesDeLaCampagne(db: Base, campagneId: number): EcheanceConnue[] {
  return preparer(
    db,
    `${ECHEANCES} JOIN dossiers d ON d.id = e.dossier_id WHERE d.campagne_id = ? ORDER BY e.dossier_id, e.rang`,
  )
    .all(campagneId)
    .map(decoder);
}

/** Le dossier d’une échéance, annulée ou non ; 0 si elle n’existe pas. */
export function dossierDeLEcheance(db: Base, echeanceId: number): number {
  const id = preparer(db, 'SELECT dossier_id FROM echeances WHERE id = ?').pluck().get(echeanceId) as
    | number
    | undefined;
  return id ?? 0;
}

/** Les dossiers d’une campagne qui ont au moins une échéance, annulée ou non. */
export function dossiersAvecEcheances(db: Base, campagneId: number): number[] {
  return preparer(
    db,
    `SELECT d.id FROM dossiers d WHERE d.campagne_id = ? AND EXISTS (SELECT 1 FROM echeances e WHERE e.dossier_id = d.id)
     ORDER BY d.id`,
  )
    .pluck()
    .all(campagneId) as number[];
}

/** Sort une échéance du lot préparé qui la tient : son montant va changer. */
export function retirerDuLotPrepare(tx: Transaction, echeanceId: number): void {
  preparer(tx.db, 'DELETE FROM lignes_lot WHERE echeance_id = ? AND active = 1').run(echeanceId);
}

export function effacerEcheances(tx: Transaction, ids: readonly number[]): void {
  const effacer = preparer(tx.db, 'DELETE FROM echeances WHERE id = ?');
  for (const id of ids) effacer.run(id);
}

/** Les garde, à zéro : un lot, même annulé, les désigne encore. */
export function annulerEcheances(tx: Transaction, ids: readonly number[]): void {
  const annuler = preparer(
    tx.db,
    'UPDATE echeances SET montant_centimes = 0, annulee_le = ? WHERE id = ? AND annulee_le IS NULL',
  );
  for (const id of ids) annuler.run(tx.acteur.instant, id);
  sceller(tx, 'echeances', ids);
}

/** Écrit les échéances nouvelles ou changées d’un dossier. */
export function poserEcheances(tx: Transaction, dossierId: number, voulues: readonly EcheanceVoulue[]): void {
  const inserer = preparer(
    tx.db,
    `INSERT INTO echeances (dossier_id, rang, nature, libelle, part_points_base, montant_centimes, date_prevue)
     VALUES (@dossierId, @rang, @nature, @libelle, @partPointsBase, @montantCentimes, @datePrevue)`,
  );
  const changer = preparer(
    tx.db,
    `UPDATE echeances SET rang = @rang, nature = @nature, libelle = @libelle, part_points_base = @partPointsBase,
       montant_centimes = @montantCentimes, date_prevue = @datePrevue, annulee_le = NULL WHERE id = @id`,
  );
  // Deux échéances peuvent échanger leurs rangs : elles libèrent d’abord les leurs.
  const ecarter = preparer(tx.db, 'UPDATE echeances SET rang = -rang WHERE id = ? AND rang <> ?');
  for (const { id, rang } of voulues) if (id !== null) ecarter.run(id, rang);
  const ids = voulues.map((voulue) => {
    if (voulue.id === null) return Number(inserer.run({ ...voulue, dossierId }).lastInsertRowid);
    changer.run(voulue);
    return voulue.id;
  });
  sceller(tx, 'echeances', ids);
}
