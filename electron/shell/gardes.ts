import { app, type Event, session, type WebContents } from 'electron';
import type { JournalTechnique } from '../backend/context.ts';
import { estMemeOrigine, estProjection } from '../securite.ts';
import { optionsDeProjection } from './fenetre.ts';
import { ORIGINE } from './protocole.ts';

/** Copier des lignes d’un tableau, et projeter en plein écran : rien d’autre n’est accordé, même à notre page. */
const PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen']);

/** Ce que la page peut charger ; `devtools:` ne sert qu’en développement, où les outils existent. */
const PROTOCOLES: ReadonlySet<string> = new Set(['app:', 'blob:', 'data:', 'devtools:']);

function estAccordee(permission: string, adresse: string): boolean {
  return PERMISSIONS.has(permission) && estMemeOrigine(adresse, ORIGINE);
}

function garderContenu(contenu: WebContents, log: JournalTechnique): void {
  contenu.setWindowOpenHandler(({ url }) => {
    if (estProjection(url, ORIGINE)) return { action: 'allow', overrideBrowserWindowOptions: optionsDeProjection() };
    log.info(`Fenêtre refusée : ${url}`);
    return { action: 'deny' };
  });
  // Quitter la fenêtre de travail ferme l’application : la salle ne garde pas une image figée.
  contenu.on('did-create-window', (projetee) => {
    contenu.once('destroyed', () => {
      if (!projetee.isDestroyed()) projetee.close();
    });
  });
  const retenir = (evenement: Event<{ url: string }>) => {
    if (estMemeOrigine(evenement.url, ORIGINE)) return;
    evenement.preventDefault();
    log.info(`Navigation refusée : ${evenement.url}`);
  };
  contenu.on('will-navigate', retenir);
  contenu.on('will-frame-navigate', retenir);
  contenu.on('will-redirect', retenir);
  contenu.on('will-attach-webview', (evenement) => evenement.preventDefault());
}

/** Refuse, pour toute fenêtre présente et à venir, ce dont la page n’a pas besoin. Après `ready`, avant la fenêtre. */
export function poserGardes(log: JournalTechnique): void {
  const seance = session.defaultSession;
  seance.setPermissionRequestHandler((_contenu, permission, rendre, details) =>
    rendre(estAccordee(permission, details.requestingUrl)),
  );
  seance.setPermissionCheckHandler((_contenu, permission, origine) => estAccordee(permission, origine));
  seance.setDevicePermissionHandler(() => false);
  seance.webRequest.onBeforeRequest((demande, rendre) =>
    rendre({ cancel: !PROTOCOLES.has(new URL(demande.url).protocol) }),
  );
  app.on('web-contents-created', (_evenement, contenu) => garderContenu(contenu, log));
}
