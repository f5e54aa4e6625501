import type { Base } from '../../db/base.ts';
import type { LectureImport } from './imports/dossier-lu.ts';
import type { LectureReunie } from './imports/fusionner.ts';
import type { Lanceur } from './travaux/lancer.ts';

/** L’heure vient d’ici et de nulle part ailleurs : les tests la fixent. */
export interface Horloge {
  /** Instant ISO UTC. */
  maintenant(): string;
  /** Date locale à Paris, `AAAA-MM-JJ`. */
  aujourdhui(): string;
}

/** Ce que chaque hôte sait faire en plus : les boîtes de dialogue n’existent que sur le bureau. */
export interface Hote {
  readonly nom: 'bureau' | 'navigateur' | 'commande';
  /** Boîte « Ouvrir » ; null si l’agent renonce. */
  readonly choisirFichier?: () => Promise<string | null>;
  /** Boîte « Enregistrer sous » ; null si l’agent renonce. */
  readonly enregistrerSous?: (nomPropose: string) => Promise<string | null>;
}

export interface JournalTechnique {
  /** Note une erreur inattendue une fois, et rend le numéro à montrer à l’agent. */
  erreur(cause: unknown, ou: string): string;
  info(message: string): void;
}

/** Un fichier reçu ou produit, rangé dans le dossier de travail le temps de la session. */
export interface FichierDeTravail {
  readonly chemin: string;
  readonly nom: string;
}

/** Un fichier déposé pour l’import : pas encore lu, lu, ou refusé par une phrase. */
export interface FichierDepose extends FichierDeTravail {
  readonly lecture: LectureImport | null;
  readonly refus: { readonly code: string; readonly message: string } | null;
  /** Empreinte de ce qui a été demandé à la lecture : inchangée, elle n’est pas refaite. */
  readonly options: string | null;
}

/** Un ou plusieurs fichiers importés ensemble. */
export interface Depot {
  readonly fichiers: readonly FichierDepose[];
  /** L’aperçu montré : ne vaut que pour cette campagne. */
  readonly analyse: { readonly campagneId: number; readonly lecture: LectureReunie } | null;
}

/** Ce que toutes les connexions partagent. */
export interface Socle {
  readonly db: Base;
  readonly fichierBase: string;
  /** Dossier des copies quotidiennes. */
  readonly sauvegardes: string;
  readonly horloge: Horloge;
  readonly log: JournalTechnique;
  readonly lanceur: Lanceur;
  readonly hote: Hote;
  /** Dossier `resources/`, en lecture seule. */
  readonly ressources: string;
  /** Dossier de travail, vidé à l’ouverture. */
  readonly dossierTravail: string;
  readonly version: string;
  readonly compteSysteme: string;
  readonly depots: Map<string, Depot>;
  readonly produits: Map<string, FichierDeTravail>;
}

/** Ce que reçoit un appel : le socle, et l’agent choisi sur cette connexion. */
export interface Context extends Socle {
  readonly session: { agentId: number | null };
}
