import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Centimes, DateSeule, ERREURS, Id, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

/** Compte débité par les ordres de virement, et s’ils se produisent : éteint d’origine. */
export const ReglageVirement = z.object({
  actif: z.boolean(),
  compte: z
    .object({
      titulaire: z.string().trim().min(1).max(140),
      iban: z.string().trim().min(1).max(42),
      bic: z.string().trim().max(11).nullable(),
    })
    .nullable(),
});
export type ReglageVirement = z.infer<typeof ReglageVirement>;

const FichierProduit = z.object({
  archiveId: Id,
  nom: z.string(),
  sha256: z.string(),
  octets: z.number().int(),
  instant: z.string(),
  agent: z.string().nullable(),
});

/** Les fichiers d’un lot : ce qui est produit, ce qui peut l’être. */
export const EtatFichiersLot = z.object({
  lotId: Id,
  /** null : le lot n’est pas validé, rien ne se produit. */
  numero: z.string().nullable(),
  etat: z.enum(['prepare', 'abandonne', 'valide', 'paye', 'annule']),
  original: FichierProduit.nullable(),
  duplicatas: z.number().int(),
  bordereau: FichierProduit.nullable(),
  virement: FichierProduit.nullable(),
  /** Pourquoi l’ordre de virement ne se produit pas ; vide : il le peut. */
  virementEmpeche: z.array(z.string()),
  /** Pourquoi aucun fichier ne se produit, en une phrase. */
  empeche: z.string().nullable(),
  /** Comptes mis en doute depuis la validation, en phrases : aucun nouveau fichier tant qu’il y en a. */
  alertes: z.array(z.string()),
});
export type EtatFichiersLot = z.infer<typeof EtatFichiersLot>;

export const EcartDeFichier = z.object({
  feuille: z.string(),
  /** « U12 » ; null : la feuille entière. */
  cellule: z.string().nullable(),
  attendu: z.string(),
  lu: z.string(),
});
export type EcartDeFichier = z.infer<typeof EcartDeFichier>;

/** Une mise en forme qui cache ou déguise une valeur restée juste. */
export const EcartDePresentation = z.object({
  feuille: z.string(),
  /** « U3:U33 », « colonne J » ; null : la feuille entière. */
  ou: z.string().nullable(),
  constat: z.string(),
});
export type EcartDePresentation = z.infer<typeof EcartDePresentation>;

export const VerificationFichier = z.object({
  fichier: z.string(),
  sha256: z.string(),
  /**
   * `presentation` : chaque valeur est juste, mais quelque chose la cache ou la déguise ; `a_recalculer` : formules justes,
   * résultats absents ; `inconnu` : un classeur de lot, d’un lot que cette base ne connaît pas ; `a_convertir` : un lot, en
   * .ods ; `etranger` : autre chose.
   */
  verdict: z.enum([
    'intact',
    'presentation',
    'a_recalculer',
    'altere',
    'inconnu',
    'a_convertir',
    'etranger',
    'illisible',
  ]),
  phrase: z.string(),
  numero: z.string().nullable(),
  exemplaire: z.enum(['original', 'duplicata']).nullable(),
  etatDuLot: z.enum(['valide', 'paye', 'annule']).nullable(),
  /** Les mêmes octets que le fichier archivé ; faux : récrit depuis par un autre logiciel. */
  octetsIdentiques: z.boolean(),
  /** Deux chiffres chacun : ce que disent les cases du fichier, ce que dit la base. */
  controles: z.array(z.object({ libelle: z.string(), fichier: z.string(), base: z.string(), egal: z.boolean() })),
  ecarts: z.array(EcartDeFichier),
  nombreEcarts: z.number().int(),
  casesComparees: z.number().int(),
  presentation: z.array(EcartDePresentation),
});
export type VerificationFichier = z.infer<typeof VerificationFichier>;

export const SortRetour = z.enum([
  'payee',
  'rejetee',
  'deja',
  'montant_different',
  'compte_different',
  'contradictoire',
  'ambigue',
  'doublon',
  'inconnue',
  'illisible',
]);
export type SortRetour = z.infer<typeof SortRetour>;

