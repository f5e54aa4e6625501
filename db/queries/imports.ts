import { asc, count, desc, eq, inArray } from 'drizzle-orm';
import type { BilanImport } from '../../shared/contract/imports.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { agents } from '../schema/agents.ts';
import { collectifs, dossiers, lignesBudget, reponses } from '../schema/dossiers.ts';
import { anomalies, imports, profilsImport } from '../schema/imports.ts';
import { structures } from '../schema/structures.ts';

export type ValeursStructure = Omit<typeof structures.$inferInsert, 'id' | 'creeLe' | 'numeroTiers'>;
export type ValeursDossier = Omit<typeof dossiers.$inferInsert, 'id' | 'creeLe' | 'modifieLe'>;
export type ValeursCollectif = Omit<typeof collectifs.$inferInsert, 'id' | 'dossierId' | 'empreinte' | 'present'>;
export type ValeursBudget = Omit<typeof lignesBudget.$inferInsert, 'id' | 'dossierId' | 'empreinte'>;
export type ValeursReponse = Omit<typeof reponses.$inferInsert, 'id' | 'dossierId'>;

export interface Existant {
  readonly structures: readonly (typeof structures.$inferSelect)[];
  readonly dossiers: readonly (typeof dossiers.$inferSelect)[];
  /** Par dossier, ceux que le dernier fichier ne contenait plus compris. */
  readonly collectifs: ReadonlyMap<number, (typeof collectifs.$inferSelect)[]>;
  readonly budget: ReadonlyMap<number, (typeof lignesBudget.$inferSelect)[]>;
  readonly reponses: ReadonlyMap<number, (typeof reponses.$inferSelect)[]>;
}

function parDossier<T extends { dossierId: number }>(lignes: readonly T[]): Map<number, T[]> {
  return Map.groupBy(lignes, (l) => l.dossierId);
}

/** Ce que la base sait déjà de cette campagne, pour comparer un fichier reçu. */
export function lireExistant(db: Base, campagneId: number): Existant {
  const choisis = db.select({ id: dossiers.id }).from(dossiers).where(eq(dossiers.campagneId, campagneId));
  return {
    structures: db.select().from(structures).all(),
    dossiers: db.select().from(dossiers).where(eq(dossiers.campagneId, campagneId)).all(),
    collectifs: parDossier(
      db.select().from(collectifs).where(inArray(collectifs.dossierId, choisis)).orderBy(asc(collectifs.rang)).all(),
    ),
    budget: parDossier(
      db
        .select()
        .from(lignesBudget)
        .where(inArray(lignesBudget.dossierId, choisis))
        .orderBy(asc(lignesBudget.rang))
        .all(),
    ),
    reponses: parDossier(
      db.select().from(reponses).where(inArray(reponses.dossierId, choisis)).orderBy(asc(reponses.id)).all(),
    ),
  };
}

export function insererStructure(tx: Transaction, valeurs: ValeursStructure): number {
  const { id } = tx.db
    .insert(structures)
    .values({ ...valeurs, creeLe: tx.acteur.instant })
    .returning({ id: structures.id })
    .get();
  tx.journaliser({
    action: 'structure.creer',
    libelle: `Structure ${valeurs.raisonSociale}`,
    objet: `structure:${id}`,
    apres: valeurs,
  });
  return id;
}

/** N’écrit, et ne met au journal, que ce qui change vraiment : deux dossiers d’un porteur disent souvent la même chose. */
export function modifierStructure(tx: Transaction, id: number, changements: Partial<ValeursStructure>): void {
  const actuelle = tx.db.select().from(structures).where(eq(structures.id, id)).get();
  if (!actuelle) throw new Error(`Structure introuvable : ${id}`);
  const { avant, apres } = garderDifferents(actuelle, changements);
  if (Object.keys(apres).length === 0) return;
  tx.db.update(structures).set(apres).where(eq(structures.id, id)).run();
  tx.journaliser({
    action: 'structure.modifier',
    libelle: 'Structure modifiée par un import',
    objet: `structure:${id}`,
    avant,
    apres,
  });
}

/** Les seuls champs de `nouveaux` qui diffèrent, avec leur valeur d’avant. */
function garderDifferents<T extends object>(
  anciens: T,
  nouveaux: Partial<T>,
): { avant: Partial<T>; apres: Partial<T> } {
  const avant: Partial<T> = {};
  const apres: Partial<T> = {};
  for (const cle of Object.keys(nouveaux) as (keyof T)[]) {
    if (JSON.stringify(anciens[cle]) === JSON.stringify(nouveaux[cle])) continue;
    Object.assign(avant, { [cle]: anciens[cle] });
    Object.assign(apres, { [cle]: nouveaux[cle] });
  }
  return { avant, apres };
}

export interface ContenuDossier {
  readonly valeurs: ValeursDossier;
  readonly collectifs: readonly ValeursCollectif[];
  readonly budget: readonly ValeursBudget[];
  readonly reponses: readonly ValeursReponse[];
}

