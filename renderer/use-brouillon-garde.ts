import { useState } from 'react';

/** Les textes modifiés et pas encore enregistrés, par formulaire : ils durent autant que la fenêtre. */
const gardes = new Map<string, unknown>();

/** Vrai si ce formulaire, quitté sans être enregistré, a de quoi être repris. */
export function aUnBrouillon(cle: string): boolean {
  return gardes.has(cle);
}

/**
 * Le brouillon d’un formulaire de textes : changer de page ne le perd pas, il est repris au retour.
 *
 * @param cle une par formulaire ; son brouillon a toujours la forme de `enregistre`
 */
export function useBrouillonGarde<T>(cle: string, enregistre: T) {
  const [brouillon, setBrouillon] = useState<T>(() => (gardes.has(cle) ? (gardes.get(cle) as T) : enregistre));
  const [repris, setRepris] = useState(() => gardes.has(cle));
  return {
    brouillon,
    change: JSON.stringify(brouillon) !== JSON.stringify(enregistre),
    /** Vrai s’il vient d’une visite précédente : l’agent ne se souvient pas forcément de l’avoir laissé. */
    repris,
    setBrouillon: (suivant: T) => {
      if (JSON.stringify(suivant) === JSON.stringify(enregistre)) gardes.delete(cle);
      else gardes.set(cle, suivant);
      setBrouillon(suivant);
    },
    /** Revient à ce qui est enregistré. */
    abandonner: () => {
      gardes.delete(cle);
      setRepris(false);
      setBrouillon(enregistre);
    },
    /** Ce qui est à l’écran vient d’être enregistré, ou remplacé : plus rien à reprendre. */
    oublier: () => {
      gardes.delete(cle);
      setRepris(false);
    },
  };
}
