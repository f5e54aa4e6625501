import { z } from 'zod';

/** Les calculs de condition que l’application sait faire ; leur règle est dans conditions.ts. */
export const CalculCondition = z.enum([
  'depose_dans_les_delais',
  'dossier_complet',
  'public_elementaire_lycee',
  'hors_temps_scolaire',
  'dimensions_presentes',
  'gratuite_ou_symbolique',
  'effectif_par_collectif',
  'coordinateur_qualifie',
  'deux_adultes_par_collectif',
  'parents_associes',
  'ecole_associee',
  'locaux_adaptes',
  'temps_collectifs_et_individuels',
  'engagements_signes',
  'pas_seulement_aide_aux_devoirs',
  'budget_equilibre',
  'budget_contributions',
  'budget_totaux',
  'budget_ligne_caf',
  'budget_part_caf',
  'budget_recettes',
  'budget_demande',
  'bilan_precedent',
]);
export type CalculCondition = z.infer<typeof CalculCondition>;

const Condition = z.object({
  code: z.string().min(1),
  libelle: z.string().min(1),
  aide: z.string(),
  /** Le calcul qui propose une réponse ; null : l’agent répond seul. */
  calcul: CalculCondition.nullable(),
  /** Une condition éliminatoire à « non » place le dossier en pile défavorable ; sinon à débattre. */
  eliminatoire: z.boolean(),
  /** Champs du catalogue (champs.ts) qui prouvent la réponse. */
  champs: z.array(z.string()),
  /** Ce qu’elle vérifie de ce que demandent les textes : codes de exigences.ts. */
  couvre: z.array(z.string()).optional(),
});
export type Condition = z.infer<typeof Condition>;

const Critere = z.object({
  code: z.string().min(1),
  libelle: z.string().min(1),
  poids: z.number().int().min(0),
  /** Description des niveaux 0, 1, 2 et 3. */
  niveaux: z.tuple([z.string(), z.string(), z.string(), z.string()]),
  champs: z.array(z.string()),
  couvre: z.array(z.string()).optional(),
});
export type Critere = z.infer<typeof Critere>;

const Axe = z.object({
  code: z.string().min(1),
  libelle: z.string().min(1),
  /** Trois lettres et un point pour les tableaux denses : « Enf. ». */
  abrege: z.string().min(1),
  poids: z.number().int().min(0),
  /** Note sur 100 sous laquelle l’axe manque (les axes sont cumulatifs, domaine §5). */
  seuil: z.number().int().min(0).max(100),
  criteres: z.array(Critere).min(1),
});
export type Axe = z.infer<typeof Axe>;

export const EtatCharte = z.enum(['brouillon', 'publiee', 'archivee']);
export type EtatCharte = z.infer<typeof EtatCharte>;

/** Charte : document versionné, figé dès qu’une campagne l’utilise (domaine §5). */
export const Charte = z.object({
  nom: z.string().min(1),
  version: z.number().int().positive(),
  /** Vrai pour le modèle tiré du dépliant, qui le dit partout où il s’affiche. */
  modele: z.boolean(),
  origine: z.string(),
  /** Note globale sur 100 sous laquelle le dossier est à débattre. */
  seuilNote: z.number().int().min(0).max(100),
  /** Participation annuelle par enfant tenue pour symbolique, en centimes ; null : l’agent apprécie. */
  participationSymboliqueCentimes: z.number().int().nonnegative().nullable().default(null),
  conditions: z.array(Condition),
  axes: z.array(Axe).min(1),
});
export type Charte = z.infer<typeof Charte>;

export const ReponseCondition = z.enum(['oui', 'non', 'non_renseigne']);
export type ReponseCondition = z.infer<typeof ReponseCondition>;

/** Niveau donné à un critère ; « sans objet » sort de la moyenne, null n’est pas coté. */
export const Niveau = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal('sans_objet')]);
export type Niveau = z.infer<typeof Niveau>;
