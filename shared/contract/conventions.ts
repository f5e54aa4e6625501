import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ModeleConvention } from '../domaine/conventions/modele.ts';
import { Centimes, DateSeule, ERREURS, Id, suivi } from './commun.ts';
import { BlocDeTexte } from './courriers.ts';
import { DocumentProduit } from './documents.ts';

export const MoyenDEnvoi = z.enum(['courrier', 'courriel', 'remise']);
export type MoyenDEnvoi = z.infer<typeof MoyenDEnvoi>;
export const EtatDePapier = z.enum(['a_signer', 'envoyee', 'signee', 'resiliee']);
export type EtatDePapier = z.infer<typeof EtatDePapier>;
/** `a_generer` : agréé par le Copil, sans convention. */
export const EtatDeConvention = z.enum(['a_generer', ...EtatDePapier.options]);
export type EtatDeConvention = z.infer<typeof EtatDeConvention>;

/** Une convention ou un avenant généré. */
export const Papier = z.object({
  id: Id,
  nature: z.enum(['convention', 'avenant']),
  numero: z.string(),
  etat: EtatDePapier,
  montantCentimes: Centimes,
  genereeLe: z.string(),
  agent: z.string(),
  envoyeeLe: DateSeule.nullable(),
  moyen: MoyenDEnvoi.nullable(),
  signeeLe: DateSeule.nullable(),
  signataire: z.string().nullable(),
  scanNom: z.string().nullable(),
  resilieeLe: DateSeule.nullable(),
  resilieeMotif: z.string().nullable(),
});
export type Papier = z.infer<typeof Papier>;

export const ReserveDuCopil = z.object({
  decisionId: Id,
  lettre: z.string(),
  collectif: z.string(),
  texte: z.string(),
  levee: z.object({ agent: z.string(), instant: z.string(), motif: z.string() }).nullable(),
});
export type ReserveDuCopil = z.infer<typeof ReserveDuCopil>;

/** Ce que le dossier attend : une convention, une nouvelle à la place d’une qui n’est pas signée, un avenant, une résiliation. */
export const SuiteAttendue = z.enum(['convention', 'remplacement', 'avenant', 'resiliation']);
export type SuiteAttendue = z.infer<typeof SuiteAttendue>;

export const LigneDeConvention = z.object({
  dossierId: Id,
  numeroDossier: z.string(),
  structureId: Id,
  structure: z.string(),
  commune: z.string().nullable(),
  courriel: z.string().nullable(),
  telephone: z.string().nullable(),
  /** Collectifs agréés par les décisions en vigueur, et leur montant. */
  collectifs: z.number().int(),
  montantCentimes: Centimes,
  etat: EtatDeConvention,
  /** La convention en cours, ou la dernière résiliée ; null : aucune. */
  convention: Papier.nullable(),
  /** Les avenants de cette convention, dans l’ordre. */
  avenants: z.array(Papier),
  /** Conventions résiliées d’avant, et leurs avenants. */
  anciens: z.array(Papier),
  suite: SuiteAttendue.nullable(),
  /** Ce que les décisions ont changé depuis le papier, en phrases. */
  changements: z.array(z.string()),
  /** Déjà dans un lot validé ou payé. */
  emisCentimes: Centimes,
  /** Prévu et pas encore émis : ce qu’une résiliation arrête. */
  resteAVerserCentimes: Centimes,
  /** Ce que la campagne agrée au porteur, ses autres dossiers compris : c’est lui que la loi compare au seuil. */
  agreeAuPorteurCentimes: Centimes,
  /** Vrai si ce dossier, ou tous ceux du porteur ensemble, dépassent le seuil du barème. */
  auDelaDuSeuil: z.boolean(),
  reserves: z.array(ReserveDuCopil),
  relances: z.array(z.object({ rang: z.number().int(), instant: z.string(), agent: z.string(), echeance: DateSeule })),
  /** À savoir avant de générer ; n’empêche rien. */
  avertissements: z.array(z.string()),
});
export type LigneDeConvention = z.infer<typeof LigneDeConvention>;

export const EtatConventions = z.object({
  aujourdhui: DateSeule,
  seuilCentimes: Centimes,
  lignes: z.array(LigneDeConvention),
});
export type EtatConventions = z.infer<typeof EtatConventions>;

export const ArticleMontre = z.object({ titre: z.string(), blocs: z.array(BlocDeTexte) });

/** Le papier tel qu’il s’imprimera, ou s’est imprimé. */
export const ApercuConvention = z.object({
  /** null : le numéro se donne à la génération. */
  numero: z.string().nullable(),
  nature: z.enum(['convention', 'avenant']),
  titre: z.string(),
  articles: z.array(ArticleMontre),
  fait: z.string(),
  signatureCaf: z.array(z.string()),
  signaturePorteur: z.array(z.string()),
});
export type ApercuConvention = z.infer<typeof ApercuConvention>;

