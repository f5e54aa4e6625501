import { and, asc, desc, eq, inArray, ne, type SQL } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { preparer } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { dossiers } from '../schema/dossiers.ts';
import { coordonneesBancaires, demandesIban, structures } from '../schema/structures.ts';

export type LigneCoordonnees = typeof coordonneesBancaires.$inferSelect;

export interface NouvellesCoordonnees {
  readonly structureId: number;
  readonly titulaire: string | null;
  readonly iban: string;
  readonly bic: string | null;
  readonly origine: string;
}

/** L’appel qui prouve un compte, en colonnes, et la phrase qui le dit. */
export interface Appel {
  readonly verifieAupresDe: string;
  readonly verifieTelephone: string;
  /** `AAAA-MM-JJ`. */
  readonly verifieDate: string;
  readonly verification: string;
}

/** Nouvelles coordonnées, à vérifier par un autre agent ; celles d’avant restent, inactives. */
export function remplacerCoordonnees(tx: Transaction, valeurs: NouvellesCoordonnees): void {
  const avant = lireCoordonneesActives(tx.db, valeurs.structureId);
  if (avant) {
    tx.db.update(coordonneesBancaires).set({ actif: false }).where(eq(coordonneesBancaires.id, avant.id)).run();
    sceller(tx, 'coordonnees_bancaires', [avant.id]);
  }
  const { id } = tx.db
    .insert(coordonneesBancaires)
    .values({
      ...valeurs,
      etat: 'a_verifier',
      actif: true,
      saisiPar: tx.acteur.agentId ?? 0,
      saisiLe: tx.acteur.instant,
    })
    .returning({ id: coordonneesBancaires.id })
    .get();
  sceller(tx, 'coordonnees_bancaires', [id]);
  tx.journaliser({
    action: 'iban.enregistrer',
    libelle: 'Coordonnées bancaires à vérifier',
    objet: `structure:${valeurs.structureId}`,
    avant: avant ? { iban: avant.iban, bic: avant.bic, titulaire: avant.titulaire } : null,
    apres: valeurs,
  });
}

export function lireCoordonneesActives(db: Base, structureId: number): LigneCoordonnees | undefined {
  return db
    .select()
    .from(coordonneesBancaires)
    .where(and(eq(coordonneesBancaires.structureId, structureId), eq(coordonneesBancaires.actif, true)))
    .get();
}

export function verifierCoordonnees(tx: Transaction, compte: LigneCoordonnees, appel: Appel): void {
  changer(tx, compte, { etat: 'verifie', verifiePar: tx.acteur.agentId, verifieLe: tx.acteur.instant, ...appel });
  tx.journaliser({
    action: 'iban.verifier',
    libelle: 'Coordonnées bancaires vérifiées',
    objet: `structure:${compte.structureId}`,
    avant: { iban: compte.iban, etat: compte.etat },
    apres: { iban: compte.iban, etat: 'verifie', ...appel },
  });
}

export function bloquerCoordonnees(tx: Transaction, compte: LigneCoordonnees, motif: string): void {
  changer(tx, compte, {
    etat: 'bloque',
    bloquePar: tx.acteur.agentId,
    bloqueLe: tx.acteur.instant,
    bloqueMotif: motif,
  });
  tx.journaliser({
    action: 'iban.bloquer',
    libelle: 'IBAN bloqué : rien ne s’y paie',
    objet: `structure:${compte.structureId}`,
    avant: { iban: compte.iban, etat: compte.etat },
    apres: { iban: compte.iban, etat: 'bloque' },
    motif,
  });
}

const JAMAIS_VERIFIE = {
  etat: 'a_verifier',
  verifiePar: null,
  verifieLe: null,
  verifieAupresDe: null,
  verifieTelephone: null,
  verifieDate: null,
  verification: null,
} as const;

/** Ce qu’on croyait vérifié ne l’est plus : un virement en est revenu. */
export function remettreAVerifier(tx: Transaction, compte: LigneCoordonnees, motif: string): void {
  const { verification, verifieLe } = compte;
  changer(tx, compte, JAMAIS_VERIFIE);
  tx.journaliser({
    action: 'iban.douter',
    libelle: 'IBAN à vérifier à nouveau : un virement en est revenu',
    objet: `structure:${compte.structureId}`,
    avant: { iban: compte.iban, etat: compte.etat, verifieLe, verification },
    apres: { iban: compte.iban, etat: 'a_verifier' },
    motif,
  });
}

/** Quand et pourquoi un compte a été remis à vérifier. */
export interface Doute {
  readonly instant: string;
  readonly action: 'iban.douter' | 'iban.debloquer';
  readonly motif: string | null;
}

