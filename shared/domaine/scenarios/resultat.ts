import { z } from 'zod';

const Entier = z.number().int();

export const SortDossier = z.enum(['retenu', 'partiel', 'laisse']);
export type SortDossier = z.infer<typeof SortDossier>;

/** Ce que le scénario fait d’un dossier, et pourquoi, en clair. */
export const DossierDuScenario = z.object({
  dossierId: Entier,
  numero: z.string(),
  structure: z.string(),
  commune: z.string().nullable(),
  /** Collectifs présentés. */
  presentes: Entier,
  sort: SortDossier,
  collectifIds: z.array(Entier),
  enfants: Entier,
  centimes: Entier,
  renouvellement: z.boolean(),
  raison: z.string(),
});
export type DossierDuScenario = z.infer<typeof DossierDuScenario>;

const Part = z.object({ collectifs: Entier, enfants: Entier, centimes: Entier });
export type Part = z.infer<typeof Part>;

/** Effet sur un territoire : ce qui est retenu, et ce qui était présenté. */
export const PartDeTerritoire = Part.extend({ code: z.string(), nom: z.string(), presentes: Entier });
export type PartDeTerritoire = z.infer<typeof PartDeTerritoire>;

/** Une quantité cherchée, dans l’ordre ; `borne` est ce qu’aucun choix ne peut dépasser (ou passer sous, si `sens` est le moins). */
export const Etape = z.object({
  libelle: z.string(),
  sens: z.enum(['plus', 'moins']),
  valeur: Entier,
  borne: z.number().nullable(),
  prouvee: z.boolean(),
});
export type Etape = z.infer<typeof Etape>;

/** Le résultat d’un scénario : calculé à la demande, gardé en base seulement quand il devient la proposition. */
export const ResultatScenario = z.object({
  /** `impossible` : aucune répartition ne tient les règles ; `empechements` dit lesquelles. */
  etat: z.enum(['fil', 'prouve', 'approche', 'impossible']),
  /** La règle suivie, en une phrase. */
  regle: z.string(),
  empechements: z.array(z.string()),
  /** Ce qu’il faut savoir du calcul : minimum sans effet, limite de temps atteinte… */
  avis: z.array(z.string()),
  etapes: z.array(Etape),
  enveloppeCentimes: Entier.nullable(),
  engageCentimes: Entier,
  resteCentimes: Entier.nullable(),
  dossiers: Entier,
  porteurs: Entier,
  renouvellements: Entier,
  collectifs: Entier,
  enfants: Entier,
  /** Collectifs retenus dont le dossier est en quartier prioritaire. */
  collectifsQpv: Entier,
  parNiveau: z.array(Part.extend({ niveau: z.string() })),
  parTerritoire: z.array(PartDeTerritoire),
  parCommune: z.array(PartDeTerritoire),
  liste: z.array(DossierDuScenario),
});
export type ResultatScenario = z.infer<typeof ResultatScenario>;
