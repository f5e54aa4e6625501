import type { Campagne } from '../../../shared/contract/campagnes.ts';
import type { Dossier } from '../../../shared/contract/dossiers.ts';
import type { IdentiteCaf } from '../../../shared/contract/parametres.ts';
import type { AnneeDeStructure, Parcours, Sensibilite, StabiliteDossier } from '../../../shared/contract/resultats.ts';
import type { PhraseBesoin } from '../../../shared/domaine/que-faudrait-il-phrases.ts';

/** Le niveau d’un lecteur sur un critère, ou celui que le rapporteur a fixé à la place de la moyenne. */
interface CotationFiche {
  readonly agent: string;
  /** Vrai : niveau du rapporteur, qui compte à la place de la moyenne. */
  readonly fixe: boolean;
  /** « 2 », « s. o. ». */
  readonly niveau: string;
  readonly commentaire: string;
}

/** Un critère tel qu’il a été lu : le niveau retenu, ce que ce niveau veut dire, ce qui le prouve, qui l’a donné. */
export interface CritereFiche {
  readonly code: string;
  readonly axe: string;
  readonly libelle: string;
  readonly poids: number;
  /** « 2 », « 1,5 », « s. o. », « non coté ». */
  readonly retenu: string;
  /** Le niveau en fraction exacte (« 3/2 ») ; null s’il ne compte pas. */
  readonly exact: string | null;
  readonly description: string;
  readonly cotations: readonly CotationFiche[];
  readonly preuves: readonly { readonly libelle: string; readonly valeur: string; readonly adresse: string }[];
}

export interface LectureFiche {
  readonly agent: string;
  readonly etat: 'en_cours' | 'terminee';
  readonly commentaire: string;
}

export interface FicheInstruction {
  readonly dossier: Dossier;
  /** Faux : les notes sont cachées à celui qui édite (lecture à l’aveugle). */
  readonly montre: boolean;
  readonly parcours: Parcours;
  readonly precedent: AnneeDeStructure | null;
  readonly besoin: readonly PhraseBesoin[];
  readonly stabilite: StabiliteDossier | null;
  readonly lectures: readonly LectureFiche[];
  readonly criteres: readonly CritereFiche[];
  /** Notes en fractions exactes, « 220/3 » ; null si rien n’est coté. */
  readonly noteExacte: string | null;
  readonly axesExacts: readonly (string | null)[];
}

/** Ce qu’il faut pour écrire les fiches et leur classeur : des valeurs, aucune requête. */
export interface DonneesFiches {
  readonly identite: IdentiteCaf;
  readonly campagne: Campagne;
  readonly anneePrecedente: string | null;
  readonly fiches: readonly FicheInstruction[];
  /** Une par axe, sur toute la campagne ; vide pour une fiche seule. */
  readonly sensibilites: readonly Sensibilite[];
  /** Dossiers classés dans toute la campagne, pour dire « rang 4 sur 58 ». */
  readonly classes: number;
  /** Dossiers de la campagne. */
  readonly total: number;
  /** Instant ISO UTC de l’édition. */
  readonly editeLe: string;
  readonly editePar: string;
  readonly version: string;
  readonly empreinteJournal: string;
}
