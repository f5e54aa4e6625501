import type { Campagne } from '../../../shared/contract/campagnes.ts';
import type { OptionsDossierDeSeance } from '../../../shared/contract/dossier-de-seance.ts';
import type { Dossier, LigneDossier } from '../../../shared/contract/dossiers.ts';
import type { EtatPaiements } from '../../../shared/contract/paiements.ts';
import type { IdentiteCaf } from '../../../shared/contract/parametres.ts';
import type { AnneeDeStructure } from '../../../shared/contract/resultats.ts';
import type { Enveloppe, MotifDeDecision, Seance } from '../../../shared/contract/seances.ts';

/** Un dossier de la campagne d’avant, réduit à ce qui se compare. */
export type LigneAnterieure = Pick<
  LigneDossier,
  | 'territoire'
  | 'communeNom'
  | 'collectifs'
  | 'effectif'
  | 'niveaux'
  | 'pile'
  | 'droitCentimes'
  | 'demandeCentimes'
  | 'agreeCentimes'
>;

/** Ce que le scénario retenu propose d’agréer dans un dossier, et pourquoi. */
export interface PropositionRetenue {
  readonly scenario: string;
  readonly collectifIds: readonly number[];
  readonly texte: string;
}

export type DossierADecider = Dossier & {
  /** Points à débattre, en phrases. */
  readonly points: readonly string[];
  /** Temps donné à l’ordre du jour ; null : celui que le calcul lui donne. */
  readonly minutes: number | null;
  /** Ce que le scénario retenu propose, collectif par collectif. */
  readonly proposition: PropositionRetenue | null;
  /** La même structure dans la campagne de l’année d’avant. */
  readonly anDernier: AnneeDeStructure | null;
};

/** Ce qu’il faut pour écrire le dossier de séance : des valeurs, aucune requête. */
export interface DonneesDossierDeSeance {
  readonly identite: IdentiteCaf;
  readonly campagne: Campagne;
  readonly seance: Seance;
  readonly enveloppe: Enveloppe;
  /** La campagne de l’année d’avant, si la base la tient. */
  readonly precedente: { readonly anneeScolaire: string; readonly lignes: readonly LigneAnterieure[] } | null;
  /** Tous ceux de la séance, dans l’ordre choisi. */
  readonly dossiers: readonly DossierADecider[];
  readonly options: OptionsDossierDeSeance;
  /** Les motifs du Copil, retirés compris. */
  readonly motifs: readonly MotifDeDecision[];
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
