import type { TableauDeBord } from '../../../shared/contract/campagnes.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Carte } from '../../ui/Carte.tsx';

interface Mesure {
  readonly libelle: string;
  readonly centimes: number;
  /** Ce qui pourrait s’y ajouter, hachuré à la suite : à débattre, ou pris par un lot sans retour encore. */
  readonly enSuite?: number;
}

/** Enveloppe, demandé, droit, proposé, agréé, payé, à la même échelle. */
export function Argent({ argent }: { readonly argent: TableauDeBord['argent'] }) {
  const {
    enveloppeCentimes: enveloppe,
    droitCentimes,
    proposeADebattreCentimes: aDebattre,
    auLotCentimes: auLot,
  } = argent;
  const mesures: readonly Mesure[] = [
    { libelle: 'Demandé', centimes: argent.demandeCentimes },
    { libelle: 'Droit calculé', centimes: droitCentimes },
    { libelle: 'Proposé', centimes: argent.proposeFavorableCentimes, enSuite: aDebattre },
    { libelle: 'Agréé', centimes: argent.agreeCentimes },
    { libelle: 'Payé', centimes: argent.payeCentimes, enSuite: auLot },
  ];
  const suites = [
    { dite: 'à débattre', centimes: aDebattre },
    { dite: 'dans un lot, retour attendu', centimes: auLot },
  ].filter(({ centimes }) => centimes > 0);
  const maximum = Math.max(1, enveloppe ?? 0, ...mesures.map(({ centimes, enSuite = 0 }) => centimes + enSuite));
  const part = (centimes: number) => `${((centimes / maximum) * 100).toFixed(2)}%`;
  return (
    <Carte
      titre="Enveloppe"
      actions={<b className="t20 g6">{enveloppe === null ? 'non fixée' : formaterEuros(enveloppe)}</b>}
    >
      <dl className="tdb-argent">
        {mesures.map(({ libelle, centimes, enSuite = 0 }) => (
          <div key={libelle}>
            <dt>{libelle}</dt>
            <dd className="tdb-barre" aria-hidden>
              <i style={{ width: part(centimes) }} />
              {enSuite > 0 && <i className="tdb-hachures" style={{ left: part(centimes), width: part(enSuite) }} />}
              {enveloppe !== null && <s style={{ left: part(enveloppe) }} />}
            </dd>
            <dd className="droite insecable">{formaterEuros(centimes)}</dd>
          </div>
        ))}
      </dl>
      <div className="rangee passe t11 encre2 tdb-legende">
        {enveloppe !== null && (
          <span className="rangee serree">
            <span className="tdb-trait-enveloppe" aria-hidden />
            enveloppe
          </span>
        )}
        {suites.map(({ dite, centimes }) => (
          <span key={dite} className="rangee serree">
            <span className="tdb-hachures tdb-carre" aria-hidden />
            {`${dite} : ${formaterEuros(centimes)}`}
          </span>
        ))}
      </div>
      {enveloppe !== null && droitCentimes > enveloppe && (
        <Alerte
          ton="att"
          titre={`Le droit calculé dépasse l’enveloppe de ${formaterEuros(droitCentimes - enveloppe)}.`}
        >
          {`Favorables et à débattre : ${formaterEuros(argent.proposeFavorableCentimes + aDebattre)}.`}
        </Alerte>
      )}
    </Carte>
  );
}
