import { expect, test } from 'vitest';
import { calculerChiffres, LIEU_INCONNU } from '../../../../electron/backend/documents/dossier-de-seance/chiffres.ts';
import { construireDonnees } from './donnees-essai.ts';

type DossierEssai = ReturnType<typeof construireDonnees>['dossiers'][number];
const [modele] = construireDonnees({ dossiers: 1, collectifs: 2 }).dossiers;

function dossier(
  champs: Partial<DossierEssai>,
  collectifs: Partial<DossierEssai['listeCollectifs'][number]>[],
): DossierEssai {
  const [premier] = modele?.listeCollectifs ?? [];
  if (!modele || !premier) throw new Error('modèle absent');
  const listeCollectifs = collectifs.map((collectif) => ({ ...premier, decision: null, ...collectif }));
  return {
    ...modele,
    listeCollectifs,
    collectifs: listeCollectifs.length,
    effectif: listeCollectifs.reduce((somme, { effectif }) => somme + (effectif ?? 0), 0),
    droitCentimes: listeCollectifs.reduce((somme, { droitCentimes }) => somme + droitCentimes, 0),
    ...champs,
  };
}

const decision = (nature: 'agree' | 'refuse', montantCentimes: number) => ({
  id: 1,
  nature,
  motif: null,
  texte: '',
  montantCentimes,
  agent: 'Claire Aubry',
  instant: '2026-07-02T08:00:00.000Z',
  seanceId: 1,
});
const orleans = { communeInsee: '45234', communeNom: 'Orléans' };
const olivet = { communeInsee: '45232', communeNom: 'Olivet' };
const dossiers = [
  dossier({ ...orleans, territoire: null, pile: 'favorable', demandeCentimes: 500_000, coutCentimes: 1_500_000 }, [
    { ...orleans, effectif: 12, droitCentimes: 256_300, niveau: 'elementaire' },
    { ...olivet, effectif: 9, droitCentimes: 195_000, niveau: 'college' },
  ]),
  dossier({ ...orleans, territoire: null, pile: 'a_debattre', demandeCentimes: null, coutCentimes: 600_000 }, [
    { communeInsee: null, communeNom: null, effectif: null, droitCentimes: 195_000, niveau: null },
  ]),
  dossier({ ...olivet, territoire: null, pile: 'defavorable', demandeCentimes: 100_000, coutCentimes: 300_000 }, [
    { ...olivet, effectif: 6, droitCentimes: 97_500, niveau: 'elementaire' },
  ]),
];

test('totaux de la campagne', () => {
  expect(calculerChiffres(dossiers)).toMatchObject({
    dossiers: 3,
    collectifs: 4,
    enfants: 27,
    effectifsConnus: 3,
    communes: 2,
    coutCentimes: 2_400_000,
    droitCentimes: 743_800,
    demande: { dossiers: 2, montantCentimes: 600_000 },
    propose: { dossiers: 2, collectifs: 3, droitCentimes: 646_300 },
    agree: null,
    parTerritoire: false,
  });
});

test('par commune, un dossier compte dans chacune des siennes ; un collectif sans commune prend celle du dossier', () => {
  expect(calculerChiffres(dossiers).lieux).toEqual([
    { nom: 'Olivet', dossiers: 2, collectifs: 2, enfants: 15, droitCentimes: 292_500, proposeCentimes: 195_000 },
    { nom: 'Orléans', dossiers: 2, collectifs: 2, enfants: 12, droitCentimes: 451_300, proposeCentimes: 451_300 },
  ]);
});

test('par territoire dès qu’un dossier en a un, « non renseigné » en dernier même s’il est le plus grand', () => {
  const [a, b, c] = dossiers;
  if (!a || !b || !c) throw new Error('dossiers absents');
  const chiffres = calculerChiffres([a, b, { ...c, territoire: 'Val de Loire' }]);
  expect(chiffres.parTerritoire).toBe(true);
  expect(chiffres.lieux.map(({ nom, collectifs }) => [nom, collectifs])).toEqual([
    ['Val de Loire', 1],
    [LIEU_INCONNU, 3],
  ]);
});

test('piles, niveaux et décisions prises', () => {
  const [a, b, c] = dossiers;
  if (!a || !b || !c) throw new Error('dossiers absents');
  const decides = a.listeCollectifs.map((collectif, rang) => ({
    ...collectif,
    decision: rang === 0 ? decision('agree', 250_000) : decision('refuse', 0),
  }));
  const chiffres = calculerChiffres([{ ...a, listeCollectifs: decides }, b, { ...c, pile: null }]);
  expect(chiffres.piles.map(({ pile, dossiers: nombre, droitCentimes }) => [pile, nombre, droitCentimes])).toEqual([
    ['favorable', 1, 451_300],
    ['a_debattre', 1, 195_000],
    ['defavorable', 0, 0],
    [null, 1, 97_500],
  ]);
  expect(chiffres.niveaux).toEqual([
    { niveau: 'elementaire', collectifs: 2 },
    { niveau: 'college', collectifs: 1 },
    { niveau: null, collectifs: 1 },
  ]);
  expect(chiffres.agree).toEqual({
    dossiers: 1,
    collectifs: 1,
    enfants: 12,
    droitCentimes: 256_300,
    montantCentimes: 250_000,
  });
});
