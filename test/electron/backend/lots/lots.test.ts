import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lireLot as lireLotEnBase } from '../../../../db/queries/lots.ts';
import { verifierBase } from '../../../../electron/backend/journal.ts';
import { lireLot, listerLots } from '../../../../electron/backend/lots/lire.ts';
import { preparerLot, retirerDuLot } from '../../../../electron/backend/lots/preparer.ts';
import { abandonnerLot, annulerLot, validerLot } from '../../../../electron/backend/lots/valider.ts';
import { reglerImputation } from '../../../../electron/backend/paiements/imputation.ts';
import { listerIndus, noterMouvement } from '../../../../electron/backend/paiements/indus.ts';
import { lirePaiements } from '../../../../electron/backend/paiements/lire.ts';
import { Refus } from '../../../../electron/backend/refus.ts';
import { annulerDecision } from '../../../../electron/backend/seances/decider.ts';
import { texteDesLignes } from '../../../../shared/domaine/lot.ts';
import { type Banc, importer, lectureDe, ouvrirAtelier, SIRETS, source } from '../argent-essai.ts';
import {
  agreer,
  bilan,
  confirmer,
  type DossierEssai,
  ECHEANCIER_70,
  noterEvenement,
  preparer,
  preparerLeTerrain,
  resumer,
  signer,
  valider,
} from './lot-essai.ts';

const atelier = ouvrirAtelier('transactions');
let banc: Banc;

beforeEach(() => {
  banc = atelier.ouvrir({ echeancier: ECHEANCIER_70 }, null);
});
afterEach(() => {
  const controles = verifierBase(banc.context).controles.filter((c) => !c.sain);
  const egalites = lirePaiements(banc.context, banc.campagneId).controles.filter((c) => !c.egal);
  banc.fermer();
  expect([controles, egalites]).toEqual([[], []]);
});
afterAll(() => atelier.fermer());

function dossier(dossiers: readonly DossierEssai[], rang: number): DossierEssai {
  const trouve = dossiers[rang];
  if (!trouve) throw new Error('dossier absent');
  return trouve;
}

function motifs(numero: string): readonly string[] {
  return lirePaiements(banc.context, banc.campagneId).lignes.find((l) => l.numeroDossier === numero)?.motifs ?? [];
}

it('une ligne sortie d’un lot préparé ne décale pas le papier : rangs sans trou, les mêmes en base et figés', () => {
  preparerLeTerrain(banc);
  const lotId = preparer(banc);
  const [, deuxieme] = lireLot(banc.context, lotId).lignes;
  retirerDuLot(banc.context, { lotId, echeanceId: deuxieme?.echeanceId ?? 0 });
  expect(lireLot(banc.context, lotId).lignes.map((l) => l.rang)).toEqual([1, 2]);
  valider(banc.second, lotId);
  const figees = lireLotEnBase(banc.context.db, lotId)?.contenu?.lignes.map((l) => [l.rang, l.echeanceId]);
  expect(lireLot(banc.context, lotId).lignes.map((l) => [l.rang, l.echeanceId])).toEqual(figees);
  expect(lireLot(banc.context, lotId).controles.filter((c) => !c.juste)).toEqual([]);
  expect(() => banc.context.db.$client.exec('UPDATE lignes_lot SET rang = 9 WHERE rang = 2')).toThrow(
    /figé avec son lot/,
  );
});

describe('ce qui bloque une ligne', () => {
  it('convention, IBAN, même IBAN, réserve, SIRET, bilan, enveloppe : chaque motif se dit, et tombe quand il est réglé', () => {
    const dossiers = agreer(banc);
    const [a, b] = [dossier(dossiers, 0), dossier(dossiers, 1)];
    expect(motifs('1001')).toEqual(['convention à générer', 'IBAN à confirmer par un autre agent']);
    signer(banc.context, banc.campagneId, a.id, 256_299);
    confirmer(banc, a);
    expect(motifs('1001')).toEqual([`montant agréé au-delà de la convention (2\u202f562,99\u00a0€) : avenant à faire`]);
    signer(banc.context, banc.campagneId, b.id);
    confirmer(banc, b);
    expect(resumer(banc)).toEqual([
      '1001 Acompte 1 1794.10 bloquee',
      '1001 Solde 768.90 bloquee',
      '1002 Acompte 1 1365.00 payable',
      '1002 Solde 585.00 bloquee',
      '1003 Acompte 1 1365.00 bloquee',
      '1003 Solde 585.00 bloquee',
    ]);
    const solde = lirePaiements(banc.context, banc.campagneId).lignes.find(
      (l) => l.libelle === 'Solde' && l.numeroDossier === '1002',
    );
    expect(solde?.motifs).toEqual(['bilan non reçu']);
    banc.context.db.$client.prepare('UPDATE campagnes SET enveloppe_centimes = 136499').run();
    expect(motifs('1002')).toEqual(['l’enveloppe ne laisse que 1\u202f364,99\u00a0€']);
    banc.context.db.$client.prepare('UPDATE campagnes SET enveloppe_centimes = NULL').run();
  });

  it('le même IBAN sur deux SIRET bloque les deux porteurs tant que les deux ne sont pas vérifiés', () => {
    const dossiers = preparerLeTerrain(banc);
    importer(
      banc.context,
      banc.campagneId,
      lectureDe([
        source({ numero: '1004', nom: 'Porteur D', siret: '41816609600069', iban: dossier(dossiers, 0).iban }),
      ]),
    );
    expect(motifs('1001')).toEqual(['même IBAN que Porteur D, pas vérifié pour les deux']);
  });
});

