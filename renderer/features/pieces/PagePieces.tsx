import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Page } from '../../ui/Page.tsx';
import { Matrice } from './Matrice.tsx';
import './page-pieces.css';

/** Les pièces d’une campagne : qui a donné quoi, ce qui manque, et à qui le redemander. */
export function PagePieces({ campagneId }: { readonly campagneId: number }) {
  const [, aller] = useLocation();
  const { data, error, isPending, refetch } = useQuery(q.pieces.lire.queryOptions({ input: { campagneId } }));
  if (isPending || error)
    return (
      <Page titre="Pièces">
        {isPending ? (
          <Chargement texte="Lecture des pièces…" />
        ) : (
          <Alerte ton="al" actions={<Bouton onClick={() => void refetch()}>Réessayer</Bouton>}>
            {messageErreur(error)}
          </Alerte>
        )}
      </Page>
    );
  if (data.dossiers.length === 0)
    return (
      <Page titre="Pièces">
        <Carte className="remplit">
          <EtatVide
            titre="Aucun dossier dans cette campagne"
            actions={
              <Bouton genre="principal" onClick={() => aller(chemins.import(campagneId))}>
                Importer des réponses
              </Bouton>
            }
          >
            Les pièces se suivent dossier par dossier : importez d’abord les réponses à l’appel à projets.
          </EtatVide>
        </Carte>
      </Page>
    );
  return <Matrice campagneId={campagneId} etat={data} />;
}
