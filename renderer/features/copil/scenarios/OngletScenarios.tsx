import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Scenario, VueScenarios } from '../../../../shared/contract/scenarios.ts';
import { SCENARIOS_PRETS } from '../../../../shared/domaine/scenarios/regles.ts';
import { api, messageErreur, q } from '../../../api.ts';
import { Alerte, Chargement, EtatVide } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Onglets } from '../../../ui/Onglets.tsx';
import type { DeLOnglet } from '../onglets.tsx';
import { ColonneScenario } from './ColonneScenario.tsx';
import { DialogueRegles } from './DialogueRegles.tsx';
import { Differences } from './Differences.tsx';
import { DossiersCompares } from './DossiersCompares.tsx';
import { EffetParTerritoire } from './EffetParTerritoire.tsx';
import './scenarios.css';
import { type Calcul, useCalculs } from './use-calcul.ts';

/** Au-delà, les colonnes ne se lisent plus côte à côte. */
const COTE_A_COTE = 4;

/** Les scénarios de l’enveloppe, côte à côte : leurs règles, leur effet, ce qui les sépare, et celui qui est proposé. */
export function OngletScenarios({ campagneId }: DeLOnglet) {
  const { data, error } = useQuery(q.scenarios.lister.queryOptions({ input: { campagneId } }));
  if (error && data === undefined)
    return (
      <Alerte ton="al" titre="Les scénarios n’ont pas pu être lus.">
        {messageErreur(error)}
      </Alerte>
    );
  if (data === undefined) return <Chargement />;
  return data.scenarios.length === 0 ? (
    <SansScenario campagneId={campagneId} />
  ) : (
    <Scenarios campagneId={campagneId} vue={data} />
  );
}

function SansScenario({ campagneId }: { readonly campagneId: number }) {
  const requetes = useQueryClient();
  const creer = useMutation({
    mutationFn: () => api.scenarios.creerPrets({ campagneId }),
    onSuccess: () => requetes.invalidateQueries({ queryKey: q.scenarios.key() }),
  });
  return (
    <EtatVide
      titre="Aucun scénario de l’enveloppe"
      icone="argent"
      actions={
        <Bouton genre="principal" enCours={creer.isPending} onClick={() => creer.mutate()}>
          Créer les trois scénarios prêts
        </Bouton>
      }
    >
      {creer.error
        ? messageErreur(creer.error)
        : `Un scénario dit quels collectifs l’enveloppe permet de retenir, d’après ses règles. Trois sont prêts : ${SCENARIOS_PRETS.map(({ nom }) => `« ${nom} »`).join(', ')}. Leurs règles se changent ensuite, et l’un d’eux devient la proposition au Copil.`}
    </EtatVide>
  );
}

type Liste = 'territoires' | 'dossiers' | 'differences';

export interface ScenarioCalcule {
  readonly scenario: Scenario;
  readonly calcul: Calcul;
}

function Scenarios({ campagneId, vue }: { readonly campagneId: number; readonly vue: VueScenarios }) {
  const requetes = useQueryClient();
  const [caches, setCaches] = useState<ReadonlySet<number>>(new Set());
  const [regle, setRegle] = useState<Scenario | 'nouveau' | null>(null);
  const [liste, setListe] = useState<Liste>('territoires');
  const montres = vue.scenarios.filter(({ id }) => !caches.has(id)).slice(0, COTE_A_COTE);
  const calculs = useCalculs(
    campagneId,
    montres.map(({ regles }) => regles),
  );
  const calcules = montres.flatMap((scenario, i): ScenarioCalcule[] => {
    const calcul = calculs[i];
    return calcul ? [{ scenario, calcul }] : [];
  });
  const isMontre = (id: number) => montres.some((m) => m.id === id);
  function basculer(id: number): void {
    setCaches((avant) => {
      const suite = new Set(avant);
      if (isMontre(id)) suite.add(id);
      else {
        suite.delete(id);
        // Le quatrième laisse sa place : sans cela, celui qu’on demande resterait caché derrière lui.
        if (montres.length >= COTE_A_COTE) suite.add(montres.at(-1)?.id ?? id);
        for (const autre of vue.scenarios) if (!isMontre(autre.id) && autre.id !== id) suite.add(autre.id);
      }
      return suite;
    });
  }
  return (
    <div className="colonne remplit scen-page">
      <div className="rangee passe">
        <fieldset className="rangee passe scen-choix" aria-label="Scénarios montrés côte à côte, quatre au plus">
          {vue.scenarios.map(({ id, nom, retenu }) => (
            <Bouton key={id} taille="petite" enfonce={isMontre(id)} onClick={() => basculer(id)}>
              {retenu ? `${nom} (proposition)` : nom}
            </Bouton>
          ))}
        </fieldset>
        <span className="a-droite">
          <Bouton icone="ajouter" taille="petite" onClick={() => setRegle('nouveau')}>
            Nouveau scénario
          </Bouton>
        </span>
      </div>
      <div
        className="scen-colonnes"
        style={{ gridTemplateColumns: `repeat(${Math.max(montres.length, 1)}, minmax(0, 1fr))` }}
      >
        {calcules.map(({ scenario, calcul }) => (
          <ColonneScenario
            key={scenario.id}
            campagneId={campagneId}
            scenario={scenario}
            calcul={calcul}
            onRegles={() => setRegle(scenario)}
          />
        ))}
      </div>
      {montres.length === 0 && <p className="encre2">Choisissez au-dessus les scénarios à montrer.</p>}
      <Onglets<Liste>
        libelle="Effets des scénarios"
        className="scen-effets"
        actif={liste}
        onChange={setListe}
        onglets={[
          { code: 'territoires', libelle: 'Par territoire' },
          { code: 'dossiers', libelle: 'Dossier par dossier' },
          { code: 'differences', libelle: 'Différences entre deux' },
        ]}
      >
        {liste === 'territoires' && <EffetParTerritoire calcules={calcules} />}
        {liste === 'dossiers' && <DossiersCompares calcules={calcules} />}
        {liste === 'differences' && <Differences calcules={calcules} />}
      </Onglets>
      {regle !== null && (
        <DialogueRegles
          campagneId={campagneId}
          vue={vue}
          scenario={regle === 'nouveau' ? null : regle}
          onFermer={() => {
            setRegle(null);
            void requetes.invalidateQueries({ queryKey: q.scenarios.lister.key() });
          }}
        />
      )}
    </div>
  );
}
