import { z } from 'zod';

/** Montant entier en centimes. */
export const Centimes = z.number().int();
/** Date sans heure, `AAAA-MM-JJ`. */
export const DateSeule = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** Heure murale, `HH:MM`. */
export const Heure = z.string().regex(/^\d{2}:\d{2}$/);
export const AnneeScolaire = z.string().regex(/^\d{4}-\d{4}$/);
export const Id = z.number().int().positive();

export const Progression = z.object({ fait: z.number().int(), total: z.number().int(), message: z.string() });
export type Progression = z.infer<typeof Progression>;

/** Un long travail : des progressions, puis le résultat en dernier message. */
export function suivi<T extends z.ZodType>(resultat: T) {
  return z.discriminatedUnion('type', [
    z.object({ type: z.literal('progression'), ...Progression.shape }),
    z.object({ type: z.literal('resultat'), resultat }),
  ]);
}

export const NiveauScolaire = z.enum(['elementaire', 'college', 'lycee', 'mixte']);
export type NiveauScolaire = z.infer<typeof NiveauScolaire>;

export const NatureDecision = z.enum(['agree', 'agree_sous_reserve', 'ajourne', 'refuse', 'sans_suite']);
export type NatureDecision = z.infer<typeof NatureDecision>;

export const Pile = z.enum(['favorable', 'a_debattre', 'defavorable']);

export const Agent = z.object({
  id: Id,
  prenom: z.string(),
  nom: z.string(),
  courriel: z.string().nullable(),
  actif: z.boolean(),
});
export type Agent = z.infer<typeof Agent>;

/** Erreurs attendues, montrées là où l’action a eu lieu ; `message` est la phrase à afficher. */
export const ERREURS = {
  REFUS: { status: 409, data: z.object({ code: z.string(), message: z.string() }) },
  INTROUVABLE: { status: 404, data: z.object({ code: z.string(), message: z.string() }) },
} as const;
