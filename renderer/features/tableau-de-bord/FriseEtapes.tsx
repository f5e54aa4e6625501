import { useMemo } from 'react';
import type { Campagne, EtapeCampagne } from '../../../shared/contract/campagnes.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { Carte } from '../../ui/Carte.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { type NomSigne, Signe } from '../../ui/Signe.tsx';
import { disposer } from './calendrier.ts';

const SIGNES: Readonly<Record<EtapeCampagne['etat'], NomSigne>> = {
  faite: 'fait',
  en_cours: 'en_cours',
  a_venir: 'vide',
  en_retard: 'attention',
};
const MOTS: Readonly<Record<EtapeCampagne['etat'], string>> = {
  faite: 'faite',
  en_cours: 'en cours',
  a_venir: 'à venir',
  en_retard: 'en retard',
};
const HAUTEUR_RANGEE = 19;

function resumer(etapes: readonly EtapeCampagne[]): string {
  const enCours = etapes.filter(({ etat }) => etat === 'en_cours').map(({ numero }) => numero);
  const retard = etapes.filter(({ etat }) => etat === 'en_retard').length;
  const suivante = etapes
    .filter(({ etat }) => etat === 'a_venir')
    .toSorted((a, b) => a.debut.localeCompare(b.debut))[0];
  const parties = [
    enCours.length === 0
      ? 'aucune étape en cours'
      : `étape${enCours.length > 1 ? 's' : ''} ${enCours.join(' et ')} en cours`,
    retard > 0 ? `${pluriel(retard, 'étape')} en retard` : '',
    suivante ? `l’étape ${suivante.numero} commence le ${formaterDate(suivante.debut)}` : '',
  ];
  return parties.filter((partie) => partie !== '').join(' · ');
}

function pourCent(part: number): string {
  return `${(part * 100).toFixed(3)}%`;
}

interface Props {
  readonly campagne: Campagne;
  /** `AAAA-MM-JJ`. */
  readonly aujourdhui: string;
}

/** Les onze étapes sur une ligne de temps, avec aujourd’hui ; les mêmes dates sont lues en liste par un lecteur d’écran. */
export function FriseEtapes({ campagne, aujourdhui }: Props) {
  const { etapes, anneeScolaire } = campagne;
  const frise = useMemo(() => disposer(etapes, aujourdhui), [etapes, aujourdhui]);
  const etats = new Set(etapes.map(({ etat }) => etat));
  return (
    <Carte
      titre={`Les onze étapes de la campagne ${anneeScolaire}`}
      sousTitre={resumer(etapes)}
      plein
      className="tdb-frise"
      actions={(['faite', 'en_cours', 'a_venir', 'en_retard'] as const)
        .filter((etat) => etat !== 'en_retard' || etats.has(etat))
        .map((etat) => (
          <span key={etat} className={`rangee serree t11 tdb-cle-${etat}`}>
            <Signe nom={SIGNES[etat]} taille={11} />
            {MOTS[etat]}
          </span>
        ))}
    >
      <Defile libelle="Frise des étapes">
        <div className="tdb-temps" style={{ height: 34 + frise.rangees * HAUTEUR_RANGEE }} aria-hidden>
          {frise.mois.map(({ cle, initiale, annee, premierDeLAnnee }, rang) => (
            <span key={cle} className="tdb-mois" style={{ left: pourCent(rang / frise.mois.length) }}>
              <b>{premierDeLAnnee ? annee : ''}</b>
              {initiale}
            </span>
          ))}
          {frise.barres.map(({ etape, debut, fin, rangee, nomDehors }) => {
            const top = 34 + rangee * HAUTEUR_RANGEE;
            return (
              <span key={etape.numero} title={`${etape.libelle} : du ${formaterDate(etape.debut)}`}>
                <span
                  className={`tdb-etape tdb-${etape.etat}`}
                  style={{ left: pourCent(debut), width: `calc(${pourCent(fin - debut)} - 2px)`, top }}
                >
                  <Signe nom={SIGNES[etape.etat]} taille={11} />
                  <b>{etape.numero}</b>
                  {nomDehors === 'non' && <span className="elide">{etape.libelle}</span>}
                </span>
                {nomDehors === 'apres' && (
                  <span className="tdb-nom" style={{ left: pourCent(fin), top }}>
                    {etape.libelle}
                  </span>
                )}
                {nomDehors === 'avant' && (
                  <span className="tdb-nom" style={{ right: pourCent(1 - debut), top }}>
                    {etape.libelle}
                  </span>
                )}
              </span>
            );
          })}
          {frise.aujourdhui !== null && (
            <span
              className={`tdb-aujourdhui ${frise.aujourdhui > 0.8 ? 'tdb-a-gauche' : ''}`}
              style={{ left: pourCent(frise.aujourdhui) }}
            >
              <b>{`Aujourd’hui ${formaterDate(aujourdhui)}`}</b>
            </span>
          )}
        </div>
      </Defile>
      <ol className="invisible">
        {etapes.map(({ numero, libelle, debut, fin, etat }) => (
          <li key={numero}>
            {`${numero}. ${libelle}, ${MOTS[etat]} : du ${formaterDate(debut)}${fin === null ? '' : ` au ${formaterDate(fin)}`}`}
          </li>
        ))}
      </ol>
    </Carte>
  );
}