/** Le dernier doute noté au journal sur ce compte ; undefined : aucun. */
export function dernierDoute(
  db: Base,
  { structureId, iban }: Pick<LigneCoordonnees, 'structureId' | 'iban'>,
): Doute | undefined {
  return preparer(
    db,
    `SELECT instant, action, motif FROM journal
     WHERE objet = ? AND action IN ('iban.douter', 'iban.debloquer') AND json_extract(apres, '$.iban') = ?
     ORDER BY id DESC LIMIT 1`,
  ).get(`structure:${structureId}`, iban) as Doute | undefined;
}

/** Débloqué, le compte est à vérifier comme au premier jour. */
export function debloquerCoordonnees(tx: Transaction, compte: LigneCoordonnees, motif: string): void {
  const { bloqueLe, bloqueMotif, verification } = compte;
  changer(tx, compte, { ...JAMAIS_VERIFIE, bloquePar: null, bloqueLe: null, bloqueMotif: null });
  tx.journaliser({
    action: 'iban.debloquer',
    libelle: 'IBAN débloqué, à vérifier à nouveau',
    objet: `structure:${compte.structureId}`,
    avant: { iban: compte.iban, etat: compte.etat, bloqueLe, bloqueMotif, verification },
    apres: { iban: compte.iban, etat: 'a_verifier' },
    motif,
  });
}

function changer(tx: Transaction, { id }: LigneCoordonnees, valeurs: Partial<LigneCoordonnees>): void {
  tx.db.update(coordonneesBancaires).set(valeurs).where(eq(coordonneesBancaires.id, id)).run();
  sceller(tx, 'coordonnees_bancaires', [id]);
}

/** Le nom de chaque agent, dont ceux qui ne sont plus actifs. */
export function nomsDesAgents(db: Base): ReadonlyMap<number, string> {
  return new Map(
    db
      .select()
      .from(agents)
      .all()
      .map((a) => [a.id, `${a.prenom} ${a.nom}`]),
  );
}

function lireComptes(db: Base, choix: SQL | undefined) {
  const noms = nomsDesAgents(db);
  const nom = (id: number | null) => (id === null ? null : (noms.get(id) ?? null));
  return db
    .select({ banque: coordonneesBancaires, raisonSociale: structures.raisonSociale, siret: structures.siret })
    .from(coordonneesBancaires)
    .innerJoin(structures, eq(structures.id, coordonneesBancaires.structureId))
    .where(choix)
    .orderBy(asc(structures.raisonSociale), desc(coordonneesBancaires.id))
    .all()
    .map((l) => ({
      ...l,
      saisiPar: noms.get(l.banque.saisiPar) ?? 'import',
      saisiParId: l.banque.saisiPar,
      verifiePar: nom(l.banque.verifiePar),
      bloquePar: nom(l.banque.bloquePar),
    }));
}
export type CompteLu = ReturnType<typeof lireComptes>[number];

/** Les comptes qui servent, un par porteur de la campagne. */
export function listerCoordonnees(db: Base, campagneId: number): CompteLu[] {
  const porteurs = db.select({ id: dossiers.structureId }).from(dossiers).where(eq(dossiers.campagneId, campagneId));
  return lireComptes(
    db,
    and(eq(coordonneesBancaires.actif, true), inArray(coordonneesBancaires.structureId, porteurs)),
  );
}

/** Tous les comptes d’une structure, celui qui sert et ceux d’avant, le plus récent d’abord. */
export function listerComptesDeStructure(db: Base, structureId: number): CompteLu[] {
  return lireComptes(db, eq(coordonneesBancaires.structureId, structureId));
}

/** Autres structures dont cet IBAN est le compte, ou le compte demandé. */
export function structuresAvecIban(
  db: Base,
  iban: string,
  saufStructureId: number,
): { readonly raisonSociale: string; readonly siret: string | null }[] {
  const memes = db
    .select({ id: coordonneesBancaires.structureId })
    .from(coordonneesBancaires)
    .where(and(eq(coordonneesBancaires.iban, iban), eq(coordonneesBancaires.actif, true)))
    .union(
      db
        .select({ id: demandesIban.structureId })
        .from(demandesIban)
        .where(and(eq(demandesIban.iban, iban), eq(demandesIban.etat, 'ouverte'))),
    );
  return db
    .select({ raisonSociale: structures.raisonSociale, siret: structures.siret })
    .from(structures)
    .where(and(inArray(structures.id, memes), ne(structures.id, saufStructureId)))
    .orderBy(asc(structures.raisonSociale))
    .all();
}
