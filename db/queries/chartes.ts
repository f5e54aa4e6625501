import { and, asc, count, desc, eq, inArray, max, ne, sql } from 'drizzle-orm';
import type { Charte } from '../../shared/domaine/charte.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { campagnes, chartes } from '../schema/campagnes.ts';
import { collectifs, dossiers } from '../schema/dossiers.ts';
import { syntheses } from '../schema/instruction.ts';
import { constats, lectures, niveaux } from '../schema/lectures.ts';
import { decisions } from '../schema/seances.ts';

export type LigneCharte = typeof chartes.$inferSelect;

export function listerChartes(db: Base): LigneCharte[] {
  return db.select().from(chartes).orderBy(asc(chartes.nom), desc(chartes.version)).all();
}

export function lireCharte(db: Base, id: number): LigneCharte | undefined {
  return db.select().from(chartes).where(eq(chartes.id, id)).get();
}

/** Qui se sert des chartes aujourd’hui, et combien de lectures elles portent, passées comprises. */
export function lireUsages(db: Base): {
  campagnes: { charteId: number; id: number; anneeScolaire: string }[];
  lectures: ReadonlyMap<number, number>;
} {
  const parCharte = db
    .select({ charteId: lectures.charteId, nombre: count() })
    .from(lectures)
    .groupBy(lectures.charteId)
    .all();
  return {
    campagnes: db
      .select({ charteId: campagnes.charteId, id: campagnes.id, anneeScolaire: campagnes.anneeScolaire })
      .from(campagnes)
      .orderBy(desc(campagnes.anneeScolaire))
      .all(),
    lectures: new Map(parCharte.map(({ charteId, nombre }) => [charteId, nombre])),
  };
}

/** Le numéro d’une version de plus sous ce nom, sans compter `sauf`. */
export function versionSuivante(db: Base, nom: string, sauf = 0): number {
  const derniere = db
    .select({ version: max(chartes.version) })
    .from(chartes)
    .where(and(eq(chartes.nom, nom), ne(chartes.id, sauf)))
    .get();
  return (derniere?.version ?? 0) + 1;
}

export function insererBrouillon(tx: Transaction, contenu: Charte, issueDe: number | null): number {
  const { id } = tx.db
    .insert(chartes)
    .values({
      nom: contenu.nom,
      version: contenu.version,
      etat: 'brouillon',
      contenu,
      issueDe,
      modifieeLe: tx.acteur.instant,
    })
    .returning({ id: chartes.id })
    .get();
  tx.journaliser({
    action: 'charte.creer',
    libelle: `Brouillon de la charte « ${contenu.nom} » v${contenu.version}`,
    objet: `charte:${id}`,
    apres: { issueDe, contenu },
  });
  return id;
}

/** @param fait l’avant et l’après de ce qui change seulement : la charte entière, à chaque frappe, noierait le journal */
export function remplacerBrouillon(
  tx: Transaction,
  id: number,
  contenu: Charte,
  fait: { readonly avant: unknown; readonly apres: unknown; readonly libelle: string },
): void {
  tx.db
    .update(chartes)
    .set({ nom: contenu.nom, version: contenu.version, contenu, modifieeLe: tx.acteur.instant })
    .where(eq(chartes.id, id))
    .run();
  tx.journaliser({ action: 'charte.modifier', objet: `charte:${id}`, ...fait });
}

export function publierBrouillon(tx: Transaction, { id, contenu, etat }: LigneCharte): void {
  tx.db.update(chartes).set({ etat: 'publiee', publieeLe: tx.acteur.instant }).where(eq(chartes.id, id)).run();
  tx.journaliser({
    action: 'charte.publier',
    libelle: `Charte « ${contenu.nom} » v${contenu.version} publiée`,
    objet: `charte:${id}`,
    avant: { etat },
    apres: { etat: 'publiee', contenu },
  });
}

export function archiverCharte(tx: Transaction, { id, nom, version, etat }: LigneCharte, motif: string): void {
  tx.db.update(chartes).set({ etat: 'archivee', archiveeLe: tx.acteur.instant }).where(eq(chartes.id, id)).run();
  tx.journaliser({
    action: 'charte.archiver',
    libelle: `Charte « ${nom} » v${version} archivée`,
    objet: `charte:${id}`,
    avant: { etat },
    apres: { etat: 'archivee' },
    motif,
  });
}

export function supprimerCharte(tx: Transaction, { id, nom, version, contenu }: LigneCharte): void {
  tx.db.delete(chartes).where(eq(chartes.id, id)).run();
  tx.journaliser({
    action: 'charte.supprimer',
    libelle: `Brouillon « ${nom} » v${version} supprimé`,
    objet: `charte:${id}`,
    avant: contenu,
  });
}

/** Une lecture, une synthèse ou une campagne s’y rattache, aujourd’hui ou autrefois. */
export function charteAServi(db: Base, charteId: number): boolean {
  const usage = [lectures, syntheses, campagnes].find(
    (table) => db.select({ un: sql`1` }).from(table).where(eq(table.charteId, charteId)).limit(1).get() !== undefined,
  );
  return usage !== undefined;
}

/** Les versions avec lesquelles des dossiers de cette campagne ont été lus, hors celle d’aujourd’hui. */
export function versionsPassees(db: Base, campagneId: number, dossierId?: number): LigneCharte[] {
  const lues = db
    .selectDistinct({ id: lectures.charteId })
    .from(lectures)
    .innerJoin(dossiers, eq(dossiers.id, lectures.dossierId))
    .innerJoin(campagnes, eq(campagnes.id, dossiers.campagneId))
    .where(
      and(
        eq(dossiers.campagneId, campagneId),
        ne(lectures.charteId, campagnes.charteId),
        dossierId === undefined ? undefined : eq(dossiers.id, dossierId),
      ),
    );
  return db.select().from(chartes).where(inArray(chartes.id, lues)).orderBy(desc(chartes.id)).all();
}

