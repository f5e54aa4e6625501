import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lignesAlterees } from '../../../../db/empreintes.ts';
import { deposerChemin } from '../../../../electron/backend/imports/depots.ts';
import type { ContenuDeLot, LigneDeLot } from '../../../../shared/domaine/lot.ts';
import { type Essai, ouvrirEssai, resultat } from '../socle-essai.ts';
import { type LotEnBase, mettreEnBase } from './lot-en-base.ts';
import { contenuEssai } from './lot-essai.ts';

let essai: Essai;
let lot: LotEnBase;
let contenu: ContenuDeLot;

beforeAll(() => {
  // Après la validation du lot (17 novembre) et le dernier paiement que disent les listes.
  essai = ouvrirEssai(undefined, undefined, '2026-12-02T09:00:00.000Z');
  contenu = contenuEssai(8, '2026-001');
  lot = mettreEnBase(essai.context, contenu);
});

afterAll(() => {
  expect(lignesAlterees(essai.context.db)).toEqual([]);
  essai.fermer();
});

const euros = (centimes: number) => (centimes / 100).toFixed(2).replace('.', ',');
const ligne = (rang: number): LigneDeLot => {
  const trouvee = contenu.lignes[rang - 1];
  if (!trouvee) throw new Error(`ligne ${rang} absente`);
  return trouvee;
};

async function deposer(nom: string, lignes: readonly string[]): Promise<string> {
  const chemin = join(essai.dossier, nom);
  writeFileSync(chemin, `${lignes.join('\n')}\n`);
  return (await deposerChemin(essai.context, chemin)).depotId;
}

const issues = () =>
  essai.context.db.$client
    .prepare('SELECT rang, active, issue, issue_le, issue_motif FROM lignes_lot ORDER BY rang')
    .raw()
    .all();
const etatDuLot = () => essai.context.db.$client.prepare('SELECT etat FROM lots').pluck().get();

const EN_TETE = 'N° de lot;N° tiers;SIRET;IBAN;Montant payé;Date de paiement;Référence;Statut;Motif de rejet';
const dire = (l: LigneDeLot, suite: { montant?: number; statut?: string; motif?: string; iban?: string } = {}) =>
  [
    contenu.numero,
    l.numeroTiers ?? '',
    l.siret ?? '',
    suite.iban ?? l.iban,
    euros(suite.montant ?? l.montantCentimes),
    '28/11/2026',
    `MANDAT ${l.rang}`,
    suite.statut ?? 'Payé',
    suite.motif ?? '',
  ].join(';');

test('chaque ligne de la liste a son sort ; rien n’est écrit à l’analyse, ni quand une ligne ne s’applique pas', async () => {
  const { campagneId } = lot;
  const depotId = await deposer('retour.csv', [
    'Liste des paiements de l’agence comptable',
    EN_TETE,
    dire(ligne(1)),
    dire(ligne(2), { statut: 'REJETÉ', motif: 'compte clos' }),
    dire(ligne(3), { montant: ligne(3).montantCentimes + 1 }),
    dire(ligne(5), { iban: ligne(1).iban }),
    dire(ligne(1)),
    `2026-001;T99999;;;12,00;28/11/2026;;Payé;`,
    dire(ligne(8), { statut: 'en cours' }),
    ';;;;999,00;;;;',
  ]);
  const vu = await resultat(essai.api.fichiersLot.analyserRetour({ campagneId, depotId, date: null }));
  expect(vu.lignes.map((l) => l.sort)).toEqual([
    'payee',
    'rejetee',
    'montant_different',
    'compte_different',
    'doublon',
    'inconnue',
    'illisible',
  ]);
  expect(vu.lignes[2]?.phrase).toContain('au lot');
  expect(vu.manquantes.map((m) => m.rang)).toEqual([4, 6, 7]);
  expect(vu).toMatchObject({ bloquantes: 5, payeesCentimes: ligne(1).montantCentimes, appliqueLe: null });
  await expect(
    essai.api.fichiersLot.appliquerRetour({ campagneId, depotId, date: null, partiel: false }),
  ).rejects.toThrow(/Rien n’est écrit : 5 lignes/);
  expect(issues().every((l) => (l as unknown[])[2] === null)).toBe(true);
  const fait = await essai.api.fichiersLot.appliquerRetour({ campagneId, depotId, date: null, partiel: true });
  expect(fait).toMatchObject({ payees: 1, rejetees: 1, laissees: 5, soldes: [] });
  expect(issues().slice(0, 3)).toEqual([
    [1, 1, 'payee', '2026-11-28', null],
    [2, 0, 'rejetee', '2026-11-28', 'compte clos'],
    [3, 1, null, null, null],
  ]);
  expect(etatDuLot()).toBe('valide');
  // Le compte dont un virement est revenu est à confirmer à nouveau ; les autres ne bougent pas.
  const comptes = essai.context.db.$client
    .prepare(
      `SELECT x.rang, c.etat FROM lignes_lot x JOIN coordonnees_bancaires c ON c.id = x.coordonnees_id WHERE x.rang <= 3 ORDER BY x.rang`,
    )
    .raw()
    .all();
  expect(comptes).toEqual([
    [1, 'verifie'],
    [2, 'a_verifier'],
    [3, 'verifie'],
  ]);
});

