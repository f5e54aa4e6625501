import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { EcheancePrevue } from '../../shared/domaine/echeancier.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { parBase, preparer } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { dossiers } from '../schema/dossiers.ts';
import { echeances } from '../schema/paiements.ts';
import { coordonneesBancaires, structures } from '../schema/structures.ts';

const echeancesDe = parBase((db) => {
  const valeur = sql.placeholder;
  return {
    lire: db
      .select()
      .from(echeances)
      .where(eq(echeances.dossierId, valeur('dossierId')))
      .orderBy(asc(echeances.rang))
      .prepare(),
    inserer: db
      .insert(echeances)
      .values({
        dossierId: valeur('dossierId'),
        rang: valeur('rang'),
        nature: valeur('nature'),
        libelle: valeur('libelle'),
        partPointsBase: valeur('partPointsBase'),
        montantCentimes: valeur('montantCentimes'),
        datePrevue: valeur('datePrevue'),
      })
      .returning({ id: echeances.id })
      .prepare(),
  };
});

/** Remplace l’échéancier prévisionnel d’un dossier ; le journal garde l’ancien. */
export function remplacerEcheances(tx: Transaction, dossierId: number, prevues: readonly EcheancePrevue[]): void {
  const avant = echeancesDe(tx.db).lire.all({ dossierId });
  const pareil =
    avant.length === prevues.length &&
    prevues.every((p, i) => {
      const a = avant[i];
      return (
        a?.montantCentimes === p.montantCentimes &&
        a.datePrevue === p.datePrevue &&
        a.nature === p.nature &&
        a.partPointsBase === p.partPointsBase &&
        a.libelle === p.libelle
      );
    });
  if (pareil) return;
  tx.db.delete(echeances).where(eq(echeances.dossierId, dossierId)).run();
  const { inserer } = echeancesDe(tx.db);
  sceller(
    tx,
    'echeances',
    prevues.map((prevue) => inserer.get({ ...prevue, dossierId }).id),
  );
  tx.journaliser({
    action: 'echeancier.etablir',
    libelle: 'Échéancier prévisionnel',
    objet: `dossier:${dossierId}`,
    avant: avant.map(({ libelle, montantCentimes, datePrevue }) => ({ libelle, montantCentimes, datePrevue })),
    apres: prevues,
  });
}

/** Numéros des dossiers dont les échéances ne font pas la somme des décisions en vigueur : une ligne a été ôtée ou ajoutée hors de l’application. */
export function dossiersEnDesaccord(db: Base): string[] {
  const lignes = preparer(
    db,
    `SELECT d.numero FROM dossiers d
     LEFT JOIN (SELECT c.dossier_id, sum(x.montant_centimes) AS montant FROM decisions x
       JOIN collectifs c ON c.id = x.collectif_id WHERE x.en_vigueur = 1 GROUP BY c.dossier_id) decide ON decide.dossier_id = d.id
     LEFT JOIN (SELECT dossier_id, sum(montant_centimes) AS montant FROM echeances GROUP BY dossier_id) prevu ON prevu.dossier_id = d.id
     WHERE coalesce(decide.montant, 0) <> coalesce(prevu.montant, 0)
     ORDER BY d.numero`,
  ).all() as { numero: string }[];
  return lignes.map((l) => l.numero);
}

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
