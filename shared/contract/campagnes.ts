import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Bareme } from '../domaine/bareme.ts';
import { Charte } from '../domaine/charte.ts';
import { AnneeScolaire, Centimes, DateSeule, ERREURS, Id, NiveauScolaire, suivi } from './commun.ts';

export const EtapeCampagne = z.object({
  numero: z.number().int().min(1).max(11),
  libelle: z.string(),
  debut: DateSeule,
  fin: DateSeule.nullable(),
  etat: z.enum(['faite', 'en_cours', 'a_venir', 'en_retard']),
});
export type EtapeCampagne = z.infer<typeof EtapeCampagne>;

export const Campagne = z.object({
  id: Id,
  anneeScolaire: AnneeScolaire,
  enveloppeCentimes: Centimes.nullable(),
  /** Dernier jour de dépôt des réponses, inclus. */
  dateLimiteDepot: DateSeule,
  baremeId: Id,
  bareme: Bareme,
  charteId: Id,
  charte: Charte,
  etapes: z.array(EtapeCampagne),
});
export type Campagne = z.infer<typeof Campagne>;

/** `vers` : la page où l’on traite cette attente. */
const Attente = z.object({
  code: z.enum([
    'a_etudier',
    'en_lecture',
    'a_debattre',
    'a_harmoniser',
    'anomalies',
    'iban_a_confirmer',
    'a_decider',
    'demandes_a_envoyer',
    'demandes_en_retard',
    'demandes_a_clore',
    'conventions_a_generer',
    'signatures_attendues',
    'reserves_a_lever',
    'demarrages_en_retard',
    'bilans_en_retard',
    'bilans_a_valider',
    'ibans_changes',
    'lots_a_valider',
    'trop_percus',
  ]),
  nombre: z.number().int(),
  libelle: z.string(),
  detail: z.string(),
  vers: z.string(),
});

const LigneTerritoire = z.object({
  insee: z.string(),
  nom: z.string(),
  collectifs: z.number().int(),
  enfants: z.number().int(),
  droitCentimes: Centimes,
});
export const TableauDeBord = z.object({
  campagne: Campagne,
  aujourdhui: DateSeule,
  attentes: z.array(Attente),
  argent: z.object({
    enveloppeCentimes: Centimes.nullable(),
    demandeCentimes: Centimes,
    droitCentimes: Centimes,
    proposeFavorableCentimes: Centimes,
    proposeADebattreCentimes: Centimes,
    agreeCentimes: Centimes,
    /** Payé d’après l’agence comptable. */
    payeCentimes: Centimes,
    /** Pris par un lot validé ou préparé, sans retour encore. */
    auLotCentimes: Centimes,
  }),
  nombres: z.object({
    dossiers: z.number().int(),
    collectifs: z.number().int(),
    enfants: z.number().int(),
    structures: z.number().int(),
    communes: z.number().int(),
  }),
  niveaux: z.array(
    z.object({ niveau: NiveauScolaire.nullable(), collectifs: z.number().int(), enfants: z.number().int() }),
  ),
  /** Communes des lieux d’action, par nombre de collectifs décroissant. */
  territoires: z.array(LigneTerritoire),
});
export type TableauDeBord = z.infer<typeof TableauDeBord>;

/** Contours simplifiés des communes du Loiret, déjà projetés dans une boîte `largeur × hauteur`. */
export const Carte = z.object({
  largeur: z.number(),
  hauteur: z.number(),
  communes: z.array(
    z.object({
      insee: z.string(),
      nom: z.string(),
      population: z.number().int().nullable(),
      trace: z.string(),
      x: z.number(),
      y: z.number(),
    }),
  ),
});
export type Carte = z.infer<typeof Carte>;

export const BilanExemple = z.object({
  campagneId: Id,
  dossiers: z.number().int(),
  collectifs: z.number().int(),
  anomalies: z.number().int(),
});

export const campagnes = {
  /** Barèmes et chartes utilisables pour une nouvelle campagne (préréglages et déjà en base). */
  modeles: oc.output(
    z.object({
      baremes: z.array(z.object({ cle: z.string(), libelle: z.string(), bareme: Bareme })),
      chartes: z.array(z.object({ cle: z.string(), libelle: z.string() })),
      echeanciers: z.array(Bareme.shape.echeancier),
      /** Année scolaire proposée d’après la date du jour. */
      anneeScolaire: AnneeScolaire,
    }),
  ),
  creer: oc
    .input(
      z.object({
        anneeScolaire: AnneeScolaire,
        baremeCle: z.string(),
        charteCle: z.string(),
        enveloppeCentimes: Centimes.nonnegative().nullable(),
        dateLimiteDepot: DateSeule,
        /** Remplace les valeurs du préréglage (le barème de l’année est tapé par l’agent). */
        bareme: Bareme.pick({ tauxPointsBase: true, plafondCentimes: true, echeancier: true }).partial().optional(),
      }),
    )
    .output(Campagne)
    .errors(ERREURS),
  lire: oc
    .input(z.object({ campagneId: Id }))
    .output(Campagne)
    .errors(ERREURS),
  modifier: oc
    .input(
      z.object({
        campagneId: Id,
        enveloppeCentimes: Centimes.nonnegative().nullable(),
        dateLimiteDepot: DateSeule,
        motif: z.string().max(500),
      }),
    )
    .output(Campagne)
    .errors(ERREURS),
  modifierEtape: oc
    .input(
      z.object({
        campagneId: Id,
        numero: z.number().int().min(1).max(11),
        debut: DateSeule,
        fin: DateSeule.nullable(),
      }),
    )
    .output(Campagne)
    .errors(ERREURS),
  tableauDeBord: oc
    .input(z.object({ campagneId: Id }))
    .output(TableauDeBord)
    .errors(ERREURS),
  carte: oc.output(Carte),
  /** Crée la campagne d’exemple, l’importe, la lit et la décide par la règle énoncée (la même que `clas demo`). */
  ouvrirExemple: oc.output(eventIterator(suivi(BilanExemple))).errors(ERREURS),
};
