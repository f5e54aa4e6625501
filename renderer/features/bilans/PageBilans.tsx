import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useSearchParams } from 'wouter';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { ListeDesBilans } from './ListeDesBilans.tsx';
import { Statistiques } from './Statistiques.tsx';
import './bilans.css';

type Onglet = 'dossiers' | 'retards' | 'statistiques';

function lireOnglet(valeur: string | null): Onglet {
  return valeur === 'retards' || valeur === 'statistiques' ? valeur : 'dossiers';
}

/** Les bilans d’une campagne : qui l’a rendu, qui le doit, ce qu’ils disent tous ensemble. */
export function PageBilans({ campagneId }: { readonly campagneId: number }) {
  const { data, error, refetch } = useQuery(q.bilans.lister.queryOptions({ input: { campagneId } }));
  const [, aller] = useLocation();
  const [requete, setRequete] = useSearchParams();
  const onglet = lireOnglet(requete.get('onglet'));
  if (data === undefined)
    return (
      <Page titre="Bilans">
        {error ? (
          <Alerte ton="al" actions={<Bouton onClick={() => void refetch()}>Réessayer</Bouton>}>
            {messageErreur(error)}
          </Alerte>
        ) : (
          <Chargement texte="Lecture des bilans…" />
        )}
      </Page>
    );
  if (data.lignes.length === 0)
    return (
      <Page titre="Bilans">
        <Carte className="remplit">
          <EtatVide
            titre="Aucun bilan à attendre"
            actions={
              <Link href={chemins.copil(campagneId)} className="btn btn-principal">
                Aller au Copil
              </Link>
            }
          >
            Un dossier doit un bilan dès que le Copil agrée l’un de ses collectifs.
          </EtatVide>
        </Carte>
      </Page>
    );
  const retards = data.lignes.filter((l) => l.enRetard);
  return (
    <Page
      titre="Bilans"
      sousTitre={`année ${data.anneeScolaire}, attendus le ${formaterDate(data.reglages.echeance)}`}
      actions={
        <Bouton icone="tableur" onClick={() => aller(chemins.classeursBilan(campagneId))}>
          Classeurs…
        </Bouton>
      }
    >
      <Onglets<Onglet>
        libelle="Vues des bilans"
        actif={onglet}
        onChange={(code) => setRequete(code === 'dossiers' ? {} : { onglet: code }, { replace: true })}
        onglets={[
          { code: 'dossiers', libelle: 'Dossiers agréés', nombre: data.lignes.length },
          { code: 'retards', libelle: 'En retard', nombre: retards.length },
          { code: 'statistiques', libelle: 'Statistiques' },
        ]}
      >
        <div className="colonne bilans-liste-page">
          {onglet === 'statistiques' ? (
            <Statistiques campagneId={campagneId} />
          ) : (
            <ListeDesBilans
              key={onglet}
              liste={data}
              lignes={onglet === 'retards' ? retards : data.lignes}
              vide={onglet === 'retards' ? 'Aucun bilan en retard.' : 'Aucun bilan ne répond à ce filtre.'}
            />
          )}
        </div>
      </Onglets>
    </Page>
  );
}
