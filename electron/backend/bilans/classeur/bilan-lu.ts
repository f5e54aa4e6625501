import type { TrancheAge } from '../../../../shared/domaine/bilan.ts';
import type { ColonneCollectif, ColonneEnfants, SensBudget } from '../../tableurs/ecrire-bilan-format.ts';

/** Une case du classeur rendu, telle qu’elle est dans le fichier ; une formule n’y est plus que son résultat. */
export interface CaseLue {
  readonly feuille: string;
  /** « H7 ». */
  readonly cellule: string;
  readonly nature: 'vide' | 'texte' | 'nombre' | 'date' | 'booleen' | 'erreur' | 'sans_resultat';
  readonly texte: string;
  readonly nombre: number | null;
}

/** Ce que la feuille masquée dit du classeur. */
export interface FicheBilan {
  readonly base: string;
  readonly campagneId: number;
  readonly campagne: string;
  readonly dossierId: number;
  readonly numero: string;
  readonly structure: string;
  /** Instant ISO UTC de préparation. */
  readonly prepareLe: string;
  /** Empreinte de ce qui était agréé. */
  readonly empreinte: string;
}

/** Ce qui ne va pas, où, et que faire. `bloquante` : le fichier entier est laissé. */
export interface Anomalie {
  readonly code: string;
  readonly feuille: string | null;
  readonly cellule: string | null;
  readonly valeur: string;
  readonly message: string;
  readonly bloquante: boolean;
}

export interface CollectifLu {
  readonly collectifId: number;
  readonly cases: Readonly<Record<ColonneCollectif, CaseLue>>;
}

export interface EnfantsLus {
  readonly collectifId: number;
  readonly tranche: TrancheAge;
  readonly cases: Readonly<Record<ColonneEnfants, CaseLue>>;
}

export interface LigneLue {
  readonly genre: 'ligne' | 'libre';
  readonly sens: SensBudget;
  readonly compte: string;
  /** Pour une ligne agréée : son rang dans le budget agréé. */
  readonly rang: number;
  readonly libelle: CaseLue;
  readonly prevu: CaseLue;
  readonly reel: CaseLue;
}

/** Un classeur de bilan relu : d’où il vient, ses cases, ce qui ne va pas dans sa forme. La base n’est pas consultée. */
export interface BilanLu {
  readonly fiche: FicheBilan;
  readonly collectifs: readonly CollectifLu[];
  readonly enfants: readonly EnfantsLus[];
  /** Par code de ligne de « Parents et partenaires ». */
  readonly moyens: Readonly<Record<string, CaseLue>>;
  readonly lignes: readonly LigneLue[];
  /** « charge 64 » → son explication. */
  readonly explications: Readonly<Record<string, CaseLue>>;
  /** « charges », « produits », « emplois », « apports » → la case du total réel. */
  readonly totaux: Readonly<Record<string, CaseLue>>;
  readonly anomalies: readonly Anomalie[];
}

/** Un fichier lu, ou la phrase qui dit pourquoi il ne l’a pas été. */
export type LectureDeBilan =
  | { readonly nom: string; readonly lu: BilanLu; readonly refus: null }
  | { readonly nom: string; readonly lu: null; readonly refus: string };
