import { asc, eq, sql } from 'drizzle-orm';
import type { EcheancePrevue } from '../../shared/domaine/echeancier.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { parBase, preparer } from '../preparer.ts';
import { echeances } from '../schema/paiements.ts';

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
