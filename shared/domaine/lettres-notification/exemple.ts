import type { CollectifNotifie, FaitsNotification } from './faits.ts';
import type { NatureLettre } from './nature.ts';

const COLLECTIF: CollectifNotifie = {
  lettre: 'A',
  libelle: 'Élémentaire',
  effectif: 12,
  coutCentimes: 900_000,
  calculCentimes: 292_500,
  droitCentimes: 256_300,
  nature: 'agree',
  motif: null,
  texte: '',
  montantCentimes: 256_300,
};
const SECOND: CollectifNotifie = {
  ...COLLECTIF,
  lettre: 'B',
  libelle: 'Collège',
  effectif: 10,
  coutCentimes: 600_000,
  calculCentimes: 195_000,
  droitCentimes: 195_000,
  montantCentimes: 195_000,
};
const RESERVE = {
  nature: 'agree_sous_reserve',
  motif: 'Locaux inadaptés ou à confirmer',
  texte: 'convention de mise à disposition de la salle',
} as const;
const AJOURNE = {
  nature: 'ajourne',
  motif: 'Budget à préciser ou à corriger',
  texte: 'charges de personnel à détailler',
  montantCentimes: 0,
} as const;
const REFUSE = {
  nature: 'refuse',
  motif: 'Encadrement insuffisant (moins de deux adultes par collectif)',
  texte: '',
  montantCentimes: 0,
} as const;

const COLLECTIFS: Readonly<Record<NatureLettre, readonly CollectifNotifie[]>> = {
  accord: [COLLECTIF, SECOND],
  accord_sous_reserve: [COLLECTIF, { ...SECOND, ...RESERVE }],
  partiel: [
    { ...COLLECTIF, ...RESERVE },
    { ...SECOND, ...AJOURNE },
    { ...SECOND, ...REFUSE, lettre: 'C', libelle: 'Lycée' },
  ],
  ajournement: [
    { ...COLLECTIF, ...AJOURNE },
    { ...SECOND, ...AJOURNE },
  ],
  refus: [
    { ...COLLECTIF, ...REFUSE },
    { ...SECOND, ...REFUSE },
  ],
};

/** Un porteur inventé, pour montrer un modèle pendant qu’on l’écrit. */
export function faitsDExemple(nature: NatureLettre): FaitsNotification {
  return {
    structure: 'L’Encrier de Beaugency',
    representant: 'Mme Jeanne Duval, présidente',
    commune: 'Beaugency',
    dossier: '24\u202f146\u202f449',
    anneeScolaire: '2026-2027',
    seance: '2026-07-02',
    collectifs: COLLECTIFS[nature],
    tous: true,
    bareme: {
      tauxPointsBase: 3250,
      plafondCentimes: 256_300,
      modeCalcul: 'par_collectif',
      effectifMinimum: 8,
      effectifMaximum: 12,
      solde: { mois: 11, decalageAnnee: 1 },
    },
    agent: 'Claire Aubry',
    service: 'Pôle intervention territoriale',
    contact: 'Claire Aubry, 0 810 25 45 10',
    remplace: null,
  };
}
