import type { ApercuCourrier } from '../../shared/contract/courriers.ts';
import type { Bloc } from '../../shared/domaine/lettres-notification/tableaux.ts';

/** Des blocs remplis dans la page, dans la forme de ceux que le backend rend. */
export function blocsMontres(blocs: readonly Bloc[]): ApercuCourrier['blocs'] {
  return blocs.map((bloc) =>
    bloc.genre === 'tableau'
      ? {
          ...bloc,
          colonnes: [...bloc.colonnes],
          lignes: bloc.lignes.map((ligne) => [...ligne]),
          total: bloc.total && [...bloc.total],
        }
      : bloc.genre === 'etapes'
        ? { ...bloc, lignes: bloc.lignes.map(([terme, valeur]): [string, string] => [terme, valeur]) }
        : { ...bloc, segments: [...bloc.segments] },
  );
}
