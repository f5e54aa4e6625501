import type { TableauDeBord } from '../../../shared/contract/campagnes.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Carte } from '../../ui/Carte.tsx';

interface Mesure {
  readonly libelle: string;
  readonly centimes: number;
  /** Part à débattre, hachurée à la suite. */
  readonly aDebattre?: number;
}

/** Enveloppe, demandé, droit, proposé, agréé, payé, à la même échelle. */
export function Argent({ argent }: { readonly argent: TableauDeBord['argent'] }) {
  const { enveloppeCentimes: enveloppe, droitCentimes, proposeADebattreCentimes: aDebattre } = argent;
  const mesures: readonly Mesure[] = [
    { libelle: 'Demandé', centimes: argent.demandeCentimes },
    { libelle: 'Droit calculé', centimes: droitCentimes },
    { libelle: 'Proposé', centimes: argent.proposeFavorableCentimes, aDebattre },
    { libelle: 'Agréé', centimes: argent.agreeCentimes },
    { libelle: 'Payé', centimes: argent.payeCentimes },
  ];
  const maximum = Math.max(1, enveloppe ?? 0, ...mesures.map(({ centimes, aDebattre = 0 }) => centimes + aDebattre));
  const part = (centimes: number) => `${((centimes / maximum) * 100).toFixed(2)}%`;
  return (
    <Carte
      titre="Enveloppe"
      actions={<b className="t20 g6">{enveloppe === null ? 'non fixée' : formaterEuros(enveloppe)}</b>}
    >
      <dl className="tdb-argent">
        {mesures.map(({ libelle, centimes, aDebattre = 0 }) => (
          <div key={libelle}>
            <dt>{libelle}</dt>
            <dd className="tdb-barre" aria-hidden>
              <i style={{ width: part(centimes) }} />
              {aDebattre > 0 && <i className="tdb-hachures" style={{ left: part(centimes), width: part(aDebattre) }} />}
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
        {aDebattre > 0 && (
          <span className="rangee serree">
            <span className="tdb-hachures tdb-carre" aria-hidden />
            {`à débattre : ${formaterEuros(aDebattre)}`}
          </span>
        )}
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
