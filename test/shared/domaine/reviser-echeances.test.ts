import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bareme } from '../../../shared/domaine/bareme.ts';
import {
  type DroitDuDossier,
  type EcheanceTenue,
  type EcheancierRevise,
  reviserEcheances,
} from '../../../shared/domaine/reviser-echeances.ts';
import { LOIRET_2019 } from './ressources.ts';

const ACOMPTE_70: Pick<Bareme, 'arrondi' | 'echeancier'> = {
  arrondi: 'centime',
  echeancier: {
    libelle: '70 % puis solde',
    acomptes: [{ partPointsBase: 7000, mois: 12, decalageAnnee: 0 }],
    solde: { mois: 11, decalageAnnee: 1 },
  },
};

function droit(valeurs: Partial<DroitDuDossier> & { readonly droitCentimes: number }): DroitDuDossier {
  return { acquisCentimes: valeurs.droitCentimes, reel: false, renduCentimes: 0, abandonneCentimes: 0, ...valeurs };
}

function reviser(d: DroitDuDossier, tenues: readonly EcheanceTenue[] = []): EcheancierRevise {
  return reviserEcheances(d, tenues, ACOMPTE_70, '2026-2027');
}

/** Ce que la base garderait de la révision ; `emises` : libellés pris par un lot validé depuis. */
function garder(
  avant: readonly EcheanceTenue[],
  revise: EcheancierRevise,
  emises: readonly string[] = [],
): EcheanceTenue[] {
  const avantDe = new Map(avant.map((e) => [e.id, e]));
  let dernier = Math.max(0, ...avant.map((e) => e.id));
  const vivantes = revise.echeances.map((e): EcheanceTenue => {
    const connue = e.id === null ? undefined : avantDe.get(e.id);
    const tenue = revise.retirees.includes(e.id ?? 0) ? 'rendue' : (connue?.tenue ?? 'libre');
    return { ...e, id: e.id ?? (dernier += 1), annulee: false, tenue: emises.includes(e.libelle) ? 'emise' : tenue };
  });
  const annulees = revise.annulees.flatMap((id): EcheanceTenue[] => {
    const e = avantDe.get(id);
    return e ? [{ ...e, montantCentimes: 0, annulee: true, tenue: 'rendue' }] : [];
  });
  return [...vivantes, ...annulees];
}

const dire = (revise: EcheancierRevise) => revise.echeances.map((e) => [e.libelle, e.montantCentimes]);