describe('un lot', () => {
  it('se prépare par un agent, se valide par un autre, et se fige entier', () => {
    preparerLeTerrain(banc);
    const lotId = preparer(banc);
    reglerImputation(banc.context, { imputation: '6561311' });
    expect(() => valider(banc.context, lotId)).toThrow('un autre agent doit le valider');
    expect(() => validerLot(banc.second, { lotId, nombreLignes: 3, montantCentimes: 1 })).toThrow('a changé');
    expect(resumer(banc).filter((l) => l.endsWith('au_lot'))).toHaveLength(3);
    expect(valider(banc.second, lotId)).toBe('2026-001');
    const lot = lireLotEnBase(banc.context.db, lotId);
    const contenu = lot?.contenu;
    // Réglée autrement ensuite, l’imputation du lot validé ne change pas.
    reglerImputation(banc.context, { imputation: '' });
    expect(lireLotEnBase(banc.context.db, lotId)?.contenu?.lignes[0]?.imputation).toBe('6561311');
    expect(contenu?.lignes.map((l) => [l.numeroDossier, l.montantCentimes, l.resteAVerserCentimes])).toEqual([
      ['1001', 179_410, 76_890],
      ['1002', 136_500, 58_500],
      ['1003', 136_500, 58_500],
    ]);
    expect(lot).toMatchObject({ nombreLignes: 3, montantCentimes: 452_410, numero: '2026-001', rang: 1 });
    const sha = createHash('sha256')
      .update(texteDesLignes(contenu?.lignes ?? []))
      .digest('hex');
    expect([lot?.empreinteLignes, contenu?.empreinteLignes]).toEqual([sha, sha]);
    expect(contenu?.horsLot.map((l) => [l.libelle, l.motifs])).toEqual([
      ['Solde', ['bilan non reçu']],
      ['Solde', ['bilan non reçu']],
      ['Solde', ['bilan non reçu']],
    ]);
    expect(contenu?.coordonneesModifiees.map((c) => [c.raisonSociale, c.ancienIban])).toEqual([
      ['Porteur A', null],
      ['Porteur B', null],
      ['Porteur C', null],
    ]);
    expect(contenu?.prepare.par).toBe('Camille Essai');
    expect(contenu?.valide.par).toBe('Hugo Essai');
    // Une deuxième fois : refusé ; une échéance prise ne se reprend pas.
    expect(() => valider(banc.second, lotId)).toThrow('n’est plus en préparation');
    expect(() => preparer(banc)).toThrow('Choisissez au moins une échéance');
  });

  it('annulé, garde son numéro et rend ses lignes ; le suivant prend le numéro d’après', () => {
    preparerLeTerrain(banc);
    const premier = preparer(banc);
    valider(banc.second, premier);
    annulerLot(banc.context, { lotId: premier, motif: 'mauvaise date' });
    const second = preparer(banc);
    expect(valider(banc.second, second)).toBe('2026-002');
    expect(listerLots(banc.context, banc.campagneId).map((l) => [l.numero, l.etat])).toEqual([
      ['2026-002', 'valide'],
      ['2026-001', 'annule'],
    ]);
    expect(() => annulerLot(banc.context, { lotId: premier, motif: 'encore' })).toThrow(Refus);
    // L’ancien compte n’a jamais été crédité : aucun changement depuis le lot d’avant.
    expect(lireLotEnBase(banc.context.db, second)?.contenu?.coordonneesModifiees).toHaveLength(3);
  });

  it('abandonné, n’a jamais eu de numéro', () => {
    preparerLeTerrain(banc);
    const lotId = preparer(banc);
    abandonnerLot(banc.context, { lotId, motif: 'essai' });
    expect(valider(banc.second, preparer(banc))).toBe('2026-001');
    expect(lireLot(banc.context, lotId)).toMatchObject({ numero: null, etat: 'abandonne' });
  });

  it('ne prend qu’une échéance payable, et aucune si l’une ne l’est pas', () => {
    const dossiers = agreer(banc);
    const a = dossier(dossiers, 0);
    signer(banc.context, banc.campagneId, a.id);
    confirmer(banc, a);
    const { lignes } = lirePaiements(banc.context, banc.campagneId);
    const demande = { campagneId: banc.campagneId, exercice: 2026, libelle: 'x', datePrevue: '2026-12-01' };
    expect(() => preparerLot(banc.context, { ...demande, echeanceIds: lignes.map((l) => l.echeanceId) })).toThrow(
      /Porteur B, acompte 1 : convention à générer/,
    );
    expect(listerLots(banc.context, banc.campagneId)).toEqual([]);
  });

  it('dont la date prévue est passée ne se valide plus : figé, il ne donnerait aucun ordre de virement', () => {
    preparerLeTerrain(banc);
    const lotId = preparer(banc);
    const le = (jour: string) => ({ ...banc.second, horloge: { ...banc.second.horloge, aujourdhui: () => jour } });
    expect(() => valider(le('2026-12-16'), lotId)).toThrow('abandonnez ce lot et préparez-le pour une date à venir');
    expect(valider(le('2026-12-15'), lotId)).toBe('2026-001');
  });

  it('se compte sur l’exercice de son virement, ou sur celui d’avant', () => {
    preparerLeTerrain(banc);
    expect(() => preparer(banc, 2028)).toThrow('ne se compte pas sur l’exercice 2028 : choisissez 2026 ou 2025');
    expect(() => preparer(banc, 2024)).toThrow('exercice 2024');
    expect(preparer(banc, 2025)).toBeGreaterThan(0);
  });

  it('relit tout à la validation : IBAN changé, décision retirée, arrêt', () => {
    const dossiers = preparerLeTerrain(banc);
    const lotId = preparer(banc);
    const [a, b] = [dossier(dossiers, 0), dossier(dossiers, 1)];
    // Le montant d’une ligne change : elle sort du lot préparé d’elle-même, et se dit au journal.
    annulerDecision(banc.context, {
      seanceId: banc.seanceId,
      collectifId: a.collectifIds[0] ?? 0,
      motif: 'erreur',
    });
    noterEvenement(
      banc.context,
      { campagneId: banc.campagneId, dossierId: b.id, collectifId: b.collectifIds[0] ?? 0 },
      'non_demarre',
      '2026-11-02',
    );
    expect(lireLot(banc.context, lotId).lignes.map((l) => l.numeroDossier)).toEqual(['1003']);
    importer(
      banc.context,
      banc.campagneId,
      lectureDe([
        source({
          numero: '1003',
          nom: 'Porteur C',
          siret: SIRETS[2] ?? null,
          iban: 'FR7630006000011234567890189',
          budgetCentimes: 600_000,
          collectifs: [{ libelle: 'Rouge', coutCentimes: 600_000, effectif: 10 }],
        }),
      ]),
    );
    expect(() => valider(banc.second, lotId)).toThrow(/Porteur C, acompte 1 : changement d’IBAN demandé/);
    retirerDuLot(banc.context, { lotId, echeanceId: lireLot(banc.context, lotId).lignes[0]?.echeanceId ?? 0 });
    expect(() => valider(banc.second, lotId)).toThrow('n’a plus de ligne');
  });
});

