import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { q } from '../../api.ts';
import { useSession } from '../../contexte.tsx';

const CLE = 'clas.campagne';

/** La campagne de l’adresse ; sur le journal ou les paramètres, la dernière où l’on était. null : aucune en base. */
export function useCampagneCourante(): number | null {
  const { campagnes } = useSession();
  const [chemin] = useLocation();
  const demandee = Number(/^\/c\/(\d+)\//.exec(chemin)?.[1] ?? sessionStorage.getItem(CLE) ?? Number.NaN);
  const campagne = campagnes.find(({ id }) => id === demandee) ?? campagnes.at(-1);
  if (campagne) sessionStorage.setItem(CLE, String(campagne.id));
  return campagne?.id ?? null;
}

/** Les étapes de la campagne courante, pour le fil du rail. */
export function useEtapes(campagneId: number | null) {
  const { data } = useQuery({
    ...q.campagnes.lire.queryOptions({ input: { campagneId: campagneId ?? 1 } }),
    enabled: campagneId !== null,
  });
  return campagneId === null ? [] : (data?.etapes ?? []);
}