export function insererDossier(tx: Transaction, contenu: ContenuDossier): number {
  const { id } = tx.db
    .insert(dossiers)
    .values({ ...contenu.valeurs, creeLe: tx.acteur.instant, modifieLe: tx.acteur.instant })
    .returning({ id: dossiers.id })
    .get();
  ecrireContenu(tx, id, contenu);
  tx.journaliser({
    action: 'dossier.importer',
    libelle: `Dossier ${contenu.valeurs.numero} importé`,
    objet: `dossier:${id}`,
    apres: { ...contenu.valeurs, collectifs: contenu.collectifs, budget: contenu.budget },
  });
  return id;
}

/** Met le dossier à jour sans toucher lectures, décisions ni montants agréés. */
export function modifierDossier(tx: Transaction, id: number, contenu: ContenuDossier, differences: unknown): void {
  tx.db
    .update(dossiers)
    .set({ ...contenu.valeurs, modifieLe: tx.acteur.instant })
    .where(eq(dossiers.id, id))
    .run();
  ecrireContenu(tx, id, contenu);
  tx.journaliser({
    action: 'dossier.reimporter',
    libelle: `Dossier ${contenu.valeurs.numero} mis à jour par un import`,
    objet: `dossier:${id}`,
    apres: differences,
  });
}

function ecrireContenu(tx: Transaction, dossierId: number, contenu: ContenuDossier): void {
  // Un collectif absent du nouveau fichier est marqué, jamais effacé : une décision peut s’y rattacher.
  const anciens = tx.db.select({ id: collectifs.id }).from(collectifs).where(eq(collectifs.dossierId, dossierId)).all();
  tx.db.update(collectifs).set({ present: false }).where(eq(collectifs.dossierId, dossierId)).run();
  const scelles = new Set(anciens.map((c) => c.id));
  for (const collectif of contenu.collectifs) {
    const valeurs = { ...collectif, present: true };
    const { id } = tx.db
      .insert(collectifs)
      .values({ ...valeurs, dossierId })
      .onConflictDoUpdate({ target: [collectifs.dossierId, collectifs.rang], set: valeurs })
      .returning({ id: collectifs.id })
      .get();
    scelles.add(id);
  }
  sceller(tx, 'collectifs', [...scelles]);
  tx.db.delete(lignesBudget).where(eq(lignesBudget.dossierId, dossierId)).run();
  for (const ligne of contenu.budget) {
    const { id } = tx.db
      .insert(lignesBudget)
      .values({ ...ligne, dossierId })
      .returning({ id: lignesBudget.id })
      .get();
    sceller(tx, 'lignes_budget', [id]);
  }
  tx.db.delete(reponses).where(eq(reponses.dossierId, dossierId)).run();
  for (const reponse of contenu.reponses)
    tx.db
      .insert(reponses)
      .values({ ...reponse, dossierId })
      .run();
}

export interface NouvelImport {
  readonly campagneId: number;
  readonly fichier: string;
  readonly sha256: string;
  readonly famille: string;
  readonly bilan: BilanImport;
}

export type ValeursAnomalie = Omit<typeof anomalies.$inferInsert, 'id' | 'importId'>;

export function insererImport(tx: Transaction, valeurs: NouvelImport, constatees: readonly ValeursAnomalie[]): number {
  const { id } = tx.db
    .insert(imports)
    .values({ ...valeurs, agentId: tx.acteur.agentId ?? 0, instant: tx.acteur.instant })
    .returning({ id: imports.id })
    .get();
  for (const anomalie of constatees)
    tx.db
      .insert(anomalies)
      .values({ ...anomalie, importId: id })
      .run();
  tx.journaliser({
    action: 'import.executer',
    libelle: `Import de ${valeurs.fichier}`,
    objet: `import:${id}`,
    apres: valeurs,
  });
  return id;
}

export function listerImports(db: Base, campagneId: number) {
  return db
    .select({ import: imports, prenom: agents.prenom, nom: agents.nom, anomalies: count(anomalies.id) })
    .from(imports)
    .leftJoin(agents, eq(agents.id, imports.agentId))
    .leftJoin(anomalies, eq(anomalies.importId, imports.id))
    .where(eq(imports.campagneId, campagneId))
    .groupBy(imports.id)
    .orderBy(desc(imports.id))
    .all();
}

/** Anomalies du dernier import de la campagne : l’état présent des fichiers reçus. */
export function anomaliesCourantes(db: Base, campagneId: number) {
  const dernier = db
    .select({ id: imports.id })
    .from(imports)
    .where(eq(imports.campagneId, campagneId))
    .orderBy(desc(imports.id))
    .limit(1)
    .get();
  if (!dernier) return [];
  return db.select().from(anomalies).where(eq(anomalies.importId, dernier.id)).orderBy(asc(anomalies.id)).all();
}

export function listerProfils(db: Base) {
  return db.select().from(profilsImport).orderBy(asc(profilsImport.nom)).all();
}

export function garderProfil(
  tx: Transaction,
  profil: { nom: string; demarche: string | null; correspondances: Record<string, string | null> },
): void {
  const { nom, ...valeurs } = profil;
  tx.db.insert(profilsImport).values(profil).onConflictDoUpdate({ target: profilsImport.nom, set: valeurs }).run();
  tx.journaliser({
    action: 'profil.garder',
    libelle: `Profil d’import « ${nom} »`,
    objet: `profil:${nom}`,
    apres: valeurs,
  });
}
