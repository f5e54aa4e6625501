import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Page } from '../../ui/Page.tsx';
import { Registre } from './Registre.tsx';

/** Les conventions d’une campagne : à générer, à signer, signées, changées par un avenant, résiliées. */
export function PageConventions({ campagneId }: { readonly campagneId: number }) {
  const [, aller] = useLocation();
  const { data, error, refetch } = useQuery(q.conventions.lire.queryOptions({ input: { campagneId } }));
  if (data === undefined)
    return (
      <Page titre="Conventions">
        {error ? (
          <Alerte ton="al" actions={<Bouton onClick={() => void refetch()}>Réessayer</Bouton>}>
            {messageErreur(error)}
          </Alerte>
        ) : (
          <Chargement texte="Lecture des conventions…" />
        )}
      </Page>
    );
  if (data.lignes.length === 0)
    return (
      <Page titre="Conventions">
        <Carte className="remplit">
          <EtatVide
            icone="document"
            titre="Aucun dossier agréé"
            actions={
              <Bouton genre="principal" onClick={() => aller(chemins.copil(campagneId))}>
                Aller au Copil
              </Bouton>
            }
          >
            Une convention se génère d’après les décisions du Copil : décidez d’abord des dossiers, en séance.
          </EtatVide>
        </Carte>
      </Page>
    );
  return <Registre campagneId={campagneId} etat={data} />;
}
