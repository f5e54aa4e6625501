import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Page } from '../../ui/Page.tsx';
import { GrilleSuivi } from './GrilleSuivi.tsx';
import './page-suivi.css';

/** Le suivi d’une campagne : ce qui a vraiment ouvert, ce qui s’est arrêté, ce qui demande une visite ou un appel. */
export function PageSuivi({ campagneId }: { readonly campagneId: number }) {
  const [, aller] = useLocation();
  const { data, error, isPending, refetch } = useQuery(q.suivi.lire.queryOptions({ input: { campagneId } }));
  if (isPending || error)
    return (
      <Page titre="Suivi">
        {isPending ? (
          <Chargement texte="Lecture du suivi…" />
        ) : (
          <Alerte ton="al" actions={<Bouton onClick={() => void refetch()}>Réessayer</Bouton>}>
            {messageErreur(error)}
          </Alerte>
        )}
      </Page>
    );
  if (data.lignes.length === 0)
    return (
      <Page titre="Suivi">
        <Carte className="remplit">
          <EtatVide
            titre="Aucun collectif agréé dans cette campagne"
            icone="decision"
            actions={
              <Bouton genre="principal" onClick={() => aller(chemins.copil(campagneId))}>
                Aller au Copil
              </Bouton>
            }
          >
            Le suivi commence avec les décisions : chaque collectif agréé attend ici que son démarrage soit confirmé.
          </EtatVide>
        </Carte>
      </Page>
    );
  return <GrilleSuivi campagneId={campagneId} etat={data} />;
}
