import { eq } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { preparer } from '../preparer.ts';
import { imports } from '../schema/imports.ts';
import { empreinteDe, type LigneEffet, lireEffets } from './effets-import.ts';

export type LigneImport = typeof imports.$inferSelect;

export function lireImportAAnnuler(db: Base, importId: number): LigneImport | undefined {
  return db.select().from(imports).where(eq(imports.id, importId)).get();
}

/** Ce qu’un agent a fait depuis sur les dossiers d’un import, et qu’annuler détruirait ou contredirait. */
export interface TravauxFaits {
  /** Numéros de dossiers créés par l’import et attribués, lus, constatés, pourvus de pièces ou de demandes depuis. */
  readonly etudies: readonly string[];
  /** Numéros de dossiers dont un collectif touché par l’import porte une décision prise depuis. */
  readonly decides: readonly string[];
  /** Ce qui a suivi le Copil sur les dossiers et les collectifs créés par l’import. */
  readonly suivis: readonly TravailDeSuivi[];
}

/** « convention », 1 ; « visite », 2… du dossier de ce numéro. */
export interface TravailDeSuivi {
  readonly numero: string;
  readonly quoi: keyof typeof SUIVIS;
  readonly nombre: number;
}

const ETUDIES = `SELECT DISTINCT d.numero FROM import_effets e JOIN dossiers d ON d.id = e.objet_id
  WHERE e.import_id = ? AND e.objet = 'dossiers' AND e.nature = 'cree' AND (
    EXISTS (SELECT 1 FROM lectures l WHERE l.dossier_id = d.id) OR EXISTS (SELECT 1 FROM constats c WHERE c.dossier_id = d.id)
    OR EXISTS (SELECT 1 FROM pieces_constatees p WHERE p.dossier_id = d.id)
    OR EXISTS (SELECT 1 FROM pieces_fichiers f WHERE f.dossier_id = d.id)
    OR EXISTS (SELECT 1 FROM relances_pieces r WHERE r.dossier_id = d.id)
    OR EXISTS (SELECT 1 FROM attributions a WHERE a.dossier_id = d.id)
    OR EXISTS (SELECT 1 FROM liens_interet i WHERE i.dossier_id = d.id)
    OR EXISTS (SELECT 1 FROM syntheses s WHERE s.dossier_id = d.id)
    OR EXISTS (SELECT 1 FROM demandes_porteur q WHERE q.dossier_id = d.id)) ORDER BY d.numero`;

// Une décision retirée depuis reste attachée à son collectif : l’effacer est impossible, l’annulation aussi.
const DECIDES = `SELECT DISTINCT d.numero FROM import_effets e JOIN collectifs c
    ON (e.objet = 'dossiers' AND c.dossier_id = e.objet_id) OR (e.objet = 'collectifs' AND c.id = e.objet_id)
  JOIN dossiers d ON d.id = c.dossier_id JOIN decisions x ON x.collectif_id = c.id
  JOIN imports i ON i.id = e.import_id
  WHERE e.import_id = ? AND (x.instant >= i.instant OR e.nature = 'cree') ORDER BY d.numero`;

/** Le dossier de chaque ligne, et son collectif quand elle n’est que de lui. Annulées comprises : elles sont la trace. */
const SUIVIS = {
  convention: 'SELECT dossier_id AS dossier, NULL AS collectif FROM conventions',
  evenement:
    'SELECT c.dossier_id, x.collectif_id FROM evenements_collectif x JOIN collectifs c ON c.id = x.collectif_id',
  visite: 'SELECT dossier_id, collectif_id FROM visites',
  echange: 'SELECT dossier_id, NULL FROM echanges',
  relance: 'SELECT dossier_id, NULL FROM relances',
  bilan: 'SELECT dossier_id, NULL FROM bilans',
  collectif_de_bilan:
    'SELECT c.dossier_id, x.collectif_id FROM bilans_collectifs x JOIN collectifs c ON c.id = x.collectif_id',
  ligne_de_lot: 'SELECT e.dossier_id, NULL FROM lignes_lot x JOIN echeances e ON e.id = x.echeance_id',
  indu: 'SELECT dossier_id, NULL FROM indus',
} as const;

