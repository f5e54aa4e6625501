import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import { parBase } from '../preparer.ts';
import { decoderReponses, type ReponseRecue } from '../reponses-codees.ts';
import { agents } from '../schema/agents.ts';
import { campagnes } from '../schema/campagnes.ts';
import { collectifs, dossiers, lignesBudget, reponsesRecues } from '../schema/dossiers.ts';
import { constats, lectures, niveaux } from '../schema/lectures.ts';
import { echeances } from '../schema/paiements.ts';
import { decisions } from '../schema/seances.ts';
import { coordonneesBancaires, structures } from '../schema/structures.ts';

export type LigneCollectif = typeof collectifs.$inferSelect;
export type LigneDossierBase = typeof dossiers.$inferSelect;
export type LigneStructure = typeof structures.$inferSelect;
export type LigneBudgetBase = typeof lignesBudget.$inferSelect;
export type LigneReponse = ReponseRecue;
export type LigneDecision = typeof decisions.$inferSelect & { readonly agent: string };
export type LigneConstat = typeof constats.$inferSelect & { readonly agent: string };
export type LigneLecture = typeof lectures.$inferSelect & { readonly agent: string };
export type LigneNiveau = typeof niveaux.$inferSelect;
export type LigneBanque = typeof coordonneesBancaires.$inferSelect;
export type LigneEcheance = typeof echeances.$inferSelect;

/** Les lignes de la base d’un ou de tous les dossiers d’une campagne, rangées par dossier : lire d’abord, calculer ensuite. */
export interface LignesDossiers {
  readonly dossiers: readonly { readonly dossier: LigneDossierBase; readonly structure: LigneStructure }[];
  /** Présents dans le dernier fichier reçu, ou encore tenus par une décision en vigueur. */
  readonly collectifs: ReadonlyMap<number, LigneCollectif[]>;
  readonly budget: ReadonlyMap<number, LigneBudgetBase[]>;
  readonly reponses: ReadonlyMap<number, LigneReponse[]>;
  readonly lectures: ReadonlyMap<number, LigneLecture[]>;
  /** Par lecture. */
  readonly niveaux: ReadonlyMap<number, LigneNiveau[]>;
  readonly constats: ReadonlyMap<number, LigneConstat[]>;
  /** Décision en vigueur, par collectif. */
  readonly decisions: ReadonlyMap<number, LigneDecision>;
  /** Coordonnées actives, par structure. */
  readonly banque: ReadonlyMap<number, LigneBanque>;
  readonly echeances: ReadonlyMap<number, LigneEcheance[]>;
}

function ranger<T>(lignes: readonly T[], cle: (ligne: T) => number): Map<number, T[]> {
  const rangees = new Map<number, T[]>();
  for (const ligne of lignes) {
    const liste = rangees.get(cle(ligne));
    if (liste) liste.push(ligne);
    else rangees.set(cle(ligne), [ligne]);
  }
  return rangees;
}

function nomAgent(ligne: { prenom: string | null; nom: string | null }): string {
  return [ligne.prenom, ligne.nom].filter(Boolean).join(' ');
}

export interface ChoixDeLignes {
  /** N’en lire qu’un ; ses réponses non rapprochées viennent alors aussi. */
  readonly dossierId?: number;
  /** N’en lire que quelques-uns. */
  readonly dossierIds?: readonly number[];
  /** Ne lire que les réponses du dossier à ces champs : le reste pèse, et l’évaluation ne s’en sert pas. */
  readonly champs?: readonly string[];
}

