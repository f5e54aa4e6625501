import type { CollectifConvenu, FaitsConvention } from './contenu.ts';

const A: CollectifConvenu = {
  collectifId: 1,
  lettre: 'A',
  libelle: 'Élémentaire',
  effectif: 12,
  lieu: 'École des Tilleuls',
  commune: 'Beaugency',
  jours: 'lundi, jeudi',
  horaires: '16 h 30 – 18 h',
  coutCentimes: 900_000,
  montantCentimes: 256_300,
  reserve: null,
};
const B: CollectifConvenu = {
  ...A,
  collectifId: 2,
  lettre: 'B',
  libelle: 'Collège',
  effectif: 10,
  lieu: 'Maison de quartier',
  jours: 'mardi, vendredi',
  coutCentimes: 600_000,
  montantCentimes: 195_000,
};

/** Un porteur inventé, pour montrer un modèle pendant qu’on l’écrit. */
export const CONVENTION_D_EXEMPLE: FaitsConvention = {
  numero: '2026-045-018',
  nature: 'convention',
  modifie: null,
  exercice: 2026,
  anneeScolaire: '2026-2027',
  jour: '2026-07-06',
  structure: 'L’Encrier de Beaugency',
  formeJuridique: 'association',
  siret: '999\u00a0017\u00a0411\u00a000011',
  rna: 'W452000018',
  adresse: '4 venelle des Tanneurs, 45190 Beaugency',
  representant: 'Mme Jeanne Duval, présidente',
  dossier: '24\u202f146\u202f449',
  seances: ['2026-07-02'],
  collectifs: [A, B],
  montantCentimes: 451_300,
  echeances: [
    {
      rang: 1,
      nature: 'acompte',
      libelle: 'Acompte 1',
      partPointsBase: 7000,
      montantCentimes: 315_910,
      datePrevue: '2026-11-01',
    },
    {
      rang: 2,
      nature: 'solde',
      libelle: 'Solde',
      partPointsBase: null,
      montantCentimes: 135_390,
      datePrevue: '2027-11-01',
    },
  ],
  bareme: {
    tauxPointsBase: 3250,
    plafondCentimes: 256_300,
    modeCalcul: 'par_collectif',
    effectifMinimum: 8,
    effectifMaximum: 12,
    seuilConventionCentimes: 2_300_000,
  },
  echeanceBilan: '2027-09-30',
  caf: 'Caf du Loiret',
  adresseCaf: '2 place St Charles, 45946 Orléans cedex 9',
  villeCaf: 'Orléans',
  service: 'Pôle intervention territoriale',
};

/** Le même porteur, dans le cas qui montre chaque texte du modèle. */
export function exempleDe(cas: 'convention' | 'reserve' | 'seuil' | 'avenant'): FaitsConvention {
  if (cas === 'reserve')
    return {
      ...CONVENTION_D_EXEMPLE,
      collectifs: [A, { ...B, reserve: 'convention de mise à disposition de la salle' }],
    };
  if (cas === 'seuil')
    return { ...CONVENTION_D_EXEMPLE, bareme: { ...CONVENTION_D_EXEMPLE.bareme, seuilConventionCentimes: 400_000 } };
  if (cas === 'convention') return CONVENTION_D_EXEMPLE;
  return {
    ...CONVENTION_D_EXEMPLE,
    numero: '2026-045-018/A1',
    nature: 'avenant',
    modifie: { numero: '2026-045-018', le: '2026-08-28', montantCentimes: 451_300, collectifs: [A, B] },
    seances: ['2026-07-02', '2026-10-08'],
    collectifs: [A],
    montantCentimes: 256_300,
    echeances: [
      {
        rang: 1,
        nature: 'solde',
        libelle: 'Solde',
        partPointsBase: null,
        montantCentimes: 256_300,
        datePrevue: '2027-11-01',
      },
    ],
  };
}
