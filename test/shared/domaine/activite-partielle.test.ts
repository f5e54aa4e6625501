import { expect, it } from 'vitest';
import {
  type ActiviteDuCollectif,
  droitsPrevusSelonActivite,
  plafondSelonActivite,
} from '../../../shared/domaine/activite-partielle.ts';

const COUT_REEL = { plafondCentimes: 256_300, modeCalcul: 'par_collectif' } as const;
const PRORATA = { ...COUT_REEL, activitePartielle: 'prorata_plafond' } as const;
const ARRETE = { situation: 'arrete', mois: 3 } as const;

function droitPrevuSelonActivite(
  agreeCentimes: number,
  bareme: Parameters<typeof droitsPrevusSelonActivite>[1],
  activite: ActiviteDuCollectif,
): number {
  return droitsPrevusSelonActivite([{ agreeCentimes, activite }], bareme)[0] ?? 0;
}

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

it('par dossier, le plafond est celui du dossier : un collectif dépasse le sien tant qu’un autre reste dessous', () => {
  const parDossier = { ...PRORATA, modeCalcul: 'par_dossier' } as const;
  // 15 000 € à 32,5 % : 4 875,00 € agréés, partagés 2 925,00 et 1 950,00 ; deux plafonds font 5 126,00 €.
  const deux = (a: ActiviteDuCollectif, b: ActiviteDuCollectif) =>
    droitsPrevusSelonActivite(
      [
        { agreeCentimes: 292_500, activite: a },
        { agreeCentimes: 195_000, activite: b },
      ],
      parDossier,
    );
  const inconnu = { situation: 'a_confirmer', mois: 0 } as const;
  const annee = { situation: 'ouvert', mois: 10 } as const;
  expect(deux(inconnu, inconnu)).toEqual([292_500, 195_000]);
  expect(deux(annee, annee)).toEqual([292_500, 195_000]);
  // Le second arrêté à trois mois : 2 563,00 + 768,90 pour tout le dossier, au centime, dans la proportion de l’agréé.
  expect(deux(annee, ARRETE)).toEqual([199_914, 133_276]);
  expect(deux(annee, { situation: 'non_demarre', mois: 0 })).toEqual([256_300, 0]);
});
