import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { q } from '../api.ts';
import { chemins } from '../contexte.tsx';

/** En tête de l’instruction : les demandes ouvertes, et celles qui sont en retard. */
export function LienDemandes({ campagneId }: { readonly campagneId: number }) {
  const { data } = useQuery(q.demandes.lire.queryOptions({ input: { campagneId } }));
  const ouvertes = data?.demandes.filter((d) => d.vue !== 'terminee').length ?? 0;
  const retards = data?.demandes.filter((d) => d.vue === 'en_retard').length ?? 0;
  return (
    <Link href={chemins.demandes(campagneId)} className="btn">
      {ouvertes === 0 ? 'Demandes aux porteurs' : `Demandes aux porteurs (${ouvertes})`}
      {retards > 0 && <span className="al">{`${retards} en retard`}</span>}
    </Link>
  );
}
