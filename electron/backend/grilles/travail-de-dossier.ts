import type { AnomalieGrille, ChangementGrille, DossierRepris } from '../../../shared/contract/grilles.ts';
import type { Niveau, ReponseCondition } from '../../../shared/domaine/charte.ts';
import type { DossierEnBase, EtatDeReprise } from './etat-de-reprise.ts';
import type { DossierDeFiche, DossierDeGrilleLu, GrilleLue } from './grille-lue.ts';

/** Une ligne à écrire : ce que la grille dit, à la place de ce que la base contient. */
export type LignePrevue = { readonly cle: string; readonly aDecider: boolean } & (
  | { readonly genre: 'niveau'; readonly code: string; readonly niveau: Niveau | null; readonly commentaire: string }
  | {
      readonly genre: 'constat';
      readonly code: string;
      readonly reponse: ReponseCondition | null;
      readonly commentaire: string;
    }
  | { readonly genre: 'commentaire'; readonly commentaire: string }
);

export interface Entree {
  readonly fichier: string;
  readonly lue: GrilleLue;
  readonly dossier: DossierDeGrilleLu;
  readonly fiche: DossierDeFiche;
  readonly base: DossierEnBase;
  readonly etat: EtatDeReprise;
  /** Une anomalie de forme l’écarte déjà. */
  readonly dejaBloque: boolean;
}

export interface Suite {
  readonly apercu: DossierRepris;
  readonly lignes: readonly LignePrevue[];
  readonly anomalies: readonly AnomalieGrille[];
}

/** Ce qui se passe ligne par ligne ; les anomalies s’y ajoutent. */
export interface Travail extends Entree {
  readonly lignes: LignePrevue[];
  readonly changements: ChangementGrille[];
  readonly anomalies: AnomalieGrille[];
  readonly contenuChange: boolean;
  readonly lectureChangee: boolean;
}
