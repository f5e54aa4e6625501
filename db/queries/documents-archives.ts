import { and, asc, desc, eq, isNull, or, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { agents } from '../schema/agents.ts';
import { documentsArchives } from '../schema/seances.ts';

export type DocumentArchive = typeof documentsArchives.$inferSelect;

/** Le dernier document fait du même état, par la même version du logiciel. */
export function trouverDocumentArchive(
  db: Base,
  cherche: Pick<DocumentArchive, 'nature' | 'etat' | 'version'>,
): DocumentArchive | undefined {
  return db
    .select()
    .from(documentsArchives)
    .where(
      and(
        eq(documentsArchives.nature, cherche.nature),
        eq(documentsArchives.etat, cherche.etat),
        eq(documentsArchives.version, cherche.version),
      ),
    )
    .orderBy(desc(documentsArchives.id))
    .limit(1)
    .get();
}

export function lireDocumentArchive(db: Base, id: number): DocumentArchive | undefined {
  return db.select().from(documentsArchives).where(eq(documentsArchives.id, id)).get();
}

/** Les documents de la campagne et ceux qui ne sont d’aucune, du plus récent au plus ancien. */
export function listerDocumentsArchives(db: Base, campagneId: number): DocumentArchive[] {
  return db
    .select()
    .from(documentsArchives)
    .where(or(eq(documentsArchives.campagneId, campagneId), isNull(documentsArchives.campagneId)))
    .orderBy(desc(documentsArchives.id))
    .all();
}

export function insererDocumentArchive(
  tx: Transaction,
  document: Omit<DocumentArchive, 'id' | 'agentId' | 'instant'>,
): number {
  const { id } = tx.db
    .insert(documentsArchives)
    .values({ ...document, agentId: tx.acteur.agentId, instant: tx.acteur.instant })
    .returning({ id: documentsArchives.id })
    .get();
  tx.journaliser({
    action: 'document.archiver',
    libelle: `Document produit : ${document.nom}`,
    objet: `document:${id}`,
    apres: { nature: document.nature, nom: document.nom, sha256: document.sha256, parametres: document.parametres },
  });
  return id;
}

/** Les dossiers de séance produits pour cette séance, du plus récent au plus ancien. */
export function listerDossiersDeSeance(db: Base, seanceId: number, nombre = 20) {
  return db
    .select({
      id: documentsArchives.id,
      nom: documentsArchives.nom,
      instant: documentsArchives.instant,
      agent: sql<string | null>`${agents.prenom} || ' ' || ${agents.nom}`,
      octets: documentsArchives.octets,
      pages: documentsArchives.pages,
      sha256: documentsArchives.sha256,
      parametres: documentsArchives.parametres,
    })
    .from(documentsArchives)
    .leftJoin(agents, eq(agents.id, documentsArchives.agentId))
    .where(
      and(
        eq(documentsArchives.nature, 'dossier-de-seance'),
        eq(sql`json_extract(${documentsArchives.parametres}, '$.seanceId')`, seanceId),
      ),
    )
    .orderBy(desc(documentsArchives.id))
    .limit(nombre)
    .all();
}

/** Le premier PDF archivé d’une convention ou d’un avenant : celui qui a été envoyé. */
export function archiveDuPapier(db: Base, conventionId: number): DocumentArchive | undefined {
  return db
    .select()
    .from(documentsArchives)
    .where(
      and(
        eq(documentsArchives.nature, 'convention'),
        eq(sql`json_extract(${documentsArchives.parametres}, '$.conventionId')`, conventionId),
      ),
    )
    .orderBy(asc(documentsArchives.id))
    .limit(1)
    .get();
}
