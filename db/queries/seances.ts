import { and, asc, eq } from 'drizzle-orm';
import type { NatureDecision } from '../../shared/contract/commun.ts';
import type { Membre } from '../../shared/contract/seances.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { campagnes } from '../schema/campagnes.ts';
import { decisions, membresSeance, seances } from '../schema/seances.ts';

export interface ReglagesSeance {
  readonly date: string;
  readonly heureDebut: string;
  readonly heureFin: string;
  readonly lieu: string;
  readonly presidence: string;
  readonly ordre: 'pile' | 'territoire' | 'note';
  readonly membres: readonly Membre[];
}

export function lireSeanceDeCampagne(db: Base, campagneId: number) {
  const seance = db.select().from(seances).where(eq(seances.campagneId, campagneId)).orderBy(asc(seances.id)).get();
  return seance && { ...seance, membres: lireMembres(db, seance.id) };
}

export function lireSeance(db: Base, id: number) {
  const seance = db.select().from(seances).where(eq(seances.id, id)).get();
  return seance && { ...seance, membres: lireMembres(db, seance.id) };
}

function lireMembres(db: Base, seanceId: number): Membre[] {
  return db
    .select({ institution: membresSeance.institution, nom: membresSeance.nom, fonction: membresSeance.fonction })
    .from(membresSeance)
    .where(eq(membresSeance.seanceId, seanceId))
    .orderBy(asc(membresSeance.rang))
    .all();
}

export function insererSeance(tx: Transaction, campagneId: number, reglages: ReglagesSeance): number {
  const { membres, ...valeurs } = reglages;
  const { id } = tx.db
    .insert(seances)
    .values({ campagneId, ...valeurs })
    .returning({ id: seances.id })
    .get();
  remplacerMembres(tx, id, membres);
  tx.journaliser({
    action: 'seance.creer',
    libelle: `Séance du ${reglages.date}`,
    objet: `seance:${id}`,
    apres: reglages,
  });
  return id;
}

export function modifierSeance(tx: Transaction, id: number, avant: ReglagesSeance, apres: ReglagesSeance): void {
  const { membres, ...valeurs } = apres;
  tx.db.update(seances).set(valeurs).where(eq(seances.id, id)).run();
  remplacerMembres(tx, id, membres);
  tx.journaliser({
    action: 'seance.modifier',
    libelle: `Séance du ${apres.date} modifiée`,
    objet: `seance:${id}`,
    avant,
    apres,
  });
}

function remplacerMembres(tx: Transaction, seanceId: number, membres: readonly Membre[]): void {
  tx.db.delete(membresSeance).where(eq(membresSeance.seanceId, seanceId)).run();
  if (membres.length > 0) {
    tx.db
      .insert(membresSeance)
      .values(membres.map((m, i) => ({ ...m, seanceId, rang: i + 1 })))
      .run();
  }
}

export interface NouvelleDecision {
  readonly seanceId: number;
  readonly collectifId: number;
  readonly nature: NatureDecision;
  readonly motif: string | null;
  readonly texte: string;
  readonly montantCentimes: number;
  readonly agentId: number;
}

export function decisionEnVigueur(db: Base, collectifId: number) {
  return db
    .select()
    .from(decisions)
    .where(and(eq(decisions.collectifId, collectifId), eq(decisions.enVigueur, true)))
    .get();
}

export function insererDecision(tx: Transaction, decision: NouvelleDecision): void {
  const { id } = tx.db
    .insert(decisions)
    .values({ ...decision, instant: tx.acteur.instant })
    .returning({ id: decisions.id })
    .get();
  sceller(tx, 'decisions', [id]);
}

/** Retire la décision en vigueur : elle reste dans la table avec qui, quand et pourquoi. */
export function retirerDecision(tx: Transaction, id: number, motif: string): void {
  tx.db
    .update(decisions)
    .set({ enVigueur: false, retireePar: tx.acteur.agentId, retireeLe: tx.acteur.instant, retireeMotif: motif })
    .where(eq(decisions.id, id))
    .run();
  sceller(tx, 'decisions', [id]);
}

/** Vrai si une décision en vigueur s’appuie sur ce barème. */
export function campagneADesDecisions(db: Base, baremeId: number): boolean {
  return (
    db
      .select({ id: decisions.id })
      .from(decisions)
      .innerJoin(seances, eq(seances.id, decisions.seanceId))
      .innerJoin(campagnes, eq(campagnes.id, seances.campagneId))
      .where(and(eq(campagnes.baremeId, baremeId), eq(decisions.enVigueur, true)))
      .limit(1)
      .get() !== undefined
  );
}
