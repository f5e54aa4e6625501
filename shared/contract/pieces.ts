import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { DateSeule, ERREURS, Id, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

const EtatConstate = z.enum(['recue', 'manquante', 'non_conforme', 'dispensee']);
const EtatPiece = z.enum([...EtatConstate.options, 'annoncee', 'non_renseignee']);
const CodePiece = z.string().min(1).max(60);

export const PieceDemandee = z.object({
  code: CodePiece,
  libelle: z.string(),
  aide: z.string(),
  obligatoire: z.boolean(),
  /** Champ du catalogue dont la colonne porte le nom du fichier déposé sur le portail. */
  champ: z.string().nullable(),
  /** Un constat, un fichier ou une relance s’y rattache : elle ne se retire plus. */
  utilisee: z.boolean(),
});
export type PieceDemandee = z.infer<typeof PieceDemandee>;

/** La liste de la campagne, ou celle que Clas propose tant que personne ne l’a établie. */
export const ListePieces = z.object({
  etablie: z.boolean(),
  /** Campagne d’où vient la proposition ; null : le catalogue. */
  reprisDe: z.string().nullable(),
  pieces: z.array(PieceDemandee),
});
export type ListePieces = z.infer<typeof ListePieces>;

export const FichierPiece = z.object({
  id: Id,
  nom: z.string(),
  octets: z.number().int(),
  sha256: z.string(),
  agent: z.string(),
  instant: z.string(),
  /** Retiré : gardé comme preuve, ne compte plus. */
  retire: z.object({ agent: z.string(), instant: z.string() }).nullable(),
});
export type FichierPiece = z.infer<typeof FichierPiece>;

export const PieceDuDossier = z.object({
  code: CodePiece,
  libelle: z.string(),
  aide: z.string(),
  obligatoire: z.boolean(),
  champ: z.string().nullable(),
  /** Ce qui compte : le constat de l’agent, sinon ce qui se déduit. */
  etat: EtatPiece,
  deduit: EtatPiece,
  /** Noms de fichiers dits par le portail. */
  annonces: z.string(),
  constat: z.object({ etat: EtatConstate, commentaire: z.string(), agent: z.string(), instant: z.string() }).nullable(),
  fichiers: z.array(FichierPiece),
});
export type PieceDuDossier = z.infer<typeof PieceDuDossier>;

export const RelancePieces = z.object({
  id: Id,
  pieces: z.array(z.string()),
  echeance: DateSeule,
  agent: z.string(),
  instant: z.string(),
});
export type RelancePieces = z.infer<typeof RelancePieces>;

export const PiecesDossier = z.object({
  dossierId: Id,
  numero: z.string(),
  structure: z.string(),
  commune: z.string().nullable(),
  courriel: z.string().nullable(),
  telephone: z.string().nullable(),
  /** Faux : la lettre partirait sans adresse. */
  adresseConnue: z.boolean(),
  pieces: z.array(PieceDuDossier),
  /** Codes à demander au porteur ; `aVerifier` : ceux dont on ne sait rien, à demander si l’agent le veut. */
  aReclamer: z.array(z.string()),
  aVerifier: z.array(z.string()),
  /** La plus récente d’abord. */
  relances: z.array(RelancePieces),
});
export type PiecesDossier = z.infer<typeof PiecesDossier>;

export const EtatPieces = z.object({
  liste: ListePieces,
  dossiers: z.array(PiecesDossier),
  /** Pour dire si une échéance court encore. */
  aujourdhui: DateSeule,
});
export type EtatPieces = z.infer<typeof EtatPieces>;

export const Rapprochement = z.object({
  nom: z.string(),
  dossierId: Id.nullable(),
  code: z.string().nullable(),
  /** `ignore` : fichier du système (Thumbs.db…), à ne pas joindre. */
  confiance: z.enum(['sure', 'probable', 'a_choisir', 'ignore']),
  raison: z.string(),
});
export type Rapprochement = z.infer<typeof Rapprochement>;

const DemandeRelance = z.object({
  campagneId: Id,
  dossierIds: z.array(Id).max(20_000),
  /** Réclamer aussi les pièces « à vérifier ». */
  avecNonRenseignees: z.boolean(),
});

export const pieces = {
  lire: oc
    .input(z.object({ campagneId: Id }))
    .output(EtatPieces)
    .errors(ERREURS),
  lireDossier: oc
    .input(z.object({ dossierId: Id }))
    .output(PiecesDossier)
    .errors(ERREURS),
  /** Remplace la liste entière, dans l’ordre donné ; `code` null : une pièce de plus. L’établit si elle ne l’était pas. */
  modifierListe: oc
    .input(
      z.object({
        campagneId: Id,
        pieces: z
          .array(
            z.object({
              code: CodePiece.nullable(),
              libelle: z.string().trim().min(1).max(120),
              aide: z.string().trim().max(500),
              obligatoire: z.boolean(),
            }),
          )
          .max(40),
      }),
    )
    .output(ListePieces)
    .errors(ERREURS),
  /** `etat` null : efface le constat, l’état déduit revient. */
  constater: oc
    .input(
      z.object({ dossierId: Id, code: CodePiece, etat: EtatConstate.nullable(), commentaire: z.string().max(500) }),
    )
    .output(PiecesDossier)
    .errors(ERREURS),
  /** Propose un dossier et une pièce pour chaque chemin déposé ; rien n’est joint. */
  rapprocher: oc
    .input(z.object({ campagneId: Id, noms: z.array(z.string().max(1000)).max(2000) }))
    .output(z.array(Rapprochement))
    .errors(ERREURS),
  /** 25 Mio au plus. `avis` : à dire à l’agent (même fichier déjà joint ailleurs, constat levé). */
  joindre: oc
    .input(z.object({ dossierId: Id, code: CodePiece, fichier: z.instanceof(File) }))
    .output(z.object({ dossier: PiecesDossier, avis: z.string().nullable() }))
    .errors(ERREURS),
  /** Le fichier ne compte plus mais reste, avec son motif au journal. */
  retirer: oc
    .input(z.object({ fichierId: Id, motif: z.string().trim().min(1).max(500) }))
    .output(PiecesDossier)
    .errors(ERREURS),
  /** Le fichier gardé, empreinte vérifiée, à ranger par `documents.enregistrer`. */
  ouvrir: oc
    .input(z.object({ fichierId: Id }))
    .output(DocumentProduit)
    .errors(ERREURS),
  /** Une lettre par dossier incomplet dans un seul PDF ; les relances sont alors inscrites. */
  relances: oc
    .input(DemandeRelance.extend({ echeance: DateSeule }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Classeur des porteurs à joindre : courriel, téléphone, pièces attendues, dernière relance. */
  listeDiffusion: oc.input(DemandeRelance).output(DocumentProduit).errors(ERREURS),
};
