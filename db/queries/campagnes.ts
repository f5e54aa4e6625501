import { and, asc, count, desc, eq, sql } from 'drizzle-orm';
import type { Bareme } from '../../shared/domaine/bareme.ts';
import type { Charte } from '../../shared/domaine/charte.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { parBase } from '../preparer.ts';
import { baremes, campagnes, chartes, etapes } from '../schema/campagnes.ts';
import { dossiers } from '../schema/dossiers.ts';

export interface EtapeDatee {
  readonly numero: number;
  readonly debut: string;
  readonly fin: string | null;
}

export function listerCampagnes(db: Base): { id: number; anneeScolaire: string; dossiers: number }[] {
  return db
    .select({ id: campagnes.id, anneeScolaire: campagnes.anneeScolaire, dossiers: count(dossiers.id) })
    .from(campagnes)
    .leftJoin(dossiers, eq(dossiers.campagneId, campagnes.id))
    .groupBy(campagnes.id)
    .orderBy(desc(campagnes.anneeScolaire))
    .all();
}

const campagneDe = parBase((db) => ({
  campagne: db
    .select({ campagne: campagnes, bareme: baremes.contenu, charte: chartes.contenu })
    .from(campagnes)
    .innerJoin(baremes, eq(baremes.id, campagnes.baremeId))
    .innerJoin(chartes, eq(chartes.id, campagnes.charteId))
    .where(eq(campagnes.id, sql.placeholder('id')))
    .prepare(),
  etapes: db
    .select({ numero: etapes.numero, debut: etapes.debut, fin: etapes.fin })
    .from(etapes)
    .where(eq(etapes.campagneId, sql.placeholder('id')))
    .orderBy(asc(etapes.numero))
    .prepare(),
}));

export function lireCampagne(db: Base, id: number) {
  const requetes = campagneDe(db);
  const ligne = requetes.campagne.get({ id });
  if (!ligne) return undefined;
  return { ...ligne.campagne, bareme: ligne.bareme, charte: ligne.charte, etapes: requetes.etapes.all({ id }) };
}

export function listerBaremes(db: Base): { id: number; bareme: Bareme; campagnes: string[] }[] {
  const lignes = db.select({ id: baremes.id, bareme: baremes.contenu }).from(baremes).orderBy(asc(baremes.id)).all();
  const usages = db.select({ id: campagnes.baremeId, annee: campagnes.anneeScolaire }).from(campagnes).all();
  return lignes.map((l) => ({ ...l, campagnes: usages.filter((u) => u.id === l.id).map((u) => u.annee) }));
}

export function campagnesDuBareme(db: Base, baremeId: number): number[] {
  return db
    .select({ id: campagnes.id })
    .from(campagnes)
    .where(eq(campagnes.baremeId, baremeId))
    .all()
    .map((c) => c.id);
}

export function insererBareme(tx: Transaction, contenu: Bareme): number {
  const { id } = tx.db.insert(baremes).values({ contenu }).returning({ id: baremes.id }).get();
  sceller(tx, 'baremes', [id]);
  tx.journaliser({
    action: 'bareme.creer',
    libelle: `Barème « ${contenu.nom} »`,
    objet: `bareme:${id}`,
    apres: contenu,
  });
  return id;
}

export function remplacerBareme(tx: Transaction, id: number, avant: Bareme, apres: Bareme, motif: string): void {
  tx.db.update(baremes).set({ contenu: apres }).where(eq(baremes.id, id)).run();
  sceller(tx, 'baremes', [id]);
  tx.journaliser({
    action: 'bareme.modifier',
    libelle: `Barème « ${apres.nom} » modifié`,
    objet: `bareme:${id}`,
    avant,
    apres,
    motif,
  });
}

/** La charte publiée de ce nom et de cette version, créée au besoin. */
export function publierCharte(tx: Transaction, contenu: Charte): number {
  const existante = tx.db
    .select({ id: chartes.id })
    .from(chartes)
    .where(and(eq(chartes.nom, contenu.nom), eq(chartes.version, contenu.version)))
    .get();
  if (existante) return existante.id;
  const { instant } = tx.acteur;
  const { id } = tx.db
    .insert(chartes)
    .values({ nom: contenu.nom, version: contenu.version, etat: 'publiee', contenu, publieeLe: instant })
    .returning({ id: chartes.id })
    .get();
  tx.journaliser({
    action: 'charte.publier',
    libelle: `Charte « ${contenu.nom} » v${contenu.version}`,
    objet: `charte:${id}`,
    apres: contenu,
  });
  return id;
}

export interface NouvelleCampagne {
  readonly anneeScolaire: string;
  readonly enveloppeCentimes: number | null;
  readonly dateLimiteDepot: string;
  readonly baremeId: number;
  readonly charteId: number;
}

export function insererCampagne(tx: Transaction, valeurs: NouvelleCampagne, datees: readonly EtapeDatee[]): number {
  const { id } = tx.db
    .insert(campagnes)
    .values({ ...valeurs, creeLe: tx.acteur.instant })
    .returning({ id: campagnes.id })
    .get();
  tx.db
    .insert(etapes)
    .values(datees.map((e) => ({ ...e, campagneId: id })))
    .run();
  sceller(tx, 'campagnes', [id]);
  tx.journaliser({
    action: 'campagne.creer',
    libelle: `Campagne ${valeurs.anneeScolaire} créée`,
    objet: `campagne:${id}`,
    apres: valeurs,
  });
  return id;
}

export function modifierCampagne(
  tx: Transaction,
  id: number,
  avant: { enveloppeCentimes: number | null; dateLimiteDepot: string },
  apres: { enveloppeCentimes: number | null; dateLimiteDepot: string },
  motif: string,
): void {
  tx.db.update(campagnes).set(apres).where(eq(campagnes.id, id)).run();
  sceller(tx, 'campagnes', [id]);
  tx.journaliser({
    action: 'campagne.modifier',
    libelle: 'Enveloppe et date limite de la campagne',
    objet: `campagne:${id}`,
    avant,
    apres,
    motif,
  });
}

export function modifierEtape(tx: Transaction, campagneId: number, avant: EtapeDatee, apres: EtapeDatee): void {
  const { numero, ...dates } = apres;
  tx.db
    .insert(etapes)
    .values({ campagneId, numero, ...dates })
    .onConflictDoUpdate({ target: [etapes.campagneId, etapes.numero], set: dates })
    .run();
  tx.journaliser({
    action: 'campagne.dater',
    libelle: `Dates de l’étape ${numero}`,
    objet: `campagne:${campagneId}`,
    avant,
    apres,
  });
}
