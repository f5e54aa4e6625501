import type { DossierCible } from '../../../../electron/backend/bilans/classeur/comprendre.ts';
import type { DonneesBilan } from '../../../../electron/backend/tableurs/ecrire-bilan-donnees.ts';
import { type ContenuBilan, type Enfants, TRANCHES_AGE, type TrancheAge } from '../../../../shared/domaine/bilan.ts';
import type { SaisieDeBilan } from '../../../../shared/domaine/bilan-analyse.ts';
import { BAREME } from '../../../db/bases.ts';

/** Trois collectifs agréés, un budget de sept lignes : le classeur à remplir. */
export const DONNEES: DonneesBilan = {
  identite: {
    nom: 'Caf du Loiret',
    service: 'Pôle intervention territoriale',
    adresse: 'Place Saint-Charles',
    codePostal: '45946',
    ville: 'Orléans Cedex 9',
    telephone: '02 38 51 50 00',
    courriel: 'clas@exemple.fr',
  },
  base: 'a'.repeat(64),
  campagneId: 1,
  anneeScolaire: '2025-2026',
  dossier: {
    id: 7,
    numero: '1001',
    intitule: 'Grandir ensemble aux Mariniers',
    structure: 'Association Les Mariniers',
    siret: '77561201200014',
  },
  convention: '2025-014',
  dateLimite: '2026-10-31',
  prepareLe: '2026-06-15T08:00:00.000Z',
  version: '0.6.0',
  effectifMinimum: 8,
  effectifMaximum: 12,
  ecartPointsBase: 1000,
  empreinte: 'b'.repeat(64),
  collectifs: [
    {
      id: 11,
      lettre: 'A',
      libelle: 'École Jean-Zay, CP-CE1',
      niveau: 'Élémentaire',
      site: 'Maison de quartier, Orléans',
      effectif: 10,
      coutCentimes: 780_000,
    },
    {
      id: 12,
      lettre: 'B',
      libelle: 'Collège Étienne-Dolet, sixièmes et cinquièmes',
      niveau: 'Collège',
      site: 'Centre social Argonne, Orléans',
      effectif: 12,
      coutCentimes: 690_050,
    },
    { id: 13, lettre: 'C', libelle: '=1+1', niveau: '', site: '', effectif: null, coutCentimes: 500_000 },
  ],
  budget: [
    { sens: 'charge', compte: '60', libelle: 'Achats', montantCentimes: 120_000 },
    { sens: 'charge', compte: '61', libelle: 'Locations', montantCentimes: 80_050 },
    { sens: 'charge', compte: '64', libelle: 'Salaires', montantCentimes: 1_500_000 },
    { sens: 'charge', compte: '64', libelle: 'Cotisations sociales', montantCentimes: 270_000 },
    { sens: 'produit', compte: '70', libelle: 'Participation des familles', montantCentimes: 20_050 },
    { sens: 'produit', compte: '74', libelle: 'État, politique de la ville', montantCentimes: 1_200_000 },
    { sens: 'produit', compte: '74', libelle: 'Caf, prestation de service Clas', montantCentimes: 750_000 },
  ],
  saisie: null,
};

const VIDES: Enfants = { fillesQpv: null, fillesHors: null, garconsQpv: null, garconsHors: null };

export function enfants(remplis: Partial<Record<TrancheAge, Partial<Enfants>>>): Record<TrancheAge, Enfants> {
  const tranche = (t: TrancheAge): Enfants => ({ ...VIDES, ...remplis[t] });
  return Object.fromEntries(TRANCHES_AGE.map((t) => [t, tranche(t)])) as Record<TrancheAge, Enfants>;
}

const CONTENU: ContenuBilan = {
  collectifs: [
    {
      collectifId: 11,
      enfants: enfants({ de_6_a_10: { fillesQpv: 4, fillesHors: 1, garconsQpv: 3, garconsHors: 2 } }),
      parents: 9,
      commentaire: '',
    },
    {
      collectifId: 12,
      enfants: enfants({
        de_6_a_10: { fillesQpv: 0, garconsHors: 1 },
        de_11_a_14: { fillesQpv: 2, fillesHors: 2, garconsQpv: 1, garconsHors: 1 },
      }),
      parents: 0,
      commentaire: 'Deux groupes de niveau.\nReprise prévue en septembre.',
    },
    { collectifId: 13, enfants: enfants({}), parents: null, commentaire: '' },
  ],
  rencontresParents: 6,
  salaries: 3,
  heuresSalaries: 1240,
  benevoles: 5,
  heuresBenevoles: 0,
  partenaires: ['École Jean-Zay : suivi des progrès', '+33 médiathèque', 'Centre social Argonne'],
  reussites: '- les enfants lisent plus\n- les parents viennent',
  difficultes: '=cmd|calc',
  explications: {
    'charge 64': 'Un poste vacant trois mois.',
    'charge 62': 'Assurance non prévue.',
    'produit 70': 'Gratuité décidée en cours d’année.',
    'produit 74': 'Prestation de la Caf ramenée au réel.',
    'collectif 12': 'Sept enfants : deux départs en janvier, non remplacés.',
    'collectif 13': '@groupe jamais ouvert, faute de local',
  },
};

/** Un bilan complet et juste, avec ce qu’un tableur aime à abîmer : zéros, vides, signes de formule. */
export const SAISIE: SaisieDeBilan = {
  contenu: CONTENU,
  collectifs: [
    { collectifId: 11, realise: true, seances: 62, effectif: 10, coutCentimes: 765_432 },
    { collectifId: 12, realise: true, seances: 58, effectif: 7, coutCentimes: null },
    { collectifId: 13, realise: false, seances: 0, effectif: null, coutCentimes: null },
  ],
  budget: [
    ligne('charge', '60', 'Achats', 125_001),
    ligne('charge', '61', 'Locations', 80_050),
    ligne('charge', '62', 'Assurance', 30_000),
    ligne('charge', '64', 'Salaires', 1_200_000),
    ligne('charge', '64', 'Cotisations sociales', 250_049),
    ligne('produit', '70', 'Participation des familles', 0),
    ligne('produit', '74', 'État, politique de la ville', 1_200_000),
    ligne('produit', '74', 'Caf, prestation de service Clas', 485_100),
    ligne('charge', '86', 'Bénévolat', 90_000),
    ligne('produit', '87', 'Bénévolat', 90_000),
  ],
};

function ligne(sens: 'charge' | 'produit', compte: string, libelle: string, montantCentimes: number) {
  return { sens, compte, libelle, montantCentimes, adresse: '' };
}

/** Ce à quoi le classeur se compare : l’agrément qu’il rappelle, avec le barème des essais. */
export function cibleDe(donnees: DonneesBilan = DONNEES): DossierCible {
  const { collectifs, budget, empreinte } = donnees;
  return {
    agree: { collectifs, budget },
    empreinte,
    faits: {
      collectifs: collectifs.map((c) => ({
        id: c.id,
        nom: `Collectif ${c.lettre}`,
        effectif: c.effectif,
        coutCentimes: c.coutCentimes,
        agreeCentimes: 200_000,
        activite: { situation: 'a_confirmer', mois: 10 },
      })),
      budgetPrevu: budget,
      bareme: BAREME,
      ecartMaximalPointsBase: donnees.ecartPointsBase,
    },
    explications: {},
  };
}