/** Quelques dossiers d’une campagne, ou tous : les requêtes sont trop longues à composer pour l’être à chaque lecture. */
const lecturesDe = parBase((db) => {
  const ids = sql.placeholder('ids');
  const filtre = and(
    eq(dossiers.campagneId, sql.placeholder('campagneId')),
    sql`(${ids} IS NULL OR ${dossiers.id} IN (SELECT value FROM json_each(${ids})))`,
  );
  const choisis = db.select({ id: dossiers.id }).from(dossiers).where(filtre);
  const decides = db.select({ id: decisions.collectifId }).from(decisions).where(eq(decisions.enVigueur, true));
  // Seules comptent les lectures faites avec la charte de la campagne ; celles d’une version quittée restent, à part.
  const charteEnVigueur = db
    .select({ id: campagnes.charteId })
    .from(campagnes)
    .where(eq(campagnes.id, sql.placeholder('campagneId')));
  const avecLaCharte = and(inArray(lectures.dossierId, choisis), inArray(lectures.charteId, charteEnVigueur));
  const lecturesChoisies = db.select({ id: lectures.id }).from(lectures).where(avecLaCharte);
  return {
    dossiers: db
      .select({ dossier: dossiers, structure: structures })
      .from(dossiers)
      .innerJoin(structures, eq(structures.id, dossiers.structureId))
      .where(filtre)
      .orderBy(asc(dossiers.numero))
      .prepare(),
    collectifs: db
      .select()
      .from(collectifs)
      .where(
        and(inArray(collectifs.dossierId, choisis), or(eq(collectifs.present, true), inArray(collectifs.id, decides))),
      )
      .orderBy(asc(collectifs.dossierId), asc(collectifs.rang))
      .prepare(),
    budget: db
      .select()
      .from(lignesBudget)
      .where(inArray(lignesBudget.dossierId, choisis))
      .orderBy(asc(lignesBudget.rang))
      .prepare(),
    reponses: db.select().from(reponsesRecues).where(inArray(reponsesRecues.dossierId, choisis)).prepare(),
    lectures: db
      .select({ lecture: lectures, prenom: agents.prenom, nom: agents.nom })
      .from(lectures)
      .leftJoin(agents, eq(agents.id, lectures.agentId))
      .where(avecLaCharte)
      .orderBy(asc(lectures.id))
      .prepare(),
    niveaux: db.select().from(niveaux).where(inArray(niveaux.lectureId, lecturesChoisies)).prepare(),
    constats: db
      .select({ constat: constats, prenom: agents.prenom, nom: agents.nom })
      .from(constats)
      .leftJoin(agents, eq(agents.id, constats.agentId))
      .where(inArray(constats.dossierId, choisis))
      .prepare(),
    decisions: db
      .select({ decision: decisions, prenom: agents.prenom, nom: agents.nom })
      .from(decisions)
      .innerJoin(collectifs, eq(collectifs.id, decisions.collectifId))
      .leftJoin(agents, eq(agents.id, decisions.agentId))
      .where(and(eq(decisions.enVigueur, true), inArray(collectifs.dossierId, choisis)))
      .prepare(),
    banque: db.select().from(coordonneesBancaires).where(eq(coordonneesBancaires.actif, true)).prepare(),
    echeances: db
      .select()
      .from(echeances)
      .where(and(inArray(echeances.dossierId, choisis), isNull(echeances.annuleeLe)))
      .orderBy(asc(echeances.rang))
      .prepare(),
  };
});

export function lireLignesDossiers(
  db: Base,
  campagneId: number,
  { dossierId, dossierIds, champs }: ChoixDeLignes = {},
): LignesDossiers {
  const requetes = lecturesDe(db);
  const ids = dossierId === undefined ? dossierIds : [dossierId];
  const cibles = { campagneId, ids: ids === undefined ? null : JSON.stringify(ids) };
  const servent = choisirReponses(dossierId, champs);
  return {
    dossiers: requetes.dossiers.all(cibles),
    collectifs: ranger(requetes.collectifs.all(cibles), (c) => c.dossierId),
    budget: ranger(requetes.budget.all(cibles), (l) => l.dossierId),
    reponses: new Map(
      champs?.length === 0
        ? []
        : requetes.reponses
            .all(cibles)
            .map((r): [number, LigneReponse[]] => [r.dossierId, decoderReponses(r.contenu).filter(servent)]),
    ),
    lectures: ranger(
      requetes.lectures.all(cibles).map((l) => ({ ...l.lecture, agent: nomAgent(l) })),
      (l) => l.dossierId,
    ),
    niveaux: ranger(requetes.niveaux.all(cibles), (n) => n.lectureId),
    constats: ranger(
      requetes.constats.all(cibles).map((c) => ({ ...c.constat, agent: nomAgent(c) })),
      (c) => c.dossierId,
    ),
    decisions: new Map(
      requetes.decisions.all(cibles).map((d) => [d.decision.collectifId, { ...d.decision, agent: nomAgent(d) }]),
    ),
    banque: new Map(requetes.banque.all().map((b) => [b.structureId, b])),
    echeances: ranger(requetes.echeances.all(cibles), (e) => e.dossierId),
  };
}

/** Les seules réponses demandées : celles de quelques champs du dossier, sinon celles qui sont rapprochées, ou toutes. */
function choisirReponses(dossierId?: number, champs?: readonly string[]): (reponse: LigneReponse) => boolean {
  if (champs !== undefined) {
    const choisis = new Set<string | null>(champs);
    return (r) => r.collectifRang === null && choisis.has(r.champ);
  }
  return dossierId === undefined ? (r) => r.champ !== null : () => true;
}

/** Dossier de chaque collectif demandé, s’il est de cette campagne. */
export function dossiersDesCollectifs(
  db: Base,
  campagneId: number,
  collectifIds: readonly number[],
): ReadonlyMap<number, number> {
  const trouves = db
    .select({ id: collectifs.id, dossierId: collectifs.dossierId })
    .from(collectifs)
    .innerJoin(dossiers, eq(dossiers.id, collectifs.dossierId))
    .where(and(eq(dossiers.campagneId, campagneId), inArray(collectifs.id, [...collectifIds])))
    .all();
  return new Map(trouves.map((c) => [c.id, c.dossierId]));
}

export function campagneDuDossier(db: Base, dossierId: number): number | undefined {
  return db.select({ id: dossiers.campagneId }).from(dossiers).where(eq(dossiers.id, dossierId)).get()?.id;
}

/** Numéro de chaque dossier de la campagne. */
export function numerosDesDossiers(db: Base, campagneId: number): ReadonlyMap<number, string> {
  const lignes = db
    .select({ id: dossiers.id, numero: dossiers.numero })
    .from(dossiers)
    .where(eq(dossiers.campagneId, campagneId))
    .all();
  return new Map(lignes.map((l) => [l.id, l.numero]));
}
