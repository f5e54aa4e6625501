import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { api, messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { LienChartes, ongletsInstruction, type VueInstruction } from '../../instruction/onglets.tsx';
import { useProduction } from '../../produire.ts';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { Progression } from '../../ui/Progression.tsx';
import { Annees } from './Annees.tsx';
import { Classement } from './Classement.tsx';
import './resultats.css';
import { Sensibilite } from './Sensibilite.tsx';

type VueIci = 'classement' | 'sensibilite' | 'annees';

function lireVue(texte: string | null): VueIci {
  return texte === 'sensibilite' || texte === 'annees' ? texte : 'classement';
}

/** Le résultat de l’instruction : classement, sensibilité aux poids, année N contre N-1. */
export function PageResultats({ campagneId }: { readonly campagneId: number }) {
  const { data, error, refetch } = useQuery(q.resultats.lire.queryOptions({ input: { campagneId } }));
  const { data: pile } = useQuery(q.lectures.pile.queryOptions({ input: { campagneId } }));
  const [requete, setRequete] = useSearchParams();
  const [, aller] = useLocation();
  const production = useProduction('fiches-instruction');
  const vue = lireVue(requete.get('vue'));

  function produire(dossierIds: readonly number[], format: 'pdf' | 'xlsx') {
    production.produire((signal) =>
      api.resultats.fiches({ campagneId, dossierIds: [...dossierIds], format }, { signal }),
    );
  }
  function choisir(code: VueInstruction) {
    if (code === 'pile') aller(chemins.instruction(campagneId));
    else if (code === 'attributions' || code === 'harmonisation' || code === 'lecteurs')
      aller(`${chemins.instruction(campagneId)}?onglet=${code}`);
    else
      setRequete((avant) => {
        avant.set('vue', code);
        return avant;
      });
  }

  if (error || !data || data.lignes.length === 0)
    return (
      <Page titre="Instruction">
        {error ? (
          <Alerte
            ton="al"
            titre="Les résultats n’ont pas pu être lus."
            actions={<Bouton onClick={() => void refetch()}>Réessayer</Bouton>}
          >
            {messageErreur(error)}
          </Alerte>
        ) : data ? (
          <EtatVide
            titre="Aucun dossier à classer"
            actions={
              <Bouton genre="principal" onClick={() => aller(chemins.import(campagneId))}>
                Importer les réponses
              </Bouton>
            }
          >
            Les résultats viennent des lectures : importez les réponses, puis lisez-les.
          </EtatVide>
        ) : (
          <Chargement texte="Calcul des résultats…" />
        )}
      </Page>
    );
  const { charte } = data;
  const vues: Readonly<Record<VueIci, ReactNode>> = {
    classement: (
      <Classement campagneId={campagneId} resultats={data} produire={produire} enCours={production.enCours} />
    ),
    sensibilite: <Sensibilite campagneId={campagneId} charte={charte} />,
    annees: <Annees campagneId={campagneId} />,
  };
  return (
    <Page
      titre="Instruction"
      className="res-page"
      sousTitre={`résultats, charte « ${charte.nom} » version ${charte.version}`}
    >
      {production.progression && (
        <Progression {...production.progression} unite="dossier" onAnnuler={production.arreter} />
      )}
      {production.erreur !== null && (
        <Alerte ton="al" titre="Le document n’a pas pu être produit.">
          {production.erreur}
        </Alerte>
      )}
      <Onglets<VueInstruction>
        libelle="Vues de l’instruction"
        actif={vue}
        onChange={choisir}
        suite={<LienChartes />}
        onglets={ongletsInstruction(pile)}
      >
        {vues[vue]}
      </Onglets>
    </Page>
  );
}
