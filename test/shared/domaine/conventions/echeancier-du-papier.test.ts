import { expect, test } from 'vitest';
import {
  acomptesAjoutes,
  type EcheanceDuMoment,
  echeancierDuPapier,
  tropEmis,
} from '../../../../shared/domaine/conventions/echeancier-du-papier.ts';
import type { EcheancePrevue } from '../../../../shared/domaine/echeancier.ts';

function acompte(montantCentimes: number): EcheancePrevue {
  return {
    rang: 1,
    nature: 'acompte',
    libelle: 'Acompte 1',
    partPointsBase: 7000,
    montantCentimes,
    datePrevue: '2026-12-01',
  };
}
function solde(montantCentimes: number): EcheancePrevue {
  return {
    rang: 2,
    nature: 'solde',
    libelle: 'Solde',
    partPointsBase: null,
    montantCentimes,
    datePrevue: '2027-11-01',
  };
}
const emise = (e: EcheancePrevue): EcheanceDuMoment => ({ ...e, emise: true });
const libre = (e: EcheancePrevue): EcheanceDuMoment => ({ ...e, emise: false });
const sommes = (vives: EcheanceDuMoment[], montant: number, plan: EcheancePrevue[]) =>
  echeancierDuPapier(vives, montant, plan).map((e) => [e.libelle, e.montantCentimes, e.emise === true]);

test('rien d’émis : celui du dossier s’il fait la somme, sinon le plan du barème', () => {
  const plan = [acompte(700), solde(300)];
  expect(sommes([], 1000, plan)).toEqual([
    ['Acompte 1', 700, false],
    ['Solde', 300, false],
  ]);
  expect(sommes([libre(acompte(600)), libre(solde(400))], 1000, plan)).toEqual([
    ['Acompte 1', 600, false],
    ['Solde', 400, false],
  ]);
  // Un arrêt noté au suivi n’est qu’une prévision : le papier dit ce qui est agréé.
  expect(sommes([libre(acompte(600)), libre(solde(100))], 1000, plan)).toEqual([
    ['Acompte 1', 700, false],
    ['Solde', 300, false],
  ]);
});

test('ce qui est émis reste tel quel ; le reste va au solde, jamais négatif, et le trop émis se dit', () => {
  const plan = [acompte(350), solde(150)];
  const emises = [emise(acompte(700)), libre(solde(0))];
  expect(sommes(emises, 1000, [acompte(700), solde(300)])).toEqual([
    ['Acompte 1', 700, true],
    ['Solde', 300, false],
  ]);
  expect(sommes(emises, 500, plan)).toEqual([['Acompte 1', 700, true]]);
  expect(tropEmis(echeancierDuPapier(emises, 500, plan), 500)).toBe(200);
  expect(tropEmis(echeancierDuPapier(emises, 700, plan), 700)).toBe(0);
});

test('un acompte à venir que le papier n’annonce pas s’ajoute ; émis, nul ou annoncé, non', () => {
  const papier = [solde(1000)];
  expect(acomptesAjoutes(papier, [libre(acompte(700)), libre(solde(300))])).toHaveLength(1);
  expect(acomptesAjoutes(papier, [emise(acompte(700))])).toEqual([]);
  expect(acomptesAjoutes(papier, [libre(acompte(0))])).toEqual([]);
  expect(acomptesAjoutes([acompte(1), solde(1)], [libre(acompte(700))])).toEqual([]);
});
