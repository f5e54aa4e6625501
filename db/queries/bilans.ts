import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { ContenuBilan, LigneBudgetBilan, LigneCollectifBilan } from '../../shared/domaine/bilan.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { parBase, preparer } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { bilans, bilansBudget, bilansCollectifs } from '../schema/bilans.ts';
import { collectifs, dossiers } from '../schema/dossiers.ts';
import { decisions } from '../schema/seances.ts';

type LigneBilan = typeof bilans.$inferSelect;

/** Un bilan et ses lignes, tels que la base les garde. */
export interface BilanGarde extends LigneBilan {
  /** Le droit réel, en centimes, seulement quand le bilan est validé. */
  readonly droitReelCentimes: number | null;
  readonly saisiParNom: string;
  readonly valideParNom: string | null;
  readonly collectifs: LigneCollectifBilan[];
  readonly budget: LigneBudgetBilan[];
}

/** Un collectif agréé par une décision en vigueur : ce dont un bilan rend compte. */
export interface CollectifAgree {
  readonly id: number;
  readonly dossierId: number;
  readonly rang: number;
  readonly libelle: string;
  readonly niveau: (typeof collectifs.$inferSelect)['niveau'];
  readonly effectif: number | null;
  readonly lieu: string | null;
  readonly communeInsee: string | null;
  readonly coutCentimes: number | null;
  readonly agreeCentimes: number;
}

const nom = (prefixe: 'saisi' | 'valide') =>
  sql<string | null>`(SELECT a.prenom || ' ' || a.nom FROM ${agents} a WHERE a.id = ${
    prefixe === 'saisi' ? bilans.saisiPar : bilans.validePar
  })`;

/** Un bilan, ou tous ceux d’une campagne : les requêtes sont composées une fois. */
const lecturesDe = parBase((db) => {
  const dossierId = sql.placeholder('dossierId');
  const choisis = db
    .select({ id: dossiers.id })
    .from(dossiers)
    .where(
      and(
        eq(dossiers.campagneId, sql.placeholder('campagneId')),
        sql`(${dossierId} IS NULL OR ${dossiers.id} = ${dossierId})`,
      ),
    );
  const bilansChoisis = db.select({ id: bilans.id }).from(bilans).where(inArray(bilans.dossierId, choisis));
  return {
    bilans: db
      .select({ bilan: bilans, saisiParNom: nom('saisi'), valideParNom: nom('valide') })
      .from(bilans)
      .where(inArray(bilans.dossierId, choisis))
      .prepare(),
    collectifs: db
      .select({
        bilanId: bilansCollectifs.bilanId,
        collectifId: bilansCollectifs.collectifId,
        realise: bilansCollectifs.realise,
        seances: bilansCollectifs.seances,
        effectif: bilansCollectifs.effectif,
        coutCentimes: bilansCollectifs.coutCentimes,
      })
      .from(bilansCollectifs)
      .innerJoin(collectifs, eq(collectifs.id, bilansCollectifs.collectifId))
      .where(inArray(bilansCollectifs.bilanId, bilansChoisis))
      .orderBy(asc(collectifs.rang))
      .prepare(),
    budget: db
      .select()
      .from(bilansBudget)
      .where(inArray(bilansBudget.bilanId, bilansChoisis))
      .orderBy(asc(bilansBudget.bilanId), asc(bilansBudget.rang))
      .prepare(),
    agrees: db
      .select({
        id: collectifs.id,
        dossierId: collectifs.dossierId,
        rang: collectifs.rang,
        libelle: collectifs.libelle,
        niveau: collectifs.niveau,
        effectif: collectifs.effectif,
        lieu: collectifs.lieu,
        communeInsee: collectifs.communeInsee,
        coutCentimes: collectifs.coutCentimes,
        agreeCentimes: decisions.montantCentimes,
      })
      .from(collectifs)
      .innerJoin(decisions, and(eq(decisions.collectifId, collectifs.id), eq(decisions.enVigueur, true)))
      .where(and(inArray(collectifs.dossierId, choisis), inArray(decisions.nature, ['agree', 'agree_sous_reserve'])))
      .orderBy(asc(collectifs.dossierId), asc(collectifs.rang))
      .prepare(),
  };
});

/** Les bilans d’une campagne, par dossier ; brouillons compris. */
export function listerBilans(db: Base, campagneId: number, dossierId: number | null = null): Map<number, BilanGarde> {
  const requetes = lecturesDe(db);
  const cibles = { campagneId, dossierId };
  const lignes = Map.groupBy(requetes.collectifs.all(cibles), (l) => l.bilanId);
  const budgets = Map.groupBy(requetes.budget.all(cibles), (l) => l.bilanId);
  return new Map(
    requetes.bilans.all(cibles).map(({ bilan, saisiParNom, valideParNom }): [number, BilanGarde] => [
      bilan.dossierId,
      {
        ...bilan,
        droitReelCentimes: bilan.etat === 'valide' ? bilan.droitReelCentimes : null,
        saisiParNom: saisiParNom ?? '',
        valideParNom,
        collectifs: (lignes.get(bilan.id) ?? []).map(({ collectifId, realise, seances, effectif, coutCentimes }) => ({
          collectifId,
          realise,
          seances,
          effectif,
          coutCentimes,
        })),
        budget: (budgets.get(bilan.id) ?? []).map(({ sens, compte, libelle, montantCentimes, adresse }) => ({
          sens,
          compte,
          libelle,
          montantCentimes,
          adresse,
        })),
      },
    ]),
  );
}

