import { and, asc, count, eq } from 'drizzle-orm';
import type { AvisSeance, Institution, MembreDeSeance, Presence } from '../../shared/contract/seances.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import {
  avisSeance,
  courriers,
  decisions,
  membresSeance,
  pointsSeance,
  recusations,
  seances,
} from '../schema/seances.ts';

/** Les motifs de la liste qui ont servi à une décision, même retirée depuis. */
export function motifsUtilises(db: Base): ReadonlySet<string> {
  const lignes = db.selectDistinct({ motif: decisions.motif }).from(decisions).all();
  return new Set(lignes.flatMap(({ motif }) => motif ?? []));
}

/** Ce qui empêche d’effacer une séance, compté. */
export function compterTraces(db: Base, seanceId: number) {
  const nombre = { n: count() };
  const compte = (lignes: { n: number } | undefined) => lignes?.n ?? 0;
  return {
    decisions: compte(db.select(nombre).from(decisions).where(eq(decisions.seanceId, seanceId)).get()),
    avis: compte(db.select(nombre).from(avisSeance).where(eq(avisSeance.seanceId, seanceId)).get()),
    recusations: compte(db.select(nombre).from(recusations).where(eq(recusations.seanceId, seanceId)).get()),
    courriers: compte(db.select(nombre).from(courriers).where(eq(courriers.seanceId, seanceId)).get()),
    suites: compte(db.select(nombre).from(seances).where(eq(seances.suiteDe, seanceId)).get()),
  };
}

export function effacerSeance(tx: Transaction, seance: { readonly id: number; readonly date: string }): void {
  tx.db.delete(pointsSeance).where(eq(pointsSeance.seanceId, seance.id)).run();
  tx.db.delete(membresSeance).where(eq(membresSeance.seanceId, seance.id)).run();
  tx.db.delete(seances).where(eq(seances.id, seance.id)).run();
  tx.journaliser({
    action: 'seance.supprimer',
    libelle: `Séance du ${seance.date} effacée`,
    objet: `seance:${seance.id}`,
    avant: seance,
    apres: null,
  });
}

export interface PointOrdonne {
  readonly dossierId: number;
  readonly minutes: number | null;
}

type LigneOrdonnee = Pick<typeof seances.$inferSelect, 'id' | 'date' | 'ordre'>;

/** Remplace l’ordre du jour inscrit : l’ordre de la séance et ses points, dans l’ordre donné. */
export function ecrireOrdreDuJour(
  tx: Transaction,
  seance: LigneOrdonnee,
  ordre: LigneOrdonnee['ordre'],
  points: readonly PointOrdonne[],
): void {
  const ici = eq(pointsSeance.seanceId, seance.id);
  const anciens = tx.db.select().from(pointsSeance).where(ici).orderBy(asc(pointsSeance.rang)).all();
  tx.db.update(seances).set({ ordre }).where(eq(seances.id, seance.id)).run();
  tx.db.delete(pointsSeance).where(ici).run();
  insererPoints(tx, seance.id, points);
  tx.journaliser({
    action: 'seance.ordonner',
    libelle: `Ordre du jour de la séance du ${seance.date}`,
    objet: `seance:${seance.id}`,
    avant: { ordre: seance.ordre, points: anciens.map(({ dossierId, minutes }) => [dossierId, minutes]) },
    apres: { ordre, points: points.map(({ dossierId, minutes }) => [dossierId, minutes]) },
  });
}

/** Inscrit des dossiers à une séance qui n’en a pas encore ; l’entrée de journal est celle de sa création. */
export function insererPoints(tx: Transaction, seanceId: number, points: readonly PointOrdonne[]): void {
  for (const [i, { dossierId, minutes }] of points.entries())
    tx.db
      .insert(pointsSeance)
      .values({ seanceId, dossierId, minutes, rang: i + 1 })
      .run();
}

export function ecrirePresence(
  tx: Transaction,
  seanceId: number,
  membre: MembreDeSeance,
  presence: Presence | null,
): void {
  tx.db.update(membresSeance).set({ presence }).where(eq(membresSeance.id, membre.id)).run();
  tx.journaliser({
    action: 'seance.presence',
    libelle: `Présence de ${membre.nom}`,
    objet: `seance:${seanceId}`,
    avant: { membre: membre.nom, presence: membre.presence },
    apres: { membre: membre.nom, presence },
  });
}

interface Deport {
  readonly seanceId: number;
  readonly dossierId: number;
  readonly membre: Pick<MembreDeSeance, 'id' | 'nom'>;
  /** null : la récusation est levée. */
  readonly motif: string | null;
}

export function ecrireRecusation(tx: Transaction, { seanceId, dossierId, membre, motif }: Deport): void {
  const cle = and(
    eq(recusations.seanceId, seanceId),
    eq(recusations.dossierId, dossierId),
    eq(recusations.membreId, membre.id),
  );
  const avant = tx.db.select({ motif: recusations.motif }).from(recusations).where(cle).get();
  tx.db.delete(recusations).where(cle).run();
  if (motif !== null)
    tx.db
      .insert(recusations)
      .values({ seanceId, dossierId, membreId: membre.id, motif, instant: tx.acteur.instant })
      .run();
  tx.journaliser({
    action: motif === null ? 'seance.lever-recusation' : 'seance.recuser',
    libelle: motif === null ? `${membre.nom} : récusation levée` : `${membre.nom} : récusation`,
    objet: `dossier:${dossierId}`,
    avant: avant ? { membre: membre.nom, motif: avant.motif } : null,
    apres: motif === null ? null : { membre: membre.nom, motif },
    motif,
  });
}

interface AvisDonne {
  readonly seanceId: number;
  readonly dossierId: number;
  readonly institution: Institution;
  /** null : l’avis est effacé. */
  readonly avis: Pick<AvisSeance, 'sens' | 'texte'> | null;
}

export function ecrireAvis(tx: Transaction, { seanceId, dossierId, institution, avis }: AvisDonne): void {
  const cle = and(
    eq(avisSeance.seanceId, seanceId),
    eq(avisSeance.dossierId, dossierId),
    eq(avisSeance.institution, institution),
  );
  const ancien = tx.db.select({ sens: avisSeance.sens, texte: avisSeance.texte }).from(avisSeance).where(cle).get();
  tx.db.delete(avisSeance).where(cle).run();
  if (avis !== null)
    tx.db
      .insert(avisSeance)
      .values({
        seanceId,
        dossierId,
        institution,
        ...avis,
        agentId: tx.acteur.agentId ?? 0,
        instant: tx.acteur.instant,
      })
      .run();
  tx.journaliser({
    action: 'seance.avis',
    libelle: 'Avis d’une institution',
    objet: `dossier:${dossierId}`,
    avant: ancien ? { institution, ...ancien } : null,
    apres: avis && { institution, ...avis },
  });
}
