import { createHash } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { preparer } from '../preparer.ts';
import { importEffets } from '../schema/imports.ts';

/** Les tables qu’un import écrit, mères d’abord, et leur clé. */
const TABLES = {
  structures: 'id',
  dossiers: 'id',
  collectifs: 'id',
  lignes_budget: 'id',
  reponses_recues: 'dossier_id',
  coordonnees_bancaires: 'id',
  demandes_iban: 'id',
} as const;
export type TableImportee = keyof typeof TABLES;
const NOMS = Object.keys(TABLES) as TableImportee[];
/** Tables filles d’un dossier : celles d’un dossier créé s’en vont avec lui, sans être notées une à une. */
const FILLES: readonly string[] = ['collectifs', 'lignes_budget', 'reponses_recues'];
/** Colonnes qu’une annulation ou une lecture change sans que le contenu reçu ait changé. */
const SANS_CONTENU = new Set(['contenu_modifie_le']);

export type LigneEffet = typeof importEffets.$inferSelect;
type Ligne = Record<string, string | number | null>;

/**
 * Note chaque ligne que la suite de la transaction crée, modifie ou efface, par des déclencheurs temporaires : rien de ce
 * que l’import écrit, aujourd’hui ou demain, ne peut être oublié. À terminer par `garder`.
 */
export function capturerEffets(tx: Transaction): { garder(importId: number): void } {
  const client = tx.db.$client;
  client.exec(
    'CREATE TEMP TABLE captures (tbl TEXT, id INTEGER, op TEXT, avant TEXT, PRIMARY KEY (tbl, id)) WITHOUT ROWID',
  );
  for (const table of NOMS) client.exec(declencheurs(tx.db, table));
  return {
    garder(importId) {
      for (const table of NOMS)
        for (const op of ['i', 'u', 'd']) client.exec(`DROP TRIGGER temp.capture_${table}_${op}`);
      // Écrites par nos déclencheurs, dans les formes que voici.
      const captures = client.prepare('SELECT tbl, id, op, avant FROM captures').all() as {
        tbl: TableImportee;
        id: number;
        op: 'I' | 'U' | 'D';
        avant: string | null;
      }[];
      client.exec('DROP TABLE temp.captures');
      const inserer = client.prepare(
        'INSERT INTO import_effets (import_id, objet, objet_id, nature, avant, apres) VALUES (?, ?, ?, ?, ?, ?)',
      );
      for (const { tbl, id, op, avant } of captures) {
        const apres = empreinteDe(tx.db, tbl, id);
        if (op === 'I' && apres === null) continue;
        const nature = op === 'I' ? 'cree' : apres === null ? 'supprime' : 'modifie';
        inserer.run(importId, tbl, id, nature, avant, apres);
      }
    },
  };
}

function declencheurs(db: Base, table: TableImportee): string {
  const cle = TABLES[table];
  const fille = FILLES.includes(table);
  const neuf = (ligne: 'NEW' | 'OLD') =>
    `NOT EXISTS (SELECT 1 FROM captures WHERE tbl = '${table}' AND id = ${ligne}."${cle}")${
      fille
        ? ` AND NOT EXISTS (SELECT 1 FROM captures WHERE tbl = 'dossiers' AND id = ${ligne}.dossier_id AND op = 'I')`
        : ''
    }`;
  const avant = `json_object(${colonnesDe(db, table)
    .map((c) => `'${c}', OLD."${c}"`)
    .join(', ')})`;
  return `
    CREATE TEMP TRIGGER capture_${table}_i AFTER INSERT ON main."${table}" WHEN ${neuf('NEW')}
    BEGIN INSERT INTO captures VALUES ('${table}', NEW."${cle}", 'I', NULL); END;
    CREATE TEMP TRIGGER capture_${table}_u AFTER UPDATE ON main."${table}" WHEN ${neuf('OLD')}
    BEGIN INSERT INTO captures VALUES ('${table}', OLD."${cle}", 'U', ${avant}); END;
    CREATE TEMP TRIGGER capture_${table}_d AFTER DELETE ON main."${table}" WHEN ${neuf('OLD')}
    BEGIN INSERT INTO captures VALUES ('${table}', OLD."${cle}", 'D', ${avant}); END;`;
}

function colonnesDe(db: Base, table: TableImportee): string[] {
  return db.$client.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[];
}

function lireLigne(db: Base, table: TableImportee, id: number): Ligne | undefined {
  return preparer(db, `SELECT * FROM "${table}" WHERE "${TABLES[table]}" = ?`).get(id) as Ligne | undefined;
}

/** Ce que la ligne contient, en une empreinte ; null si elle n’existe plus. */
export function empreinteDe(db: Base, table: TableImportee, id: number): string | null {
  const ligne = lireLigne(db, table, id);
  if (!ligne) return null;
  const contenu = Object.entries(ligne).filter(([c, v]) => v !== null && !SANS_CONTENU.has(c));
  return createHash('sha256').update(JSON.stringify(contenu)).digest('hex');
}

