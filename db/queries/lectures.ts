import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import type { Niveau, ReponseCondition } from '../../shared/domaine/charte.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { campagnes, chartes } from '../schema/campagnes.ts';
import { dossiers } from '../schema/dossiers.ts';
import { attributions, liensInteret } from '../schema/instruction.ts';
import { constats, lectures, niveaux } from '../schema/lectures.ts';
import { LIEN_EN_COURS } from './liens-interet.ts';

/** Les dossiers d’une campagne, par numéro, avec l’état de la lecture de cet agent (null : pas commencée). */
export function lireEtatsDeLecture(
  db: Base,
  campagneId: number,
  agentId: number,
): {
  id: number;
  etat: 'en_cours' | 'terminee' | null;
  luLe: string | null;
  contenuModifieLe: string | null;
  role: 'lecteur' | 'rapporteur' | null;
  lien: number | null;
}[] {
  return db
    .select({
      id: dossiers.id,
      etat: lectures.etat,
      luLe: lectures.modifieLe,
      contenuModifieLe: dossiers.contenuModifieLe,
      role: attributions.role,
      lien: liensInteret.id,
    })
    .from(dossiers)
    .innerJoin(campagnes, eq(campagnes.id, dossiers.campagneId))
    .leftJoin(
      lectures,
      and(
        eq(lectures.dossierId, dossiers.id),
        eq(lectures.agentId, agentId),
        eq(lectures.charteId, campagnes.charteId),
      ),
    )
    .leftJoin(attributions, and(eq(attributions.dossierId, dossiers.id), eq(attributions.agentId, agentId)))
    .leftJoin(
      liensInteret,
      and(eq(liensInteret.dossierId, dossiers.id), eq(liensInteret.agentId, agentId), LIEN_EN_COURS),
    )
    .where(eq(dossiers.campagneId, campagneId))
    .orderBy(asc(dossiers.numero))
    .all();
}

/** La lecture de cet agent sous la charte de la campagne ; celles d’une version d’avant restent en base. */
export function lireLecture(db: Base, dossierId: number, agentId: number) {
  return db
    .select(getTableColumns(lectures))
    .from(lectures)
    .innerJoin(dossiers, eq(dossiers.id, lectures.dossierId))
    .innerJoin(campagnes, and(eq(campagnes.id, dossiers.campagneId), eq(campagnes.charteId, lectures.charteId)))
    .where(and(eq(lectures.dossierId, dossierId), eq(lectures.agentId, agentId)))
    .get();
}

/** La version de charte de chaque lecture d’un dossier. */
export function chartesDesLectures(
  db: Base,
  dossierId: number,
): ReadonlyMap<number, { id: number; nom: string; version: number }> {
  const lignes = db
    .select({ lectureId: lectures.id, id: chartes.id, nom: chartes.nom, version: chartes.version })
    .from(lectures)
    .innerJoin(chartes, eq(chartes.id, lectures.charteId))
    .where(eq(lectures.dossierId, dossierId))
    .all();
  return new Map(lignes.map(({ lectureId, ...charte }) => [lectureId, charte]));
}

/** Le lecteur a vu ce qu’un import a changé : sa lecture repart de maintenant, sans autre changement. */
export function marquerVue(tx: Transaction, lecture: { id: number; dossierId: number; modifieLe: string }): void {
  tx.db.update(lectures).set({ modifieLe: tx.acteur.instant }).where(eq(lectures.id, lecture.id)).run();
  tx.journaliser({
    action: 'lecture.prendre_connaissance',
    libelle: 'Changements du dossier vus par le lecteur',
    objet: `dossier:${lecture.dossierId}`,
    avant: lecture.modifieLe,
    apres: tx.acteur.instant,
  });
}

/** La lecture de l’agent, ouverte à la première cotation. */
export function ouvrirLecture(tx: Transaction, dossierId: number, agentId: number, charteId: number): number {
  const existante = lireLecture(tx.db, dossierId, agentId);
  if (existante) return existante.id;
  const { id } = tx.db
    .insert(lectures)
    .values({ dossierId, agentId, charteId, etat: 'en_cours', modifieLe: tx.acteur.instant })
    .returning({ id: lectures.id })
    .get();
  tx.journaliser({
    action: 'lecture.ouvrir',
    libelle: 'Lecture commencée',
    objet: `dossier:${dossierId}`,
    apres: { agentId, charteId },
  });
  return id;
}

export interface Cotation {
  readonly niveau: Niveau | null;
  readonly commentaire: string;
}

