import { and, asc, desc, eq, inArray, notInArray, sql } from 'drizzle-orm';
import type { NatureDecision } from '../../shared/contract/commun.ts';
import type { Membre, MembreDeSeance, MembreSaisi, OrdreSeance, PorteeSeance } from '../../shared/contract/seances.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { parBase } from '../preparer.ts';
import { campagnes } from '../schema/campagnes.ts';
import { avisSeance, decisions, membresSeance, pointsSeance, recusations, seances } from '../schema/seances.ts';

export interface ReglagesSeance {
  readonly date: string;
  readonly heureDebut: string;
  readonly heureFin: string;
  readonly lieu: string;
  readonly presidence: string;
  readonly ordre: OrdreSeance;
  /** Membres présents exigés ; null : pas de quorum. */
  readonly quorum: number | null;
  readonly membres: readonly Membre[];
}

/** Une séance et ses membres, tels que la base les garde. */
export type LigneSeance = typeof seances.$inferSelect & { readonly membres: MembreDeSeance[] };

const seancesDe = parBase((db) => {
  const id = sql.placeholder('id');
  return {
    deCampagne: db.select().from(seances).where(eq(seances.campagneId, id)).orderBy(desc(seances.id)).prepare(),
    seance: db.select().from(seances).where(eq(seances.id, id)).prepare(),
    membres: db
      .select({
        id: membresSeance.id,
        institution: membresSeance.institution,
        nom: membresSeance.nom,
        fonction: membresSeance.fonction,
        courriel: membresSeance.courriel,
        presence: membresSeance.presence,
      })
      .from(membresSeance)
      .where(eq(membresSeance.seanceId, id))
      .orderBy(asc(membresSeance.rang))
      .prepare(),
    points: db
      .select()
      .from(pointsSeance)
      .where(eq(pointsSeance.seanceId, id))
      .orderBy(asc(pointsSeance.rang))
      .prepare(),
    recusations: db
      .select({
        dossierId: recusations.dossierId,
        membreId: recusations.membreId,
        nom: membresSeance.nom,
        motif: recusations.motif,
      })
      .from(recusations)
      .innerJoin(membresSeance, eq(membresSeance.id, recusations.membreId))
      .where(eq(recusations.seanceId, id))
      .orderBy(asc(membresSeance.rang))
      .prepare(),
    avis: db
      .select({
        dossierId: avisSeance.dossierId,
        institution: avisSeance.institution,
        sens: avisSeance.sens,
        texte: avisSeance.texte,
      })
      .from(avisSeance)
      .where(eq(avisSeance.seanceId, id))
      .prepare(),
  };
});

/** Les séances de la campagne, de la plus récente à la plus ancienne, sans leurs membres. */
export function listerSeances(db: Base, campagneId: number): (typeof seances.$inferSelect)[] {
  return seancesDe(db).deCampagne.all({ id: campagneId });
}

/** La dernière séance créée de la campagne. */
export function lireSeanceDeCampagne(db: Base, campagneId: number): LigneSeance | undefined {
  const [derniere] = listerSeances(db, campagneId);
  return derniere && { ...derniere, membres: seancesDe(db).membres.all({ id: derniere.id }) };
}

export function lireSeance(db: Base, id: number): LigneSeance | undefined {
  const requetes = seancesDe(db);
  const seance = requetes.seance.get({ id });
  return seance && { ...seance, membres: requetes.membres.all({ id }) };
}

/** Ce qui a été noté dossier par dossier dans une séance : points inscrits dans leur ordre, récusations, avis. */
export function lireSuiviDeSeance(db: Base, seanceId: number) {
  const requetes = seancesDe(db);
  return {
    points: requetes.points.all({ id: seanceId }),
    recusations: requetes.recusations.all({ id: seanceId }),
    avis: requetes.avis.all({ id: seanceId }),
  };
}

export interface NouvelleSeance extends ReglagesSeance {
  readonly portee: PorteeSeance;
  readonly suiteDe: number | null;
}

export function insererSeance(tx: Transaction, campagneId: number, reglages: NouvelleSeance): number {
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

/** Écrit les réglages ; un membre qui porte son numéro garde sa ligne, donc sa présence et ses récusations. */
export function modifierSeance(
  tx: Transaction,
  id: number,
  avant: ReglagesSeance,
  apres: Omit<ReglagesSeance, 'membres'> & { readonly membres: readonly MembreSaisi[] },
): void {
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

function remplacerMembres(tx: Transaction, seanceId: number, membres: readonly (Membre & { id?: number | null })[]) {
  const gardes = membres.flatMap(({ id }) => id ?? []);
  const partis = and(
    eq(membresSeance.seanceId, seanceId),
    gardes.length > 0 ? notInArray(membresSeance.id, gardes) : undefined,
  );
  const partants = tx.db.select({ id: membresSeance.id }).from(membresSeance).where(partis);
  tx.db.delete(recusations).where(inArray(recusations.membreId, partants)).run();
  tx.db.delete(membresSeance).where(partis).run();
  // Rangs libérés d’abord : deux membres échangés passeraient sinon par le même rang.
  tx.db
    .update(membresSeance)
    .set({ rang: sql`-${membresSeance.rang}` })
    .where(eq(membresSeance.seanceId, seanceId))
    .run();
  for (const [i, { id, institution, nom, fonction, courriel }] of membres.entries()) {
    const valeurs = { institution, nom, fonction, courriel, rang: i + 1 };
    if (id == null)
      tx.db
        .insert(membresSeance)
        .values({ ...valeurs, seanceId })
        .run();
    else tx.db.update(membresSeance).set(valeurs).where(eq(membresSeance.id, id)).run();
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

const decisionsDe = parBase((db) => {
  const valeur = sql.placeholder;
  return {
    inserer: db
      .insert(decisions)
      .values({
        seanceId: valeur('seanceId'),
        collectifId: valeur('collectifId'),
        nature: valeur('nature'),
        motif: valeur('motif'),
        texte: valeur('texte'),
        montantCentimes: valeur('montantCentimes'),
        agentId: valeur('agentId'),
        instant: valeur('instant'),
      })
      .returning({ id: decisions.id })
      .prepare(),
    retirer: db
      .update(decisions)
      .set({
        enVigueur: false,
        retireePar: sql`${valeur('par')}`,
        retireeLe: sql`${valeur('le')}`,
        retireeMotif: sql`${valeur('motif')}`,
      })
      .where(eq(decisions.id, valeur('id')))
      .prepare(),
  };
});

export function insererDecision(tx: Transaction, decision: NouvelleDecision): void {
  const { id } = decisionsDe(tx.db).inserer.get({ ...decision, instant: tx.acteur.instant });
  sceller(tx, 'decisions', [id]);
}

/** Retire la décision en vigueur : elle reste dans la table avec qui, quand et pourquoi. */
export function retirerDecision(tx: Transaction, id: number, motif: string): void {
  decisionsDe(tx.db).retirer.run({ id, par: tx.acteur.agentId, le: tx.acteur.instant, motif });
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
