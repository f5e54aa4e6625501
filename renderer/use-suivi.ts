import { useCallback, useEffect, useRef, useState } from 'react';
import type { Progression } from '../shared/contract/commun.ts';
import { estAnnulation, messageErreur } from './api.ts';
import { annoncerTravail } from './contexte.tsx';

type Message<T> =
  | ({ readonly type: 'progression' } & Progression)
  | { readonly type: 'resultat'; readonly resultat: T };

export interface Suivi<T> {
  readonly enCours: boolean;
  /** Le dernier avancement reçu, tant que le travail dure. */
  readonly progression: Progression | null;
  /** La phrase de l’échec, à montrer là où l’action a eu lieu. */
  readonly erreur: string | null;
  /** Lance le travail ; rend son résultat, ou null s’il a échoué ou a été arrêté. */
  readonly lancer: (appel: (signal: AbortSignal) => Promise<AsyncIterable<Message<T>>>) => Promise<T | null>;
  readonly arreter: () => void;
}

const DEBUT: Progression = { fait: 0, total: 0, message: 'Préparation…' };

/**
 * Suit un long travail du backend : `lancer((signal) => api.imports.analyser(entree, { signal }))`.
 * Son avancement paraît aussi dans la barre haute ; quitter la page l’arrête.
 *
 * @param code nom du travail, unique dans la page
 */
export function useSuivi<T>(code: string): Suivi<T> {
  const [progression, setProgression] = useState<Progression | null>(null);
  const [erreur, setErreur] = useState<string | null>(null);
  const controle = useRef<AbortController>(null);

  const avancer = useCallback(
    (avancement: Progression | null) => {
      setProgression(avancement);
      annoncerTravail(code, avancement);
    },
    [code],
  );

  const lancer = useCallback<Suivi<T>['lancer']>(
    async (appel) => {
      controle.current?.abort();
      const celui = new AbortController();
      controle.current = celui;
      setErreur(null);
      avancer(DEBUT);
      try {
        for await (const message of await appel(celui.signal)) {
          if (message.type === 'resultat') return message.resultat;
          if (!celui.signal.aborted) avancer(message);
        }
        return null;
      } catch (echec) {
        if (!celui.signal.aborted && !estAnnulation(echec)) setErreur(messageErreur(echec));
        return null;
      } finally {
        if (controle.current === celui) avancer(null);
      }
    },
    [avancer],
  );

  const arreter = useCallback(() => {
    controle.current?.abort();
    avancer(null);
  }, [avancer]);

  useEffect(
    () => () => {
      controle.current?.abort();
      annoncerTravail(code, null);
    },
    [code],
  );
  return { enCours: progression !== null, progression, erreur, lancer, arreter };
}
