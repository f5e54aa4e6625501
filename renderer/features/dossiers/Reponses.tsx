import type { Reponse } from '../../../shared/contract/dossiers.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import type { Anomalie, AnomaliesDuDossier } from './anomalies-du-dossier.ts';
import { Anomalies, Brut, Source } from './Source.tsx';

interface Props {
  readonly reponses: readonly Reponse[];
  readonly anomalies: AnomaliesDuDossier;
  readonly vide: string;
}

/** Les réponses du porteur : question, réponse, cellule d’origine, anomalie s’il y en a une. */
export function Reponses({ reponses, anomalies, vide }: Props) {
  if (reponses.length === 0) return <p className="encre2">{vide}</p>;
  return (
    <dl className="dossiers-reponses">
      {reponses.map(({ libelle, valeur, brut, adresse }) => (
        <div key={`${adresse} ${libelle}`}>
          <dt>{libelle}</dt>
          <dd>
            {valeur === '' ? (
              <span className="encre3">non renseigné</span>
            ) : (
              <span className="dossiers-valeur">{valeur}</span>
            )}
            <Brut valeur={valeur} brut={brut} />
            <Anomalies anomalies={anomalies.parAdresse.get(adresse)} />
          </dd>
          <dd className="dossiers-reponse-source">
            <Source adresse={adresse} brut={brut} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** En tête d’un onglet : les anomalies dont la cellule n’a pas donné de réponse. */
export function AnomaliesSansReponse({ anomalies }: { readonly anomalies: readonly Anomalie[] | undefined }) {
  if (anomalies === undefined) return null;
  return (
    <>
      {anomalies.map(({ adresse, message, valeur }) => (
        <Alerte
          key={`${adresse} ${message}`}
          ton="att"
          {...(adresse === '' ? {} : { titre: <Source adresse={adresse} brut={valeur} /> })}
        >
          {message}
        </Alerte>
      ))}
    </>
  );
}
