import { asc, eq, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { parBase, preparer } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { conventions } from '../schema/conventions.ts';
import { dossiers } from '../schema/dossiers.ts';
import { structures } from '../schema/structures.ts';

export type LigneConvention = typeof conventions.$inferSelect;

/** Une convention ou un avenant, avec ce qui le nomme. */
export interface ConventionNommee extends LigneConvention {
  readonly agent: string;
  readonly numeroDossier: string;
  readonly structureId: number;
  readonly structure: string;
}

const lecturesDe = parBase((db) => ({
  campagne: db
    .select({
      convention: conventions,
      agent: sql<string>`coalesce(${agents.prenom} || ' ' || ${agents.nom}, '')`,
      numeroDossier: dossiers.numero,
      structureId: structures.id,
      structure: structures.raisonSociale,
    })
    .from(conventions)
    .innerJoin(dossiers, eq(dossiers.id, conventions.dossierId))
    .innerJoin(structures, eq(structures.id, dossiers.structureId))
    .leftJoin(agents, eq(agents.id, conventions.genereePar))
    .where(eq(conventions.campagneId, sql.placeholder('campagneId')))
    .orderBy(asc(conventions.id))
    .prepare(),
  convention: db
    .select()
    .from(conventions)
    .where(eq(conventions.id, sql.placeholder('id')))
    .prepare(),
}));

/** Conventions et avenants d’une campagne, dans l’ordre où ils ont été générés. */
export function listerConventions(db: Base, campagneId: number): ConventionNommee[] {
  return lecturesDe(db)
    .campagne.all({ campagneId })
    .map(({ convention, ...noms }) => ({ ...convention, ...noms }));
}

export function lireConvention(db: Base, id: number): LigneConvention | undefined {
  return lecturesDe(db).convention.get({ id });
}

export interface ConventionEnCours {
  readonly id: number;
  readonly numero: string;
  readonly etat: 'a_signer' | 'envoyee' | 'signee';
  /** Date portée sur le papier signé, `AAAA-MM-JJ` ; null tant qu’elle n’est pas signée. */
  readonly signeeLe: string | null;
  /** Ce que dit la convention, ou le dernier de ses avenants signés. */
  readonly montantCentimes: number;
}

/** Par dossier, sa convention non résiliée : une au plus (index unique partiel). */
export function conventionsEnCours(db: Base, campagneId: number): Map<number, ConventionEnCours> {
  const lignes = preparer(
    db,
    `SELECT c.dossier_id AS dossierId, c.id, c.numero, c.etat, c.signee_le AS signeeLe,
       coalesce((SELECT a.montant_centimes FROM conventions a WHERE a.convention_id = c.id AND a.etat = 'signee'
         ORDER BY a.rang DESC LIMIT 1), c.montant_centimes) AS montantCentimes
     FROM conventions c WHERE c.campagne_id = ? AND c.nature = 'convention' AND c.etat <> 'resiliee'`,
  ).all(campagneId) as ({ dossierId: number } & ConventionEnCours)[];
  return new Map(lignes.map(({ dossierId, ...convention }) => [dossierId, convention]));
}

/** Le rang qui suit le dernier de l’exercice ; à lire dans la transaction qui insère. */
export function prochainRang(db: Base, exercice: number): number {
  const { n } = preparer(
    db,
    "SELECT coalesce(max(rang), 0) + 1 AS n FROM conventions WHERE nature = 'convention' AND exercice = ?",
  ).get(exercice) as { n: number };
  return n;
}

/** Le rang du prochain avenant d’une convention. */
export function prochainAvenant(db: Base, conventionId: number): number {
  const { n } = preparer(
    db,
    "SELECT coalesce(max(rang), 0) + 1 AS n FROM conventions WHERE nature = 'avenant' AND convention_id = ?",
  ).get(conventionId) as { n: number };
  return n;
}

export type NouvelleConvention = Pick<
  LigneConvention,
  | 'campagneId'
  | 'dossierId'
  | 'nature'
  | 'conventionId'
  | 'exercice'
  | 'rang'
  | 'numero'
  | 'montantCentimes'
  | 'contenu'
>;

export function insererConvention(tx: Transaction, convention: NouvelleConvention): number {
  const { id } = tx.db
    .insert(conventions)
    .values({
      ...convention,
      etat: 'a_signer',
      genereePar: tx.acteur.agentId ?? 0,
      genereeLe: tx.acteur.instant,
    })
    .returning({ id: conventions.id })
    .get();
  sceller(tx, 'conventions', [id]);
  const { nature, numero, montantCentimes } = convention;
  tx.journaliser({
    action: 'convention.generer',
    libelle: `${nature === 'avenant' ? 'Avenant' : 'Convention'} ${numero} ${nature === 'avenant' ? 'généré' : 'générée'}`,
    objet: `dossier:${convention.dossierId}`,
    apres: { convention: id, numero, montantCentimes },
  });
  return id;
}

export type SuiteDeConvention = Partial<
  Pick<
    LigneConvention,
    | 'etat'
    | 'envoyeeLe'
    | 'envoyeeMoyen'
    | 'signeeLe'
    | 'signataire'
    | 'scanSha256'
    | 'scanNom'
    | 'resilieeLe'
    | 'resilieeMotif'
  >
>;

/** Note ce qu’une convention devient ; ce qu’elle dit ne change pas. */
export function changerConvention(
  tx: Transaction,
  avant: LigneConvention,
  suite: SuiteDeConvention,
  fait: { readonly action: string; readonly libelle: string; readonly motif?: string },
): void {
  tx.db.update(conventions).set(suite).where(eq(conventions.id, avant.id)).run();
  sceller(tx, 'conventions', [avant.id]);
  const cles = Object.keys(suite) as (keyof SuiteDeConvention)[];
  tx.journaliser({
    ...fait,
    objet: `dossier:${avant.dossierId}`,
    avant: { convention: avant.id, ...Object.fromEntries(cles.map((cle) => [cle, avant[cle]])) },
    apres: { convention: avant.id, ...suite },
  });
}

/** Le lot non annulé qui paie ce dossier en s’appuyant sur sa convention ; undefined s’il n’y en a pas. */
export function lotAppuyeSur(db: Base, dossierId: number): { readonly libelle: string } | undefined {
  return preparer(
    db,
    `SELECT coalesce(l.numero, l.libelle) AS libelle FROM lignes_lot x
     JOIN echeances e ON e.id = x.echeance_id JOIN lots l ON l.id = x.lot_id
     WHERE e.dossier_id = ? AND x.active = 1 LIMIT 1`,
  ).get(dossierId) as { libelle: string } | undefined;
}

/** Le numéro d’un dossier de la campagne ; undefined s’il n’en est pas. */
export function numeroDuDossier(db: Base, campagneId: number, dossierId: number): string | undefined {
  const ligne = preparer(db, 'SELECT numero FROM dossiers WHERE id = ? AND campagne_id = ?').get(
    dossierId,
    campagneId,
  ) as { numero: string } | undefined;
  return ligne?.numero;
}

/** Ce que la campagne agrée à chaque porteur, tous dossiers réunis, en centimes ; par structure. */
export function agreeParStructure(db: Base, campagneId: number): ReadonlyMap<number, number> {
  const lignes = preparer(
    db,
    `SELECT d.structure_id AS id, sum(x.montant_centimes) AS centimes
     FROM decisions x JOIN collectifs k ON k.id = x.collectif_id JOIN dossiers d ON d.id = k.dossier_id
     WHERE d.campagne_id = ? AND x.en_vigueur = 1 AND x.nature IN ('agree', 'agree_sous_reserve')
     GROUP BY d.structure_id`,
  ).all(campagneId) as { readonly id: number; readonly centimes: number }[];
  return new Map(lignes.map(({ id, centimes }) => [id, centimes]));
}
