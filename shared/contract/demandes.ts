import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ModeleLettre } from '../domaine/modele-lettre.ts';
import { DateSeule, ERREURS, Id, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

const EtatDemande = z.enum(['brouillon', 'envoyee', 'close', 'annulee']);
const NatureLigne = z.enum(['question', 'piece']);
const Code = z.string().min(1).max(60);
const TexteLigne = z.string().trim().min(1).max(2000);
const Motif = z.string().trim().max(500);

const Changement = z.object({
  instant: z.string(),
  champ: z.string(),
  avant: z.string().nullable(),
  apres: z.string().nullable(),
});

export const LigneDemande = z.object({
  id: Id,
  nature: NatureLigne,
  code: Code.nullable(),
  /** « EJ1 · Réponse à un besoin constaté » ; null : question libre, ou sujet que la charte n’a plus. */
  sujet: z.string().nullable(),
  /** Numéro de la question dans la lettre ; null pour une pièce. */
  numero: z.number().int().nullable(),
  texte: z.string(),
  reponse: z.string(),
  agent: z.string(),
  /** Calculé pour une pièce ; dit par un agent sinon. */
  satisfaite: z
    .object({
      source: z.enum(['agent', 'constat', 'fichier', 'portail']),
      le: z.string().nullable(),
      detail: z.string(),
    })
    .nullable(),
  /** Ce qu’un import a changé depuis l’envoi dans les réponses qui prouvent ce sujet. */
  changements: z.array(Changement),
});
export type LigneDemande = z.infer<typeof LigneDemande>;

export const LettreDeDemande = z.object({
  genre: z.enum(['lettre', 'relance']),
  instant: z.string(),
  agent: z.string(),
  echeance: DateSeule,
  nom: z.string(),
  sha256: z.string(),
});
export type LettreDeDemande = z.infer<typeof LettreDeDemande>;

export const Demande = z.object({
  id: Id,
  dossierId: Id,
  numero: z.string(),
  structure: z.string(),
  commune: z.string().nullable(),
  courriel: z.string().nullable(),
  telephone: z.string().nullable(),
  adresseConnue: z.boolean(),
  etat: EtatDemande,
  vue: z.enum(['a_envoyer', 'en_attente', 'en_retard', 'a_clore', 'terminee']),
  echeance: DateSeule.nullable(),
  joursDeRetard: z.number().int(),
  creeePar: z.string(),
  creeeLe: z.string(),
  envoyeeLe: z.string().nullable(),
  closeLe: z.string().nullable(),
  /** Qui a clos ou annulé ; null tant que la demande est ouverte. */
  closePar: z.string().nullable(),
  motif: z.string(),
  lignes: z.array(LigneDemande),
  satisfaites: z.number().int(),
  /** Ce qu’un import a changé depuis l’envoi, hors du sujet des questions. */
  autresChangements: z.array(Changement),
  /** Les lettres envoyées, telles que gardées ; la plus ancienne d’abord. */
  lettres: z.array(LettreDeDemande),
});
export type Demande = z.infer<typeof Demande>;

export const PieceProposee = z.object({
  code: Code,
  libelle: z.string(),
  etat: z.enum(['manquante', 'non_conforme', 'non_renseignee']),
  commentaire: z.string(),
  obligatoire: z.boolean(),
  /** Vrai : cochée d’office quand le brouillon s’ouvre. */
  aReclamer: z.boolean(),
});
export type PieceProposee = z.infer<typeof PieceProposee>;

export const DemandesDossier = z.object({
  dossierId: Id,
  numero: z.string(),
  structure: z.string(),
  aujourdhui: DateSeule,
  echeanceProposee: DateSeule,
  /** La plus récente d’abord. */
  demandes: z.array(Demande),
  /** Ce qui peut se demander : les pièces que le dossier n’a pas, hors brouillon. */
  piecesProposees: z.array(PieceProposee),
});
export type DemandesDossier = z.infer<typeof DemandesDossier>;

export const EtatDemandes = z.object({
  aujourdhui: DateSeule,
  echeanceProposee: DateSeule,
  demandes: z.array(Demande),
});
export type EtatDemandes = z.infer<typeof EtatDemandes>;

const Segment = z.object({ texte: z.string(), fort: z.boolean() });

/** La lettre telle qu’elle s’imprimera, à lire avant de l’envoyer. */
export const ApercuLettre = z.object({
  expediteur: z.array(z.string()),
  references: z.array(z.string()),
  destinataire: z.array(z.string()),
  lieuEtDate: z.string(),
  objet: z.string(),
  introduction: z.array(z.array(Segment)),
  questions: z.array(z.object({ numero: z.number().int(), texte: z.string() })),
  pieces: z.array(z.object({ libelle: z.string(), etat: z.string(), aide: z.string() })),
  conclusion: z.array(z.array(Segment)),
  politesse: z.string(),
  signature: z.array(z.string()),
  /** À savoir avant d’envoyer ; n’empêche rien. */
  avertissements: z.array(z.string()),
});
export type ApercuLettre = z.infer<typeof ApercuLettre>;

const Modele = z.object({ modele: ModeleLettre, parDefaut: z.boolean() });
const Choisies = z.object({ campagneId: Id, demandeIds: z.array(Id).min(1).max(5000) });
const AvecEcheance = Choisies.extend({ echeance: DateSeule });

export const demandes = {
  lire: oc
    .input(z.object({ campagneId: Id }))
    .output(EtatDemandes)
    .errors(ERREURS),
  lireDossier: oc
    .input(z.object({ dossierId: Id }))
    .output(DemandesDossier)
    .errors(ERREURS),
  /** Ajoute au brouillon du dossier, qu’il ouvre au besoin avec les pièces à réclamer. Deux fenêtres ajoutent au même. */
  ajouter: oc
    .input(
      z.object({
        dossierId: Id,
        lignes: z
          .array(z.object({ nature: NatureLigne, code: Code.nullable(), texte: TexteLigne }))
          .min(1)
          .max(60),
      }),
    )
    .output(DemandesDossier)
    .errors(ERREURS),
  modifierLigne: oc
    .input(z.object({ ligneId: Id, texte: TexteLigne }))
    .output(DemandesDossier)
    .errors(ERREURS),
  retirerLigne: oc
    .input(z.object({ ligneId: Id }))
    .output(DemandesDossier)
    .errors(ERREURS),
  /** Les lignes dans le nouvel ordre ; celles qu’une autre fenêtre vient d’ajouter suivent. */
  ordonner: oc
    .input(z.object({ demandeId: Id, ordre: z.array(Id).max(200) }))
    .output(DemandesDossier)
    .errors(ERREURS),
  /** `echeance` null : la date proposée le jour de l’envoi. */
  fixerEcheance: oc
    .input(z.object({ demandeId: Id, echeance: DateSeule.nullable() }))
    .output(DemandesDossier)
    .errors(ERREURS),
  /** La lettre, ou la relance si la demande est envoyée ; rien n’est écrit. */
  apercu: oc
    .input(z.object({ demandeId: Id, echeance: DateSeule }))
    .output(ApercuLettre)
    .errors(ERREURS),
  /** Le PDF des brouillons, à relire ; rien n’est envoyé. */
  lettres: oc
    .input(AvecEcheance)
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Écrit les lettres, les garde, et fige les lignes : tout ou rien. */
  envoyer: oc
    .input(AvecEcheance)
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Redemande ce qui manque encore, avec une nouvelle échéance. */
  relancer: oc
    .input(AvecEcheance)
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Une lettre envoyée, à l’octet près. */
  lettreGardee: oc
    .input(z.object({ demandeId: Id, sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .output(DocumentProduit)
    .errors(ERREURS),
  /** `satisfaite` faux : la ligne attend toujours ; sa réponse, même partielle, est gardée. */
  repondre: oc
    .input(z.object({ ligneId: Id, satisfaite: z.boolean(), reponse: z.string().trim().max(4000) }))
    .output(DemandesDossier)
    .errors(ERREURS),
  /** Motif obligatoire s’il manque une réponse. */
  clore: oc
    .input(z.object({ demandeId: Id, motif: Motif }))
    .output(DemandesDossier)
    .errors(ERREURS),
  annuler: oc
    .input(z.object({ demandeId: Id, motif: Motif.min(1) }))
    .output(DemandesDossier)
    .errors(ERREURS),
  rouvrir: oc
    .input(z.object({ demandeId: Id, motif: Motif.min(1) }))
    .output(DemandesDossier)
    .errors(ERREURS),
  /** Classeur : qui joindre, ce qui manque, depuis quand. */
  listeDiffusion: oc.input(Choisies).output(DocumentProduit).errors(ERREURS),
  lireModele: oc.output(Modele),
  /** `modele` null : revient aux textes de Clas. */
  modifierModele: oc
    .input(z.object({ modele: ModeleLettre.nullable() }))
    .output(Modele)
    .errors(ERREURS),
};
