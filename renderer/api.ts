// Le seul fichier de la page qui connaît oRPC : il choisit le port (bureau) ou la connexion WebSocket (navigateur), une fois.
import {
  type ClientContext,
  createORPCClient,
  DynamicLink,
  isDefinedError,
  mapEventIterator,
  ORPCError,
  safe,
} from '@orpc/client';
import { RPCLink as LienPort } from '@orpc/client/message-port';
import { RPCLink as LienSocket } from '@orpc/client/websocket';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { type ActionMenu, CANAL_PORT, type PontBureau } from '../shared/contract/bureau.ts';
import type { Api } from '../shared/contract/client.ts';
import { DEPOT_MAX_OCTETS } from '../shared/contract/limites.ts';
import { type Connexion, ConnexionPerdue, creerConnexion, type EtatConnexion } from './connexion.ts';

declare global {
  interface Window {
    readonly desktop?: PontBureau;
  }
}

export { type EtatConnexion, isDefinedError, safe };

/** Agent choisi dans cet onglet ou cette fenêtre : il survit à un rechargement, pas à une nouvelle ouverture. */
const CLE_AGENT = 'clas.agent';

type Lien = LienPort<ClientContext> | LienSocket<ClientContext>;

function retenirAgent(chemin: readonly string[], sortie: unknown): void {
  const nom = chemin.join('.');
  if (nom !== 'session.choisirAgent' && nom !== 'session.creerAgent') return;
  if (typeof sortie === 'object' && sortie !== null && 'id' in sortie && typeof sortie.id === 'number')
    sessionStorage.setItem(CLE_AGENT, String(sortie.id));
}

/** Une connexion neuve ne sait pas qui est devant l’écran : on le lui redit avant tout autre appel. */
async function redireAgent(lien: Lien): Promise<void> {
  const agentId = Number(sessionStorage.getItem(CLE_AGENT) ?? Number.NaN);
  if (!Number.isInteger(agentId)) return;
  const { error } = await safe(createORPCClient<Api>(lien).session.choisirAgent({ agentId }));
  // Agent retiré ou base changée : l’écran de choix reviendra. Une coupure, elle, ne fait pas oublier l’agent.
  if (error instanceof ORPCError) sessionStorage.removeItem(CLE_AGENT);
}

/** Refusé ici : envoyé, un fichier trop gros couperait la connexion au lieu d’être expliqué. */
function refuserTropGros(entree: unknown): void {
  if (typeof entree !== 'object' || entree === null) return;
  for (const valeur of Object.values(entree)) {
    if (!(valeur instanceof Blob) || valeur.size <= DEPOT_MAX_OCTETS) continue;
    const nom = valeur instanceof File ? `« ${valeur.name} »` : 'Ce fichier';
    const message = `${nom} est trop gros : ${DEPOT_MAX_OCTETS / 1024 / 1024} Mio au plus.`;
    throw new ORPCError('REFUS', { defined: true, status: 409, data: { code: 'fichier_trop_gros', message } });
  }
}

interface Appel {
  readonly path: readonly string[];
  readonly input: unknown;
  readonly signal?: AbortSignal | undefined;
  next(): Promise<unknown>;
}

/** Arrêt voulu, coupure, erreur du backend : le transport donne des erreurs semblables aux deux premiers. */
function traduire(appel: Appel, estCoupe: () => boolean, erreur: unknown): unknown {
  if (erreur instanceof ORPCError) return erreur;
  if (appel.signal?.aborted === true) return new DOMException('Opération arrêtée.', 'AbortError');
  return estCoupe() ? new ConnexionPerdue() : erreur;
}

function estSuite(sortie: unknown): sortie is AsyncGenerator {
  return typeof sortie === 'object' && sortie !== null && Symbol.asyncIterator in sortie && 'next' in sortie;
}

/** Ce qui se fait autour de chaque appel d’un lien ; `estCoupe` dit si ce lien est tombé. */
function options(estCoupe: () => boolean) {
  async function intercepter(appel: Appel): Promise<unknown> {
    refuserTropGros(appel.input);
    try {
      const sortie = await appel.next();
      retenirAgent(appel.path, sortie);
      if (!estSuite(sortie)) return sortie;
      return mapEventIterator(sortie, {
        value: (valeur) => Promise.resolve(valeur),
        error: (erreur) => Promise.resolve(traduire(appel, estCoupe, erreur)),
      });
    } catch (erreur) {
      throw traduire(appel, estCoupe, erreur);
    }
  }
  return { interceptors: [intercepter] };
}

