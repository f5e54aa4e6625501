import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { ecrire } from '../../../../db/ecrire.ts';
import { noterIssues } from '../../../../db/queries/fichiers-lot.ts';
import { acteur } from '../../../../electron/backend/acteur.ts';
import { clore, expliquer, rouvrir } from '../../../../electron/backend/cloture/clore.ts';
import { lireCloture } from '../../../../electron/backend/cloture/lire.ts';
import { noterMouvement } from '../../../../electron/backend/paiements/indus.ts';
import { type Banc, ouvrirAtelier } from '../argent-essai.ts';
import { bilan, type DossierEssai, ECHEANCIER_70, preparer, preparerLeTerrain, valider } from '../lots/lot-essai.ts';

const atelier = ouvrirAtelier('transactions');
let banc: Banc;
let dossiers: DossierEssai[];
let lotId: number;

/** Trois porteurs, leur acompte en lot validé. */
beforeEach(() => {
  banc = atelier.ouvrir({ echeancier: ECHEANCIER_70 }, null);
  dossiers = preparerLeTerrain(banc);
  lotId = preparer(banc);
  valider(banc.second, lotId);
});
afterEach(() => banc.fermer());
afterAll(() => atelier.fermer());

const lire = () => lireCloture(banc.context, banc.campagneId);
const deCode = (code: string) => lire().obstacles.filter((o) => o.code === code);
const fixer = (rang: number, droit: number) => bilan(banc.context, banc.campagneId, dossiers[rang]?.id ?? 0, droit);
const dire = (points: readonly { cle: string; phrase: string }[], texte: string) =>
  expliquer(banc.context, { campagneId: banc.campagneId, points, texte });

test('une explication vaut pour le montant qu’elle expliquait : changé, le point est à expliquer de nouveau', () => {
  fixer(0, 120_000);
  const [petit] = deCode('indu');
  if (!petit) throw new Error('pas de trop-perçu');
  dire([petit], 'petit reliquat');
  expect(deCode('indu')).toMatchObject([
    { explication: { texte: 'petit reliquat', par: 'Camille Essai' }, ancienne: null },
  ]);
  fixer(0, 20_000);
  const [gros] = deCode('indu');
  expect(gros).toMatchObject({
    montantCentimes: (petit.montantCentimes ?? 0) + 100_000,
    numeroDossier: '1001',
    explication: null,
    ancienne: { texte: 'petit reliquat', phrase: petit.phrase },
  });
  expect(lire().aRegler).toBe(lire().obstacles.length);
  // Ce que l’agent avait à l’écran n’est plus ce qui reste.
  expect(() => dire([petit], 'petit reliquat')).toThrow('Porteur A (dossier 1001) a changé depuis : ');
  expect(() => clore(banc.context, banc.campagneId)).toThrow(
    `${lire().obstacles.length} restes à régler ou à expliquer`,
  );
  // Revenu au montant expliqué, il l’est encore.
  fixer(0, 120_000);
  expect(deCode('indu')).toMatchObject([{ explication: { texte: 'petit reliquat' } }]);
});

test('une explication d’avant qu’on garde le montant est à redire', () => {
  fixer(0, 120_000);
  const [indu] = deCode('indu');
  if (!indu) throw new Error('pas de trop-perçu');
  const ancien = { explications: { [indu.cle]: { texte: 'reliquat', par: 'Camille Essai', le: '2026-06-12' } } };
  banc.context.db.$client
    .prepare('UPDATE campagnes SET cloture = ?')
    .run(JSON.stringify({ ...ancien, sommes: null, restes: [] }));
  expect(deCode('indu')).toMatchObject([{ explication: null, ancienne: { texte: 'reliquat', phrase: null } }]);
});

test('un texte explique plusieurs restes d’une même sorte, chacun au journal', () => {
  const bilans = deCode('bilan');
  expect(bilans.map((o) => o.numeroDossier)).toEqual(['1001', '1002', '1003']);
  const etat = dire(bilans, 'porteurs dissous');
  expect(etat.obstacles.filter((o) => o.explication?.texte === 'porteurs dissous')).toHaveLength(3);
  const notees = banc.context.db.$client
    .prepare("SELECT apres FROM journal WHERE action = 'cloture.expliquer' ORDER BY id")
    .pluck()
    .all() as string[];
  expect(notees.map((apres) => JSON.parse(apres) as unknown)).toEqual(
    bilans.map(({ cle, phrase }) => ({ cle, phrase, texte: 'porteurs dissous' })),
  );
  expect(() => dire([...bilans.slice(0, 1), ...deCode('echeance').slice(0, 1)], 'x')).toThrow('même sorte');
  expect(dire(bilans.slice(0, 2), '').obstacles.filter((o) => o.explication !== null)).toHaveLength(1);
});

test('une explication dit quelque chose', () => {
  fixer(0, 120_000);
  expect(() => dire(deCode('indu'), ' . ')).toThrow(/n’explique rien/);
});

test('un lot rendu en partie dit combien de lignes il attend, et ne propose plus de l’annuler', () => {
  const seul = () => deCode('lot_non_paye').map((o) => o.phrase);
  expect(seul()).toEqual([
    'lot 2026-001, validé, 3 lignes sans retour de l’agence comptable : déposez la liste des paiements (Paiements, Retours de paiement), ou annulez le lot',
  ]);
  const [ligneId] = banc.context.db.$client.prepare('SELECT id FROM lignes_lot ORDER BY id').pluck().all() as number[];
  ecrire(banc.context.db, acteur(banc.context), (tx) => {
    noterIssues(tx, [{ ligneId: ligneId ?? 0, issue: 'payee', le: '2026-12-18', reference: null, motif: null }]);
    tx.journaliser({ action: 'retour.essai', libelle: 'Retour', objet: `lot:${lotId}` });
  });
  expect(seul()).toEqual([
    'lot 2026-001, validé, 2 lignes sans retour de l’agence comptable sur 3 : déposez la liste où elles sont payées ou rejetées (Paiements, Retours de paiement)',
  ]);
});

test('close, l’explication reste quand un recouvrement réduit ce qu’elle expliquait ; rouverte, elle est à redire', () => {
  const { context, second, campagneId } = banc;
  fixer(0, 120_000);
  const codes = [
    ...new Set(
      lire()
        .obstacles.filter((o) => o.explicable)
        .map((o) => o.code),
    ),
  ];
  for (const code of codes) dire(deCode(code), 'dit');
  context.db.$client
    .prepare('UPDATE campagnes SET close_le = ?, close_par = ?')
    .run('2026-06-12T08:42:00.000Z', context.session.agentId);
  const induId = Number(context.db.$client.prepare('SELECT id FROM indus').pluck().get());
  const mouvement = { induId, montantCentimes: 100, date: '2026-06-12', reference: null, motif: 'chèque' };
  noterMouvement(context, { ...mouvement, nature: 'recouvre' });
  expect(deCode('indu')).toMatchObject([{ explication: { texte: 'dit' } }]);
  // Renoncer à une somme, elle close, ne se fait plus.
  expect(() => noterMouvement(context, { ...mouvement, nature: 'abandonne' })).toThrow(/est close/);
  rouvrir(second, { campagneId, motif: 'essai' });
  expect(deCode('indu')).toMatchObject([{ explication: null, ancienne: { texte: 'dit' } }]);
});
