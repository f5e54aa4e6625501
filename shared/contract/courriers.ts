import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ModeleNotification } from '../domaine/lettres-notification/modele.ts';
import { NATURES_LETTRE } from '../domaine/lettres-notification/nature.ts';
import { Centimes, DateSeule, ERREURS, Id, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

export const NatureLettre = z.enum(NATURES_LETTRE);
export const MoyenEnvoi = z.enum(['courrier', 'courriel']);
export type MoyenEnvoi = z.infer<typeof MoyenEnvoi>;

/** Un dossier de la séance et sa lettre : à produire, à refaire, faite ou impossible. */
export const LettrePrevue = z.object({
  dossierId: Id,
  numero: z.string(),
  structureId: Id,
  structure: z.string(),
  commune: z.string().nullable(),
  /** null : rien n’est décidé dans cette séance. */
  nature: NatureLettre.nullable(),
  /** `depassee` : la décision a été annulée depuis la lettre, il n’y a plus rien à notifier. */
  etat: z.enum(['a_produire', 'a_refaire', 'produite', 'depassee', 'sans_decision']),
  collectifs: z.number().int(),
  agrees: z.number().int(),
  montantCentimes: Centimes,
  /** La dernière lettre de ce dossier pour cette séance. */
  courrierId: Id.nullable(),
  /** À savoir avant de produire ; n’empêche rien. */
  avertissements: z.array(z.string()),
});
export type LettrePrevue = z.infer<typeof LettrePrevue>;

/** Une lettre du registre. */
export const Courrier = z.object({
  id: Id,
  numero: z.string(),
  seanceId: Id,
  seance: DateSeule,
  dossierId: Id,
  numeroDossier: z.string(),
  structure: z.string(),
  nature: NatureLettre,
  montantCentimes: Centimes,
  produitLe: z.string(),
  agent: z.string(),
  envoyeLe: DateSeule.nullable(),
  moyen: MoyenEnvoi.nullable(),
  envoyePar: z.string().nullable(),
  sha256: z.string(),
  /** Le numéro de celle qu’elle remplace, ou de celle qui la remplace. */
  remplace: z.string().nullable(),
  remplaceePar: z.string().nullable(),
});
export type Courrier = z.infer<typeof Courrier>;

export const EtatCourriers = z.object({
  seanceId: Id.nullable(),
  aujourdhui: DateSeule,
  /** Dans l’ordre du jour de la séance. */
  lettres: z.array(LettrePrevue),
  /** Natures à produire dont les voies de recours sont encore le texte de Clas. */
  recoursAValider: z.array(NatureLettre),
  /** Toutes les lettres de la campagne, la plus récente d’abord. */
  registre: z.array(Courrier),
});
export type EtatCourriers = z.infer<typeof EtatCourriers>;

const Segment = z.object({ texte: z.string(), fort: z.boolean() });
/** Un paragraphe, des étapes ou un tableau d’un texte réglable rempli. */
export const BlocDeTexte = z.discriminatedUnion('genre', [
  z.object({ genre: z.literal('paragraphe'), segments: z.array(Segment) }),
  z.object({ genre: z.literal('etapes'), lignes: z.array(z.tuple([z.string(), z.string()])) }),
  z.object({
    genre: z.literal('tableau'),
    colonnes: z.array(
      z.object({ titre: z.string(), genre: z.enum(['collectif', 'entier', 'montant', 'mot', 'texte']) }),
    ),
    lignes: z.array(z.array(z.string())),
    total: z.array(z.string()).nullable(),
    note: z.string(),
  }),
]);

/** La lettre telle qu’elle s’imprimera : les mots du PDF, dans l’ordre du PDF. */
export const ApercuCourrier = z.object({
  nature: NatureLettre,
  expediteur: z.array(z.string()),
  references: z.array(z.string()),
  destinataire: z.array(z.string()),
  lieuEtDate: z.string(),
  objet: z.string(),
  blocs: z.array(BlocDeTexte),
  politesse: z.string(),
  signature: z.array(z.string()),
  recours: z.string(),
  avertissements: z.array(z.string()),
});
export type ApercuCourrier = z.infer<typeof ApercuCourrier>;

const ModeleLu = z.object({ nature: NatureLettre, modele: ModeleNotification, parDefaut: z.boolean() });
export type ModeleLu = z.infer<typeof ModeleLu>;

const Choisis = z.object({ campagneId: Id, courrierIds: z.array(Id).min(1).max(5000) });

export const ProductionCourriers = z.object({
  /** La liasse de toutes les lettres produites. */
  document: DocumentProduit,
  courriers: z.array(z.object({ id: Id, numero: z.string(), dossierId: Id })),
});
export type ProductionCourriers = z.infer<typeof ProductionCourriers>;

export const courriers = {
  /** Les lettres de la séance (sans numéro : la dernière créée) et le registre de la campagne. */
  lire: oc
    .input(z.object({ campagneId: Id, seanceId: Id.optional() }))
    .output(EtatCourriers)
    .errors(ERREURS),
  apercu: oc
    .input(z.object({ seanceId: Id, dossierId: Id }))
    .output(ApercuCourrier)
    .errors(ERREURS),
  /** Écrit les lettres, les garde, leur donne leurs numéros : tout ou rien. Une décision changée : la lettre remplace la précédente. */
  produire: oc
    .input(z.object({ seanceId: Id, dossierIds: z.array(Id).min(1).max(5000) }))
    .output(eventIterator(suivi(ProductionCourriers)))
    .errors(ERREURS),
  /** Des lettres du registre dans un seul PDF. */
  liasse: oc
    .input(Choisis)
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Un PDF par porteur, dans une archive ZIP ; un seul porteur : son PDF. */
  parPorteur: oc
    .input(Choisis)
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Le PDF archivé, à l’octet près. */
  rouvrir: oc
    .input(z.object({ courrierId: Id }))
    .output(DocumentProduit)
    .errors(ERREURS),
  /** `date` null : efface un envoi noté par erreur. */
  envoyer: oc
    .input(Choisis.extend({ date: DateSeule.nullable(), moyen: MoyenEnvoi }))
    .output(z.object({ notees: z.number().int() }))
    .errors(ERREURS),
  lireModeles: oc.output(z.array(ModeleLu)),
  /** `modele` null : revient aux textes de Clas. */
  modifierModele: oc
    .input(z.object({ nature: NatureLettre, modele: ModeleNotification.nullable() }))
    .output(z.array(ModeleLu))
    .errors(ERREURS),
};
