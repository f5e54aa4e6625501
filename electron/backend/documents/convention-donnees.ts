import type { ConventionRemplie } from '../../../shared/domaine/conventions/contenu.ts';
import type { Edition } from './archiver.ts';
import type { Destinataire, Expediteur, Signataire } from './lettre-donnees.ts';

/** Une convention ou un avenant, ses textes remplis. Chacun garde qui l’a écrit et quand. */
export interface PapierDeConvention extends Destinataire {
  /** « 2026-045-001 », « 2026-045-001/A1 ». */
  readonly reference: string;
  readonly nature: 'convention' | 'avenant';
  readonly texte: ConventionRemplie;
  readonly expediteur: Signataire;
}

/** Ce qu’il faut pour écrire les conventions : des valeurs, aucune requête. */
export interface DonneesConventions extends Expediteur, Edition {
  readonly lettres: readonly PapierDeConvention[];
}
