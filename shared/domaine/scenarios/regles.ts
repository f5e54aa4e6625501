import { z } from 'zod';

const Centimes = z.number().int().min(0).max(100_000_000_000);
const Note = z.number().int().min(0).max(100);

/** Ce qui est le plus cherché ; le reste départage (voir `direBut`). */
export const But = z.enum(['enfants', 'collectifs', 'notes']);
export type But = z.infer<typeof But>;

/** Commune ou intercommunalité, par son code ; quartier prioritaire ; niveau scolaire. */
export const Priorite = z.object({
  genre: z.enum(['commune', 'territoire', 'qpv', 'niveau']),
  /** Code INSEE, SIREN de l’intercommunalité ou niveau ; vide pour un quartier prioritaire. */
  valeur: z.string().max(40),
  /** En pour cent ajoutés à ce que vaut chaque collectif : 50, il compte une fois et demie. */
  poids: z.number().int().min(1).max(900),
});
export type Priorite = z.infer<typeof Priorite>;

export const Minimum = z.object({
  genre: z.enum(['commune', 'territoire']),
  code: z.string().min(1).max(40),
  unite: z.enum(['collectifs', 'centimes']),
  valeur: z.number().int().min(1).max(100_000_000_000),
});
export type Minimum = z.infer<typeof Minimum>;

/** Un dossier que l’agent garde ou laisse lui-même, et pourquoi. */
export const ALaMain = z.object({
  dossierId: z.number().int().positive(),
  sort: z.enum(['inclure', 'exclure']),
  motif: z.string().trim().min(1).max(300),
});
export type ALaMain = z.infer<typeof ALaMain>;

export const PileAdmise = z.enum(['favorable', 'a_debattre', 'defavorable', 'sans_note']);
export type PileAdmise = z.infer<typeof PileAdmise>;

/**
 * Les règles d’un scénario. Gardées en base telles quelles : une règle de plus est une version de plus, et les anciennes
 * se lisent encore. Montants en centimes, seuils sur 100.
 */
export const ReglesScenario = z.object({
  version: z.literal(1),
  /** `fil` : au fil du classement, tant qu’il reste de l’argent ; `optimum` : le meilleur choix, prouvé. */
  methode: z.enum(['fil', 'optimum']),
  but: But.default('enfants'),
  /** null : celle de la campagne. */
  enveloppeCentimes: Centimes.nullable().default(null),
  seuilNote: Note.nullable().default(null),
  seuilsAxes: z.record(z.string().max(40), Note).default({}),
  /** Collectifs retenus au plus par dossier. */
  plafondParDossier: z.number().int().min(1).max(50).nullable().default(null),
  /** Un dossier est retenu avec tous ses collectifs (dans le plafond), ou pas du tout. */
  entier: z.boolean().default(false),
  piles: z.array(PileAdmise).default(['favorable', 'a_debattre']),
  priorites: z.array(Priorite).max(40).default([]),
  minimums: z.array(Minimum).max(40).default([]),
  /** Porteurs agréés l’an dernier : comme les autres, servis d’abord, ou tous gardés. */
  renouvellements: z.enum(['libres', 'premiers', 'toujours']).default('libres'),
  /** Ordre du fil ; il départage aussi le meilleur choix. */
  ordre: z.enum(['note', 'priorite']).default('note'),
  aLaMain: z.array(ALaMain).max(500).default([]),
});
export type ReglesScenario = z.infer<typeof ReglesScenario>;

/** Les règles de départ : tout le droit commun, rien de particulier. */
export const REGLES_PAR_DEFAUT: ReglesScenario = ReglesScenario.parse({ version: 1, methode: 'fil' });

/** Trois scénarios prêts, proposés quand il n’y en a aucun. */
export const SCENARIOS_PRETS: readonly { readonly nom: string; readonly regles: ReglesScenario }[] = [
  { nom: 'Au fil du classement', regles: REGLES_PAR_DEFAUT },
  { nom: 'Le meilleur choix', regles: { ...REGLES_PAR_DEFAUT, methode: 'optimum' } },
  {
    nom: 'Renouvellements gardés',
    regles: { ...REGLES_PAR_DEFAUT, methode: 'optimum', renouvellements: 'premiers' },
  },
];