/** Le bilan d’un dossier ; undefined si rien n’en est encore écrit. */
export function lireBilan(db: Base, campagneId: number, dossierId: number): BilanGarde | undefined {
  return listerBilans(db, campagneId, dossierId).get(dossierId);
}

/** Les dossiers d’une campagne dont le bilan est validé. */
export function dossiersABilanValide(db: Base, campagneId: number): ReadonlySet<number> {
  const lignes = preparer(
    db,
    "SELECT d.id FROM bilans b JOIN dossiers d ON d.id = b.dossier_id WHERE d.campagne_id = ? AND b.etat = 'valide'",
  ).all(campagneId) as { id: number }[];
  return new Set(lignes.map(({ id }) => id));
}

/** Les collectifs agréés par dossier, dans l’ordre de leurs lettres ; un dossier sans collectif agréé n’y est pas. */
export function listerAgrees(
  db: Base,
  campagneId: number,
  dossierId: number | null = null,
): Map<number, CollectifAgree[]> {
  return Map.groupBy(lecturesDe(db).agrees.all({ campagneId, dossierId }), (c) => c.dossierId);
}

export interface BilanAEcrire {
  readonly dossierId: number;
  readonly etat: 'brouillon' | 'recu';
  readonly recuLe: string | null;
  readonly origine: string;
  readonly fichierSha256: string | null;
  readonly contenu: ContenuBilan;
  readonly collectifs: readonly LigneCollectifBilan[];
  readonly budget: readonly LigneBudgetBilan[];
}

/** Écrit ou remplace un bilan non validé, d’un tenant ; ne journalise pas. */
export function remplacerBilan(tx: Transaction, agentId: number, bilan: BilanAEcrire): number {
  const { collectifs: lignes, budget, dossierId, ...valeurs } = bilan;
  const ecrit = { ...valeurs, saisiPar: agentId, saisiLe: tx.acteur.instant };
  const { id } = tx.db
    .insert(bilans)
    .values({ dossierId, ...ecrit })
    .onConflictDoUpdate({ target: bilans.dossierId, set: ecrit })
    .returning({ id: bilans.id })
    .get();
  sceller(tx, 'bilans', [id]);
  remplacerCollectifs(tx, id, lignes);
  remplacerBudget(tx, id, budget);
  return id;
}

function remplacerCollectifs(tx: Transaction, bilanId: number, lignes: readonly LigneCollectifBilan[]): void {
  tx.db.delete(bilansCollectifs).where(eq(bilansCollectifs.bilanId, bilanId)).run();
  if (lignes.length === 0) return;
  const ecrites = tx.db
    .insert(bilansCollectifs)
    .values(
      lignes.map(({ collectifId, realise, seances, effectif, coutCentimes }) => ({
        bilanId,
        collectifId,
        realise,
        seances,
        effectif,
        coutCentimes,
      })),
    )
    .returning({ id: bilansCollectifs.id })
    .all();
  sceller(
    tx,
    'bilans_collectifs',
    ecrites.map((l) => l.id),
  );
}

function remplacerBudget(tx: Transaction, bilanId: number, lignes: readonly LigneBudgetBilan[]): void {
  tx.db.delete(bilansBudget).where(eq(bilansBudget.bilanId, bilanId)).run();
  if (lignes.length === 0) return;
  const ecrites = tx.db
    .insert(bilansBudget)
    .values(
      lignes.map(({ sens, compte, libelle, montantCentimes, adresse }, i) => ({
        bilanId,
        rang: i + 1,
        sens,
        compte,
        libelle,
        montantCentimes,
        adresse,
      })),
    )
    .returning({ id: bilansBudget.id })
    .all();
  sceller(
    tx,
    'bilans_budget',
    ecrites.map((l) => l.id),
  );
}

/** Fige le bilan et son droit réel. */
export function figerBilan(tx: Transaction, bilanId: number, agentId: number, droitReelCentimes: number): void {
  tx.db
    .update(bilans)
    .set({ etat: 'valide', validePar: agentId, valideLe: tx.acteur.instant, droitReelCentimes })
    .where(eq(bilans.id, bilanId))
    .run();
  sceller(tx, 'bilans', [bilanId]);
}

/** Un bilan reçu ne l’est plus ; ce qu’il dit reste. */
export function rendreABrouillon(tx: Transaction, bilanId: number): void {
  tx.db.update(bilans).set({ etat: 'brouillon', recuLe: null }).where(eq(bilans.id, bilanId)).run();
  sceller(tx, 'bilans', [bilanId]);
}

/** Rend un bilan validé à l’état reçu. Son droit réel reste écrit : l’échéancier s’y tient jusqu’à la validation suivante. */
export function defigerBilan(tx: Transaction, bilanId: number): void {
  tx.db.update(bilans).set({ etat: 'recu', validePar: null, valideLe: null }).where(eq(bilans.id, bilanId)).run();
  sceller(tx, 'bilans', [bilanId]);
}
