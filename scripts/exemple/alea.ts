/** Tirages reproductibles : la même graine et la même clé donnent toujours la même suite, sur toutes les machines. */
export interface Alea {
  /** Entier entre `min` et `max` compris. */
  entier(min: number, max: number): number;
  /** Vrai dans `pourcent` cas sur cent. */
  chance(pourcent: number): boolean;
  /** Un élément de la liste, qui ne doit pas être vide. */
  choisir<T>(liste: readonly T[]): T;
}

/**
 * Une suite par clé (« dossier 12, budget ») : ajouter un tirage dans un dossier ne change pas les autres.
 */
export function creerAlea(graine: number, cle: string): Alea {
  let etat = melangerCle(graine, cle);

  // mulberry32 : entiers de 32 bits seulement, donc indépendant du processeur et du moteur.
  function suivant(): number {
    etat = (etat + 0x6d2b79f5) | 0;
    let t = Math.imul(etat ^ (etat >>> 15), 1 | etat);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  }

  function entier(min: number, max: number): number {
    return min + (suivant() % (max - min + 1));
  }

  function chance(pourcent: number): boolean {
    return entier(1, 100) <= pourcent;
  }

  function choisir<T>(liste: readonly T[]): T {
    const element = liste[entier(0, liste.length - 1)];
    if (element === undefined) throw new Error('Tirage dans une liste vide.');
    return element;
  }

  return { entier, chance, choisir };
}

/** FNV-1a sur la graine et la clé. */
function melangerCle(graine: number, cle: string): number {
  let h = 0x811c9dc5;
  for (const c of `${graine}/${cle}`) h = Math.imul(h ^ (c.codePointAt(0) ?? 0), 0x01000193);
  return h;
}
