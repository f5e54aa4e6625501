import { z } from 'zod';
import { formaterDate } from './dates.ts';

export const TRANCHES_AGE = ['moins_de_6', 'de_6_a_10', 'de_11_a_14', 'de_15_a_17', 'plus_de_17'] as const;
export type TrancheAge = (typeof TRANCHES_AGE)[number];

export const LIBELLES_TRANCHE: Readonly<Record<TrancheAge, string>> = {
  moins_de_6: 'Moins de 6 ans',
  de_6_a_10: '6 à 10 ans',
  de_11_a_14: '11 à 14 ans',
  de_15_a_17: '15 à 17 ans',
  plus_de_17: '18 ans et plus',
};

/** Ce qu’une case peut valoir au plus ; au-delà, elle a été mal tapée ou mal lue. */
export const BORNES_BILAN = {
  seances: 10_000,
  effectif: 10_000,
  nombre: 100_000,
  /** Cent milliards d’euros. */
  montantCentimes: 10_000_000_000_000,
} as const;

/** Un dénombrement ; null : non renseigné, jamais confondu avec zéro. */
const Nombre = z.number().int().min(0).max(BORNES_BILAN.nombre).nullable();

/** Les enfants d’une tranche d’âge, par sexe, en quartier prioritaire (QPV) ou hors. */
const Enfants = z.object({ fillesQpv: Nombre, fillesHors: Nombre, garconsQpv: Nombre, garconsHors: Nombre });
export type Enfants = z.infer<typeof Enfants>;

const Texte = z.string().max(4000);

export const BilanDeCollectif = z.object({
  collectifId: z.number().int().positive(),
  enfants: z.record(z.enum(TRANCHES_AGE), Enfants),
  /** Parents rencontrés au moins une fois. */
  parents: Nombre,
  commentaire: Texte,
});
export type BilanDeCollectif = z.infer<typeof BilanDeCollectif>;

/** Ce qu’un bilan dit sans argent ; les coûts, séances, effectifs et le compte de résultat sont à part (db/schema/bilans.ts). */
export const ContenuBilan = z.object({
  collectifs: z.array(BilanDeCollectif),
  /** Temps organisés pour les parents. */
  rencontresParents: Nombre,
  salaries: Nombre,
  heuresSalaries: Nombre,
  benevoles: Nombre,
  heuresBenevoles: Nombre,
  partenaires: z.array(z.string().max(300)).max(50),
  reussites: Texte,
  difficultes: Texte,
  /** Par clé d’écart (« charge 60 », « collectif 12 ») : l’explication du porteur ou de l’agent. */
  explications: z.record(z.string().max(60), Texte),
});
export type ContenuBilan = z.infer<typeof ContenuBilan>;

/** Le premier jour où un bilan de cette année scolaire a pu être reçu, `AAAA-MM-JJ` : le 1er janvier de l’année de la rentrée. */
function premiereReception(anneeScolaire: string): string {
  return `${anneeScolaire.slice(0, 4)}-01-01`;
}

/** Pourquoi un bilan de cette année scolaire n’a pas pu être reçu ce jour-là, en une phrase ; null : il a pu l’être. */
export function refuserReception(recuLe: string | null, aujourdhui: string, anneeScolaire: string): string | null {
  if (recuLe === null) return 'Donnez la date de réception.';
  if (recuLe > aujourdhui) return `Le ${formaterDate(recuLe)} n’est pas encore passé : donnez la date de réception.`;
  const premiere = premiereReception(anneeScolaire);
  return recuLe < premiere
    ? `Le ${formaterDate(recuLe)} est trop tôt pour un bilan de ${anneeScolaire} : donnez une date à partir du ${formaterDate(premiere)}.`
    : null;
}

/** Un dénombrement que personne n’a encore rempli : rien n’est renseigné, et rien ne vaut zéro. */
export function bilanDeCollectifVide(collectifId: number): BilanDeCollectif {
  const enfants = () => ({ fillesQpv: null, fillesHors: null, garconsQpv: null, garconsHors: null });
  return {
    collectifId,
    enfants: {
      moins_de_6: enfants(),
      de_6_a_10: enfants(),
      de_11_a_14: enfants(),
      de_15_a_17: enfants(),
      plus_de_17: enfants(),
    },
    parents: null,
    commentaire: '',
  };
}

/** Un bilan où rien n’est encore dit. */
export function bilanVide(collectifIds: readonly number[]): ContenuBilan {
  return {
    collectifs: collectifIds.map(bilanDeCollectifVide),
    rencontresParents: null,
    salaries: null,
    heuresSalaries: null,
    benevoles: null,
    heuresBenevoles: null,
    partenaires: [],
    reussites: '',
    difficultes: '',
    explications: {},
  };
}

/** Ce qu’un bilan dit d’un collectif agréé et dont le droit réel dépend (db/schema/bilans.ts). */
export const LigneCollectifBilan = z.object({
  collectifId: z.number().int().positive(),
  /** null : le porteur ne l’a pas dit. */
  realise: z.boolean().nullable(),
  seances: z.number().int().min(0).max(BORNES_BILAN.seances).nullable(),
  effectif: z.number().int().min(0).max(BORNES_BILAN.effectif).nullable(),
  /** null : le compte de résultat est partagé également entre les collectifs réalisés. */
  coutCentimes: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable(),
});
export type LigneCollectifBilan = z.infer<typeof LigneCollectifBilan>;

/** Une ligne du compte de résultat. */
export const LigneBudgetBilan = z.object({
  sens: z.enum(['charge', 'produit']),
  compte: z.string().regex(/^[678]\d{1,5}$/),
  libelle: z.string().max(300),
  montantCentimes: z.number().int(),
  /** « Compte de résultat!D12 », ou « saisie ». */
  adresse: z.string().max(200),
});
export type LigneBudgetBilan = z.infer<typeof LigneBudgetBilan>;
