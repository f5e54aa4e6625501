import { useQuery } from '@tanstack/react-query';
import { messageErreur, q } from '../../../api.ts';
import { Alerte, Chargement } from '../../../ui/Alerte.tsx';
import { DemandesIban } from './DemandesIban.tsx';
import { Ibans } from './Ibans.tsx';

function useBanque(campagneId: number) {
  const entree = { input: { campagneId } };
  const ibans = useQuery(q.banque.ibans.queryOptions(entree));
  const demandes = useQuery(q.banque.demandes.queryOptions(entree));
  return { ibans: ibans.data, demandes: demandes.data, erreur: ibans.error ?? demandes.error };
}

/** Combien d’IBAN à confirmer et de changements à trancher : le nombre de l’onglet. */
export function useIbansAConfirmer(campagneId: number): number {
  const { ibans = [], demandes = [] } = useBanque(campagneId);
  return (
    ibans.filter(({ etat }) => etat !== 'verifie').length + demandes.filter(({ etat }) => etat === 'ouverte').length
  );
}

/** L’onglet « IBAN à confirmer » des paiements : les changements demandés, puis les comptes. */
export function OngletIbans({ campagneId }: { readonly campagneId: number }) {
  const { ibans, demandes, erreur } = useBanque(campagneId);
  return (
    <>
      {erreur && (
        <Alerte ton="al" titre="Les IBAN n’ont pas pu être lus.">
          {messageErreur(erreur)}
        </Alerte>
      )}
      {demandes !== undefined && demandes.length > 0 && <DemandesIban demandes={demandes} />}
      {ibans && demandes ? <Ibans ibans={ibans} demandes={demandes} /> : <Chargement />}
    </>
  );
}
