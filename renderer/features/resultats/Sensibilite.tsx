import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { Sensibilite as Analyse, Resultats } from '../../../shared/contract/resultats.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ChampListe, type OptionListe } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { ImageDesRangs, LegendeDesTraits } from './ImageDesRangs.tsx';
import { Bascules, Changements, Rangs } from './TablesSensibilite.tsx';

interface Props {
  readonly campagneId: number;
  readonly charte: Resultats['charte'];
}

type Liste = 'rangs' | 'bascules' | 'piles';
/** Au départ, le curseur montre un poids moitié plus fort. */
const PAS_DE_DEPART = 15;

function optionsDe({ axes }: Resultats['charte']): readonly OptionListe<string>[] {
  return [
    ...axes.map(({ code, libelle, poids }) => ({ valeur: `axe:${code}`, libelle: `Axe ${libelle} (poids ${poids})` })),
    ...axes.flatMap(({ abrege, criteres }) =>
      criteres.map(({ code, libelle, poids }) => ({
        valeur: `critere:${code}`,
        libelle: `${code} ${libelle} (${abrege} poids ${poids})`,
      })),
    ),
  ];
}

/** Ce que devient le classement quand un poids va de zéro à son double : une image, et les mêmes faits en tableaux. */
export function Sensibilite({ campagneId, charte }: Props) {
  const [requete, setRequete] = useSearchParams();
  const options = optionsDe(charte);
  const choix = options.find(({ valeur }) => valeur === requete.get('poids')) ?? options[0];
  const [genre = 'axe', ...suite] = (choix?.valeur ?? '').split(':');
  const cible = { genre: genre === 'critere' ? ('critere' as const) : ('axe' as const), code: suite.join(':') };
  const { data, error } = useQuery(q.resultats.sensibilite.queryOptions({ input: { campagneId, cible } }));
  const [pas, setPas] = useState(PAS_DE_DEPART);
  const [choisi, setChoisi] = useState<number | null>(null);
  const facteur = data?.facteurs[pas];
  return (
    <div className="colonne remplit res-vue">
      <div className="rangee passe res-reglages">
        <ChampListe
          libelle="Poids qui varie"
          className="res-poids"
          options={options}
          cherchable
          valeur={choix?.valeur ?? null}
          onChange={(valeur) =>
            setRequete((avant) => {
              avant.set('poids', valeur);
              return avant;
            })
          }
        />
        <label className="colonne res-curseur">
          <span className="t12 g5">
            {data && facteur !== undefined
              ? `Poids × ${String(facteur).replace('.', ',')}, soit ${data.poids[pas] ?? ''} au lieu de ${data.cible.poids}`
              : 'Poids'}
          </span>
          <input
            type="range"
            min={0}
            max={20}
            value={pas}
            aria-valuetext={facteur === undefined ? '' : `${String(facteur).replace('.', ',')} fois le poids`}
            onChange={(evenement) => setPas(Number(evenement.currentTarget.value))}
          />
        </label>
        {data && <Resume analyse={data} />}
      </div>
      {error ? (
        <Alerte ton="al" titre="La sensibilité n’a pas pu être calculée.">
          {messageErreur(error)}
        </Alerte>
      ) : data === undefined ? (
        <Chargement texte="Calcul de la sensibilité…" />
      ) : data.dossiers.length === 0 ? (
        <EtatVide titre="Aucun dossier classé">
          La sensibilité se calcule sur les dossiers dont la note est complète : terminez d’abord leurs lectures.
        </EtatVide>
      ) : (
        <Vue analyse={data} pas={pas} choisi={choisi} onChoisir={setChoisi} />
      )}
    </div>
  );
}

function Resume({ analyse }: { readonly analyse: Analyse }) {
  const { nombreDeBascules, changements } = analyse;
  return (
    <p className="encre2 t12 res-resume">
      {analyse.cible.poids === 0
        ? 'Ce poids est nul : le multiplier ne change rien.'
        : `De zéro au double : ${pluriel(nombreDeBascules, 'échange de places', 'échanges de places')}, ${pluriel(changements.length, 'changement de pile', 'changements de pile')}.`}
    </p>
  );
}

interface PropsVue {
  readonly analyse: Analyse;
  readonly pas: number;
  readonly choisi: number | null;
  readonly onChoisir: (id: number | null) => void;
}

function Vue({ analyse, pas, choisi, onChoisir }: PropsVue) {
  const [liste, setListe] = useState<Liste>('rangs');
  const nom = analyse.dossiers.find(({ id }) => id === choisi)?.raisonSociale;
  return (
    <div className="res-deux res-sens">
      <Carte
        titre="Rang de chaque dossier quand le poids varie"
        sousTitre="une ligne par dossier ; chaque croisement est un échange de places"
        plein
        pied={<LegendeDesTraits />}
      >
        <Defile libelle="Image des rangs" className="res-image">
          <ImageDesRangs analyse={analyse} pas={pas} choisi={choisi} onChoisir={onChoisir} />
        </Defile>
      </Carte>
      <Carte
        titre="En tableau"
        plein
        pied={
          nom === undefined ? (
            <span>Choisissez un dossier pour suivre sa ligne.</span>
          ) : (
            <>
              <span className="elide">{`Ligne suivie : ${nom}`}</span>
              <button type="button" className="lien a-droite" onClick={() => onChoisir(null)}>
                Ne plus suivre
              </button>
            </>
          )
        }
      >
        <Onglets<Liste>
          libelle="Tableaux de la sensibilité"
          actif={liste}
          onChange={setListe}
          onglets={[
            { code: 'rangs', libelle: 'Rangs', nombre: analyse.dossiers.length },
            { code: 'bascules', libelle: 'Échanges', nombre: analyse.nombreDeBascules },
            { code: 'piles', libelle: 'Piles', nombre: analyse.changements.length },
          ]}
        >
          <Defile libelle="Tableau de la sensibilité" className="res-tables">
            {liste === 'rangs' && <Rangs analyse={analyse} pas={pas} choisi={choisi} onChoisir={onChoisir} />}
            {liste === 'bascules' && <Bascules analyse={analyse} choisi={choisi} />}
            {liste === 'piles' && <Changements analyse={analyse} choisi={choisi} />}
          </Defile>
        </Onglets>
      </Carte>
    </div>
  );
}
