import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { FormatDs } from '../../../shared/contract/tableaux.ts';
import type { EtatDs } from '../../../shared/domaine/decisions-ds.ts';
import type { Edition } from '../documents/archiver.ts';

/** Une ligne du tableau : un collectif. Montants en centimes, note en dixièmes. */
export interface LigneTableau {
  readonly numero: string;
  readonly porteur: string;
  readonly commune: string;
  readonly qpv: string;
  readonly collectif: string;
  readonly intitule: string;
  readonly niveau: string;
  readonly effectif: number | null;
  readonly cout: number;
  readonly demande: number | null;
  readonly droit: number;
  readonly note: number | null;
  readonly pile: string;
  readonly proposition: string;
  readonly points: string;
  readonly decision: { readonly nature: NatureDecision; readonly motif: string | null; readonly texte: string } | null;
  /** Montant agréé en base ; 0 sans décision ou sans accord. */
  readonly montant: number;
  readonly repere: string;
  /** Vrai : premier collectif de son dossier. */
  readonly premier: boolean;
}

export interface DonneesTableauCopil extends Edition {
  readonly organisme: string;
  readonly anneeScolaire: string;
  readonly campagneId: number;
  readonly seanceId: number;
  readonly seanceDate: string;
  /** Identité de la base, 64 caractères. */
  readonly base: string;
  readonly editePar: string;
  readonly parDossier: boolean;
  /** null : pas d’enveloppe fixée. */
  readonly enveloppeCentimes: number | null;
  /** Engagé par des collectifs qui ne sont pas dans ce tableau. */
  readonly engageAilleursCentimes: number;
  readonly lignes: readonly LigneTableau[];
}

export interface LigneDs {
  readonly numero: string;
  readonly etat: EtatDs;
  readonly motivation: string;
}

export interface FichierDs {
  /** Sans extension. */
  readonly nom: string;
  readonly lignes: readonly LigneDs[];
}

export interface DonneesDs extends Edition {
  readonly format: FormatDs;
  readonly fichiers: readonly FichierDs[];
}
