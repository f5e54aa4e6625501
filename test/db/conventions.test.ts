import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Base } from '../../db/base.ts';
import { ecrire } from '../../db/ecrire.ts';
import { lignesAlterees } from '../../db/empreintes.ts';
import {
  changerConvention,
  conventionsEnCours,
  insererConvention,
  lireConvention,
  prochainAvenant,
  prochainRang,
} from '../../db/queries/conventions.ts';
import { insererRelance, listerRelances } from '../../db/queries/relances.ts';
import { dossiersSousReserve, insererLevee, listerReserves } from '../../db/queries/reserves.ts';
import { insererDecision, insererSeance } from '../../db/queries/seances.ts';
import { ACTEUR, dossierTemporaire, ouvrir, remplir } from './bases.ts';

let db: Base;
let campagneId: number;
let dossierIds: number[];
beforeEach(() => {
  db = ouvrir(join(dossierTemporaire(), 'base.sqlite'));
  ({ campagneId, dossierIds } = remplir(db));
});
afterEach(() => {
  expect(lignesAlterees(db)).toEqual([]);
  db.$client.close();
});

const FAIT = { action: 'convention.essai', libelle: 'Essai' };

function generer(dossierId: number, rang: number): number {
  return ecrire(db, ACTEUR, (tx) =>
    insererConvention(tx, {
      campagneId,
      dossierId,
      nature: 'convention',
      conventionId: null,
      exercice: 2026,
      rang,
      numero: `2026-045-00${rang}`,
      montantCentimes: 195_000,
      contenu: {},
    }),
  );
}

function changer(id: number, suite: Parameters<typeof changerConvention>[2]): void {
  ecrire(db, ACTEUR, (tx) => {
    const avant = lireConvention(tx.db, id);
    if (!avant) throw new Error('convention absente');
    changerConvention(tx, avant, suite, FAIT);
  });
}

test('les numéros se suivent ; une convention résiliée garde le sien et laisse place à une autre', () => {
  const [un = 0, deux = 0] = dossierIds;
  expect(prochainRang(db, 2026)).toBe(1);
  expect(() => generer(un, 2)).toThrow('un numéro de convention suit toujours le dernier');
  const premiere = generer(un, 1);
  expect(() => generer(un, 2)).toThrow(/UNIQUE/);
  expect(prochainRang(db, 2026)).toBe(2);
  expect(prochainRang(db, 2027)).toBe(1);
  generer(deux, 2);
  expect(() => ecrire(db, ACTEUR, (tx) => tx.db.$client.exec('DELETE FROM conventions'))).toThrow('ne s’efface pas');
  changer(premiere, { etat: 'resiliee', resilieeLe: '2026-10-01', resilieeMotif: 'action abandonnée' });
  expect(conventionsEnCours(db, campagneId).has(un)).toBe(false);
  expect(() => changer(premiere, { etat: 'a_signer' })).toThrow('ne peut plus être quitté');
  generer(un, 3);
  expect(conventionsEnCours(db, campagneId).get(un)).toMatchObject({ numero: '2026-045-003', etat: 'a_signer' });
});

test('un avenant signé change le montant en cours ; sans signature, non', () => {
  const [un = 0] = dossierIds;
  const id = generer(un, 1);
  changer(id, { etat: 'signee', signeeLe: '2026-09-02' });
  expect(prochainAvenant(db, id)).toBe(1);
  const avenant = ecrire(db, ACTEUR, (tx) =>
    insererConvention(tx, {
      campagneId,
      dossierId: un,
      nature: 'avenant',
      conventionId: id,
      exercice: 2026,
      rang: 1,
      numero: '2026-045-001/A1',
      montantCentimes: 100_000,
      contenu: {},
    }),
  );
  const enCours = { id, numero: '2026-045-001', etat: 'signee', signeeLe: '2026-09-02' };
  expect(conventionsEnCours(db, campagneId).get(un)).toEqual({ ...enCours, montantCentimes: 195_000 });
  changer(avenant, { etat: 'signee', signeeLe: '2026-11-03' });
  expect(conventionsEnCours(db, campagneId).get(un)).toEqual({ ...enCours, montantCentimes: 100_000 });
});

test('une réserve tient jusqu’à sa levée ; une relance prend le rang suivant', () => {
  const [un = 0, deux = 0] = dossierIds;
  const collectifDe = (dossierId: number) =>
    db.$client.prepare('SELECT id FROM collectifs WHERE dossier_id = ?').pluck().get(dossierId) as number;
  ecrire(db, ACTEUR, (tx) => {
    const seanceId = insererSeance(tx, campagneId, {
      date: '2026-07-02',
      heureDebut: '09:00',
      heureFin: '12:00',
      lieu: 'Orléans',
      presidence: 'Mme Roy',
      ordre: 'pile',
      quorum: null,
      portee: 'campagne',
      suiteDe: null,
      membres: [],
    });
    for (const [dossierId, nature] of [
      [un, 'agree_sous_reserve'],
      [deux, 'agree'],
    ] as const)
      insererDecision(tx, {
        seanceId,
        collectifId: collectifDe(dossierId),
        nature,
        motif: null,
        texte: 'salle à confirmer',
        montantCentimes: 195_000,
        agentId: 1,
      });
  });
  expect([...dossiersSousReserve(db, campagneId)]).toEqual([un]);
  const [reserve] = listerReserves(db, campagneId);
  if (!reserve) throw new Error('réserve absente');
  ecrire(db, ACTEUR, (tx) => insererLevee(tx, reserve, 'bail reçu le 3 septembre'));
  expect(dossiersSousReserve(db, campagneId).size).toBe(0);
  expect(listerReserves(db, campagneId)).toMatchObject([
    { dossierId: un, texte: 'salle à confirmer', leveePar: 'Camille Aubry', leveeMotif: 'bail reçu le 3 septembre' },
  ]);
  for (const echeance of ['2026-09-30', '2026-10-31'])
    ecrire(db, ACTEUR, (tx) =>
      insererRelance(tx, { campagneId, dossierId: un, objet: 'convention', echeance, documentId: null }),
    );
  expect(listerRelances(db, campagneId, 'convention')).toMatchObject([
    { rang: 1, agent: 'Camille Aubry' },
    { rang: 2, echeance: '2026-10-31' },
  ]);
  expect(listerRelances(db, campagneId, 'bilan')).toEqual([]);
});