export function lireEffets(db: Base, importId: number): LigneEffet[] {
  return db.select().from(importEffets).where(eq(importEffets.importId, importId)).orderBy(asc(importEffets.id)).all();
}

/** Nombre de demandes d’IBAN qu’un import a ouvertes. */
export function demandesDeLImport(db: Base, importId: number): number {
  return preparer(
    db,
    "SELECT count(*) FROM import_effets WHERE import_id = ? AND objet = 'demandes_iban' AND nature = 'cree'",
  )
    .pluck()
    .get(importId) as number;
}

/** Imports plus récents, non annulés, qui ont écrit l’un de ces objets. */
export function importsPlusRecents(db: Base, importId: number): { id: number; fichier: string; instant: string }[] {
  return db.$client
    .prepare(
      `SELECT DISTINCT i.id, i.fichier, i.instant FROM import_effets e
       JOIN import_effets s ON s.objet = e.objet AND s.objet_id = e.objet_id AND s.import_id > e.import_id
       JOIN imports i ON i.id = s.import_id AND i.annule_le IS NULL
       WHERE e.import_id = ? ORDER BY i.id`,
    )
    .all(importId) as { id: number; fichier: string; instant: string }[];
}

/**
 * Remet les lignes comme elles étaient avant l’import. Les contrôles (rien n’a changé depuis) sont faits par l’appelant.
 * Des coordonnées bancaires ne s’effacent pas : celles de l’import deviennent inactives, et leur porteur reste.
 */
export function defaireEffets(tx: Transaction, effets: readonly LigneEffet[]): void {
  const client = tx.db.$client;
  client.pragma('defer_foreign_keys = ON');
  const parTable = (table: TableImportee, nature: LigneEffet['nature']) =>
    effets.filter((e) => e.objet === table && e.nature === nature);
  for (const { objetId } of parTable('dossiers', 'cree'))
    for (const fille of FILLES) client.prepare(`DELETE FROM "${fille}" WHERE dossier_id = ?`).run(objetId);
  for (const table of NOMS.toReversed()) {
    if (table === 'demandes_iban') continue; // closes par l’appelant, avec leur motif
    for (const { objetId } of parTable(table, 'cree')) retirer(tx, table, objetId);
    for (const nature of ['modifie', 'supprime'] as const)
      for (const { objetId, avant } of parTable(table, nature)) remettre(tx, table, objetId, avant, nature);
  }
}

function retirer(tx: Transaction, table: TableImportee, id: number): void {
  const client = tx.db.$client;
  if (table === 'coordonnees_bancaires') {
    client.prepare('UPDATE coordonnees_bancaires SET actif = 0 WHERE id = ?').run(id);
    return;
  }
  if (table === 'structures' && isCitee(tx.db, id)) return;
  client.prepare(`DELETE FROM "${table}" WHERE "${TABLES[table]}" = ?`).run(id);
}

function isCitee(db: Base, structureId: number): boolean {
  const cite = db.$client
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM dossiers WHERE structure_id = @id) OR EXISTS (SELECT 1 FROM coordonnees_bancaires WHERE structure_id = @id)
       OR EXISTS (SELECT 1 FROM demandes_iban WHERE structure_id = @id)`,
    )
    .pluck()
    .get({ id: structureId });
  return cite === 1;
}

function remettre(
  tx: Transaction,
  table: TableImportee,
  id: number,
  avant: LigneEffet['avant'],
  nature: 'modifie' | 'supprime',
): void {
  const client = tx.db.$client;
  const connues = new Set(colonnesDe(tx.db, table));
  // Écrit par le déclencheur, donc une ligne de cette table ; une colonne retirée depuis ne se remet pas.
  const valeurs = Object.entries(avant ?? {}).filter(([c]) => connues.has(c));
  const colonnes = valeurs.map(([c]) => `"${c}"`);
  if (nature === 'supprime') {
    client
      .prepare(`INSERT INTO "${table}" (${colonnes.join(', ')}) VALUES (${colonnes.map(() => '?').join(', ')})`)
      .run(valeurs.map(([, v]) => v));
    return;
  }
  // Les colonnes qu’un déclencheur fige n’ont pas changé : ne remettre que celles qui diffèrent.
  const presente = lireLigne(tx.db, table, id) ?? {};
  const changees = valeurs.filter(([c, v]) => presente[c] !== v);
  if (changees.length === 0) return;
  client
    .prepare(`UPDATE "${table}" SET ${changees.map(([c]) => `"${c}" = ?`).join(', ')} WHERE "${TABLES[table]}" = ?`)
    .run([...changees.map(([, v]) => v), id]);
}
