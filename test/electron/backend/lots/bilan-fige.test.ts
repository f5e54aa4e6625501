import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { relever } from '../../../../electron/backend/cloture/obstacles.ts';
import { noter } from '../../../../electron/backend/deroulement/noter.ts';
import { verifierBase } from '../../../../electron/backend/journal.ts';
import { listerIndus, noterMouvement } from '../../../../electron/backend/paiements/indus.ts';
import { lirePaiements } from '../../../../electron/backend/paiements/lire.ts';
import { annulerDecision, decider } from '../../../../electron/backend/seances/decider.ts';
import { verifierGroupe } from '../../../../electron/backend/seances/groupe.ts';
import { type Banc, ouvrirAtelier } from '../argent-essai.ts';
import { bilan, type DossierEssai, ECHEANCIER_70, preparer, preparerLeTerrain, resumer, valider } from './lot-essai.ts';

const atelier = ouvrirAtelier('transactions');
let banc: Banc;
let dossier: DossierEssai;

beforeEach(() => {
  banc = atelier.ouvrir({ echeancier: ECHEANCIER_70 }, null);
  const [premier] = preparerLeTerrain(banc);
  if (!premier) throw new Error('pas de dossier');
  dossier = premier;
});
afterEach(() => {
  const controles = verifierBase(banc.context).controles.filter((c) => !c.sain);
  const egalites = lirePaiements(banc.context, banc.campagneId).controles.filter((c) => !c.egal);
  const ecarts = relever(banc.context.db, banc.campagneId).obstacles.filter((o) => o.code === 'ecart');
  banc.fermer();
  expect([controles, egalites, ecarts]).toEqual([[], [], []]);
});
afterAll(() => atelier.fermer());

const fixer = (droitReelCentimes: number | null) => bilan(banc.context, banc.campagneId, dossier.id, droitReelCentimes);
const siennes = () => resumer(banc).filter((l) => l.startsWith(dossier.numero));
const indus = () =>
  listerIndus(banc.context, banc.campagneId).map((i) => [
    i.montantCentimes,
    i.resteCentimes,
    ...i.mouvements.map((m) => m.nature),
  ]);

test('bilan validé : ce qui est agréé et le suivi ne changent plus le droit ; rouvert, ils le peuvent', () => {
  const { context, seanceId } = banc;
  const [collectifId = 0] = dossier.collectifIds;
  fixer(256_300);
  const refuse = /Porteur A : son bilan est validé.*rouvrez d’abord le bilan/;
  const redecider = (nature: 'agree' | 'refuse') =>
    decider(context, { seanceId, collectifIds: [collectifId], nature, motif: null, texte: 'dit' });
  const evenement = {
    collectifId,
    nature: 'non_demarre',
    dateEffet: '2026-07-01',
    lieu: null,
    jours: null,
    horaires: null,
    effectif: null,
    coordinateur: null,
    texte: '',
  } as const;
  const plusTard = { ...context, horloge: { ...context.horloge, aujourdhui: () => '2027-10-01' } };
  const noterArret = () => noter(plusTard, { dossierId: dossier.id, evenements: [evenement] });
  expect(() => annulerDecision(context, { seanceId, collectifId, motif: 'erreur' })).toThrow(refuse);
  expect(() => redecider('refuse')).toThrow(refuse);
  expect(() => redecider('agree')).toThrow(refuse);
  expect(noterArret).toThrow(refuse);
  expect(siennes()).toEqual(['1001 Solde 2563.00 payable']);

  fixer(null);
  expect(noterArret().effet).toMatchObject({ avantCentimes: 256_300, apresCentimes: 0 });
  redecider('refuse');
  expect(siennes()).toEqual([]);
});

test('une décision groupée dit d’avance qu’un bilan validé l’empêche', () => {
  const { context, seanceId } = banc;
  const [collectifId = 0] = dossier.collectifIds;
  annulerDecision(context, { seanceId, collectifId, motif: 'à redire' });
  fixer(0);
  const groupe = (nature: 'agree' | 'refuse') =>
    verifierGroupe(context, { seanceId, dossierIds: [dossier.id], nature, motif: null, texte: 'dit' }).lignes[0]
      ?.blocages;
  expect(groupe('agree')?.join()).toMatch(/son bilan est validé/);
  // Classer un collectif jamais agréé ne touche pas au droit : la clôture en a besoin.
  expect(groupe('refuse')).toEqual([]);
});

test('rouvrir ne fait rien payer ni rendre ; seule la différence s’applique à la validation suivante', () => {
  const lotId = preparer(banc);
  valider(banc.second, lotId);
  fixer(100_000);
  const avant = [siennes(), indus()];
  expect(avant).toEqual([['1001 Acompte 1 1794.10 au_lot', '1001 Solde 0.00 sans_objet'], [[79_410, 79_410]]]);
  fixer(null);
  expect([siennes(), indus()]).toEqual(avant);
  // Plus bas : la même dette, augmentée. Plus haut : révisée, et le solde.
  fixer(90_000);
  expect(indus()).toEqual([
    [10_000, 10_000],
    [79_410, 79_410],
  ]);
  fixer(256_300);
  expect(indus()).toEqual([
    [10_000, 0, 'revise'],
    [79_410, 0, 'revise'],
  ]);
  expect(siennes()).toEqual(['1001 Acompte 1 1794.10 au_lot', '1001 Solde 768.90 payable']);
  fixer(null);
  expect(siennes()).toEqual(['1001 Acompte 1 1794.10 au_lot', '1001 Solde 768.90 bloquee']);
});

test('sans acompte émis, rouvrir un bilan ne refait pas des acomptes à payer', () => {
  fixer(100_000);
  expect(siennes()).toEqual(['1001 Solde 1000.00 payable']);
  fixer(null);
  expect(siennes()).toEqual(['1001 Solde 1000.00 bloquee']);
});

test('un trop-perçu abandonné, puis un droit revu à la hausse : l’abandon est caduc, et la campagne se clôt encore', () => {
  const { context } = banc;
  const lotId = preparer(banc);
  valider(banc.second, lotId);
  fixer(100_000);
  const [indu] = listerIndus(context, banc.campagneId);
  noterMouvement(context, {
    induId: indu?.id ?? 0,
    nature: 'abandonne',
    montantCentimes: 79_410,
    date: '2026-06-12',
    reference: null,
    motif: 'décision du directeur',
  });
  fixer(256_300);
  // Les contrôles de fin d’essai disent qu’aucun écart n’empêche de clore.
  expect(siennes()).toEqual(['1001 Acompte 1 1794.10 au_lot', '1001 Solde 768.90 payable']);
  expect(indus()).toEqual([[79_410, 0, 'abandonne', 'caduc']]);
  // Le solde parti, un droit revu à la baisse fait une dette entière : l’abandon d’avant ne la couvre pas.
  valider(banc.second, preparer(banc));
  fixer(200_000);
  expect(indus()).toEqual([
    [56_300, 56_300],
    [79_410, 0, 'abandonne', 'caduc'],
  ]);
});
