import { useQuery } from '@tanstack/react-query';
import { useLocation, useSearchParams } from 'wouter';
import { messageErreur, q } from '../../../api.ts';
import { chemins } from '../../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { Onglets } from '../../../ui/Onglets.tsx';
import { Page } from '../../../ui/Page.tsx';
import './classeur.css';
import { Demander } from './Demander.tsx';
import { Lire } from './Lire.tsx';

type Onglet = 'demander' | 'lire';
const TITRE = 'Classeurs de bilan';

/** Envoyer à chaque porteur agréé le classeur de son bilan, puis lire ceux qui reviennent. */
export function PageClasseursBilan({ campagneId }: { readonly campagneId: number }) {
  const [, aller] = useLocation();
  const [requete, setRequete] = useSearchParams();
  const onglet: Onglet = requete.get('onglet') === 'lire' ? 'lire' : 'demander';
  const { data, error, refetch } = useQuery(q.classeursBilan.lire.queryOptions({ input: { campagneId } }));
  const dossierVise = Number(requete.get('dossier'));
  const vise = data?.dossiers.find((d) => d.dossierId === dossierVise);
  const retour = (
    <Bouton
      icone="gauche"
      libelleSeul={vise ? 'Revenir au bilan du dossier' : 'Revenir aux bilans'}
      onClick={() => aller(vise ? chemins.bilan(campagneId, vise.dossierId) : chemins.bilans(campagneId))}
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
    <Page titre={TITRE} avant={retour} className="classeurs-bilan" sousTitre={`Année ${data.anneeScolaire}`}>
      {data.dossiers.length === 0 ? (
        <Carte className="remplit">
          <EtatVide
            titre="Aucun dossier agréé"
            actions={
              <Bouton genre="principal" onClick={() => aller(chemins.copil(campagneId))}>
                Aller au Copil
              </Bouton>
            }
          >
            Un bilan se demande pour des collectifs agréés : il y en aura après les décisions du Copil.
          </EtatVide>
        </Carte>
      ) : (
        <Onglets<Onglet>
          libelle={TITRE}
          actif={onglet}
          onChange={(code) => setRequete(code === 'demander' ? {} : { onglet: code }, { replace: true })}
          onglets={[
            { code: 'demander', libelle: 'Demander les bilans' },
            { code: 'lire', libelle: 'Lire ceux qui reviennent' },
          ]}
        >
          {onglet === 'demander' ? (
            <Demander campagneId={campagneId} etat={data} />
          ) : (
            <Lire key={vise?.dossierId} campagneId={campagneId} etat={data} vise={vise} />
          )}
        </Onglets>
      )}
    </Page>
  );
}