function ouvrirPort(): Promise<Lien> {
  const { port1, port2 } = new MessageChannel();
  const lien = new LienPort({ port: port1, ...options(() => false) });
  window.postMessage(CANAL_PORT, window.location.origin, [port2]);
  port1.start();
  return Promise.resolve(lien);
}

function ouvrirSocket(surPerte: () => void): Promise<Lien> {
  return new Promise((pret, echec) => {
    let estTombe = false;
    const socket = new WebSocket(`${window.location.origin.replace(/^http/, 'ws')}/ws`);
    // Avant le lien : quand la connexion tombe, il faut le savoir au moment où les appels en cours échouent.
    socket.addEventListener('close', () => {
      estTombe = true;
      surPerte();
      echec(new ConnexionPerdue());
    });
    const lien = new LienSocket({ websocket: socket, ...options(() => estTombe) });
    socket.addEventListener('open', () => pret(lien));
  });
}

const connexion: Connexion<Lien> = creerConnexion(
  window.desktop === undefined ? ouvrirSocket : ouvrirPort,
  redireAgent,
);
// L’ordinateur sort de veille ou la fenêtre revient : inutile d’attendre le prochain essai.
window.addEventListener('online', connexion.reessayer);
document.addEventListener('visibilitychange', connexion.reessayer);

/** Le backend. Chaque appel est typé par le contrat. */
export const api: Api = createORPCClient(new DynamicLink(connexion.lien));

/** Aides TanStack Query : `q.dossiers.lister.queryOptions({ input })`, `q.dossiers.key()`… */
export const q = createTanstackQueryUtils(api);

/**
 * Prévient quand la connexion avec l’application est perdue ou rétablie (jamais sur le bureau). Appelle l’écouteur tout
 * de suite avec l’état présent. Au retour, la page doit relire ses données. La fonction rendue cesse l’écoute.
 */
export function surConnexion(ecouteur: (etat: EtatConnexion) => void): () => void {
  return connexion.ecouter(ecouteur);
}

/** Écoute les actions du menu du bureau ; sans effet dans un navigateur. La fonction rendue cesse l’écoute. */
export function surAction(ecouteur: (action: ActionMenu) => void): () => void {
  return window.desktop?.surAction(ecouteur) ?? (() => undefined);
}

function aUneDonnee<C extends string>(donnee: unknown, cle: C): donnee is Record<C, string> {
  return typeof donnee === 'object' && donnee !== null && typeof Reflect.get(donnee, cle) === 'string';
}

/** Vrai si l’agent a lui-même arrêté le travail : il n’y a rien à lui dire. */
export function estAnnulation(erreur: unknown): boolean {
  return erreur instanceof Error && erreur.name === 'AbortError';
}

/** Le code d’un refus attendu (« membre_recuse »), pour proposer quoi faire ; null pour toute autre erreur. */
export function codeDeRefus(erreur: unknown): string | null {
  return erreur instanceof ORPCError && erreur.defined && aUneDonnee(erreur.data, 'code') ? erreur.data.code : null;
}

/** La phrase à montrer pour une erreur d’appel, quelle qu’elle soit. */
export function messageErreur(erreur: unknown): string {
  if (erreur instanceof ConnexionPerdue) return erreur.message;
  if (estAnnulation(erreur)) return 'Opération arrêtée.';
  if (erreur instanceof ORPCError) {
    if (erreur.defined && aUneDonnee(erreur.data, 'message')) return erreur.data.message;
    if (erreur.code === 'BAD_REQUEST')
      return 'Une valeur saisie n’a pas la forme attendue. Rien n’a été enregistré : corrigez-la et recommencez.';
    if (aUneDonnee(erreur.data, 'numero'))
      return `Une erreur inattendue est survenue (n° ${erreur.data.numero}). L’action n’a pas été menée à bout ; réessayez et, si elle revient, signalez ce numéro.`;
  }
  return 'Une erreur inattendue est survenue dans cette fenêtre. Rechargez-la ; ce qui est enregistré n’est pas perdu.';
}
