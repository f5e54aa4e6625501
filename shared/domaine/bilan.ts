import { z } from 'zod';

export const TRANCHES_AGE = ['moins_de_6', 'de_6_a_10', 'de_11_a_14', 'de_15_a_17', 'plus_de_17'] as const;
export type TrancheAge = (typeof TRANCHES_AGE)[number];

export const LIBELLES_TRANCHE: Readonly<Record<TrancheAge, string>> = {
  moins_de_6: 'Moins de 6 ans',
  de_6_a_10: '6 à 10 ans',
  de_11_a_14: '11 à 14 ans',
  de_15_a_17: '15 à 17 ans',
  plus_de_17: '18 ans et plus',
};

/** Un dénombrement ; null : non renseigné, jamais confondu avec zéro. */
const Nombre = z.number().int().min(0).max(100_000).nullable();

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