export const ProductionConventions = z.object({
  /** Tous les papiers générés, dans l’ordre des numéros. */
  document: DocumentProduit,
  papiers: z.array(z.object({ id: Id, numero: z.string(), dossierId: Id })),
});
export type ProductionConventions = z.infer<typeof ProductionConventions>;

export const ModeleDeConventionLu = z.object({
  modele: ModeleConvention,
  parDefaut: z.boolean(),
  /** Le code au milieu des numéros. */
  code: z.string(),
});
export type ModeleDeConventionLu = z.infer<typeof ModeleDeConventionLu>;

const Choisies = z.object({ campagneId: Id, conventionIds: z.array(Id).min(1).max(5000) });
const DeDossiers = z.object({ campagneId: Id, dossierIds: z.array(Id).min(1).max(5000) });
const Motif = z.string().trim().min(1).max(500);

export const conventions = {
  lire: oc
    .input(z.object({ campagneId: Id }))
    .output(EtatConventions)
    .errors(ERREURS),
  /** La ligne d’un dossier ; null : rien n’y est agréé et aucun papier n’existe. */
  lireDossier: oc
    .input(z.object({ dossierId: Id }))
    .output(z.object({ aujourdhui: DateSeule, ligne: LigneDeConvention }).nullable())
    .errors(ERREURS),
  /** Le papier que `generer` écrirait pour ce dossier. */
  apercu: oc
    .input(z.object({ dossierId: Id }))
    .output(ApercuConvention)
    .errors(ERREURS),
  /** Donne à chaque dossier le papier qu’il attend : convention, remplacement, avenant. Tout ou rien. */
  generer: oc
    .input(DeDossiers)
    .output(eventIterator(suivi(ProductionConventions)))
    .errors(ERREURS),
  /** Le PDF d’un papier, à l’octet près ; écrit maintenant s’il ne l’avait pas été. */
  ouvrir: oc
    .input(z.object({ conventionId: Id }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Plusieurs papiers dans un seul PDF. */
  liasse: oc
    .input(Choisies)
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** `date` null : efface un envoi noté par erreur. */
  envoyer: oc
    .input(Choisies.extend({ date: DateSeule.nullable(), moyen: MoyenDEnvoi }))
    .output(z.object({ notees: z.number().int() }))
    .errors(ERREURS),
  /** `date` : celle du papier signé. Le scan est un PDF, PNG ou JPEG de 25 Mio au plus. */
  signer: oc
    .input(
      z.object({
        conventionId: Id,
        date: DateSeule,
        signataire: z.string().trim().min(1).max(160),
        scan: z.instanceof(File).nullable(),
      }),
    )
    .output(Papier)
    .errors(ERREURS),
  /** Joint ou remplace le scan d’un papier signé. */
  joindreScan: oc
    .input(z.object({ conventionId: Id, scan: z.instanceof(File) }))
    .output(Papier)
    .errors(ERREURS),
  ouvrirScan: oc
    .input(z.object({ conventionId: Id }))
    .output(DocumentProduit)
    .errors(ERREURS),
  /** Retire une signature notée par erreur ; refusé si un lot de paiement s’y appuie. */
  annulerSignature: oc
    .input(z.object({ conventionId: Id, motif: Motif }))
    .output(Papier)
    .errors(ERREURS),
  /** Définitif. `date` : celle où la résiliation prend effet. */
  resilier: oc
    .input(z.object({ conventionId: Id, date: DateSeule, motif: Motif }))
    .output(Papier)
    .errors(ERREURS),
  leverReserves: oc
    .input(z.object({ campagneId: Id, decisionIds: z.array(Id).min(1).max(500), motif: Motif }))
    .output(z.object({ levees: z.number().int() }))
    .errors(ERREURS),
  /** Une lettre par dossier dont une signature manque ; les relances sont inscrites. */
  relancer: oc
    .input(DeDossiers.extend({ echeance: DateSeule }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Classeur des signatures qui manquent. */
  listeManquantes: oc
    .input(z.object({ campagneId: Id }))
    .output(DocumentProduit)
    .errors(ERREURS),
  lireModele: oc.output(ModeleDeConventionLu),
  /** `modele` null : revient aux textes de Clas. */
  modifierModele: oc
    .input(z.object({ modele: ModeleConvention.nullable() }))
    .output(ModeleDeConventionLu)
    .errors(ERREURS),
  modifierCode: oc
    .input(z.object({ code: z.string().trim().max(10) }))
    .output(ModeleDeConventionLu)
    .errors(ERREURS),
};
