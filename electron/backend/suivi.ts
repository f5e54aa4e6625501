import type { Progression } from '../../shared/contract/commun.ts';

export type SurProgres = (fait: number, total: number, message: string) => void;

type Message<T> = ({ type: 'progression' } & Progression) | { type: 'resultat'; resultat: T };

/** Un long travail rendu en suite d’avancées puis son résultat ; fermer la suite annule le travail par son signal. */
export async function* suivre<T>(
  travail: (surProgres: SurProgres, signal: AbortSignal) => Promise<T>,
  signalAppel?: AbortSignal,
): AsyncGenerator<Message<T>, void, void> {
  const arret = new AbortController();
  const signal = signalAppel ? AbortSignal.any([arret.signal, signalAppel]) : arret.signal;
  const file: Message<T>[] = [];
  let reveiller = () => {};
  const resultat = travail((fait, total, message) => {
    file.push({ type: 'progression', fait, total, message });
    reveiller();
  }, signal);
  const etat = { fini: false };
  const fin = resultat
    .catch(() => {})
    .finally(() => {
      etat.fini = true;
      reveiller();
    });
  try {
    while (!etat.fini || file.length > 0) {
      const message = file.shift();
      if (message) yield message;
      else {
        await new Promise<void>((resolve) => {
          reveiller = resolve;
          if (etat.fini || file.length > 0) resolve();
        });
      }
    }
    yield { type: 'resultat', resultat: await resultat };
  } finally {
    arret.abort();
    await fin;
  }
}
