/** Ce que la page et le bureau (Electron) se disent hors du contrat : le passage du port, et les actions du menu. */

/** Nom du message par lequel la page remet son port au préchargement, puis le préchargement au processus principal. */
export const CANAL_PORT = 'clas:port';
/** Nom du message par lequel le menu parle à la page. */
export const CANAL_ACTION = 'clas:action';

/** Ce qu’un article du menu demande à la page ; `aller:` est suivi du chemin de la page. */
export type ActionMenu =
  | `aller:/${string}`
  | 'importer'
  | 'exporter'
  | 'rechercher'
  | 'changer-agent'
  | 'nouvelle-campagne'
  | 'precedent'
  | 'suivant'
  | 'raccourcis';

/** `window.desktop`, posé par le préchargement ; absent dans un navigateur. */
export interface PontBureau {
  readonly hote: 'electron';
  /** Écoute les actions du menu ; la fonction rendue cesse l’écoute. */
  readonly surAction: (ecouteur: (action: ActionMenu) => void) => () => void;
}
