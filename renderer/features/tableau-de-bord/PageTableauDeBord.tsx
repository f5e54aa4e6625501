import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Carte, Chiffres } from '../../ui/Carte.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { Page } from '../../ui/Page.tsx';
import { Argent } from './Argent.tsx';
import { Attentes } from './Attentes.tsx';
import { FriseEtapes } from './FriseEtapes.tsx';
import { CarteDuDepartement, ParNiveau, ParTerritoire } from './Repartitions.tsx';
import './tableau-de-bord.css';

/** Où en est la campagne, d’un coup d’œil. */
export function PageTableauDeBord({ campagneId }: { readonly campagneId: number }) {
  const { data, error, isPending } = useQuery(q.campagnes.tableauDeBord.queryOptions({ input: { campagneId } }));
  if (isPending)
    return (
      <Page titre="Tableau de bord">
        <Chargement />
      </Page>
    );
  if (data === undefined)
    return (
      <Page titre="Tableau de bord">
        <Alerte ton="al">{messageErreur(error)}</Alerte>
      </Page>
    );
  const { campagne, aujourdhui, nombres, argent, niveaux, territoires } = data;
  return (
    <Page
      defile
      titre="Tableau de bord"
      sousTitre={formaterDateLongue(aujourdhui)}
      className="tdb"
      actions={
        <Link className="btn btn-defaut" href={`${chemins.parametres}?onglet=campagne`}>
          <Icone nom="calendrier" />
          Dates de la campagne
        </Link>
      }
    >
      <FriseEtapes campagne={campagne} aujourdhui={aujourdhui} />
      {nombres.dossiers === 0 ? (
        <Carte>
          <EtatVide
            titre="Aucune réponse importée"
            icone="envoyer"
            actions={
              <Link className="btn btn-principal" href={chemins.import(campagneId)}>
                <Icone nom="envoyer" />
                Importer des réponses
              </Link>
            }
          >
            Les chiffres, la carte et ce qui vous attend paraîtront ici dès le premier export Démarches simplifiées
            importé.
          </EtatVide>
        </Carte>
      ) : (
        <div className="tdb-trois">
          <div className="colonne">
            <Attentes attentes={data.attentes} />
            <ParNiveau niveaux={niveaux} nombres={nombres} />
          </div>
          <div className="colonne">
            <Argent argent={argent} />
            <ParTerritoire territoires={territoires} />
          </div>
          <div className="colonne">
            <Chiffres
              chiffres={[
                { libelle: 'dossiers', valeur: formaterEntier(nombres.dossiers) },
                { libelle: 'collectifs', valeur: formaterEntier(nombres.collectifs) },
                { libelle: 'enfants', valeur: formaterEntier(nombres.enfants) },
                { libelle: 'structures', valeur: formaterEntier(nombres.structures) },
                { libelle: 'communes', valeur: formaterEntier(nombres.communes) },
              ]}
            />
            <CarteDuDepartement territoires={territoires} />
          </div>
        </div>
      )}
    </Page>
  );
}
