import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { agents } from '../schema/agents.ts';
import { dossiers } from '../schema/dossiers.ts';
import { coordonneesBancaires, structures } from '../schema/structures.ts';

export interface NouvellesCoordonnees {
  readonly structureId: number;
  readonly titulaire: string | null;
  readonly iban: string;
  readonly bic: string | null;
  readonly origine: string;
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

export function lireCoordonneesActives(db: Base, structureId: number) {
  return db
    .select()
    .from(coordonneesBancaires)
    .where(and(eq(coordonneesBancaires.structureId, structureId), eq(coordonneesBancaires.actif, true)))
    .get();
}

export function verifierCoordonnees(
  tx: Transaction,
  coordonnees: Pick<typeof coordonneesBancaires.$inferSelect, 'id' | 'structureId' | 'iban' | 'etat'>,
  verification: string,
): void {
  const { id, structureId, iban, etat } = coordonnees;
  tx.db
    .update(coordonneesBancaires)
    .set({ etat: 'verifie', verifiePar: tx.acteur.agentId, verifieLe: tx.acteur.instant, verification })
    .where(eq(coordonneesBancaires.id, id))
    .run();
  sceller(tx, 'coordonnees_bancaires', [id]);
  tx.journaliser({
    action: 'iban.verifier',
    libelle: 'Coordonnées bancaires vérifiées',
    objet: `structure:${structureId}`,
    avant: { iban, etat },
    apres: { iban, etat: 'verifie', verification },
  });
}

export function listerCoordonnees(db: Base, campagneId: number) {
  const porteurs = db.select({ id: dossiers.structureId }).from(dossiers).where(eq(dossiers.campagneId, campagneId));
  const noms = new Map(
    db
      .select()
      .from(agents)
      .all()
      .map((a) => [a.id, `${a.prenom} ${a.nom}`]),
  );
  return db
    .select({ banque: coordonneesBancaires, raisonSociale: structures.raisonSociale, siret: structures.siret })
    .from(coordonneesBancaires)
    .innerJoin(structures, eq(structures.id, coordonneesBancaires.structureId))
    .where(and(eq(coordonneesBancaires.actif, true), inArray(coordonneesBancaires.structureId, porteurs)))
    .orderBy(asc(structures.raisonSociale))
    .all()
    .map((l) => ({
      ...l,
      saisiPar: noms.get(l.banque.saisiPar) ?? 'import',
      verifiePar: l.banque.verifiePar === null ? null : (noms.get(l.banque.verifiePar) ?? null),
    }));
}

/** Autres structures qui déclarent le même IBAN. */
export function structuresAvecIban(db: Base, iban: string, saufStructureId: number): string[] {
  return db
    .select({ raisonSociale: structures.raisonSociale })
    .from(coordonneesBancaires)
    .innerJoin(structures, eq(structures.id, coordonneesBancaires.structureId))
    .where(
      and(
        eq(coordonneesBancaires.iban, iban),
        eq(coordonneesBancaires.actif, true),
        ne(coordonneesBancaires.structureId, saufStructureId),
      ),
    )
    .all()
    .map((l) => l.raisonSociale);
}
