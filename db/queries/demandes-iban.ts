import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { parBase } from '../preparer.ts';
import { dossiers } from '../schema/dossiers.ts';
import { coordonneesBancaires, demandesIban, structures } from '../schema/structures.ts';
import { type Appel, lireCoordonneesActives, type NouvellesCoordonnees, nomsDesAgents } from './coordonnees.ts';

export type LigneDemandeIban = typeof demandesIban.$inferSelect;

const demandesDe = parBase((db) => ({
  ouverte: db
    .select()
    .from(demandesIban)
    .where(and(eq(demandesIban.structureId, sql.placeholder('structureId')), eq(demandesIban.etat, 'ouverte')))
    .prepare(),
}));

/** La demande ouverte d’une structure : une au plus, la base y veille. */
export function lireDemandeOuverte(db: Base, structureId: number): LigneDemandeIban | undefined {
  return demandesDe(db).ouverte.get({ structureId });
}

export function lireDemandeIban(db: Base, id: number): LigneDemandeIban | undefined {
  return db.select().from(demandesIban).where(eq(demandesIban.id, id)).get();
}

/** Les structures dont un changement d’IBAN attend : rien ne leur est payé d’ici là. */
export function structuresEnAttenteDIban(db: Base): ReadonlySet<number> {
  return new Set(
    db
      .select({ id: demandesIban.structureId })
      .from(demandesIban)
      .where(eq(demandesIban.etat, 'ouverte'))
      .all()
      .map((d) => d.id),
  );
}

/** Ouvre une demande ; l’appelant a fermé celle qui était ouverte. Rend son numéro. */
export function ouvrirDemandeIban(tx: Transaction, valeurs: NouvellesCoordonnees): number {
  const { id } = tx.db
    .insert(demandesIban)
    .values({ ...valeurs, etat: 'ouverte', demandePar: tx.acteur.agentId ?? 0, demandeLe: tx.acteur.instant })
    .returning({ id: demandesIban.id })
    .get();
  sceller(tx, 'demandes_iban', [id]);
  const active = lireCoordonneesActives(tx.db, valeurs.structureId);
  tx.journaliser({
    action: 'iban.demander',
    libelle: 'Changement d’IBAN demandé',
    objet: `structure:${valeurs.structureId}`,
    avant: active ? { iban: active.iban, bic: active.bic, titulaire: active.titulaire } : null,
    apres: valeurs,
  });
  return id;
}

const LIBELLES = {
  acceptee: 'Changement d’IBAN accepté',
  refusee: 'Changement d’IBAN refusé',
  annulee: 'Changement d’IBAN annulé',
} as const;

export function cloreDemandeIban(
  tx: Transaction,
  demande: LigneDemandeIban,
  etat: keyof typeof LIBELLES,
  motif: string,
  appel: Appel | null = null,
): void {
  const { verification: _phrase, ...preuve } = appel ?? {};
  tx.db
    .update(demandesIban)
    .set({ etat, motif, traitePar: tx.acteur.agentId, traiteLe: tx.acteur.instant, ...preuve })
    .where(eq(demandesIban.id, demande.id))
    .run();
  sceller(tx, 'demandes_iban', [demande.id]);
  tx.journaliser({
    action: `iban.${etat}`,
    libelle: LIBELLES[etat],
    objet: `structure:${demande.structureId}`,
    avant: { iban: demande.iban, etat: demande.etat },
    apres: { iban: demande.iban, etat },
    motif,
  });
}

/** L’import qui l’avait remplacée est annulé : elle attend à nouveau, telle quelle. */
export function rouvrirDemandeIban(tx: Transaction, id: number): void {
  const demande = lireDemandeIban(tx.db, id);
  if (!demande) throw new Error(`demande d’IBAN introuvable : ${id}`);
  tx.db
    .update(demandesIban)
    .set({ etat: 'ouverte', motif: null, traitePar: null, traiteLe: null })
    .where(eq(demandesIban.id, id))
    .run();
  sceller(tx, 'demandes_iban', [id]);
  tx.journaliser({
    action: 'iban.rouvrir',
    libelle: 'Changement d’IBAN à nouveau demandé',
    objet: `structure:${demande.structureId}`,
    avant: { iban: demande.iban, etat: demande.etat },
    apres: { iban: demande.iban, etat: 'ouverte' },
  });
}

