import type { IdentiteCaf } from '../../../shared/contract/parametres.ts';
import type { SaisieDeBilan } from '../../../shared/domaine/bilan-analyse.ts';
import type { SensBudget } from './ecrire-bilan-format.ts';

/** Un collectif agréé, tel que le classeur le rappelle. */
export interface CollectifDeBilan {
  readonly id: number;
  readonly lettre: string;
  readonly libelle: string;
  readonly niveau: string;
  readonly site: string;
  readonly effectif: number | null;
  /** null : le budget du dossier est partagé entre ses collectifs. */
  readonly coutCentimes: number | null;
}

/** Une ligne du budget agréé, montant non nul. */
export interface LigneAgreee {
  readonly sens: SensBudget;
  readonly compte: string;
  readonly libelle: string;
  readonly montantCentimes: number;
}

/** Ce qui a été agréé : le classeur le rappelle, la lecture le compare. */
export interface AgreeDuBilan {
  readonly collectifs: readonly CollectifDeBilan[];
  readonly budget: readonly LigneAgreee[];
}

/** Tout ce qu’il faut pour écrire le classeur de bilan d’un dossier. */
export interface DonneesBilan extends AgreeDuBilan {
  readonly identite: IdentiteCaf;
  /** Identité de la base. */
  readonly base: string;
  readonly campagneId: number;
  readonly anneeScolaire: string;
  readonly dossier: {
    readonly id: number;
    readonly numero: string;
    readonly intitule: string;
    readonly structure: string;
    readonly siret: string | null;
  };
  /** « 2026-014 » ; null tant qu’elle n’est pas faite. */
  readonly convention: string | null;
  /** Dernier jour où rendre le bilan, `AAAA-MM-JJ`. */
  readonly dateLimite: string;
  /** Instant ISO UTC de préparation : la seule date du fichier. */
  readonly prepareLe: string;
  readonly version: string;
  readonly effectifMinimum: number;
  readonly effectifMaximum: number;
  /** Écart admis entre prévu et réel, en points de base du prévu. */
  readonly ecartPointsBase: number;
  /** Empreinte de ce qui a été agréé. */
  readonly empreinte: string;
  /** Ce qui est déjà saisi ; null : tout est à remplir. */
  readonly saisie: SaisieDeBilan | null;
}
