import { Refus } from '../refus.ts';
import { RefusDeLecture } from '../tableurs/classeur.ts';
import type { Entree, MessageEnfant, MessageParent, NomTravail, Progres, Registre, Sortie } from './contrat.ts';

/** Le fil vers le parent, quel que soit l’hôte qui a créé ce processus. */
export interface Canal {
  envoyer(message: MessageEnfant): void;
  surMessage(recevoir: (message: unknown) => void): void;
}

/** Écart minimal entre deux avancements, en millisecondes : le parent a mieux à faire que d’en lire mille par seconde. */
const ECART_PROGRES_MS = 100;

/** Le canal de ce processus : `utilityProcess` d’Electron, ou `fork` de Node. */
export function canalDuParent(): Canal {
  // Les types d’Electron le disent toujours présent ; sous Node il ne l’est pas.
  const port = process.parentPort as typeof process.parentPort | undefined;
  if (port !== undefined) {
    return {
      envoyer: (message) => port.postMessage(message),
      surMessage: (recevoir) => port.on('message', (evenement) => recevoir(evenement.data)),
    };
  }
  if (!process.connected) throw new Error('travailleur : à lancer par l’application, pas à la main');
  process.once('disconnect', () => process.exit(0)); // le parent est mort : plus personne à servir
  return {
    envoyer: (message) => void process.send?.(message),
    surMessage: (recevoir) => process.on('message', recevoir),
  };
}

/** Fait le travail demandé par le premier message, puis attend que le parent arrête ce processus. */
export function servirTravaux(canal: Canal, registre: Registre): void {
  let occupe = false;
  process.on('uncaughtException', (cause) => canal.envoyer(enMessage(cause)));
  canal.surMessage((message) => {
    if (occupe || !estDemande(message, registre)) return;
    occupe = true;
    void servir(canal, registre, message);
  });
}

async function servir(canal: Canal, registre: Registre, { nom, entree }: MessageParent): Promise<void> {
  try {
    canal.envoyer({ type: 'fini', sortie: await executer(registre, nom, entree, creerProgres(canal)) });
  } catch (cause) {
    canal.envoyer(enMessage(cause));
  }
}

async function executer<N extends NomTravail>(
  registre: Registre,
  nom: N,
  entree: unknown,
  surProgres: (progres: Progres) => void,
): Promise<Sortie<N>> {
  const travail = await registre[nom]();
  // Lanceur.lancer a typé l’entrée d’après le nom ; le message ne l’a que transportée.
  return travail.executer(entree as Entree<N>, surProgres);
}

/** Le dernier avancement passe toujours, les autres au plus dix fois par seconde. */
function creerProgres(canal: Canal): (progres: Progres) => void {
  let dernier = 0;
  return (progres) => {
    const maintenant = performance.now();
    if (dernier > 0 && maintenant - dernier < ECART_PROGRES_MS && progres.fait < progres.total) return;
    dernier = maintenant;
    canal.envoyer({ type: 'progres', progres });
  };
}

function estDemande(message: unknown, registre: Registre): message is MessageParent {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'lancer' &&
    'nom' in message &&
    typeof message.nom === 'string' &&
    Object.hasOwn(registre, message.nom)
  );
}

function enMessage(cause: unknown): MessageEnfant {
  if (cause instanceof RefusDeLecture) {
    return { type: 'refus', refus: { classe: 'RefusDeLecture', code: cause.code, message: cause.message } };
  }
  if (cause instanceof Refus) {
    const { code, message, type: nature, lieu } = cause;
    return { type: 'refus', refus: { classe: 'Refus', code, message, nature, lieu } };
  }
  if (cause instanceof Error) return { type: 'erreur', message: cause.message, pile: cause.stack ?? '' };
  return { type: 'erreur', message: String(cause), pile: '' };
}
