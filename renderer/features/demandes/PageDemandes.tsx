import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Page } from '../../ui/Page.tsx';
import { ListeDemandes } from './ListeDemandes.tsx';

const TITRE = 'Demandes aux porteurs';

/** Ce qu’on demande aux porteurs d’une campagne : à envoyer, attendu, en retard, répondu. */
export function PageDemandes({ campagneId }: { readonly campagneId: number }) {
  const [, aller] = useLocation();
  const { data, error, isPending, refetch } = useQuery(q.demandes.lire.queryOptions({ input: { campagneId } }));
  if (isPending || error)
    return (
      <Page titre={TITRE}>
        {isPending ? (
          <Chargement texte="Lecture des demandes…" />
        ) : (
          <Alerte ton="al" actions={<Bouton onClick={() => void refetch()}>Réessayer</Bouton>}>
            {messageErreur(error)}
          </Alerte>
        )}
      </Page>
    );
  if (data.demandes.length === 0)
    return (
      <Page titre={TITRE}>
        <Carte className="remplit">
          <EtatVide
            titre="Aucune demande dans cette campagne"
            icone="document"
            actions={
              <Bouton genre="principal" onClick={() => aller(chemins.instruction(campagneId))}>
                Lire des dossiers
              </Bouton>
            }
          >
            En lisant un dossier, la touche D demande au porteur ce qui manque à un critère ou à une condition. Les
            questions et les pièces qui manquent font une seule lettre.
          </EtatVide>
        </Carte>
      </Page>
    );
  return <ListeDemandes campagneId={campagneId} etat={data} titre={TITRE} />;
}
