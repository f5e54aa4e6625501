import { and, asc, desc, eq, lte, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import { parBase } from '../preparer.ts';
import { campagnes } from '../schema/campagnes.ts';
import { collectifs, dossiers } from '../schema/dossiers.ts';
import { structures } from '../schema/structures.ts';

export type LignePorteur = typeof structures.$inferSelect;

/** Une réponse d’un porteur, à une campagne ou à une autre. */
export interface LigneReponsePorteur {
  readonly dossierId: number;
  readonly structureId: number;
  readonly campagneId: number;
  readonly anneeScolaire: string;
  readonly numero: string;
  readonly deposeLe: string | null;
  readonly creeLe: string;
  readonly source: string | null;
}

const lecturesDe = parBase((db) => {
  const reponse = {
    dossierId: dossiers.id,
    structureId: dossiers.structureId,
    campagneId: dossiers.campagneId,
    anneeScolaire: campagnes.anneeScolaire,
    numero: dossiers.numero,
    deposeLe: dossiers.deposeLe,
    creeLe: dossiers.creeLe,
    source: dossiers.source,
  };
  return {
    structures: db.select().from(structures).orderBy(asc(structures.id)).prepare(),
    structure: db
      .select()
      .from(structures)
      .where(eq(structures.id, sql.placeholder('id')))
      .prepare(),
    reponses: db
      .select(reponse)
      .from(dossiers)
      .innerJoin(campagnes, eq(campagnes.id, dossiers.campagneId))
      .orderBy(asc(campagnes.anneeScolaire), asc(dossiers.numero))
      .prepare(),
    derniere: db
      .select({ dossier: dossiers, anneeScolaire: campagnes.anneeScolaire })
      .from(dossiers)
      .innerJoin(campagnes, eq(campagnes.id, dossiers.campagneId))
      .where(
        and(
          eq(dossiers.structureId, sql.placeholder('structureId')),
          lte(campagnes.anneeScolaire, sql.placeholder('anneeScolaire')),
        ),
      )
      .orderBy(desc(campagnes.anneeScolaire), desc(sql`coalesce(${dossiers.deposeLe}, '')`), asc(dossiers.numero))
      .limit(1)
      .prepare(),
    collectifs: db
      .select()
      .from(collectifs)
      .where(and(eq(collectifs.dossierId, sql.placeholder('dossierId')), eq(collectifs.present, true)))
      .orderBy(asc(collectifs.rang))
      .prepare(),
    parSiret: db
      .select({ id: structures.id })
      .from(structures)
      .where(eq(structures.siret, sql.placeholder('siret')))
      .prepare(),
  };
});

export function listerStructures(db: Base): LignePorteur[] {
  return lecturesDe(db).structures.all();
}

export function lireStructure(db: Base, id: number): LignePorteur | undefined {
  return lecturesDe(db).structure.get({ id });
}

/** Toutes les réponses, de la plus ancienne campagne à la plus récente. */
export function listerReponses(db: Base): LigneReponsePorteur[] {
  return lecturesDe(db).reponses.all();
}

/** Le dossier le plus récent d’un porteur, jusqu’à cette année scolaire comprise. */
export function lireDerniereReponse(db: Base, structureId: number, anneeScolaire: string) {
  return lecturesDe(db).derniere.get({ structureId, anneeScolaire });
}

export function listerCollectifsPresents(db: Base, dossierId: number) {
  return lecturesDe(db).collectifs.all({ dossierId });
}

export function trouverStructureParSiret(db: Base, siret: string): number | undefined {
  return lecturesDe(db).parSiret.get({ siret })?.id;
}
