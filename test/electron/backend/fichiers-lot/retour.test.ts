import { expect, test } from 'vitest';
import { reconnaitreRetour } from '../../../../electron/backend/fichiers-lot/reconnaitre-retour.ts';
import type { Cellule, Classeur } from '../../../../electron/backend/tableurs/classeur.ts';
import { type LigneAttendue, type LigneRecue, rapprocher } from '../../../../shared/domaine/rapprochement.ts';

function classeur(lignes: readonly string[]): Classeur {
  const cellules = (ligne: string): Cellule[] =>
    ligne
      .split(';')
      .map((valeur, colonne): Cellule => ({ colonne, contenu: { type: 'texte', valeur }, brut: valeur }))
      .filter((c) => c.brut !== '');
  return {
    format: 'csv',
    feuilles: [
      {
        nom: 'CSV',
        masquee: false,
        lignes: lignes.map((ligne, rang) => ({ numero: rang + 1, cellules: cellules(ligne) })),
      },
    ],
    avertissements: [],
  };
}
const lire = (...lignes: string[]) => reconnaitreRetour(classeur(lignes), 'liste.csv').lignes;

const SIRET = '09900000000018';
function attendue(suite: Partial<LigneAttendue>): LigneAttendue {
  return {
    ligneId: 1,
    lotId: 1,
    structureId: 1,
    coordonneesId: 1,
    numeroLot: '2026-001',
    lotValideLe: '2026-11-17',
    rang: 1,
    numeroTiers: 'T1',
    siret: SIRET,
    iban: 'FR7699999000990000000099913',
    numeroDossier: '24000001',
    numeroConvention: '2026-001',
    raisonSociale: 'Les Lanternes',
    montantCentimes: 157_955,
    issue: null,
    ...suite,
  };
}
const recues = (...lignes: string[]): LigneRecue[] => [...lire('SIRET;Montant;Date;Statut', ...lignes)];
const sorts = (lignes: readonly LigneRecue[], attendues: readonly LigneAttendue[]) =>
  rapprocher(lignes, attendues, '2026-12-02').rapprochees.map((r) => [r.sort, r.attendue?.ligneId ?? null]);

test('un libellé de virement dans « Motif » ne fait pas un rejet : la liste doit dire payé ou rejeté', () => {
  const [ligne] = lire('SIRET;Montant;Date de paiement;Motif', `${SIRET};1579,55;28/11/2026;Clas 2026 acompte 1`);
  expect(ligne).toMatchObject({ issue: null, motif: 'Clas 2026 acompte 1' });
  expect(ligne?.fautes.join()).toMatch(/payée ou rejetée \? la colonne « Motif » ne le dit pas/);
  // La même colonne à côté d’un statut explique, sans rien trancher.
  const [payee, rejetee] = lire(
    'SIRET;Montant;Date;Statut;Motif',
    `${SIRET};1579,55;28/11/2026;Payé;Clas 2026`,
    `${SIRET};1579,55;28/11/2026;Rejeté;compte clos`,
  );
  expect([payee, rejetee]).toMatchObject([
    { issue: 'payee', motif: 'Clas 2026', fautes: [] },
    { issue: 'rejetee', motif: 'compte clos', fautes: [] },
  ]);
});

test('sans statut, une colonne de rejet le dit ; sa date est celle du rejet', () => {
  expect(
    lire(
      'SIRET;Montant;Date de paiement;Date de rejet;Motif de rejet',
      `${SIRET};1579,55;27/11/2026;;`,
      `${SIRET};1579,55;27/11/2026;30/11/2026;compte clos`,
    ),
  ).toMatchObject([
    { issue: 'payee', date: '2026-11-27' },
    { issue: 'rejetee', date: '2026-11-30', motif: 'compte clos' },
  ]);
});

test('un paiement n’est ni à venir, ni antérieur à la validation de son lot', () => {
  const dates = ['28/11/2062', '02/12/2026', '17/11/2026', '16/11/2026'];
  const lues = dates.map((date) => rapprocher(recues(`${SIRET};1579,55;${date};Payé`), [attendue({})], '2026-12-02'));
  expect(lues.map(({ rapprochees: [r] }) => [r?.sort, r?.phrase])).toEqual([
    ['illisible', 'lot 2026-001, ligne 1 : le 28/11/2062 est à venir'],
    ['payee', 'lot 2026-001, ligne 1'],
    ['payee', 'lot 2026-001, ligne 1'],
    ['illisible', 'lot 2026-001, ligne 1 : le 16/11/2026 précède la validation du lot, le 17/11/2026'],
  ]);
});

test('un paiement d’un lot annulé se dit comme tel : c’est peut-être un double', () => {
  const lignes = lire('Lot;SIRET;Montant;Date;Statut', `2026-003;${SIRET};1579,55;28/11/2026;Payé`);
  const lue = rapprocher(lignes, [attendue({})], '2026-12-02', new Set(['2026-003']));
  expect(lue.rapprochees[0]).toMatchObject({
    sort: 'inconnue',
    phrase: expect.stringMatching(/lot 2026-003 est annulé/),
  });
});

test('de deux lignes du même montant dans deux lots, aucune n’est devinée ; dites toutes les deux, elles se notent', () => {
  const deux = [attendue({ rang: 5 }), attendue({ ligneId: 2, lotId: 2, numeroLot: '2026-002' })];
  const une = `${SIRET};1579,55;28/11/2026;Payé`;
  expect(sorts(recues(une), deux)).toEqual([['ambigue', null]]);
  expect(rapprocher(recues(une), deux, '2026-12-02').rapprochees[0]?.phrase).toContain(
    'lot 2026-001, ligne 5 ; lot 2026-002, ligne 1',
  );
  expect(sorts(recues(une, une), deux)).toEqual([
    ['payee', 1],
    ['payee', 2],
  ]);
  // L’une payée, l’autre rejetée : rien ne dit laquelle.
  expect(sorts(recues(une, `${SIRET};1579,55;28/11/2026;Rejeté`), deux)).toEqual([
    ['ambigue', null],
    ['ambigue', null],
  ]);
  // L’une déjà réglée, il n’en reste qu’une.
  expect(sorts(recues(une), [attendue({ issue: 'payee' }), ...deux.slice(1)])).toEqual([['payee', 2]]);
});
