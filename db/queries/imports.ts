import { and, asc, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { BilanImport } from '../../shared/contract/imports.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { parBase } from '../preparer.ts';
import type { ReponseRecue } from '../reponses-codees.ts';
import { agents } from '../schema/agents.ts';
import { collectifs, dossiers, lignesBudget } from '../schema/dossiers.ts';
import { anomalies, importFichiers, imports, profilsImport } from '../schema/imports.ts';
import { lectures } from '../schema/lectures.ts';
import { coordonneesBancaires, demandesIban, structures } from '../schema/structures.ts';
import { lireReponses } from './contenu-dossier.ts';
import { garderDifferents } from './differences.ts';

export type ValeursStructure = Omit<typeof structures.$inferInsert, 'id' | 'creeLe' | 'numeroTiers'>;

type LigneDossier = typeof dossiers.$inferSelect;
type LigneStructure = typeof structures.$inferSelect;
type LigneCollectif = typeof collectifs.$inferSelect;

export interface Existant {
  readonly structures: readonly LigneStructure[];
  readonly dossiers: readonly LigneDossier[];
  /** Par dossier, ceux que le dernier fichier ne contenait plus compris. */
  readonly collectifs: ReadonlyMap<number, LigneCollectif[]>;
  /** Dossiers qu’un agent a commencé à lire. */
  readonly lus: ReadonlySet<number>;
  /** Coordonnées bancaires actives, par structure. */
  readonly coordonnees: ReadonlyMap<number, typeof coordonneesBancaires.$inferSelect>;
  /** Demande d’IBAN ouverte, par structure. */
  readonly demandesIban: ReadonlyMap<number, typeof demandesIban.$inferSelect>;
  /** Le dernier import de chaque source, annulés exceptés. */
  readonly derniers: ReadonlyMap<string, { readonly fichier: string; readonly numeros: readonly string[] }>;
  /** Tous les dossiers de la campagne d’une structure. */
  dossiersDe(structureId: number): readonly LigneDossier[];
  /** D’un dossier ; lues à la demande, car elles pèsent et seuls les dossiers modifiés s’en servent. */
  reponses(dossierId: number): readonly ReponseRecue[];
  budget(dossierId: number): readonly (typeof lignesBudget.$inferSelect)[];
}

/** Un dossier de la base, avec ce qui le compose. */
export interface DossierConnu {
  readonly dossier: LigneDossier;
  readonly structure: LigneStructure;
  readonly collectifs: readonly LigneCollectif[];
  reponses(): readonly ReponseRecue[];
  budget(): readonly (typeof lignesBudget.$inferSelect)[];
}

/** Ce que la base sait déjà de cette campagne, pour comparer un fichier reçu. */
export function lireExistant(db: Base, campagneId: number): Existant {
  const lignes = db.select().from(dossiers).where(eq(dossiers.campagneId, campagneId)).all();
  const parStructure = Map.groupBy(lignes, (d) => d.structureId);
  const choisis = db.select({ id: dossiers.id }).from(dossiers).where(eq(dossiers.campagneId, campagneId));
  const actives = db.select().from(coordonneesBancaires).where(eq(coordonneesBancaires.actif, true)).all();
  const ouvertes = db.select().from(demandesIban).where(eq(demandesIban.etat, 'ouverte')).all();
  const lus = db
    .selectDistinct({ id: lectures.dossierId })
    .from(lectures)
    .where(inArray(lectures.dossierId, choisis))
    .all();
  return {
    structures: db.select().from(structures).all(),
    dossiers: lignes,
    collectifs: Map.groupBy(
      db.select().from(collectifs).where(inArray(collectifs.dossierId, choisis)).orderBy(asc(collectifs.rang)).all(),
      (c) => c.dossierId,
    ),
    lus: new Set(lus.map((l) => l.id)),
    coordonnees: new Map(actives.map((c) => [c.structureId, c])),
    demandesIban: new Map(ouvertes.map((d) => [d.structureId, d])),
    derniers: derniersImports(db, campagneId, lignes),
    dossiersDe: (structureId) => parStructure.get(structureId) ?? [],
    reponses: (dossierId) => lireReponses(db, dossierId),
    budget: (dossierId) =>
      db.select().from(lignesBudget).where(eq(lignesBudget.dossierId, dossierId)).orderBy(asc(lignesBudget.rang)).all(),
  };
}

/** Un import de plusieurs sources les garde ensemble, « a + b » : chacune n’a que ses dossiers. */
function derniersImports(db: Base, campagneId: number, lignes: readonly LigneDossier[]): Existant['derniers'] {
  const sources = new Map(lignes.map((d) => [d.numero, d.source]));
  const faits = db
    .select({ source: imports.source, fichier: imports.fichier, numeros: imports.numeros })
    .from(imports)
    .where(and(eq(imports.campagneId, campagneId), isNull(imports.annuleLe)))
    .orderBy(asc(imports.id))
    .all();
  const connus = faits.flatMap(({ source, fichier, numeros }) => {
    if (source === null || numeros === null) return [];
    const parts = source.split(' + ');
    return parts.map((part) => {
      const siens = parts.length === 1 ? numeros : numeros.filter((n) => sources.get(n) === part);
      return [part, { fichier, numeros: siens }] as const;
    });
  });
  return new Map(connus);
}

/** Marque des dossiers absents du dernier fichier de leur source : rien d’autre ne change. */
export function marquerAbsents(tx: Transaction, ids: readonly number[]): void {
  for (const id of ids) {
    const { numero, absentDepuis } = tx.db.select().from(dossiers).where(eq(dossiers.id, id)).get() ?? {};
    tx.db.update(dossiers).set({ absentDepuis: tx.acteur.instant }).where(eq(dossiers.id, id)).run();
    tx.journaliser({
      action: 'dossier.marquer_absent',
      libelle: `Dossier ${numero} absent du dernier fichier`,
      objet: `dossier:${id}`,
      avant: { absentDepuis },
      apres: { absentDepuis: tx.acteur.instant },
    });
  }
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

export interface NouvelImport {
  readonly campagneId: number;
  readonly fichier: string;
  readonly sha256: string;
  readonly famille: string;
  /** Ce qui identifie la source d’une fois sur l’autre. */
  readonly source: string;
  readonly bilan: BilanImport;
  readonly fichiers: readonly { readonly nom: string; readonly sha256: string; readonly octets: number }[];
}

export type ValeursAnomalie = Omit<typeof anomalies.$inferInsert, 'id' | 'importId'>;

/** @param numeros dossiers du fichier : leurs anomalies d’avant ne valent plus */
export function insererImport(
  tx: Transaction,
  valeurs: NouvelImport,
  numeros: readonly string[],
  constatees: readonly ValeursAnomalie[],
): number {
  const { fichiers, ...colonnes } = valeurs;
  const { id } = tx.db
    .insert(imports)
    .values({ ...colonnes, numeros, agentId: tx.acteur.agentId ?? 0, instant: tx.acteur.instant })
    .returning({ id: imports.id })
    .get();
  for (const [i, fichier] of fichiers.entries())
    tx.db
      .insert(importFichiers)
      .values({ ...fichier, importId: id, rang: i + 1 })
      .run();
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

/** Les fichiers d’un import, dans l’ordre du dépôt ; vide s’il a été fait avant qu’on ne les garde. */
export function fichiersDeLImport(db: Base, importId: number): { nom: string; sha256: string; octets: number }[] {
  return db
    .select({ nom: importFichiers.nom, sha256: importFichiers.sha256, octets: importFichiers.octets })
    .from(importFichiers)
    .where(eq(importFichiers.importId, importId))
    .orderBy(asc(importFichiers.rang))
    .all();
}

export function anomaliesDeLImport(db: Base, importId: number) {
  return anomaliesDe(db).anomalies.all({ importId });
}

export function listerImports(db: Base, campagneId: number) {
  const noms = new Map(
    db
      .select()
      .from(agents)
      .all()
      .map((a) => [a.id, `${a.prenom} ${a.nom}`]),
  );
  return db
    .select({ import: imports, prenom: agents.prenom, nom: agents.nom, anomalies: count(anomalies.id) })
    .from(imports)
    .leftJoin(agents, eq(agents.id, imports.agentId))
    .leftJoin(anomalies, eq(anomalies.importId, imports.id))
    .where(eq(imports.campagneId, campagneId))
    .groupBy(imports.id)
    .orderBy(desc(imports.id))
    .all()
    .map((l) => ({ ...l, annulePar: noms.get(l.import.annulePar ?? 0) ?? '' }));
}

const anomaliesDe = parBase((db) => ({
  imports: db
    .select({ id: imports.id, numeros: imports.numeros })
    .from(imports)
    .where(and(eq(imports.campagneId, sql.placeholder('campagneId')), isNull(imports.annuleLe)))
    .orderBy(desc(imports.id))
    .prepare(),
  anomalies: db
    .select()
    .from(anomalies)
    .where(eq(anomalies.importId, sql.placeholder('importId')))
    .orderBy(asc(anomalies.id))
    .prepare(),
}));

/**
 * L’état présent des fichiers reçus : de chaque dossier, les anomalies du dernier fichier qui le contenait ; de ce qui ne
 * tient à aucun dossier, celles du dernier fichier.
 */
export function anomaliesCourantes(db: Base, campagneId: number) {
  const requetes = anomaliesDe(db);
  const revus = new Set<string>();
  const courantes: (typeof anomalies.$inferSelect)[] = [];
  const faits = requetes.imports.all({ campagneId });
  for (const { id, numeros } of faits) {
    const dernier = id === faits[0]?.id;
    for (const anomalie of requetes.anomalies.all({ importId: id })) {
      const { numeroDossier } = anomalie;
      if (numeroDossier === null ? dernier : !revus.has(numeroDossier)) courantes.push(anomalie);
    }
    // Un import d’avant cette liste est tenu pour complet.
    if (numeros === null) break;
    for (const numero of numeros) revus.add(numero);
  }
  return courantes;
}

export function listerProfils(db: Base) {
  return db.select().from(profilsImport).orderBy(asc(profilsImport.nom)).all();
}

/** Rend faux si ce profil n’existe pas. */
export function effacerProfil(tx: Transaction, nom: string): boolean {
  const [avant] = tx.db.delete(profilsImport).where(eq(profilsImport.nom, nom)).returning().all();
  if (!avant) return false;
  tx.journaliser({
    action: 'profil.supprimer',
    libelle: `Profil d’import « ${nom} » supprimé`,
    objet: `profil:${nom}`,
    avant: { demarche: avant.demarche, correspondances: avant.correspondances },
  });
  return true;
}

export function garderProfil(
  tx: Transaction,
  profil: { nom: string; demarche: string | null; correspondances: Record<string, string | null> },
): void {
  const { nom, ...lu } = profil;
  const valeurs = { ...lu, modifieLe: tx.acteur.instant };
  const avant = listerProfils(tx.db).find((p) => p.nom === nom);
  tx.db
    .insert(profilsImport)
    .values({ nom, ...valeurs })
    .onConflictDoUpdate({ target: profilsImport.nom, set: valeurs })
    .run();
  tx.journaliser({
    action: 'profil.garder',
    libelle: `Profil d’import « ${nom} »`,
    objet: `profil:${nom}`,
    avant: avant && { demarche: avant.demarche, correspondances: avant.correspondances },
    apres: lu,
  });
}
