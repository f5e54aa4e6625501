import type { SaisieBilan } from '../../../shared/contract/bilans.ts';

/** Ce que l’agent a tapé sur un bilan que quelqu’un d’autre a changé entre-temps : rien n’en est perdu ni enregistré. */
export interface Conflit {
  /** Qui l’a changé, quand. */
  readonly message: string;
  readonly mienne: SaisieBilan;
  /** Ce que l’écran montre : ce qu’il a tapé, ou ce qui est enregistré. */
  readonly montre: 'mienne' | 'sienne';
}

export interface ConflitDeBilan {
  readonly lire: () => Conflit | null;
  readonly ecouter: (ecouteur: () => void) => () => void;
  readonly poser: (conflit: Conflit | null) => void;
}

/** Hors de la page : la quitter n’efface pas ce qui y est tapé ; fermer la fenêtre le demande. */
export function creerConflit(): ConflitDeBilan {
  let conflit: Conflit | null = null;
  const ecouteurs = new Set<() => void>();
  const retenir = (evenement: BeforeUnloadEvent) => evenement.preventDefault();
  return {
    lire: () => conflit,
    ecouter(ecouteur) {
      ecouteurs.add(ecouteur);
      return () => ecouteurs.delete(ecouteur);
    },
    poser(suite) {
      conflit = suite;
      if (suite === null) window.removeEventListener('beforeunload', retenir);
      else window.addEventListener('beforeunload', retenir);
      for (const ecouteur of ecouteurs) ecouteur();
    },
  };
}
