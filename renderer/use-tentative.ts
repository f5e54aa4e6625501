import { useState } from 'react';
import { messageErreur } from './api.ts';

/** Un travail à la fois, et la phrase de son échec : elle reste jusqu’au suivant. */
export function useTentative() {
  const [erreur, setErreur] = useState<string | null>(null);
  const [occupe, setOccupe] = useState(false);
  async function tenter(travail: () => Promise<void>): Promise<void> {
    setErreur(null);
    setOccupe(true);
    try {
      await travail();
    } catch (echec) {
      setErreur(messageErreur(echec));
    } finally {
      setOccupe(false);
    }
  }
  return { erreur, occupe, tenter, oublier: () => setErreur(null) };
}

/** L’ensemble avec ces éléments en plus, ou en moins. */
export function basculer<T>(avant: ReadonlySet<T>, elements: readonly T[], oui: boolean): ReadonlySet<T> {
  return oui ? avant.union(new Set(elements)) : avant.difference(new Set(elements));
}