export function lireCotation(db: Base, lectureId: number, critere: string): Cotation | undefined {
  const ligne = db
    .select()
    .from(niveaux)
    .where(and(eq(niveaux.lectureId, lectureId), eq(niveaux.critere, critere)))
    .get();
  if (!ligne) return undefined;
  return { niveau: ligne.sansObjet ? 'sans_objet' : (ligne.niveau as Niveau | null), commentaire: ligne.commentaire };
}

export function ecrireCotation(
  tx: Transaction,
  cible: { lectureId: number; dossierId: number; critere: string },
  apres: Cotation,
): void {
  const avant = lireCotation(tx.db, cible.lectureId, cible.critere);
  // Renvoyée après une coupure, une saisie déjà gardée ne fait pas une seconde entrée.
  if (avant?.niveau === apres.niveau && avant.commentaire === apres.commentaire) return;
  const valeurs = {
    niveau: typeof apres.niveau === 'number' ? apres.niveau : null,
    sansObjet: apres.niveau === 'sans_objet',
    commentaire: apres.commentaire,
  };
  tx.db
    .insert(niveaux)
    .values({ lectureId: cible.lectureId, critere: cible.critere, ...valeurs })
    .onConflictDoUpdate({ target: [niveaux.lectureId, niveaux.critere], set: valeurs })
    .run();
  tx.db.update(lectures).set({ modifieLe: tx.acteur.instant }).where(eq(lectures.id, cible.lectureId)).run();
  tx.journaliser({
    action: 'lecture.noter',
    libelle: `Critère ${cible.critere}`,
    objet: `dossier:${cible.dossierId}`,
    avant,
    // La lecture, pour que l’historique sache avec quelle version de la charte le niveau a été donné.
    apres: { ...apres, lectureId: cible.lectureId },
  });
}

export function commenterLecture(
  tx: Transaction,
  lecture: { id: number; dossierId: number; commentaire: string },
  commentaire: string,
): void {
  if (commentaire === lecture.commentaire) return;
  tx.db.update(lectures).set({ commentaire, modifieLe: tx.acteur.instant }).where(eq(lectures.id, lecture.id)).run();
  tx.journaliser({
    action: 'lecture.commenter',
    libelle: 'Commentaire du lecteur',
    objet: `dossier:${lecture.dossierId}`,
    avant: lecture.commentaire,
    apres: commentaire,
  });
}

export function changerEtatLecture(
  tx: Transaction,
  lecture: { id: number; dossierId: number; etat: 'en_cours' | 'terminee' },
  etat: 'en_cours' | 'terminee',
  motif: string | null,
): void {
  const { instant } = tx.acteur;
  tx.db
    .update(lectures)
    .set({ etat, modifieLe: instant, ...(etat === 'terminee' ? { termineeLe: instant } : {}) })
    .where(eq(lectures.id, lecture.id))
    .run();
  tx.journaliser({
    action: etat === 'terminee' ? 'lecture.terminer' : 'lecture.rouvrir',
    libelle: etat === 'terminee' ? 'Lecture terminée' : 'Lecture rouverte',
    objet: `dossier:${lecture.dossierId}`,
    avant: lecture.etat,
    apres: etat,
    motif,
  });
}

export interface Constat {
  readonly reponse: ReponseCondition;
  readonly proposition: ReponseCondition;
  readonly preuve: string;
  readonly commentaire: string;
  readonly agentId: number;
}

/** `constat` null : l’agent revient à la proposition du logiciel. */
export function ecrireConstat(tx: Transaction, dossierId: number, condition: string, constat: Constat | null): void {
  const cible = and(eq(constats.dossierId, dossierId), eq(constats.condition, condition));
  const avant = tx.db.select().from(constats).where(cible).get();
  if (constat === null) {
    tx.db.delete(constats).where(cible).run();
  } else {
    const valeurs = { ...constat, instant: tx.acteur.instant };
    tx.db
      .insert(constats)
      .values({ dossierId, condition, ...valeurs })
      .onConflictDoUpdate({ target: [constats.dossierId, constats.condition], set: valeurs })
      .run();
  }
  tx.journaliser({
    action: 'condition.constater',
    libelle: `Condition ${condition}`,
    objet: `dossier:${dossierId}`,
    avant: avant && {
      reponse: avant.reponse,
      proposition: avant.proposition,
      preuve: avant.preuve,
      commentaire: avant.commentaire,
      agentId: avant.agentId,
    },
    apres: constat,
  });
}
