import { useQuery } from '@tanstack/react-query';
import { q } from '../../api.ts';

/** Les étapes de la campagne courante, pour le fil du rail. */
export function useEtapes(campagneId: number | null) {
  const { data } = useQuery({
    ...q.campagnes.lire.queryOptions({ input: { campagneId: campagneId ?? 1 } }),
    enabled: campagneId !== null,
  });
  return campagneId === null ? [] : (data?.etapes ?? []);
}