/** Les coordonnées demandées deviennent les seules actives, vérifiées par l’agent qui accepte ; les anciennes restent. */
export function appliquerDemandeIban(tx: Transaction, demande: LigneDemandeIban, appel: Appel): void {
  const avant = lireCoordonneesActives(tx.db, demande.structureId);
  if (avant) {
    tx.db.update(coordonneesBancaires).set({ actif: false }).where(eq(coordonneesBancaires.id, avant.id)).run();
    sceller(tx, 'coordonnees_bancaires', [avant.id]);
  }
  const { structureId, titulaire, iban, bic, origine, demandePar, demandeLe } = demande;
  const { id } = tx.db
    .insert(coordonneesBancaires)
    .values({
      structureId,
      titulaire,
      iban,
      bic,
      origine,
      etat: 'verifie',
      actif: true,
      saisiPar: demandePar,
      saisiLe: demandeLe,
      verifiePar: tx.acteur.agentId,
      verifieLe: tx.acteur.instant,
      ...appel,
    })
    .returning({ id: coordonneesBancaires.id })
    .get();
  sceller(tx, 'coordonnees_bancaires', [id]);
}

/** Le compte que la demande veut remplacer : acceptée, celui d’avant celui qu’elle a fait naître ; sinon celui d’aujourd’hui. */
const COMPTE_D_AVANT = sql<number | null>`(SELECT max(c.id) FROM ${coordonneesBancaires} c
  WHERE c.structure_id = ${demandesIban.structureId} AND CASE ${demandesIban.etat}
    WHEN 'acceptee' THEN c.id < (SELECT min(n.id) FROM ${coordonneesBancaires} n
      WHERE n.structure_id = c.structure_id AND n.iban = ${demandesIban.iban} AND n.verifie_le = ${demandesIban.traiteLe})
    ELSE c.actif = 1 END)`;

function lireDemandes(db: Base, choix: SQL | undefined) {
  const noms = nomsDesAgents(db);
  const nom = (id: number | null) => (id === null ? null : (noms.get(id) ?? null));
  return db
    .select({
      demande: demandesIban,
      raisonSociale: structures.raisonSociale,
      ancienIban: coordonneesBancaires.iban,
      ancienBic: coordonneesBancaires.bic,
      ancienTitulaire: coordonneesBancaires.titulaire,
    })
    .from(demandesIban)
    .innerJoin(structures, eq(structures.id, demandesIban.structureId))
    .leftJoin(coordonneesBancaires, eq(coordonneesBancaires.id, COMPTE_D_AVANT))
    .where(choix)
    .orderBy(sql`${demandesIban.etat} <> 'ouverte'`, desc(demandesIban.id))
    .all()
    .map(({ demande, ...l }) => ({
      ...l,
      ...demande,
      demandePar: nom(demande.demandePar) ?? 'import',
      traitePar: nom(demande.traitePar),
    }));
}
export type DemandeLue = ReturnType<typeof lireDemandes>[number];

/** Les demandes des porteurs d’une campagne, ouvertes d’abord, les plus récentes avant. */
export function listerDemandesIban(db: Base, campagneId: number): DemandeLue[] {
  const porteurs = db.select({ id: dossiers.structureId }).from(dossiers).where(eq(dossiers.campagneId, campagneId));
  return lireDemandes(db, inArray(demandesIban.structureId, porteurs));
}

export function listerDemandesDeStructure(db: Base, structureId: number): DemandeLue[] {
  return lireDemandes(db, eq(demandesIban.structureId, structureId));
}
