// L’adresse vit après le dièse, requête comprise (`#/c/1/dossiers?pile=favorable`) : la page est servie par app:// ou par un
// port au hasard, et le crochet fourni par wouter mettrait la requête avant le dièse, où elle suivrait l’agent de page en page.
import { useSyncExternalStore } from 'react';

interface OptionsNavigation {
  readonly replace?: boolean;
  readonly state?: unknown;
}

function ecouter(ecouteur: () => void): () => void {
  window.addEventListener('hashchange', ecouteur);
  window.addEventListener('popstate', ecouteur);
  return () => {
    window.removeEventListener('hashchange', ecouteur);
    window.removeEventListener('popstate', ecouteur);
  };
}

function lire(): { readonly chemin: string; readonly requete: string } {
  const [chemin = '', requete = ''] = window.location.hash.replace(/^#?\/?/, '').split('?', 2);
  return { chemin: `/${chemin}`, requete };
}

/** Va à un chemin ; `?…` seul ne change que la requête. */
export function allerA(cible: string, { replace = false, state = null }: OptionsNavigation = {}): void {
  const oldURL = window.location.href;
  const chemin = cible.startsWith('?') ? `${lire().chemin}${cible === '?' ? '' : cible}` : cible;
  window.history[replace ? 'replaceState' : 'pushState'](state, '', `#${chemin}`);
  // L’historique ne prévient pas de ses propres changements.
  window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL: window.location.href }));
}

/** Crochet d’adresse pour wouter. */
export function useAdresse(): [string, typeof allerA] {
  return [useSyncExternalStore(ecouter, () => lire().chemin), allerA];
}
useAdresse.hrefs = (chemin: string) => `#${chemin}`;

/** Crochet de requête pour wouter (`useSearch`, `useSearchParams`). */
export function useRequete(): string {
  return useSyncExternalStore(ecouter, () => lire().requete);
}
