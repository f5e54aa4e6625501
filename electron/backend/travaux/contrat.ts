import type { ContenuDeLot } from '../../../shared/domaine/lot.ts';
import type { LectureDeBilan } from '../bilans/classeur/bilan-lu.ts';
import type { ArchiveDemandee, ArchiveEcrite } from '../cloture/archive/ecrire-archive.ts';
import type { DonneesBordereau } from '../documents/bordereau-lot.ts';
import type { DonneesCharte } from '../documents/charte-donnees.ts';
import type { DonneesConventions } from '../documents/convention-donnees.ts';
import type { DonneesDossierDeSeance, DonneesEcheancier } from '../documents/donnees.ts';
import type { DonneesEmargement } from '../documents/emargement-donnees.ts';
import type { DonneesFiches } from '../documents/fiche-instruction-donnees.ts';
import type { DonneesInvitations } from '../documents/invitation-donnees.ts';
import type { DonneesDemandes } from '../documents/lettre-demande-donnees.ts';
import type { LiasseEcrite } from '../documents/lettre-liasse.ts';
import type { DonneesNotifications } from '../documents/lettre-notification-donnees.ts';
import type { DonneesRelanceBilan } from '../documents/relance-bilan-donnees.ts';
import type { DonneesRelanceConvention } from '../documents/relance-convention-donnees.ts';
import type { DonneesDemarrage } from '../documents/relance-demarrage-donnees.ts';
import type { DonneesRelanceIndu } from '../documents/relance-indu-donnees.ts';
import type { DonneesRelance } from '../documents/relance-pieces-donnees.ts';
import type { DonneesReleve } from '../documents/releve/donnees.ts';
import type { DonneesStatistiques } from '../documents/statistiques-bilans-donnees.ts';
import type { DonneesClasseurDeLot, DonneesVirement } from '../fichiers-lot/donnees.ts';
import type { RetourLu } from '../fichiers-lot/retour-lu.ts';
import type { GrilleLue } from '../grilles/grille-lue.ts';
import type { AnomalieLue } from '../imports/dossier-lu.ts';
import type { EntreePreparation } from '../imports/preparer.ts';
import type { LecturePliee } from '../imports/transport.ts';
import type { EntreeOptimum, SortieOptimum } from '../scenarios/calculer.ts';
import type { DonneesDs, DonneesTableauCopil } from '../tableaux/donnees.ts';
import type { TableauLu } from '../tableaux/tableau-lu.ts';
import type { Classeur } from '../tableurs/classeur.ts';
import type { DonneesBilan } from '../tableurs/ecrire-bilan-donnees.ts';
import type { DonneesGrille } from '../tableurs/ecrire-grille-donnees.ts';
import type { ClasseurDemande } from '../tableurs/ecrire-modele-archive.ts';
import type { ComparaisonDeLot } from '../tableurs/lot/comparer-lot.ts';
import type { Exemplaire } from '../tableurs/lot/modele.ts';
import type { EcartDePresentation } from '../tableurs/lot/presentation.ts';
import type { LotReconnu } from '../tableurs/lot/reconnaitre-lot.ts';

/**
 * Les travaux qu’un processus à part sait faire : ce qu’ils reçoivent, ce qu’ils rendent. Entrées et sorties passent
 * par message : des valeurs, ni fonction ni connexion.
 * En ajouter un : une ligne ici, une ligne dans registre.ts.
 */
