import type { Campagne } from '../../../shared/contract/campagnes.ts';
import type { Dossier } from '../../../shared/contract/dossiers.ts';
import type { EtatPaiements } from '../../../shared/contract/paiements.ts';
import type { IdentiteCaf } from '../../../shared/contract/parametres.ts';
import type { Enveloppe, Seance } from '../../../shared/contract/seances.ts';

/** Ce qu’il faut pour écrire le dossier de séance : des valeurs, aucune requête. */
export interface DonneesDossierDeSeance {
  readonly identite: IdentiteCaf;
  readonly campagne: Campagne;
  readonly seance: Seance;
  readonly enveloppe: Enveloppe;
  /** Dans l’ordre du jour ; `points` : points à débattre, en phrases. */
  readonly dossiers: readonly (Dossier & { readonly points: readonly string[] })[];
  /** Instant ISO UTC de l’édition. */
  readonly editeLe: string;
  readonly version: string;
  /** Dernière empreinte du journal, imprimée pour relier le papier à l’état de la base. */
  readonly empreinteJournal: string;
}

/** Ce qu’il faut pour écrire le classeur de l’échéancier. */
export interface DonneesEcheancier {
  readonly identite: IdentiteCaf;
  readonly campagne: Campagne;
  readonly etat: EtatPaiements;
  readonly editeLe: string;
  readonly editePar: string;
  readonly version: string;
  readonly empreinteJournal: string;
}
