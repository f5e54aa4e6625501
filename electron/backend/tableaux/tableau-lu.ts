import type { Repere } from './reperes.ts';

/** Une case du tableau rempli, telle qu’elle est dans le fichier. */
export interface CaseLue {
  /** « P12 ». */
  readonly cellule: string;
  readonly nature: 'vide' | 'texte' | 'nombre' | 'autre' | 'erreur' | 'sans_resultat';
  readonly texte: string;
  readonly nombre: number | null;
  /** La case porte une formule : ce que le tableur a calculé, non ce qu’on a tapé. */
  readonly formule: boolean;
}

export interface LigneLue {
  readonly feuille: string;
  readonly rang: number;
  readonly numero: CaseLue;
  readonly collectif: CaseLue;
  readonly decision: CaseLue;
  readonly motif: CaseLue;
  readonly texte: CaseLue;
  readonly montant: CaseLue;
  readonly repere: Repere | null;
}

/** D’où vient le fichier, d’après sa feuille masquée. */
export interface FicheLue {
  readonly base: string;
  readonly campagne: string;
  readonly seance: string;
  readonly seanceId: number;
}

export interface TableauLu {
  readonly fiche: FicheLue | null;
  /** État exporté de chaque collectif, d’après la feuille masquée : « 1001|A » → repère. */
  readonly reperes: Readonly<Record<string, Repere>>;
  readonly sansCollectif: boolean;
  readonly lignes: readonly LigneLue[];
}