export interface Travaux {
  'lire-tableur': { entree: { readonly chemin: string; readonly nom: string }; sortie: Classeur };
  'preparer-import': { entree: EntreePreparation; sortie: LecturePliee };
  'dossier-de-seance': {
    entree: { readonly donnees: DonneesDossierDeSeance; readonly ressources: string; readonly sortie: string };
    sortie: { readonly octets: number; readonly sha256: string; readonly pages: number };
  };
  releve: {
    entree: { readonly donnees: DonneesReleve; readonly ressources: string; readonly sortie: string };
    sortie: LiasseEcrite;
  };
  emargement: {
    entree: { readonly donnees: DonneesEmargement; readonly ressources: string; readonly sortie: string };
    sortie: LiasseEcrite;
  };
  invitations: {
    entree: { readonly donnees: DonneesInvitations; readonly ressources: string; readonly sortie: string };
    sortie: LiasseEcrite;
  };
  'lettres-pieces': {
    entree: { readonly donnees: DonneesRelance; readonly ressources: string; readonly sortie: string };
    sortie: { readonly octets: number; readonly sha256: string; readonly pages: number };
  };
  'lettres-bilan': {
    entree: { readonly donnees: DonneesRelanceBilan; readonly ressources: string; readonly sortie: string };
    sortie: LiasseEcrite;
  };
  'statistiques-bilans': {
    entree: { readonly donnees: DonneesStatistiques; readonly ressources: string; readonly sortie: string };
    sortie: LiasseEcrite;
  };
  'lettres-demarrage': {
    entree: { readonly donnees: DonneesDemarrage; readonly ressources: string; readonly sortie: string };
    sortie: LiasseEcrite;
  };
  /** `separees` : où écrire aussi chaque lettre seule, dans l’ordre ; vide : la liasse suffit. */
  'lettres-demandes': {
    entree: {
      readonly donnees: DonneesDemandes;
      readonly ressources: string;
      readonly sortie: string;
      readonly separees: readonly string[];
    };
    sortie: LiasseEcrite & { readonly lettres: readonly LiasseEcrite[] };
  };
  /** `separees` : des PDF en plus de la liasse, chacun avec les rangs des lettres qu’il réunit. */
  'lettres-notification': {
    entree: {
      readonly donnees: DonneesNotifications;
      readonly ressources: string;
      readonly sortie: string;
      readonly separees: readonly { readonly chemin: string; readonly rangs: readonly number[] }[];
    };
    sortie: LiasseEcrite & { readonly lettres: readonly LiasseEcrite[] };
  };
  /** `separees` : où écrire aussi chaque papier seul, dans l’ordre ; vide : la liasse suffit. */
  conventions: {
    entree: {
      readonly donnees: DonneesConventions;
      readonly ressources: string;
      readonly sortie: string;
      readonly separees: readonly string[];
    };
    sortie: LiasseEcrite & { readonly papiers: readonly LiasseEcrite[] };
  };
  'relances-conventions': {
    entree: { readonly donnees: DonneesRelanceConvention; readonly ressources: string; readonly sortie: string };
    sortie: LiasseEcrite;
  };
  'relances-indus': {
    entree: { readonly donnees: DonneesRelanceIndu; readonly ressources: string; readonly sortie: string };
    sortie: LiasseEcrite;
  };
  /** Les fiches d’instruction en PDF, ou le classeur des résultats. */
  'fiches-instruction': {
    entree: {
      readonly donnees: DonneesFiches;
      readonly format: 'pdf' | 'xlsx';
      readonly ressources: string;
      readonly sortie: string;
    };
    sortie: { readonly octets: number; readonly sha256: string; readonly pages?: number };
  };
  charte: {
    entree: { readonly donnees: DonneesCharte; readonly ressources: string; readonly sortie: string };
    sortie: { readonly octets: number; readonly sha256: string; readonly pages: number };
  };
  echeancier: {
    entree: { readonly donnees: DonneesEcheancier; readonly sortie: string };
    sortie: { readonly octets: number; readonly sha256: string };
  };
  /** Le classeur d’un lot validé, original ou duplicata. */
  'lot-classeur': {
    entree: { readonly donnees: DonneesClasseurDeLot; readonly sortie: string };
    sortie: { readonly octets: number; readonly sha256: string };
  };
  'lot-bordereau': {
    entree: { readonly donnees: DonneesBordereau; readonly ressources: string; readonly sortie: string };
    sortie: LiasseEcrite;
  };
  'lot-virement': {
    entree: { readonly donnees: DonneesVirement; readonly sortie: string };
    sortie: { readonly octets: number; readonly sha256: string };
  };
  /** De quel lot est ce classeur ; puis ses cases comparées à ce que ce lot y avait écrit. */
  'reconnaitre-lot': { entree: { readonly chemin: string; readonly nom: string }; sortie: LotReconnu | null };
  'comparer-lot': {
    entree: {
      readonly chemin: string;
      readonly nom: string;
      readonly contenu: ContenuDeLot;
      readonly exemplaire: Exemplaire;
    };
    sortie: ComparaisonDeLot & { readonly presentation: readonly EcartDePresentation[] };
  };
  /** La liste des paiements renvoyée par l’agence comptable. */
  'lire-retour': { entree: { readonly chemin: string; readonly nom: string }; sortie: RetourLu };
  /** Un classeur de réponse, ou plusieurs dans une archive ZIP. */
  modele: {
    entree: { readonly classeurs: readonly ClasseurDemande[]; readonly archive: boolean; readonly sortie: string };
    sortie: { readonly octets: number; readonly sha256: string };
  };
  /** Un classeur de bilan, ou plusieurs dans une archive ZIP ; puis des classeurs remplis, plusieurs à la fois. */
  'ecrire-bilans': {
    entree: {
      readonly classeurs: readonly ClasseurDemande<DonneesBilan>[];
      readonly archive: boolean;
      readonly sortie: string;
    };
    sortie: { readonly octets: number; readonly sha256: string };
  };
  'lire-bilans': {
    entree: { readonly fichiers: readonly { readonly chemin: string; readonly nom: string }[] };
    sortie: readonly LectureDeBilan[];
  };
  /** Une grille à lire hors ligne ; puis la même, remplie. */
  'ecrire-grille': {
    entree: { readonly donnees: DonneesGrille; readonly sortie: string };
    sortie: { readonly octets: number; readonly sha256: string };
  };
  'lire-grille': { entree: { readonly chemin: string; readonly nom: string }; sortie: GrilleLue };
  /** Le meilleur choix sous l’enveloppe, pour un ou plusieurs scénarios. */
  optimum: { entree: EntreeOptimum; sortie: SortieOptimum };
  /** Le tableau du Copil à remplir ; puis un tableau rempli. */
  'tableau-copil': {
    entree: { readonly donnees: DonneesTableauCopil; readonly sortie: string };
    sortie: { readonly octets: number; readonly sha256: string };
  };
  'lire-decisions': { entree: { readonly chemin: string; readonly nom: string }; sortie: TableauLu };
  /** Une liste pour Démarches simplifiées, ou plusieurs dans une archive ZIP. */
  'decisions-ds': {
    entree: { readonly donnees: DonneesDs; readonly sortie: string };
    sortie: { readonly octets: number; readonly sha256: string };
  };
  /** La base entière, ses fichiers et ses tables, dans un ZIP relu avant de prendre son nom. */
  'archive-campagne': { entree: ArchiveDemandee; sortie: ArchiveEcrite };
  /** Relit le fichier reçu, puis le récrit avec ses anomalies. `date` : `AAAA-MM-JJ`. */
  rejets: {
    entree: {
      readonly chemin: string;
      readonly nom: string;
      readonly anomalies: readonly AnomalieLue[];
      readonly date: string;
      readonly sortie: string;
    };
    sortie: { readonly octets: number; readonly sha256: string };
  };
}

