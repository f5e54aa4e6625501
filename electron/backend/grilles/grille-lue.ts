import type { FormeGrille } from '../tableurs/ecrire-grille-format.ts';

/** Une case de réponse telle qu’elle est dans le fichier. */
export interface CaseLue {
  /** « 1001 Les Mariniers!E42 ». */
  readonly feuille: string;
  readonly cellule: string;
  /** Comment le tableur l’a comprise ; `vide` : rien n’y est écrit. */
  readonly nature: 'vide' | 'texte' | 'nombre' | 'date' | 'booleen' | 'erreur' | 'formule';
  /** Le texte, ou le nombre écrit avec un point. */
  readonly texte: string;
}

/** Une ligne de la grille d’un dossier : sa réponse (niveau ou constat) et son commentaire. */
export interface LigneLue {
  /** « critere:EJ1 », « condition:budget », « commentaire ». */
  readonly code: string;
  /** null pour le commentaire général. */
  readonly reponse: CaseLue | null;
  readonly commentaire: CaseLue;
}

/** Ce qui ne va pas dans la forme d’un classeur, indépendamment de la base. */
export interface AnomalieDeForme {
  readonly feuille: string | null;
  readonly cellule: string | null;
  readonly valeur: string;
  readonly message: string;
  readonly bloquante: boolean;
  /** Dossier laissé à l’écart si elle est bloquante. */
  readonly dossierId: number | null;
}

export interface DossierDeGrilleLu {
  readonly id: number;
  readonly feuille: string;
  readonly cellule: string;
  readonly lignes: readonly LigneLue[];
}

/** Ce que la feuille masquée disait d’un dossier quand la grille a été faite. */
export interface DossierDeFiche {
  readonly id: number;
  readonly numero: string;
  readonly empreinteContenu: string;
  readonly empreinteLecture: string;
  readonly origines: Readonly<Record<string, string>>;
}

/** Une grille relue : d’où elle vient, ce qu’elle contient, ce qui n’y va pas. */
export interface GrilleLue {
  readonly grille: string;
  readonly forme: FormeGrille;
  readonly campagneId: number;
  readonly campagne: string;
  readonly charteId: number;
  readonly charteNom: string;
  readonly charteVersion: string;
  readonly charteEmpreinte: string;
  readonly agent: { readonly id: number; readonly nom: string } | null;
  readonly fiches: readonly DossierDeFiche[];
  readonly dossiers: readonly DossierDeGrilleLu[];
  readonly anomalies: readonly AnomalieDeForme[];
}