// Un dossier créé s’en irait avec tout ce qui tient à lui ; un collectif créé dans un dossier d’avant, avec ce qui n’est que de lui.
const SUIVIS_PERDUS = `WITH lignes(quoi, dossier, collectif) AS (
    ${Object.entries(SUIVIS)
      .map(([quoi, sql]) => `SELECT '${quoi}', * FROM (${sql})`)
      .join(' UNION ALL ')})
  SELECT d.numero, l.quoi, count(*) AS nombre FROM lignes l JOIN dossiers d ON d.id = l.dossier
  WHERE EXISTS (SELECT 1 FROM import_effets e WHERE e.import_id = ? AND e.nature = 'cree' AND (
    (e.objet = 'dossiers' AND e.objet_id = l.dossier) OR (e.objet = 'collectifs' AND e.objet_id = l.collectif)))
  GROUP BY d.numero, l.quoi ORDER BY d.numero, l.quoi`;

export function travauxDepuis(db: Base, importId: number): TravauxFaits {
  const numeros = (sql: string) => preparer(db, sql).pluck().all(importId) as string[];
  return {
    etudies: numeros(ETUDIES),
    decides: numeros(DECIDES),
    suivis: preparer(db, SUIVIS_PERDUS).all(importId) as TravailDeSuivi[],
  };
}

/** Les lignes qui ne sont plus ce que l’import a laissé. */
export function effetsChanges(db: Base, importId: number): LigneEffet[] {
  return lireEffets(db, importId).filter((e) => empreinteDe(db, e.objet, e.objetId) !== e.apres);
}

/** Numéro du dossier ou nom du porteur d’une ligne, pour la nommer dans une phrase. */
export function nommerEffet(db: Base, { objet, objetId }: Pick<LigneEffet, 'objet' | 'objetId'>): string {
  const parObjet = {
    structures: 'SELECT raison_sociale FROM structures WHERE id = ?',
    dossiers: "SELECT 'dossier ' || numero FROM dossiers WHERE id = ?",
    collectifs: "SELECT 'dossier ' || d.numero FROM collectifs c JOIN dossiers d ON d.id = c.dossier_id WHERE c.id = ?",
    lignes_budget:
      "SELECT 'dossier ' || d.numero FROM lignes_budget l JOIN dossiers d ON d.id = l.dossier_id WHERE l.id = ?",
    reponses_recues: "SELECT 'dossier ' || numero FROM dossiers WHERE id = ?",
    coordonnees_bancaires:
      "SELECT 'IBAN de ' || s.raison_sociale FROM coordonnees_bancaires c JOIN structures s ON s.id = c.structure_id WHERE c.id = ?",
    demandes_iban:
      "SELECT 'IBAN de ' || s.raison_sociale FROM demandes_iban c JOIN structures s ON s.id = c.structure_id WHERE c.id = ?",
  } as const;
  const nom = preparer(db, parObjet[objet]).pluck().get(objetId) as string | undefined;
  return nom ?? `${objet} ${objetId}`;
}

/**
 * Les coordonnées remises en service ou retirées sont scellées à nouveau ; les dossiers modifiés par l’import et lus depuis
 * redeviennent « modifiés depuis la lecture ».
 */
export function finirAnnulation(tx: Transaction, { id, instant }: LigneImport, motif: string): void {
  const effets = lireEffets(tx.db, id);
  sceller(
    tx,
    'coordonnees_bancaires',
    effets.filter((e) => e.objet === 'coordonnees_bancaires').map((e) => e.objetId),
  );
  const relire = preparer(
    tx.db,
    'UPDATE dossiers SET contenu_modifie_le = @maintenant WHERE id = @id AND EXISTS (SELECT 1 FROM lectures l WHERE l.dossier_id = @id AND l.modifie_le >= @instant)',
  );
  for (const effet of effets)
    if (effet.objet === 'dossiers' && effet.nature === 'modifie')
      relire.run({ id: effet.objetId, instant, maintenant: tx.acteur.instant });
  tx.db
    .update(imports)
    .set({ annuleLe: tx.acteur.instant, annulePar: tx.acteur.agentId, annuleMotif: motif })
    .where(eq(imports.id, id))
    .run();
}
