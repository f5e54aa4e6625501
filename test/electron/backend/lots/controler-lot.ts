import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Base } from '../../../../db/base.ts';
import { type ContenuDeLot, texteDesLignes } from '../../../../shared/domaine/lot.ts';

type Client = Base['$client'];

/** Le contenu d’un lot validé, tel qu’il a été figé. */
export function lireContenuFige(client: Client, lotId: number): string {
  return client.prepare('SELECT contenu FROM lots WHERE id = ?').pluck().get(lotId) as string;
}

/** Le lot, ses lignes, les échéances et son contenu figé disent la même somme, sur des comptes vérifiés par un autre. */
export function controlerLot(client: Client, lotId: number): void {
  const contenu = JSON.parse(lireContenuFige(client, lotId)) as ContenuDeLot;
  const lot = client
    .prepare('SELECT nombre_lignes AS n, montant_centimes AS montant, empreinte_lignes AS sha FROM lots WHERE id = ?')
    .get(lotId);
  const lignes = client
    .prepare(
      `SELECT x.rang, x.echeance_id AS echeanceId, x.iban, x.montant_centimes AS montant, x.active, e.montant_centimes AS echeance, c.verifie_par AS par, c.saisi_par AS saisi
       FROM lignes_lot x JOIN echeances e ON e.id = x.echeance_id JOIN coordonnees_bancaires c ON c.id = x.coordonnees_id AND c.iban = x.iban
       WHERE x.lot_id = ? ORDER BY x.rang`,
    )
    .all(lotId) as {
    rang: number;
    echeanceId: number;
    iban: string;
    montant: number;
    active: number;
    echeance: number;
    par: number | null;
    saisi: number;
  }[];
  // Le rang du papier est celui de la base, sans trou : c’est lui que la liste des paiements rend.
  expect(contenu.lignes.map((l) => [l.rang, l.echeanceId, l.iban, l.montantCentimes])).toEqual(
    lignes.map((l, i) => [i + 1, l.echeanceId, l.iban, l.montant]),
  );
  expect(lignes.map((l) => l.rang)).toEqual(lignes.map((_, i) => i + 1));
  const somme = lignes.reduce((s, l) => s + l.montant, 0);
  const sha = createHash('sha256').update(texteDesLignes(contenu.lignes)).digest('hex');
  expect(lot).toEqual({ n: lignes.length, montant: somme, sha });
  expect(contenu.montantCentimes).toBe(somme);
  for (const l of lignes) {
    expect(l.par).not.toBeNull();
    expect(l.par).not.toBe(l.saisi);
    if (l.active === 1) expect(l.echeance).toBe(l.montant);
  }
}