export type NomTravail = keyof Travaux;
export type Entree<N extends NomTravail> = Travaux[N]['entree'];
export type Sortie<N extends NomTravail> = Travaux[N]['sortie'];

/** Avancement montré à l’agent ; `total` vaut 0 quand il n’est pas connu. */
export interface Progres {
  readonly fait: number;
  readonly total: number;
  readonly message: string;
}

/** Ce qu’un travail écrit, dans le processus enfant. */
export type Travail<N extends NomTravail> = (
  entree: Entree<N>,
  surProgres: (progres: Progres) => void,
) => Promise<Sortie<N>>;

/** Le module chargé pour un travail n’exporte que cela. */
export interface ModuleDeTravail<N extends NomTravail> {
  readonly executer: Travail<N>;
}

export type Registre = { readonly [N in NomTravail]: () => Promise<ModuleDeTravail<N>> };

/** Du parent à l’enfant : un seul message, un seul travail par enfant. */
export interface MessageParent {
  readonly type: 'lancer';
  readonly nom: NomTravail;
  readonly entree: unknown;
}

/** De l’enfant au parent. Un refus est attendu et se montre tel quel ; une erreur est un défaut du logiciel. */
export type MessageEnfant =
  | { readonly type: 'progres'; readonly progres: Progres }
  | { readonly type: 'fini'; readonly sortie: unknown }
  | { readonly type: 'refus'; readonly refus: RefusTransmis }
  | { readonly type: 'erreur'; readonly message: string; readonly pile: string };

