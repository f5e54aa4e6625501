import { useQueries } from '@tanstack/react-query';
import type { ReglesScenario } from '../../../../shared/domaine/scenarios/regles.ts';
import type { ResultatScenario } from '../../../../shared/domaine/scenarios/resultat.ts';
import { api, messageErreur, q } from '../../../api.ts';

export interface Calcul {
  readonly resultat: ResultatScenario | null;
  readonly enCours: boolean;
  readonly erreur: string | null;
}

async function calculer(campagneId: number, regles: ReglesScenario, signal: AbortSignal): Promise<ResultatScenario> {
  const suite = await api.scenarios.calculer({ campagneId, demandes: [{ cle: 'un', regles }] }, { signal });
  for await (const message of suite) {
    const calcule = message.type === 'resultat' ? message.resultat[0] : undefined;
    if (calcule) return calcule.resultat;
  }
  throw new DOMException('Opération arrêtée.', 'AbortError');
}

/** La clé du calcul : les mêmes règles sur la même campagne ne se calculent qu’une fois. */
export function cleDeCalcul(campagneId: number, regles: ReglesScenario): readonly unknown[] {
  return [...q.scenarios.key(), 'calcul', campagneId, regles];
}

/** Le résultat de chaque jeu de règles, refait seulement pour celui qui change ; l’ancien reste montré pendant ce temps. */
export function useCalculs(campagneId: number, jeux: readonly ReglesScenario[]): readonly Calcul[] {
  return useQueries({
    queries: jeux.map((regles) => ({
      queryKey: cleDeCalcul(campagneId, regles),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => calculer(campagneId, regles, signal),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    })),
    combine: (lus) =>
      lus.map(({ data, isFetching, error }) => ({
        resultat: data ?? null,
        enCours: isFetching,
        erreur: error === null ? null : messageErreur(error),
      })),
  });
}
