import { useSyncExternalStore } from 'react';
import type { ReponseCondition } from '../../../shared/domaine/charte.ts';

/** Un constat répondu, mais pas encore expliqué : il attend son commentaire pour être enregistré. */
export interface Brouillon {
  readonly reponse: ReponseCondition;
  readonly commentaire: string;
}

export type Brouillons = Readonly<Record<string, Brouillon>>;

const PREFIXE = 'clas.lecture.constats.';
const AUCUN: Brouillons = {};
const connus = new Map<string, Brouillons>();
const ecouteurs = new Set<() => void>();

function isBrouillon(valeur: unknown): valeur is Brouillon {
  if (typeof valeur !== 'object' || valeur === null) return false;
  const reponse: unknown = Reflect.get(valeur, 'reponse');
  return (reponse === 'oui' || reponse === 'non') && typeof Reflect.get(valeur, 'commentaire') === 'string';
}

function relire(cle: string): Brouillons {
  try {
    const lu: unknown = JSON.parse(localStorage.getItem(PREFIXE + cle) ?? '{}');
    if (typeof lu !== 'object' || lu === null) return AUCUN;
    return Object.fromEntries(
      Object.entries(lu).filter((entree): entree is [string, Brouillon] => isBrouillon(entree[1])),
    );
  } catch {
    // Un texte abîmé par un autre programme : il n’y a rien à reprendre.
    return AUCUN;
  }
}

function lire(cle: string): Brouillons {
  const connu = connus.get(cle);
  if (connu !== undefined) return connu;
  const relu = relire(cle);
  connus.set(cle, relu);
  return relu;
}

function garder(cle: string, brouillons: Brouillons): void {
  connus.set(cle, brouillons);
  if (Object.keys(brouillons).length === 0) localStorage.removeItem(PREFIXE + cle);
  else localStorage.setItem(PREFIXE + cle, JSON.stringify(brouillons));
  for (const ecouteur of ecouteurs) ecouteur();
}

export function poserBrouillon(cle: string, code: string, brouillon: Brouillon): void {
  garder(cle, { ...lire(cle), [code]: brouillon });
}

export function retirerBrouillon(cle: string, code: string): void {
  const { [code]: retire, ...reste } = lire(cle);
  if (retire !== undefined) garder(cle, reste);
}

function ecouter(ecouteur: () => void): () => void {
  ecouteurs.add(ecouteur);
  return () => ecouteurs.delete(ecouteur);
}

/** Les constats en attente d’un dossier ; gardés sur ce poste, ils survivent à la fermeture. */
export function useBrouillons(cle: string): Brouillons {
  return useSyncExternalStore(ecouter, () => lire(cle));
}