test('la fin de la liste solde le lot ; la même liste, encore, ne change rien', async () => {
  const { campagneId } = lot;
  // Sans statut ni date par ligne : une liste de payés, datée d’un coup, désignée par la référence de bout en bout.
  const lignes = [
    'Référence de bout en bout;Montant',
    ...contenu.lignes
      .filter((l) => l.rang > 2)
      .map((l) => `2026-001-${String(l.rang).padStart(4, '0')};${euros(l.montantCentimes)}`),
  ];
  const appliquer = async () => {
    const depotId = await deposer('payes.csv', lignes);
    const vu = await resultat(essai.api.fichiersLot.analyserRetour({ campagneId, depotId, date: '2026-12-01' }));
    const fait = await essai.api.fichiersLot.appliquerRetour({
      campagneId,
      depotId,
      date: '2026-12-01',
      partiel: false,
    });
    return { vu, fait };
  };
  const sansDate = await deposer('payes.csv', lignes);
  const douteux = await resultat(essai.api.fichiersLot.analyserRetour({ campagneId, depotId: sansDate, date: null }));
  expect(new Set(douteux.lignes.map((l) => l.sort))).toEqual(new Set(['illisible']));
  const premiere = await appliquer();
  expect(premiere.vu.lots).toMatchObject([{ numero: '2026-001', payees: 6, solde: true }]);
  expect(premiere.fait).toMatchObject({ payees: 6, rejetees: 0, laissees: 0, soldes: ['2026-001'] });
  expect(etatDuLot()).toBe('paye');
  const avant = issues();
  const seconde = await appliquer();
  expect(seconde.vu.appliqueLe).not.toBeNull();
  expect(seconde.fait).toMatchObject({ payees: 0, rejetees: 0, laissees: 0, soldes: [] });
  expect(issues()).toEqual(avant);
  const retours = await essai.api.fichiersLot.retours({ campagneId });
  expect(retours.map((r) => [r.nom, r.payees, r.rejetees])).toEqual([
    ['payes.csv', 6, 0],
    ['retour.csv', 1, 1],
  ]);
});

test('un virement revenu après coup rend son échéance ; un rejet ne redevient pas un paiement', async () => {
  const { campagneId } = lot;
  const depotId = await deposer('rejets.csv', [
    EN_TETE,
    dire(ligne(1), { statut: 'rejeté', motif: 'retour de fonds' }),
    dire(ligne(2)),
  ]);
  const vu = await resultat(essai.api.fichiersLot.analyserRetour({ campagneId, depotId, date: null }));
  expect(vu.lignes.map((l) => l.sort)).toEqual(['rejetee', 'contradictoire']);
  await essai.api.fichiersLot.appliquerRetour({ campagneId, depotId, date: null, partiel: true });
  expect(issues()[0]).toEqual([1, 0, 'rejetee', '2026-11-28', 'retour de fonds']);
  const etranger = await deposer('autre.csv', ['a;b', '1;2']);
  await expect(
    resultat(essai.api.fichiersLot.analyserRetour({ campagneId, depotId: etranger, date: null })),
  ).rejects.toThrow(/n’est pas une liste de paiements/);
});