export type LectureGardee = typeof lectures.$inferSelect & { readonly cotations: (typeof niveaux.$inferSelect)[] };

/** Les lectures d’une campagne faites avec une version, et leurs cotations. */
export function lecturesDeLaVersion(db: Base, campagneId: number, charteId: number): LectureGardee[] {
  const choisies = db
    .select({ id: lectures.id })
    .from(lectures)
    .innerJoin(dossiers, eq(dossiers.id, lectures.dossierId))
    .where(and(eq(dossiers.campagneId, campagneId), eq(lectures.charteId, charteId)));
  const cotations = Map.groupBy(
    db.select().from(niveaux).where(inArray(niveaux.lectureId, choisies)).orderBy(asc(niveaux.critere)).all(),
    (n) => n.lectureId,
  );
  return db
    .select()
    .from(lectures)
    .where(inArray(lectures.id, choisies))
    .orderBy(asc(lectures.id))
    .all()
    .map((lecture) => ({ ...lecture, cotations: cotations.get(lecture.id) ?? [] }));
}

export interface LectureAReporter {
  readonly source: LectureGardee;
  readonly etat: 'en_cours' | 'terminee';
  readonly reprises: readonly (typeof niveaux.$inferSelect)[];
}

/**
 * Ouvre dans la nouvelle version une lecture de plus par lecture reportée ; l’ancienne n’est pas touchée. Les instants
 * sont ceux du lecteur : un changement de charte n’est pas un passage de sa part.
 */
export function insererReports(tx: Transaction, charteId: number, aReporter: readonly LectureAReporter[]): void {
  for (const { source, etat, reprises } of aReporter) {
    const { dossierId, agentId, commentaire, modifieLe, termineeLe } = source;
    const { id } = tx.db
      .insert(lectures)
      .values({ dossierId, agentId, charteId, etat, commentaire, modifieLe, termineeLe })
      .returning({ id: lectures.id })
      .get();
    if (reprises.length > 0)
      tx.db
        .insert(niveaux)
        .values(reprises.map((cotation) => ({ ...cotation, lectureId: id })))
        .run();
    tx.journaliser({
      action: 'lecture.reporter',
      libelle: `Lecture reportée dans la nouvelle version de la charte (${reprises.length} niveaux repris)`,
      objet: `dossier:${dossierId}`,
      avant: { lectureId: source.id, charteId: source.charteId, etat: source.etat },
      apres: { lectureId: id, charteId, etat, criteres: reprises.map((r) => r.critere) },
    });
  }
}

/** Les niveaux fixés par un rapporteur, repris pour les critères restés les mêmes ; les anciens restent. */
export function reporterSyntheses(
  tx: Transaction,
  campagneId: number,
  versions: { readonly de: number; readonly vers: number },
  criteres: readonly string[],
): void {
  if (criteres.length === 0) return;
  const desDossiers = tx.db.select({ id: dossiers.id }).from(dossiers).where(eq(dossiers.campagneId, campagneId));
  const fixes = tx.db
    .select()
    .from(syntheses)
    .where(
      and(
        inArray(syntheses.dossierId, desDossiers),
        eq(syntheses.charteId, versions.de),
        inArray(syntheses.critere, [...criteres]),
      ),
    )
    .all();
  if (fixes.length === 0) return;
  for (const fixe of fixes)
    tx.db
      .insert(syntheses)
      .values({ ...fixe, charteId: versions.vers })
      .onConflictDoNothing()
      .run();
  tx.journaliser({
    action: 'synthese.reporter',
    libelle: 'Niveaux fixés par les rapporteurs repris dans la nouvelle version de la charte',
    objet: `campagne:${campagneId}`,
    avant: { charteId: versions.de },
    apres: { charteId: versions.vers, repris: fixes.map(({ dossierId, critere }) => ({ dossierId, critere })) },
  });
}

export function rattacherCampagne(
  tx: Transaction,
  campagne: { readonly id: number; readonly anneeScolaire: string; readonly charteId: number },
  apres: LigneCharte,
  motif: string,
): void {
  tx.db.update(campagnes).set({ charteId: apres.id }).where(eq(campagnes.id, campagne.id)).run();
  sceller(tx, 'campagnes', [campagne.id]);
  tx.journaliser({
    action: 'campagne.changer_charte',
    libelle: `Campagne ${campagne.anneeScolaire} : charte « ${apres.nom} » v${apres.version}`,
    objet: `campagne:${campagne.id}`,
    avant: { charteId: campagne.charteId },
    apres: { charteId: apres.id },
    motif,
  });
}

/** Constats d’agents de cette campagne sur ces conditions. */
export function compterConstats(db: Base, campagneId: number, conditions: readonly string[]): number {
  const trouve = db
    .select({ nombre: count() })
    .from(constats)
    .innerJoin(dossiers, eq(dossiers.id, constats.dossierId))
    .where(and(eq(dossiers.campagneId, campagneId), inArray(constats.condition, [...conditions])))
    .get();
  return trouve?.nombre ?? 0;
}

/** Collectifs de la campagne dont une décision est en vigueur. */
export function compterDecides(db: Base, campagneId: number): number {
  const trouve = db
    .select({ nombre: count() })
    .from(decisions)
    .innerJoin(collectifs, eq(collectifs.id, decisions.collectifId))
    .innerJoin(dossiers, eq(dossiers.id, collectifs.dossierId))
    .where(and(eq(dossiers.campagneId, campagneId), eq(decisions.enVigueur, true)))
    .get();
  return trouve?.nombre ?? 0;
}