describe('acompte, bilan, solde, trop-perçu : l’exemple du domaine', () => {
  it('4 513,00 € prévus, 70 % versés : réel 2 563,00 € → trop-perçu 596,10 € ; réel 4 513,00 € → solde 1 353,90 €', () => {
    const a = dossier(agreer(banc, [900_000]), 0);
    // 9 000 et 6 000 par collectif feraient 4 513,00 : un droit de 2 563,00 porte le même calcul ici.
    signer(banc.context, banc.campagneId, a.id);
    confirmer(banc, a);
    valider(banc.second, preparer(banc));
    expect(resumer(banc)).toEqual(['1001 Acompte 1 1794.10 au_lot', '1001 Solde 768.90 bloquee']);
    bilan(banc.context, banc.campagneId, a.id, 100_000);
    expect(resumer(banc)).toEqual(['1001 Acompte 1 1794.10 au_lot', '1001 Solde 0.00 sans_objet']);
    const [indu] = listerIndus(banc.context, banc.campagneId);
    expect(indu).toMatchObject({ montantCentimes: 79_410, resteCentimes: 79_410 });
    const mouvement = { induId: indu?.id ?? 0, date: '2026-06-12', reference: null, motif: 'titre de recette' };
    const noter = (nature: 'recouvre' | 'abandonne', montantCentimes: number) =>
      noterMouvement(banc.context, { ...mouvement, nature, montantCentimes });
    noter('recouvre', 50_000);
    expect(() => noter('recouvre', 29_411)).toThrow('Il ne reste dû que 294,10');
    // Le droit réel remonte : la dette s’éteint, et ce qui a été recouvré se reverse.
    bilan(banc.context, banc.campagneId, a.id, 179_410);
    expect(resumer(banc)[1]).toBe('1001 Solde 500.00 payable');
    expect(listerIndus(banc.context, banc.campagneId)[0]).toMatchObject({ resteCentimes: 0 });
    valider(banc.second, preparer(banc));
    bilan(banc.context, banc.campagneId, a.id, 256_300);
    expect(resumer(banc)[2]).toBe('1001 Complément 768.90 payable');
    expect(valider(banc.second, preparer(banc))).toBe('2026-003');
  });
});
