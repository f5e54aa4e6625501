import { useMemo, useState } from 'react';
import type { ObstacleCloture } from '../../../shared/contract/cloture.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import { useFiltresDAdresse } from '../../filtres.ts';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ChampTexte } from '../../ui/Champs.tsx';
import { Tableau } from '../../ui/Tableau.tsx';
import './cloture.css';
import { colonnesDe } from './colonnes.tsx';
import { Expliquer } from './Expliquer.tsx';

interface Props {
  readonly campagneId: number;
  readonly obstacles: readonly ObstacleCloture[];
  readonly close: boolean;
}

const A_REGLER = 'à régler';
const FILTRES = [
  { code: 'sorte', libelle: 'Sorte', valeurs: ({ libelle }: ObstacleCloture) => [libelle] },
  {
    code: 'etat',
    libelle: 'État',
    valeurs: ({ explication }: ObstacleCloture) => [explication === null ? A_REGLER : 'expliqué'],
  },
] as const;

function repond({ raisonSociale, numeroDossier, phrase }: ObstacleCloture, mots: readonly string[]): boolean {
  const texte = normaliserTexte(`${numeroDossier ?? ''} ${raisonSociale ?? ''} ${phrase}`);
  return mots.every((mot) => texte.includes(mot));
}

/** Ce qui reste à régler ou à expliquer, chacun avec l’endroit où le faire ; plusieurs s’expliquent d’un texte. */
export function Obstacles({ campagneId, obstacles, close }: Props) {
  const { filtres, choisir, lignes: filtrees } = useFiltresDAdresse(FILTRES, obstacles);
  const [recherche, setRecherche] = useState('');
  const [enMain, setEnMain] = useState<readonly ObstacleCloture[] | null>(null);
  const [cochees, setCochees] = useState<ReadonlySet<string>>(new Set());
  const montres = useMemo(() => {
    const mots = normaliserTexte(recherche)
      .split(' ')
      .filter((mot) => mot !== '');
    return filtrees.filter((obstacle) => repond(obstacle, mots));
  }, [filtrees, recherche]);
  const colonnes = useMemo(
    () =>
      colonnesDe(
        campagneId,
        montres,
        close
          ? null
          : {
              cochees,
              cocher: (cles, oui) =>
                setCochees((avant) => (oui ? new Set([...avant, ...cles]) : avant.difference(new Set(cles)))),
              expliquer: (obstacle) => setEnMain([obstacle]),
            },
      ),
    [campagneId, montres, close, cochees],
  );
  const aRegler = obstacles.filter(({ explication }) => explication === null).length;
  // Ne s’expliquent que les points cochés que l’agent voit : un filtre ne cache pas ce qu’on va écrire.
  const choisis = montres.filter(({ cle }) => cochees.has(cle));
  const sortes = new Set(choisis.map(({ code }) => code)).size;
  const [sorte, etat] = filtres;
  const sortesPresentes = [...new Set(obstacles.map(({ libelle }) => libelle))];
  return (
    <Carte
      titre={close ? 'Ce qui restait, expliqué' : 'Ce qui reste'}
      sousTitre={
        aRegler === 0
          ? 'tout est réglé ou expliqué'
          : `${pluriel(aRegler, 'point')} à régler, ou à expliquer quand un texte suffit`
      }
      plein
      className="cloture-restes"
      actions={
        !close &&
        obstacles.length > 0 && (
          <Bouton
            inactif={sortes !== 1}
            titre={
              choisis.length === 0
                ? 'Cochez des points d’une même sorte'
                : sortes > 1
                  ? 'Un même texte n’explique que des points d’une même sorte : filtrez par sorte'
                  : undefined
            }
            onClick={() => setEnMain(choisis)}
          >
            {choisis.length === 0
              ? 'Expliquer les points cochés…'
              : `Expliquer ${pluriel(choisis.length, 'point coché', 'points cochés')}…`}
          </Bouton>
        )
      }
    >
      {obstacles.length > 0 && (
        <div className="rangee passe cloture-filtres">
          <ChampTexte
            libelle="Chercher un dossier, une structure"
            libelleCache
            type="search"
            exemple="Dossier, structure…"
            valeur={recherche}
            onChange={setRecherche}
          />
          {sorte &&
            sortesPresentes.map((libelle) => {
              const active = sorte.choisies.includes(libelle);
              return (
                <button
                  key={libelle}
                  type="button"
                  className={`puce ${active ? 'puce-active' : ''}`}
                  aria-pressed={active}
                  onClick={() => choisir('sorte', active ? [] : [libelle])}
                >
                  {`${libelle} `}
                  <span className="encre3">{sorte.possibles.find((p) => p.valeur === libelle)?.nombre ?? 0}</span>
                </button>
              );
            })}
          {etat && aRegler > 0 && aRegler < obstacles.length && (
            <button
              type="button"
              className={`puce ${etat.choisies.length > 0 ? 'puce-active' : ''}`}
              aria-pressed={etat.choisies.length > 0}
              onClick={() => choisir('etat', etat.choisies.length > 0 ? [] : [A_REGLER])}
            >
              {'Seulement à régler '}
              <span className="encre3">{aRegler}</span>
            </button>
          )}
        </div>
      )}
      <Tableau
        libelle="Ce qui reste avant de clore"
        lignes={montres}
        cle={({ cle }) => cle}
        colonnes={colonnes}
        vide={
          obstacles.length === 0
            ? 'Chaque dossier agréé est conventionné, bilan validé, payé ; aucun lot ni trop-perçu n’attend.'
            : 'Aucun point ne répond à ce filtre.'
        }
      />
      {enMain && (
        <Expliquer
          campagneId={campagneId}
          obstacles={enMain}
          onFermer={(faite) => {
            setEnMain(null);
            if (faite) setCochees(new Set());
          }}
        />
      )}
    </Carte>
  );
}