/** Un refus perd sa classe en passant par message : son nom suffit à la retrouver. */
export type RefusTransmis =
  | { readonly classe: 'RefusDeLecture'; readonly code: string; readonly message: string }
  | {
      readonly classe: 'Refus';
      readonly code: string;
      readonly message: string;
      readonly nature: 'REFUS' | 'INTROUVABLE';
      readonly lieu: string | null;
    };

/** Bornes surveillées de l’extérieur du processus enfant. */
export interface Limites {
  /** Durée à la montre, en millisecondes. */
  readonly dureeMs: number;
  /** Mémoire résidente, en octets. */
  readonly rssOctets: number;
}

/** Vingt secondes et 1 Gio : ce qu’un fichier reçu peut coûter au plus. */
export const LIMITES_DE_LECTURE: Limites = { dureeMs: 20_000, rssOctets: 1024 ** 3 };

/** Travaux qui ne font pas que lire un fichier reçu : leur durée permise et le nom que l’agent leur donne. */
export const TRAVAUX_LONGS: Partial<Record<NomTravail, { readonly dureeMs: number; readonly libelle: string }>> = {
  'dossier-de-seance': { dureeMs: 5 * 60_000, libelle: 'Le dossier de séance' },
  releve: { dureeMs: 5 * 60_000, libelle: 'Le relevé de décisions' },
  emargement: { dureeMs: 60_000, libelle: 'La feuille d’émargement' },
  invitations: { dureeMs: 5 * 60_000, libelle: 'Les invitations' },
  'lettres-pieces': { dureeMs: 5 * 60_000, libelle: 'Le courrier de relance' },
  'lettres-bilan': { dureeMs: 5 * 60_000, libelle: 'Le courrier de relance' },
  'statistiques-bilans': { dureeMs: 60_000, libelle: 'Les statistiques des bilans' },
  'lettres-demarrage': { dureeMs: 5 * 60_000, libelle: 'Le courrier de relance' },
  'lettres-demandes': { dureeMs: 10 * 60_000, libelle: 'Le courrier aux porteurs' },
  'lettres-notification': { dureeMs: 15 * 60_000, libelle: 'Le courrier de notification' },
  conventions: { dureeMs: 15 * 60_000, libelle: 'Le papier des conventions' },
  'relances-conventions': { dureeMs: 5 * 60_000, libelle: 'Le courrier de relance' },
  'relances-indus': { dureeMs: 5 * 60_000, libelle: 'Les demandes de remboursement' },
  'fiches-instruction': { dureeMs: 10 * 60_000, libelle: 'Le document des résultats' },
  // Huit scénarios au plus, chacun avec sa limite ; celle-ci n’est qu’un garde-fou.
  optimum: { dureeMs: 5 * 60_000, libelle: 'Le calcul du meilleur choix' },
  charte: { dureeMs: 60_000, libelle: 'La charte imprimée' },
  echeancier: { dureeMs: 2 * 60_000, libelle: 'L’échéancier' },
  'lot-classeur': { dureeMs: 2 * 60_000, libelle: 'Le classeur du lot' },
  'lot-bordereau': { dureeMs: 5 * 60_000, libelle: 'Le bordereau du lot' },
  'lot-virement': { dureeMs: 60_000, libelle: 'L’ordre de virement' },
  modele: { dureeMs: 10 * 60_000, libelle: 'Le classeur de réponse' },
  'ecrire-bilans': { dureeMs: 10 * 60_000, libelle: 'Le classeur de bilan' },
  'ecrire-grille': { dureeMs: 5 * 60_000, libelle: 'La grille de lecture' },
  'tableau-copil': { dureeMs: 2 * 60_000, libelle: 'Le tableau du Copil' },
  'decisions-ds': { dureeMs: 60_000, libelle: 'La liste des décisions' },
  // Copie, export, compression et relecture de tout ce que la base et la réserve contiennent.
  'archive-campagne': { dureeMs: 60 * 60_000, libelle: 'L’archive de la campagne' },
  // Une lecture, puis l’écriture d’autant de cellules.
  rejets: { dureeMs: 60_000, libelle: 'Le classeur des rejets' },
};
