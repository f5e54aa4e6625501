import { and, asc, desc, eq, lt, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { parBase } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { campagnes } from '../schema/campagnes.ts';
import { dossiers } from '../schema/dossiers.ts';
import { piecesConstatees, piecesDemandees, piecesFichiers, relancesPieces } from '../schema/pieces.ts';
import { piecesCiteesParDemandes } from './demandes-porteur.ts';

export type LignePieceDemandee = typeof piecesDemandees.$inferSelect;
export type ValeursPieceDemandee = Pick<
  LignePieceDemandee,
  'code' | 'libelle' | 'aide' | 'obligatoire' | 'champ' | 'rang'
>;
export type LigneConstatPiece = typeof piecesConstatees.$inferSelect & { readonly agent: string };
export type LigneFichierPiece = typeof piecesFichiers.$inferSelect & {
  readonly agent: string;
  readonly agentRetrait: string | null;
};
export type LigneRelance = typeof relancesPieces.$inferSelect & { readonly agent: string };

const nomAgent = sql<string>`coalesce(${agents.prenom} || ' ' || ${agents.nom}, '')`;

/** Lues à chaque évaluation d’une campagne : composées une fois. `dossier` null : tous les dossiers. */
const lecturesDe = parBase((db) => {
  const campagne = eq(dossiers.campagneId, sql.placeholder('campagneId'));
  const choisis = and(
    campagne,
    sql`(${sql.placeholder('dossierId')} IS NULL OR ${dossiers.id} = ${sql.placeholder('dossierId')})`,
  );
  return {
    demandees: db
      .select()
      .from(piecesDemandees)
      .where(eq(piecesDemandees.campagneId, sql.placeholder('campagneId')))
      .orderBy(asc(piecesDemandees.rang), asc(piecesDemandees.id))
      .prepare(),
    constats: db
      .select({ constat: piecesConstatees, agent: nomAgent })
      .from(piecesConstatees)
      .innerJoin(dossiers, eq(dossiers.id, piecesConstatees.dossierId))
      .leftJoin(agents, eq(agents.id, piecesConstatees.agentId))
      .where(choisis)
      .prepare(),
    fichiers: db
      .select({
        fichier: piecesFichiers,
        agent: nomAgent,
        agentRetrait: sql<
          string | null
        >`(SELECT r.prenom || ' ' || r.nom FROM agents r WHERE r.id = ${piecesFichiers.retirePar})`,
      })
      .from(piecesFichiers)
      .innerJoin(dossiers, eq(dossiers.id, piecesFichiers.dossierId))
      .leftJoin(agents, eq(agents.id, piecesFichiers.agentId))
      .where(choisis)
      .orderBy(asc(piecesFichiers.id))
      .prepare(),
    relances: db
      .select({ relance: relancesPieces, agent: nomAgent })
      .from(relancesPieces)
      .innerJoin(dossiers, eq(dossiers.id, relancesPieces.dossierId))
      .leftJoin(agents, eq(agents.id, relancesPieces.agentId))
      .where(choisis)
      .orderBy(desc(relancesPieces.id))
      .prepare(),
  };
});

/** La liste établie pour la campagne, dans son ordre ; vide : personne ne l’a établie. */
export function listerPiecesDemandees(db: Base, campagneId: number): LignePieceDemandee[] {
  return lecturesDe(db).demandees.all({ campagneId });
}

export function listerConstatsPieces(
  db: Base,
  campagneId: number,
  dossierId: number | null = null,
): LigneConstatPiece[] {
  return lecturesDe(db)
    .constats.all({ campagneId, dossierId })
    .map(({ constat, agent }) => ({ ...constat, agent }));
}

/** Les fichiers joints, retirés compris. */
export function listerFichiersPieces(
  db: Base,
  campagneId: number,
  dossierId: number | null = null,
): LigneFichierPiece[] {
  return lecturesDe(db)
    .fichiers.all({ campagneId, dossierId })
    .map(({ fichier, agent, agentRetrait }) => ({ ...fichier, agent, agentRetrait }));
}

/** Les relances, la plus récente d’abord. */
export function listerRelances(db: Base, campagneId: number, dossierId: number | null = null): LigneRelance[] {
  return lecturesDe(db)
    .relances.all({ campagneId, dossierId })
    .map(({ relance, agent }) => ({ ...relance, agent }));
}

/** La liste de la dernière campagne d’avant qui en a une. */
export function listePrecedente(
  db: Base,
  campagneId: number,
): { readonly anneeScolaire: string; readonly pieces: LignePieceDemandee[] } | undefined {
  const annee = db
    .select({ annee: campagnes.anneeScolaire })
    .from(campagnes)
    .where(eq(campagnes.id, campagneId))
    .get()?.annee;
  if (annee === undefined) return undefined;
  const trouvee = db
    .selectDistinct({ id: campagnes.id, anneeScolaire: campagnes.anneeScolaire })
    .from(campagnes)
    .innerJoin(piecesDemandees, eq(piecesDemandees.campagneId, campagnes.id))
    .where(lt(campagnes.anneeScolaire, annee))
    .orderBy(desc(campagnes.anneeScolaire))
    .limit(1)
    .get();
  return (
    trouvee && {
      anneeScolaire: trouvee.anneeScolaire,
      pieces: lecturesDe(db).demandees.all({ campagneId: trouvee.id }),
    }
  );
}

/** Codes auxquels un constat, un fichier, une relance ou une demande au porteur se rattache. */
export function codesUtilises(db: Base, campagneId: number): ReadonlySet<string> {
  return new Set([
    ...listerConstatsPieces(db, campagneId).map((c) => c.code),
    ...listerFichiersPieces(db, campagneId).map((f) => f.code),
    ...listerRelances(db, campagneId).flatMap((r) => r.pieces),
    ...piecesCiteesParDemandes(db, campagneId),
  ]);
}

/** Remplace la liste : les pièces gardées gardent leur ligne, celles qui n’y sont plus s’en vont. */
export function ecrireListe(tx: Transaction, campagneId: number, pieces: readonly ValeursPieceDemandee[]): void {
  const avant = listerPiecesDemandees(tx.db, campagneId);
  const gardees = new Set(pieces.map(({ code }) => code));
  for (const { id, code } of avant) {
    if (!gardees.has(code)) tx.db.delete(piecesDemandees).where(eq(piecesDemandees.id, id)).run();
  }
  for (const piece of pieces) {
    const { libelle, aide, obligatoire, champ, rang } = piece;
    tx.db
      .insert(piecesDemandees)
      .values({ ...piece, campagneId })
      .onConflictDoUpdate({
        target: [piecesDemandees.campagneId, piecesDemandees.code],
        set: { libelle, aide, obligatoire, champ, rang },
      })
      .run();
  }
  tx.journaliser({
    action: avant.length === 0 ? 'pieces.etablir' : 'pieces.modifier_liste',
    libelle: avant.length === 0 ? 'Liste des pièces demandées établie' : 'Liste des pièces demandées modifiée',
    objet: `campagne:${campagneId}`,
    avant: avant.map(({ id: _id, campagneId: _campagneId, ...piece }) => piece),
    apres: pieces,
  });
}

interface ConstatEcrit {
  readonly dossierId: number;
  readonly code: string;
  readonly etat: LigneConstatPiece['etat'];
  readonly commentaire: string;
}

function constatEnVigueur(tx: Transaction, dossierId: number, code: string) {
  return tx.db
    .select({ etat: piecesConstatees.etat, commentaire: piecesConstatees.commentaire })
    .from(piecesConstatees)
    .where(and(eq(piecesConstatees.dossierId, dossierId), eq(piecesConstatees.code, code)))
    .get();
}

/** @param libelle la phrase du journal */
export function constaterPiece(tx: Transaction, constat: ConstatEcrit, agentId: number, libelle: string): void {
  const avant = constatEnVigueur(tx, constat.dossierId, constat.code);
  const { etat, commentaire } = constat;
  const valeurs = { etat, commentaire, agentId, instant: tx.acteur.instant };
  tx.db
    .insert(piecesConstatees)
    .values({ ...constat, ...valeurs })
    .onConflictDoUpdate({ target: [piecesConstatees.dossierId, piecesConstatees.code], set: valeurs })
    .run();
  tx.journaliser({
    action: 'piece.constater',
    libelle,
    objet: `dossier:${constat.dossierId}`,
    avant: avant && { code: constat.code, ...avant },
    apres: { code: constat.code, etat, commentaire },
  });
}

/** Rien à effacer : rien n’est écrit, et faux revient. */
export function effacerConstatPiece(tx: Transaction, dossierId: number, code: string, libelle: string): boolean {
  const avant = constatEnVigueur(tx, dossierId, code);
  if (!avant) return false;
  tx.db
    .delete(piecesConstatees)
    .where(and(eq(piecesConstatees.dossierId, dossierId), eq(piecesConstatees.code, code)))
    .run();
  tx.journaliser({
    action: 'piece.effacer_constat',
    libelle,
    objet: `dossier:${dossierId}`,
    avant: { code, ...avant },
  });
  return true;
}

export function lireFichierPiece(db: Base, id: number) {
  return db.select().from(piecesFichiers).where(eq(piecesFichiers.id, id)).get();
}

/** Où ce même contenu est déjà joint, tous dossiers et campagnes confondus, fichiers retirés exclus. */
export function fichiersIdentiques(db: Base, sha256: string) {
  return db
    .select({
      dossierId: piecesFichiers.dossierId,
      numero: dossiers.numero,
      code: piecesFichiers.code,
      nom: piecesFichiers.nom,
      instant: piecesFichiers.instant,
    })
    .from(piecesFichiers)
    .innerJoin(dossiers, eq(dossiers.id, piecesFichiers.dossierId))
    .where(and(eq(piecesFichiers.sha256, sha256), sql`${piecesFichiers.retireLe} IS NULL`))
    .orderBy(asc(piecesFichiers.id))
    .all();
}

type FichierAJoindre = Pick<LigneFichierPiece, 'dossierId' | 'code' | 'nom' | 'sha256' | 'octets'>;

export function joindreFichier(tx: Transaction, fichier: FichierAJoindre, agentId: number, libelle: string): number {
  const { id } = tx.db
    .insert(piecesFichiers)
    .values({ ...fichier, agentId, instant: tx.acteur.instant })
    .returning({ id: piecesFichiers.id })
    .get();
  tx.journaliser({
    action: 'piece.joindre',
    libelle,
    objet: `dossier:${fichier.dossierId}`,
    apres: { fichier: id, code: fichier.code, nom: fichier.nom, sha256: fichier.sha256, octets: fichier.octets },
  });
  return id;
}

export function retirerFichier(
  tx: Transaction,
  fichier: FichierAJoindre & { readonly id: number },
  agentId: number,
  motif: string,
): void {
  tx.db
    .update(piecesFichiers)
    .set({ retireLe: tx.acteur.instant, retirePar: agentId })
    .where(eq(piecesFichiers.id, fichier.id))
    .run();
  tx.journaliser({
    action: 'piece.retirer',
    libelle: `Fichier « ${fichier.nom} » retiré`,
    objet: `dossier:${fichier.dossierId}`,
    avant: { fichier: fichier.id, code: fichier.code, nom: fichier.nom, sha256: fichier.sha256 },
    motif,
  });
}

export interface RelanceAInscrire {
  readonly dossierId: number;
  readonly pieces: readonly string[];
  /** Noms des pièces, pour la phrase du journal. */
  readonly libelles: readonly string[];
}

export function inscrireRelances(
  tx: Transaction,
  relances: readonly RelanceAInscrire[],
  echeance: string,
  agentId: number,
): void {
  for (const { dossierId, pieces, libelles } of relances) {
    tx.db.insert(relancesPieces).values({ dossierId, pieces, echeance, agentId, instant: tx.acteur.instant }).run();
    tx.journaliser({
      action: 'piece.relancer',
      libelle: `Relance éditée : ${libelles.join(', ')}`,
      objet: `dossier:${dossierId}`,
      apres: { pieces, echeance },
    });
  }
}
