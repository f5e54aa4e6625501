import type { LettreRemplie } from '../../../shared/domaine/lettres-notification/remplir.ts';
import type { Edition } from './archiver.ts';
import type { Destinataire, Expediteur, Signataire } from './lettre-donnees.ts';

/** Une lettre de notification, ses textes remplis. Chacune garde qui l’a écrite et quand : une liasse en réunit de plusieurs jours. */
export interface LettreNotification extends Destinataire {
  /** « 2026-N-0001 » ; vide tant que le numéro n’est pas donné. */
  readonly reference: string;
  readonly texte: LettreRemplie;
  readonly expediteur: Signataire;
}

/** Ce qu’il faut pour écrire les lettres : des valeurs, aucune requête. */
export interface DonneesNotifications extends Expediteur, Edition {
  readonly lettres: readonly LettreNotification[];
}