export const LigneRetour = z.object({
  /** « Feuille!A12 ». */
  cellule: z.string(),
  sort: SortRetour,
  phrase: z.string(),
  numeroLot: z.string().nullable(),
  rang: z.number().int().nullable(),
  raisonSociale: z.string(),
  montantCentimes: Centimes.nullable(),
  attenduCentimes: Centimes.nullable(),
  date: z.string().nullable(),
  reference: z.string().nullable(),
  motif: z.string().nullable(),
});
export type LigneRetour = z.infer<typeof LigneRetour>;

export const ApercuRetour = z.object({
  depotId: z.string(),
  fichier: z.string(),
  sha256: z.string(),
  colonnes: z.array(z.object({ champ: z.string(), entete: z.string() })),
  lignes: z.array(LigneRetour),
  /** Lignes de ces lots dont le fichier ne dit rien et dont on ne sait rien encore. */
  manquantes: z.array(
    z.object({ numeroLot: z.string(), rang: z.number().int(), raisonSociale: z.string(), montantCentimes: Centimes }),
  ),
  lots: z.array(
    z.object({
      lotId: Id,
      numero: z.string(),
      payees: z.number().int(),
      rejetees: z.number().int(),
      solde: z.boolean(),
    }),
  ),
  payeesCentimes: Centimes,
  rejeteesCentimes: Centimes,
  /** Lignes qui ne s’appliqueront pas. */
  bloquantes: z.number().int(),
  /** Ce même fichier a déjà été appliqué : l’instant. */
  appliqueLe: z.string().nullable(),
});
export type ApercuRetour = z.infer<typeof ApercuRetour>;

export const RetourApplique = z.object({
  payees: z.number().int(),
  rejetees: z.number().int(),
  laissees: z.number().int(),
  /** Lots que ce fichier achève. */
  soldes: z.array(z.string()),
  sha256: z.string(),
});
export type RetourApplique = z.infer<typeof RetourApplique>;

const SurLot = z.object({ lotId: Id });
const Depose = z.object({ depotId: z.string(), fichier: z.string() });
/** `date` : celle des lignes qui n’en portent pas. */
const SurRetour = z.object({ campagneId: Id, depotId: z.string(), date: DateSeule.nullable() });

export const fichiersLot = {
  lire: oc.input(SurLot).output(EtatFichiersLot).errors(ERREURS),
  /** Le classeur. `original` : le premier fichier, toujours les mêmes octets ; `duplicata` : un autre, qui le dit. */
  exporter: oc
    .input(SurLot.extend({ exemplaire: z.enum(['original', 'duplicata']) }))
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  bordereau: oc
    .input(SurLot)
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** L’ordre de virement pain.001 ; refusé tant qu’il n’est pas mis en service. */
  virement: oc
    .input(SurLot)
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  deposer: oc
    .input(z.object({ fichier: z.instanceof(File) }))
    .output(Depose)
    .errors(ERREURS),
  /** Bureau : la boîte « Ouvrir » ; null si l’agent renonce. */
  choisir: oc.output(Depose.nullable()).errors(ERREURS),
  /** Dit si un classeur produit est tel qu’il a été produit, case par case. N’écrit rien. */
  verifier: oc
    .input(z.object({ depotId: z.string() }))
    .output(eventIterator(suivi(VerificationFichier)))
    .errors(ERREURS),
  /** Ce que la liste des paiements changerait, sans rien écrire. */
  analyserRetour: oc
    .input(SurRetour)
    .output(eventIterator(suivi(ApercuRetour)))
    .errors(ERREURS),
  /** Tout d’un coup, ou rien. `partiel` : laisser de côté les lignes qui ne s’appliquent pas. */
  appliquerRetour: oc
    .input(SurRetour.extend({ partiel: z.boolean() }))
    .output(RetourApplique)
    .errors(ERREURS),
  /** Les listes déjà appliquées, de la plus récente à la plus ancienne. */
  retours: oc
    .input(z.object({ campagneId: Id }))
    .output(
      z.array(
        z.object({
          id: Id,
          numeroLot: z.string(),
          nom: z.string(),
          instant: z.string(),
          agent: z.string(),
          payees: z.number().int(),
          rejetees: z.number().int(),
        }),
      ),
    )
    .errors(ERREURS),
  lireVirement: oc.output(ReglageVirement).errors(ERREURS),
  reglerVirement: oc.input(ReglageVirement).output(ReglageVirement).errors(ERREURS),
};
