import { useQuery } from '@tanstack/react-query';
import { useLocation, useSearchParams } from 'wouter';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { Emporter } from './Emporter.tsx';
import './grilles.css';
import { Reprendre } from './Reprendre.tsx';

type Onglet = 'emporter' | 'reprendre';
const TITRE = 'Lire hors ligne';

/** Emporter des dossiers dans un classeur, puis reprendre ce qui y a été noté. */
export function PageGrilles({ campagneId }: { readonly campagneId: number }) {
  const [, aller] = useLocation();
  const [requete, setRequete] = useSearchParams();
  const onglet: Onglet = requete.get('onglet') === 'reprendre' ? 'reprendre' : 'emporter';
  const { data, error, refetch } = useQuery(q.grilles.lire.queryOptions({ input: { campagneId } }));
  const retour = (
    <Bouton
      icone="gauche"
      libelleSeul="Revenir à l’instruction"
      onClick={() => aller(chemins.instruction(campagneId))}
    />
  );
  if (!data)
    return (
      <Page titre={TITRE} avant={retour}>
        {error ? (
          <Alerte ton="al" actions={<Bouton onClick={() => void refetch()}>Réessayer</Bouton>}>
            {messageErreur(error)}
          </Alerte>
        ) : (
          <Chargement />
        )}
      </Page>
    );
  return (
    <Page
      titre={TITRE}
      avant={retour}
      className="grilles-page"
      sousTitre={`Charte « ${data.charte.nom} », version ${data.charte.version}`}
    >
      {data.dossiers.length === 0 ? (
        <Carte className="remplit">
          <EtatVide
            titre="Aucun dossier à emporter"
            actions={
              <Bouton genre="principal" onClick={() => aller(chemins.import(campagneId))}>
                Importer des réponses
              </Bouton>
            }
          >
            Les dossiers viennent de l’export du portail : importez-le, vous pourrez ensuite les lire hors ligne.
          </EtatVide>
        </Carte>
      ) : (
        <Onglets<Onglet>
          libelle="Lire hors ligne"
          actif={onglet}
          onChange={(code) => setRequete(code === 'emporter' ? {} : { onglet: code }, { replace: true })}
          onglets={[
            { code: 'emporter', libelle: 'Emporter des dossiers' },
            { code: 'reprendre', libelle: 'Reprendre une grille' },
          ]}
        >
          {onglet === 'emporter' ? (
            <Emporter campagneId={campagneId} etat={data} />
          ) : (
            <Reprendre campagneId={campagneId} />
          )}
        </Onglets>
      )}
    </Page>
  );
}
