import { chemins } from '../../contexte.tsx';

/** Ce que l’écran de l’agent dit à la fenêtre projetée. */
export type MessageProjecteur =
  /** La fenêtre projetée vient de s’ouvrir : elle demande quoi montrer. */
  | { readonly genre: 'bonjour' }
  | { readonly genre: 'dossier'; readonly seanceId: number; readonly dossierId: number }
  /** Quelque chose s’est enregistré : à relire. */
  | { readonly genre: 'change' };

const CANAL = 'clas.projecteur';
let canal: BroadcastChannel | undefined;

/** Dit quelque chose à l’autre fenêtre ; sans autre fenêtre, ne fait rien. */
export function diffuser(message: MessageProjecteur): void {
  canal ??= new BroadcastChannel(CANAL);
  canal.postMessage(message);
}

/** Écoute l’autre fenêtre ; la fonction rendue cesse l’écoute. */
export function ecouterProjecteur(ecouteur: (message: MessageProjecteur) => void): () => void {
  const oreille = new BroadcastChannel(CANAL);
  // Le canal n’est ouvert qu’à notre origine et qu’à ce code.
  oreille.addEventListener('message', ({ data }: MessageEvent<MessageProjecteur>) => ecouteur(data));
  return () => oreille.close();
}

/** Ouvre la fenêtre à projeter, ou ramène celle qui l’est déjà. Faux si le navigateur l’a empêchée. */
export function projeter(campagneId: number, seanceId: number): boolean {
  const { origin, pathname } = window.location;
  const adresse = `${origin === 'null' ? '' : origin}${pathname}#${chemins.projection(campagneId)}?seance=${seanceId}`;
  const fenetre = window.open(adresse, 'clas-projection', 'popup,width=1280,height=720');
  fenetre?.focus();
  return fenetre !== null;
}
