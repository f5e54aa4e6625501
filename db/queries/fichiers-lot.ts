import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { preparer } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { lignesLot, lots, rapprochements } from '../schema/lots.ts';
import { documentsArchives } from '../schema/seances.ts';
import type { Lot } from './lots.ts';

/** Le lot de ce numéro : « 2026-003 » est unique dans la base. */
export function trouverLot(db: Base, numero: string): Lot | undefined {
  return db.select().from(lots).where(eq(lots.numero, numero)).get();
}

/** Les fichiers produits d’un lot, du plus ancien au plus récent. */
export function listerFichiersDeLot(db: Base, lotId: number) {
  return db
    .select({
      archiveId: documentsArchives.id,
      nature: documentsArchives.nature,
      nom: documentsArchives.nom,
      sha256: documentsArchives.sha256,
      octets: documentsArchives.octets,
      instant: documentsArchives.instant,
      agent: sql<string | null>`${agents.prenom} || ' ' || ${agents.nom}`,
      exemplaire: sql<string | null>`json_extract(${documentsArchives.parametres}, '$.exemplaire')`,
    })
    .from(documentsArchives)
    .leftJoin(agents, eq(agents.id, documentsArchives.agentId))
    .where(
      and(
        inArray(documentsArchives.nature, ['lot-classeur', 'lot-bordereau', 'lot-virement']),
        eq(sql`json_extract(${documentsArchives.parametres}, '$.lotId')`, lotId),
      ),
    )
    .orderBy(asc(documentsArchives.id))
    .all();
}

/** Un bénéficiaire d’un lot dont le compte n’est plus sûr, et pourquoi. */
export interface CompteEnDoute {
  readonly raisonSociale: string;
  readonly raison: 'remplace' | 'bloque' | 'a_verifier' | 'changement_demande';
}

/** Les comptes d’un lot qui ont été mis en doute depuis, parmi les lignes dont on ne sait pas encore l’issue. */
export function comptesEnDoute(db: Base, lotId: number): CompteEnDoute[] {
  return preparer(
    db,
    `SELECT DISTINCT s.raison_sociale AS raisonSociale,
       CASE WHEN c.actif = 0 THEN 'remplace' WHEN c.etat = 'bloque' THEN 'bloque' WHEN c.etat <> 'verifie' THEN 'a_verifier'
         ELSE 'changement_demande' END AS raison
     FROM lignes_lot x JOIN coordonnees_bancaires c ON c.id = x.coordonnees_id JOIN structures s ON s.id = x.structure_id
     WHERE x.lot_id = ? AND x.active = 1 AND x.issue IS NULL
       AND (c.actif = 0 OR c.etat <> 'verifie'
         OR EXISTS (SELECT 1 FROM demandes_iban d WHERE d.structure_id = x.structure_id AND d.etat = 'ouverte'))
     ORDER BY 1`,
  ).all(lotId) as CompteEnDoute[];
}

/** Numéros des lots annulés de la campagne : rien n’aurait dû en être payé. */
export function numerosAnnules(db: Base, campagneId: number): ReadonlySet<string> {
  const lignes = preparer(db, "SELECT numero FROM lots WHERE campagne_id = ? AND etat = 'annule'").all(campagneId);
  return new Set((lignes as { numero: string }[]).map((l) => l.numero));
}

/** Vrai si un fichier produit d’un lot a ces octets. */
export function isFichierDeLotConnu(db: Base, sha256: string): boolean {
  const connu = db
    .select({ id: documentsArchives.id })
    .from(documentsArchives)
    .where(and(eq(documentsArchives.nature, 'lot-classeur'), eq(documentsArchives.sha256, sha256)))
    .get();
  return connu !== undefined;
}

/** Les lots validés de la campagne et leur contenu figé, dans l’ordre des numéros. */
export function listerLotsAPayer(db: Base, campagneId: number) {
  return db
    .select()
    .from(lots)
    .where(and(eq(lots.campagneId, campagneId), inArray(lots.etat, ['valide', 'paye']), isNotNull(lots.contenu)))
    .orderBy(asc(lots.exercice), asc(lots.rang))
    .all();
}

/** Ce que chaque ligne de ces lots est devenue. */
export function listerIssues(db: Base, lotIds: readonly number[]) {
  return db
    .select({
      id: lignesLot.id,
      lotId: lignesLot.lotId,
      echeanceId: lignesLot.echeanceId,
      structureId: lignesLot.structureId,
      coordonneesId: lignesLot.coordonneesId,
      active: lignesLot.active,
      issue: lignesLot.issue,
    })
    .from(lignesLot)
    .where(inArray(lignesLot.lotId, [...lotIds]))
    .orderBy(asc(lignesLot.lotId), asc(lignesLot.rang))
    .all();
}

export interface IssueDeLigne {
  readonly ligneId: number;
  readonly issue: 'payee' | 'rejetee';
  readonly le: string;
  readonly reference: string | null;
  readonly motif: string | null;
}

/** Note l’issue de lignes d’un lot ; rejetée, une ligne rend son échéance. L’appelant journalise. */
export function noterIssues(tx: Transaction, issues: readonly IssueDeLigne[]): void {
  for (const { ligneId, issue, le, reference, motif } of issues) {
    tx.db
      .update(lignesLot)
      .set({
        issue,
        issueLe: le,
        issueReference: reference,
        issueMotif: motif,
        ...(issue === 'rejetee' ? { active: false } : {}),
      })
      .where(eq(lignesLot.id, ligneId))
      .run();
  }
  sceller(
    tx,
    'lignes_lot',
    issues.map(({ ligneId }) => ligneId),
  );
}

/** Un lot dont chaque ligne a son issue est payé. */
export function solderLot(tx: Transaction, lotId: number): void {
  tx.db
    .update(lots)
    .set({ etat: 'paye', closPar: tx.acteur.agentId, closLe: tx.acteur.instant })
    .where(eq(lots.id, lotId))
    .run();
  sceller(tx, 'lots', [lotId]);
}

export function insererRapprochement(
  tx: Transaction,
  rapprochement: Omit<typeof rapprochements.$inferInsert, 'id' | 'agentId' | 'instant'>,
): void {
  const { agentId, instant } = tx.acteur;
  if (agentId === null) throw new Error('rapprochement sans agent');
  tx.db
    .insert(rapprochements)
    .values({ ...rapprochement, agentId, instant })
    .run();
}

/** Quand ce fichier a été appliqué à l’un de ces lots pour la première fois ; null s’il ne l’a pas été. */
export function instantDuRapprochement(db: Base, sha256: string, campagneId: number): string | null {
  return (
    db
      .select({ instant: rapprochements.instant })
      .from(rapprochements)
      .innerJoin(lots, eq(lots.id, rapprochements.lotId))
      .where(and(eq(rapprochements.sha256, sha256), eq(lots.campagneId, campagneId)))
      .orderBy(asc(rapprochements.id))
      .get()?.instant ?? null
  );
}

export function listerRapprochements(db: Base, campagneId: number) {
  return db
    .select({
      id: rapprochements.id,
      numeroLot: sql<string>`coalesce(${lots.numero}, '')`,
      nom: rapprochements.nom,
      instant: rapprochements.instant,
      agent: sql<string>`${agents.prenom} || ' ' || ${agents.nom}`,
      resultat: rapprochements.resultat,
    })
    .from(rapprochements)
    .innerJoin(lots, eq(lots.id, rapprochements.lotId))
    .innerJoin(agents, eq(agents.id, rapprochements.agentId))
    .where(eq(lots.campagneId, campagneId))
    .orderBy(desc(rapprochements.id))
    .all();
}
