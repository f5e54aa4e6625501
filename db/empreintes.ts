import { createHash } from 'node:crypto';
import type { Base } from './base.ts';
import type { Transaction } from './ecrire.ts';
import { preparer } from './preparer.ts';

/** Tables d’argent et de banque : chaque ligne porte l’empreinte de son contenu, vérifiée par `clas verifier`. */
export const TABLES_SCELLEES = [
  'baremes',
  'bilans',
  'bilans_budget',
  'bilans_collectifs',
  'campagnes',
  'collectifs',
  'conventions',
  'coordonnees_bancaires',
  'decisions',
  'demandes_iban',
  'echeances',
  'evenements_collectif',
  'indus',
  'lignes_budget',
  'lignes_lot',
  'lots',
  'mouvements_indu',
  'reserves_levees',
] as const;
export type TableScellee = (typeof TABLES_SCELLEES)[number];

function empreinteLigne(table: string, ligne: Record<string, unknown>): string {
  // Une colonne vide ne compte pas : en ajouter une à la table ne doit pas faire croire toutes les lignes changées.
  const colonnes = Object.keys(ligne)
    .filter((c) => c !== 'empreinte' && ligne[c] !== null)
    .toSorted();
  const contenu = JSON.stringify([table, ...colonnes.map((c) => [c, ligne[c]])]);
  return createHash('sha256').update(contenu).digest('hex');
}

/** À appeler après toute écriture dans une table scellée, dans la même transaction. */
export function sceller(tx: Transaction, table: TableScellee, ids: readonly number[]): void {
  const lire = preparer(tx.db, `SELECT * FROM "${table}" WHERE id = ?`);
  const ecrire = preparer(tx.db, `UPDATE "${table}" SET empreinte = ? WHERE id = ?`);
  for (const id of ids) {
    const ligne = lire.get(id) as Record<string, unknown> | undefined;
    if (!ligne) throw new Error(`Ligne à sceller introuvable : ${table} ${id}`);
    ecrire.run(empreinteLigne(table, ligne), id);
  }
}

/** Les lignes dont le contenu ne correspond plus à l’empreinte : changées hors de l’application. */
export function lignesAlterees(db: Base): { table: TableScellee; id: number }[] {
  const alterees: { table: TableScellee; id: number }[] = [];
  for (const table of TABLES_SCELLEES) {
    for (const ligne of db.$client.prepare(`SELECT * FROM "${table}" ORDER BY id`).iterate()) {
      const valeurs = ligne as Record<string, unknown>;
      if (valeurs['empreinte'] !== empreinteLigne(table, valeurs)) alterees.push({ table, id: Number(valeurs['id']) });
    }
  }
  return alterees;
}
