import { z } from 'zod';

/** Une part du droit prévisionnel versée en acompte ; le solde est toujours la dernière échéance. */
const Acompte = z.object({
  /** Points de base du droit prévisionnel : 7000 = 70 %. */
  partPointsBase: z.number().int().min(1).max(10_000),
  /** Mois prévu, `MM`, et décalage d’année par rapport à l’année de la rentrée (0 = N, 1 = N+1). */
  mois: z.number().int().min(1).max(12),
  decalageAnnee: z.number().int().min(0).max(2),
});

const Bonus = z.object({
  code: z.string().min(1),
  libelle: z.string().min(1),
  montantCentimes: z.number().int().nonnegative(),
  unite: z.enum(['collectif', 'dossier']),
  condition: z.string(),
});
export type Bonus = z.infer<typeof Bonus>;

/**
 * Règles de financement d’une année scolaire (domaine §3.1) : une donnée, jamais une constante du code.
 * Montants en centimes, taux en points de base (32,5 % = 3250).
 */
export const Bareme = z.object({
  nom: z.string().min(1),
  anneeScolaire: z.string().regex(/^\d{4}-\d{4}$/),
  /** D’où viennent ces chiffres, en clair. */
  origine: z.string(),
  tauxPointsBase: z.number().int().min(0).max(10_000),
  plafondCentimes: z.number().int().nonnegative(),
  modeCalcul: z.enum(['par_collectif', 'par_dossier']),
  inclureContributionsVolontaires: z.boolean(),
  arrondi: z.enum(['euro', 'centime']),
  partCafMaximalePointsBase: z.number().int().min(0).max(10_000).nullable(),
  bonus: z.array(Bonus),
  echeancier: z.object({
    libelle: z.string().min(1),
    acomptes: z.array(Acompte),
    solde: z.object({ mois: z.number().int().min(1).max(12), decalageAnnee: z.number().int().min(0).max(2) }),
  }),
  effectifMinimum: z.number().int().nonnegative(),
  effectifMaximum: z.number().int().positive(),
  seuilConventionCentimes: z.number().int().nonnegative(),
  /**
   * Collectif arrêté ou démarré en cours d’année : son coût réel décide (défaut, et barèmes d’avant ce réglage), ou son
   * plafond est réduit aux mois courus sur dix.
   */
  activitePartielle: z.enum(['cout_reel', 'prorata_plafond']).optional(),
  /** Le droit réel ne dépasse pas le montant agréé des collectifs réalisés ; absent d’un barème d’avant : vrai. */
  plafonnerAuMontantAgree: z.boolean().optional(),
});
export type Bareme = z.infer<typeof Bareme>;
