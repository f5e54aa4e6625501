import type { IdentiteCaf } from '../../../shared/contract/parametres.ts';
import type { Charte, Niveau, ReponseCondition } from '../../../shared/domaine/charte.ts';
import type { FormeGrille } from './ecrire-grille-format.ts';

/** Une réponse reçue, telle qu’elle s’affiche, et la cellule d’où elle vient. */
export interface ReponseDeGrille {
  readonly question: string;
  readonly reponse: string;
  readonly source: string;
}

export interface SectionDeGrille {
  readonly titre: string;
  readonly reponses: readonly ReponseDeGrille[];
  /** Vrai : en fin de feuille, après la grille. */
  readonly annexe?: boolean;
}

export interface ConditionDeGrille {
  readonly code: string;
  readonly libelle: string;
  readonly aide: string;
  readonly eliminatoire: boolean;
  readonly proposition: ReponseCondition;
  readonly preuve: string;
  readonly constat: { readonly reponse: ReponseCondition; readonly commentaire: string } | null;
}

export interface CotationDeGrille {
  readonly critere: string;
  readonly niveau: Niveau | null;
  readonly commentaire: string;
}

export interface DossierDeGrille {
  readonly id: number;
  readonly numero: string;
  readonly structure: string;
  readonly commune: string;
  /** La phrase sous le titre : collectifs, enfants, demande. */
  readonly resume: string;
  /** Empreinte du contenu reçu (dossiers.empreinteSource). */
  readonly empreinteContenu: string;
  readonly empreinteLecture: string;
  /** Ce que la base contenait, par code de ligne ; une ligne vide n’y est pas. */
  readonly origines: Readonly<Record<string, string>>;
  readonly terminee: boolean;
  /** Vides dans la forme large, qui ne les montre pas. */
  readonly sections: readonly SectionDeGrille[];
  readonly conditions: readonly ConditionDeGrille[];
  /** Par critère : les réponses qui l’appuient, déjà rédigées. */
  readonly preuves: Readonly<Record<string, string>>;
  readonly cotations: readonly CotationDeGrille[];
  readonly commentaire: string;
}

/** Tout ce qu’il faut pour écrire une grille à lire hors ligne. */
export interface DonneesGrille {
  readonly identite: IdentiteCaf;
  readonly version: string;
  readonly forme: FormeGrille;
  /** Empreinte de tout ce qui suit : la reprise reconnaît ses propres reprises précédentes. */
  readonly grille: string;
  readonly campagneId: number;
  readonly anneeScolaire: string;
  readonly charteId: number;
  readonly charteEmpreinte: string;
  readonly charte: Charte;
  /** null : la grille n’est à personne, qui la remplit le dira à la reprise. */
  readonly agent: { readonly id: number; readonly nom: string } | null;
  /** Jour de préparation, la seule date du fichier. */
  readonly prepareLe: string;
  readonly dossiers: readonly DossierDeGrille[];
  /** Dossiers demandés et laissés de côté : lien d’intérêt déclaré. */
  readonly ecartes: readonly string[];
}
