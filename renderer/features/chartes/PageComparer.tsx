import { useQuery } from '@tanstack/react-query';
import { useLocation, useSearchParams } from 'wouter';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ChampListe } from '../../ui/Champs.tsx';
import { Page } from '../../ui/Page.tsx';
import { direVersion } from './actions-charte.ts';
import { Differences, resumer } from './Differences.tsx';
import './chartes.css';

/** Deux versions, et tout ce qui change de l’une à l’autre. */
export function PageComparer() {
  const [recherche, setRecherche] = useSearchParams();
  const [, aller] = useLocation();
  const { data: chartes } = useQuery(q.chartes.lister.queryOptions());
  const demandee = (cle: string) => chartes?.find(({ id }) => String(id) === recherche.get(cle))?.id;
  const avantId = demandee('avant') ?? chartes?.at(-1)?.id ?? null;
  const apresId = demandee('apres') ?? chartes?.[0]?.id ?? null;
  const { data, error } = useQuery({
    ...q.chartes.comparer.queryOptions({ input: { avantId: avantId ?? 1, apresId: apresId ?? 1 } }),
    enabled: avantId !== null && apresId !== null,
  });
  const options = (chartes ?? []).map((charte) => ({ valeur: String(charte.id), libelle: direVersion(charte) }));
  const choisir = (avant: number | null, apres: number | null) =>
    setRecherche({ avant: String(avant), apres: String(apres) }, { replace: true });
  return (
    <Page
      titre="Comparer deux versions"
      defile
      className="charte-page"
      avant={
        <Bouton
          taille="petite"
          icone="gauche"
          libelleSeul="Toutes les chartes"
          onClick={() => aller(chemins.chartes)}
        />
      }
      sousTitre={data && data.differences.length > 0 ? `changent : ${resumer(data.differences)}` : undefined}
    >
      <Carte>
        <div className="charte-versions">
          <ChampListe
            libelle="Avant"
            options={options}
            valeur={avantId === null ? null : String(avantId)}
            onChange={(valeur) => choisir(Number(valeur), apresId)}
          />
          <Bouton icone="trier" libelleSeul="Échanger avant et après" onClick={() => choisir(apresId, avantId)} />
          <ChampListe
            libelle="Après"
            options={options}
            valeur={apresId === null ? null : String(apresId)}
            onChange={(valeur) => choisir(avantId, Number(valeur))}
          />
        </div>
      </Carte>
      {error && <Alerte ton="al">{messageErreur(error)}</Alerte>}
      {!data && !error && <Chargement />}
      {data?.differences.length === 0 && (
        <Carte>
          <EtatVide titre="Aucune différence">
            {avantId === apresId
              ? 'C’est deux fois la même version : choisissez-en une autre.'
              : 'Ces deux versions disent exactement la même chose.'}
          </EtatVide>
        </Carte>
      )}
      {data && <Differences differences={data.differences} />}
    </Page>
  );
}
