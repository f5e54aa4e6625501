import { expect, it } from 'vitest';
import { droitPrevuSelonActivite, plafondSelonActivite } from '../../../shared/domaine/activite-partielle.ts';

const COUT_REEL = { plafondCentimes: 256_300 };
const PRORATA = { plafondCentimes: 256_300, activitePartielle: 'prorata_plafond' } as const;
const ARRETE = { situation: 'arrete', mois: 3 } as const;

it('un collectif jamais ouvert n’a pas de droit ; sans rien de noté, l’année est entière', () => {
  for (const bareme of [COUT_REEL, PRORATA]) {
    expect(droitPrevuSelonActivite(195_000, bareme, { situation: 'non_demarre', mois: 0 })).toBe(0);
    expect(droitPrevuSelonActivite(195_000, bareme, { situation: 'a_confirmer', mois: 0 })).toBe(195_000);
  }
});

it('coût réel : le plafond reste entier, l’arrêt réduit la prévision au prorata, la demie vers le haut', () => {
  expect(plafondSelonActivite(COUT_REEL, ARRETE)).toBe(256_300);
  expect(droitPrevuSelonActivite(195_005, COUT_REEL, ARRETE)).toBe(58_502);
  expect(droitPrevuSelonActivite(195_005, COUT_REEL, { situation: 'ouvert', mois: 8 })).toBe(195_005);
});

it('plafond au prorata : 2 563,00 € × 3 / 10 = 768,90 €, et jamais plus que l’agréé', () => {
  expect(plafondSelonActivite(PRORATA, ARRETE)).toBe(76_890);
  expect(droitPrevuSelonActivite(195_000, PRORATA, ARRETE)).toBe(76_890);
  expect(droitPrevuSelonActivite(50_000, PRORATA, ARRETE)).toBe(50_000);
  expect(plafondSelonActivite(PRORATA, { situation: 'ouvert', mois: 10 })).toBe(256_300);
});