describe('l’exemple du domaine : 4 513,00 €, 70 % puis solde', () => {
  const depart = reviser(droit({ droitCentimes: 451_300 }));
  const acompteEmis = garder([], depart, ['Acompte 1']);

  it('prévisionnel : acompte de 3 159,10 €, solde de 1 353,90 €', () => {
    expect(dire(depart)).toEqual([
      ['Acompte 1', 315_910],
      ['Solde', 135_390],
    ]);
  });

  it('droit réel de 2 563,00 € : l’acompte émis reste, solde à zéro, trop-perçu de 596,10 €', () => {
    const revise = reviser(droit({ droitCentimes: 256_300, reel: true }), acompteEmis);
    expect(dire(revise)).toEqual([
      ['Acompte 1', 315_910],
      ['Solde', 0],
    ]);
    expect(revise.induCentimes).toBe(59_610);
  });

  it('droit réel de 4 513,00 € : solde de 1 353,90 €', () => {
    const revise = reviser(droit({ droitCentimes: 451_300, reel: true }), acompteEmis);
    expect(dire(revise)[1]).toEqual(['Solde', 135_390]);
    expect(revise.induCentimes).toBe(0);
  });

  it('droit réel connu sans acompte émis : tout au solde, l’acompte n’a plus d’objet', () => {
    const revise = reviser(droit({ droitCentimes: 400_000, reel: true }), garder([], depart));
    expect(dire(revise)).toEqual([['Solde', 400_000]]);
    expect(revise.effacees).toHaveLength(1);
  });

  it('solde déjà émis, droit réel revu à la hausse : un complément, au rang suivant', () => {
    const soldees = garder([], depart, ['Acompte 1', 'Solde']);
    const revise = reviser(droit({ droitCentimes: 500_000, reel: true }), soldees);
    expect(dire(revise)[2]).toEqual(['Complément', 48_700]);
    expect(revise.echeances[2]).toMatchObject({ rang: 3, nature: 'solde', id: null });
    const encore = garder(soldees, revise, ['Acompte 1', 'Solde', 'Complément']);
    expect(dire(reviser(droit({ droitCentimes: 500_001, reel: true }), encore))[3]).toEqual(['Complément 2', 1]);
  });

  it('arrêt d’un collectif après l’acompte : le solde baisse, aucun trop-perçu avant le bilan', () => {
    const revise = reviser(droit({ droitCentimes: 200_000, acquisCentimes: 451_300 }), acompteEmis);
    expect(dire(revise)[1]).toEqual(['Solde', 0]);
    expect(revise.induCentimes).toBe(0);
  });

  it('trop-perçu recouvré puis droit réel rétabli : la somme rendue est reversée', () => {
    const revise = reviser(droit({ droitCentimes: 451_300, reel: true, renduCentimes: 20_000 }), acompteEmis);
    expect(dire(revise)[1]).toEqual(['Solde', 155_390]);
  });

  it('une échéance connue d’un lot annulé ne s’efface pas : annulée, puis reprise sous son rang', () => {
    const rendues = acompteEmis.map((e): EcheanceTenue => ({ ...e, tenue: 'rendue' }));
    const retire = reviser(droit({ droitCentimes: 0 }), rendues);
    expect(retire).toMatchObject({ echeances: [], annulees: [1, 2], effacees: [] });
    const reprise = reviser(droit({ droitCentimes: 451_300 }), garder(rendues, retire));
    expect(reprise.echeances.map((e) => [e.id, e.rang])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('une ligne d’un lot préparé n’en sort que si son montant change', () => {
    const preparees = acompteEmis.map((e): EcheanceTenue => ({ ...e, tenue: 'preparee' }));
    expect(reviser(droit({ droitCentimes: 451_300 }), preparees).retirees).toEqual([]);
    expect(reviser(droit({ droitCentimes: 451_301 }), preparees).retirees).toEqual([1]);
  });

  it('le barème prend un acompte de plus : le solde passe après', () => {
    const deux = {
      ...ACOMPTE_70,
      echeancier: {
        ...ACOMPTE_70.echeancier,
        acomptes: [...ACOMPTE_70.echeancier.acomptes, ...ACOMPTE_70.echeancier.acomptes],
      },
    };
    const revise = reviserEcheances(droit({ droitCentimes: 100_000 }), garder([], depart), deux, '2026-2027');
    expect(revise.echeances.map((e) => [e.rang, e.libelle, e.montantCentimes])).toEqual([
      [1, 'Acompte 1', 70_000],
      [2, 'Acompte 2', 30_000],
      [3, 'Solde', 0],
    ]);
  });
});

describe('quoi qu’il arrive', () => {
  const centimes = fc.integer({ min: 0, max: 1_000_000 });
  const pas = fc.record({
    agree: centimes,
    arret: fc.integer({ min: 0, max: 10 }),
    reel: fc.option(centimes),
    /** Ce qu’un lot fait ensuite de chaque échéance, par rang. */
    sorts: fc.array(fc.constantFrom('emise', 'preparee', 'rendue', 'rien'), { minLength: 4, maxLength: 4 }),
    recouvre: fc.integer({ min: 0, max: 10 }),
    abandonne: fc.integer({ min: 0, max: 10 }),
  });
  const bareme = fc.record({
    arrondi: fc.constantFrom('euro' as const, 'centime' as const),
    parts: fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 3 }),
  });

  it('Σ échéances − rendu − trop-perçu dû − abandonné = droit, aucune échéance négative, rien d’émis ne change', () => {
    fc.assert(
      fc.property(bareme, fc.array(pas, { minLength: 1, maxLength: 6 }), ({ arrondi, parts }, suite) => {
        const regle = {
          arrondi,
          echeancier: {
            ...LOIRET_2019.echeancier,
            acomptes: parts.map((partPointsBase) => ({ partPointsBase, mois: 12, decalageAnnee: 0 })),
          },
        };
        let tenues: EcheanceTenue[] = [];
        let renduCentimes = 0;
        let abandonneCentimes = 0;
        for (const { agree, arret, reel, sorts, recouvre, abandonne } of suite) {
          const d: DroitDuDossier = {
            droitCentimes: reel ?? Math.floor((agree * arret) / 10),
            acquisCentimes: reel ?? agree,
            reel: reel !== null,
            renduCentimes,
            abandonneCentimes,
          };
          const emises = tenues.filter((e) => e.tenue === 'emise');
          const emis = emises.reduce((n, e) => n + e.montantCentimes, 0);
          const revise = reviserEcheances(d, tenues, regle, '2026-2027');
          const total = revise.echeances.reduce((n, e) => n + e.montantCentimes, 0);
          expect(total).toBe(emis + Math.max(0, d.droitCentimes - emis + renduCentimes));
          expect(revise.induCentimes).toBe(Math.max(0, emis - renduCentimes - d.acquisCentimes - abandonneCentimes));
          // Ce qu’un abandon couvrait et que le droit a rattrapé ne couvre plus rien : la dette suivante est entière.
          abandonneCentimes -= revise.caducCentimes;
          expect(abandonneCentimes).toBeGreaterThanOrEqual(0);
          if (d.reel) expect(total - renduCentimes - revise.induCentimes - abandonneCentimes).toBe(d.droitCentimes);
          expect(revise.echeances.every((e) => e.montantCentimes >= 0)).toBe(true);
          for (const emise of emises) {
            const { annulee: _annulee, tenue: _tenue, ...attendue } = emise;
            expect(revise.echeances).toContainEqual(attendue);
          }
          const touchees = new Set([...revise.annulees, ...revise.effacees, ...revise.retirees]);
          expect(emises.filter((e) => touchees.has(e.id))).toEqual([]);
          expect(tenues.filter((e) => e.tenue !== 'libre' && revise.effacees.includes(e.id))).toEqual([]);
          const gardees = garder(tenues, revise);
          expect(new Set(gardees.map((e) => e.rang)).size).toBe(gardees.length);
          // Refaite sur son propre résultat, elle ne change plus rien.
          const encore = reviserEcheances({ ...d, abandonneCentimes }, gardees, regle, '2026-2027');
          expect(encore.echeances).toEqual(
            gardees
              .filter((e) => !e.annulee)
              .map(({ annulee: _annulee, tenue: _tenue, ...e }) => e)
              .toSorted((a, b) => a.rang - b.rang),
          );
          expect([encore.retirees, encore.effacees, encore.caducCentimes]).toEqual([[], [], 0]);
          tenues = gardees.map((e, i) => {
            const sort = sorts[i % 4];
            if (e.annulee || e.tenue === 'emise' || sort === 'rien' || sort === undefined) return e;
            return { ...e, tenue: e.montantCentimes === 0 && sort !== 'rendue' ? e.tenue : sort };
          });
          const du = revise.induCentimes;
          const rendu = Math.floor((du * recouvre) / 10);
          renduCentimes += rendu;
          abandonneCentimes += Math.floor(((du - rendu) * abandonne) / 10);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
