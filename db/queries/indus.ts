import { asc, eq, getTableColumns } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { preparer } from '../preparer.ts';
import { dossiers } from '../schema/dossiers.ts';
import { indus, mouvementsIndu } from '../schema/lots.ts';

/** Un trop-perçu constaté et ce qu’il en reste, en centimes. */
export interface InduConnu {
  readonly id: number;
  readonly dossierId: number;
  readonly montantCentimes: number;
  readonly origine: string;
  readonly constateLe: string;
  /** Recouvré ou compensé : le porteur ne l’a plus. */
  readonly renduCentimes: number;
  /** Abandonné, et qui a encore un objet : la part caduque n’y est pas. */
  readonly abandonneCentimes: number;
  /** Annulé parce que le droit a été revu à la hausse. */
  readonly reviseCentimes: number;
  readonly resteCentimes: number;
}

/** Un mouvement `m` qui compte : ni une annulation, ni ce qu’une annulation a retiré. */
export const MOUVEMENT_QUI_COMPTE = `m.nature <> 'annule' AND NOT EXISTS (
    SELECT 1 FROM mouvements_indu a WHERE a.indu_id = m.indu_id AND a.nature = 'annule' AND a.reference = CAST(m.id AS TEXT))`;

const INDUS = `SELECT i.id, i.dossier_id AS dossierId, i.montant_centimes AS montantCentimes, i.origine, i.constate_le AS constateLe,
    coalesce(sum(m.montant_centimes) FILTER (WHERE m.nature IN ('recouvre', 'compense')), 0) AS renduCentimes,
    coalesce(sum(CASE m.nature WHEN 'abandonne' THEN m.montant_centimes WHEN 'caduc' THEN -m.montant_centimes END), 0) AS abandonneCentimes,
    coalesce(sum(m.montant_centimes) FILTER (WHERE m.nature = 'revise'), 0) AS reviseCentimes,
    i.montant_centimes - coalesce(sum(m.montant_centimes) FILTER (WHERE m.nature <> 'caduc'), 0) AS resteCentimes
  FROM indus i LEFT JOIN mouvements_indu m ON m.indu_id = i.id AND ${MOUVEMENT_QUI_COMPTE}`;

export function indusDuDossier(db: Base, dossierId: number): InduConnu[] {
  return preparer(db, `${INDUS} WHERE i.dossier_id = ? GROUP BY i.id ORDER BY i.id`).all(dossierId) as InduConnu[];
}

export function indusDeLaCampagne(db: Base, campagneId: number): InduConnu[] {
  return preparer(
    db,
    `${INDUS} JOIN dossiers d ON d.id = i.dossier_id WHERE d.campagne_id = ? GROUP BY i.id ORDER BY i.id`,
  ).all(campagneId) as InduConnu[];
}

export function lireIndu(db: Base, id: number): InduConnu | undefined {
  return preparer(db, `${INDUS} WHERE i.id = ? GROUP BY i.id`).get(id) as InduConnu | undefined;
}

export function constaterIndu(tx: Transaction, dossierId: number, montantCentimes: number, origine: string): void {
  const { id } = tx.db
    .insert(indus)
    .values({
      dossierId,
      montantCentimes,
      origine,
      constatePar: tx.acteur.agentId ?? 0,
      constateLe: tx.acteur.instant,
    })
    .returning({ id: indus.id })
    .get();
  sceller(tx, 'indus', [id]);
  tx.journaliser({
    action: 'indu.constater',
    libelle: 'Trop-perçu constaté',
    objet: `dossier:${dossierId}`,
    apres: { indu: id, montantCentimes },
    motif: origine,
  });
}

export type MouvementIndu = Pick<
  typeof mouvementsIndu.$inferInsert,
  'nature' | 'montantCentimes' | 'date' | 'reference' | 'motif'
>;

const LIBELLES_MOUVEMENT: Readonly<Record<MouvementIndu['nature'], string>> = {
  recouvre: 'Trop-perçu : somme recouvrée',
  compense: 'Trop-perçu : somme compensée',
  abandonne: 'Trop-perçu : somme abandonnée',
  revise: 'Trop-perçu revu à la baisse',
  caduc: 'Trop-perçu : abandon devenu sans objet',
  annule: 'Trop-perçu : mouvement annulé',
};

/** Ce qu’un mouvement ôte à ce qui reste dû, par centime. */
const EFFETS: Readonly<Record<MouvementIndu['nature'], number>> = {
  recouvre: 1,
  compense: 1,
  abandonne: 1,
  revise: 1,
  caduc: 0,
  annule: -1,
};

export function insererMouvement(tx: Transaction, indu: InduConnu, mouvement: MouvementIndu): void {
  const { id } = tx.db
    .insert(mouvementsIndu)
    .values({ ...mouvement, induId: indu.id, agentId: tx.acteur.agentId ?? 0, instant: tx.acteur.instant })
    .returning({ id: mouvementsIndu.id })
    .get();
  sceller(tx, 'mouvements_indu', [id]);
  tx.journaliser({
    action: `indu.${mouvement.nature}`,
    libelle: LIBELLES_MOUVEMENT[mouvement.nature],
    objet: `dossier:${indu.dossierId}`,
    avant: { indu: indu.id, resteCentimes: indu.resteCentimes },
    apres: {
      indu: indu.id,
      montantCentimes: mouvement.montantCentimes,
      resteCentimes: indu.resteCentimes - EFFETS[mouvement.nature] * mouvement.montantCentimes,
    },
    motif: mouvement.motif,
  });
}

/** Les mouvements de tous les trop-perçus d’une campagne, dans l’ordre où ils ont été notés. */
export function mouvementsDesIndus(db: Base, campagneId: number) {
  return db
    .select(getTableColumns(mouvementsIndu))
    .from(mouvementsIndu)
    .innerJoin(indus, eq(indus.id, mouvementsIndu.induId))
    .innerJoin(dossiers, eq(dossiers.id, indus.dossierId))
    .where(eq(dossiers.campagneId, campagneId))
    .orderBy(asc(mouvementsIndu.id))
    .all();
}

/** Un mouvement par son identifiant, et s’il a déjà été annulé. */
export function lireMouvement(db: Base, id: number) {
  const mouvement = db.select().from(mouvementsIndu).where(eq(mouvementsIndu.id, id)).get();
  if (!mouvement) return undefined;
  const compte = preparer(db, `SELECT 1 FROM mouvements_indu m WHERE m.id = ? AND ${MOUVEMENT_QUI_COMPTE}`).get(id);
  return { ...mouvement, annule: compte === undefined };
}
