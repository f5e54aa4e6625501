import type { IdentiteCaf } from '../../../../shared/contract/parametres.ts';
import type { AvisSeance, Recusation, Seance } from '../../../../shared/contract/seances.ts';
import type { DecisionAbandonnee, DecisionPassee, EtatQuorum } from '../../../../shared/domaine/decisions-de-seance.ts';
import type { NiveauScolaire } from '../../../../shared/domaine/libelles.ts';

export type GenreReleve = 'releve' | 'pv';

export interface CollectifReleve {
  readonly id: number;
  readonly lettre: string;
  readonly libelle: string;
  readonly niveau: NiveauScolaire | null;
  readonly effectif: number | null;
  readonly droitCentimes: number;
  /** Ce que cette séance a décidé ; null : rien. */
  readonly decision: DecisionPassee | null;
  readonly abandonnees: readonly DecisionAbandonnee[];
  /** Date de la séance où il était déjà décidé ; null s’il ne l’était pas. */
  readonly decideAilleurs: string | null;
}

export interface DossierReleve {
  readonly id: number;
  readonly numero: string;
  readonly raisonSociale: string;
  readonly communeNom: string | null;
  readonly avis: readonly AvisSeance[];
  readonly recusations: readonly Recusation[];
  /** Ce qui s’est débattu ; vide dans un relevé. */
  readonly points: readonly string[];
  readonly commentaire: string;
  readonly collectifs: readonly CollectifReleve[];
}

/** Ce qu’il faut pour écrire le relevé de décisions ou le procès-verbal : des valeurs, aucune requête. */
export interface DonneesReleve {
  readonly genre: GenreReleve;
  readonly identite: IdentiteCaf;
  readonly anneeScolaire: string;
  readonly bareme: string;
  readonly charte: string;
  readonly seance: Seance;
  readonly quorum: EtatQuorum;
  /** Dans l’ordre du jour. */
  readonly dossiers: readonly DossierReleve[];
  readonly enveloppe: {
    readonly totalCentimes: number | null;
    readonly avantCentimes: number;
    readonly accordeCentimes: number;
    readonly apresCentimes: number;
  };
  /** Instant ISO UTC de l’édition. */
  readonly editeLe: string;
  readonly version: string;
  readonly empreinteJournal: string;
}
