/** Une suite de nombres tirés d’une graine : la même graine rejoue le même cas. */
export interface Hasard {
  /** Entier de 0 à `borne` − 1. */
  entier(borne: number): number;
  parmi<T>(choix: readonly T[]): T;
}

/** Générateur « mulberry32 » : petit, sans état partagé, le même sur toutes les machines. */
export function creerHasard(graine: number): Hasard {
  let etat = graine | 0;
  function entier(borne: number): number {
    etat = (etat + 0x6d2b79f5) | 0;
    let t = Math.imul(etat ^ (etat >>> 15), 1 | etat);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % borne;
  }
  return {
    entier,
    parmi: (choix) => {
      const choisi = choix[entier(choix.length)];
      if (choisi === undefined) throw new Error('tirage dans une liste vide');
      return choisi;
    },
  };
}
