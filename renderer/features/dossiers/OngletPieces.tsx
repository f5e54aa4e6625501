import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Dossier } from '../../../shared/contract/dossiers.ts';
import type { PieceDuDossier, PiecesDossier } from '../../../shared/contract/pieces.ts';
import { formaterDate, formaterInstant } from '../../../shared/domaine/dates.ts';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { PiecesDuDossier } from '../../pieces/PiecesDuDossier.tsx';
import { useActionsPieces } from '../../pieces/use-pieces.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Carte } from '../../ui/Carte.tsx';
import type { AnomaliesDuDossier } from './anomalies-du-dossier.ts';
import { AnomaliesSansReponse, Reponses } from './Reponses.tsx';
import { Source } from './Source.tsx';

interface Props {
  readonly dossier: Dossier;
  readonly anomalies: AnomaliesDuDossier;
}

/** Pièces demandées, leur suivi, leurs relances ; et les engagements signés. */
export function OngletPieces({ dossier, anomalies }: Props) {
  const { data, error } = useQuery(q.pieces.lireDossier.queryOptions({ input: { dossierId: dossier.id } }));
  const actions = useActionsPieces(dossier.campagneId);
  const reponses = dossier.reponses.filter(({ section }) => section === 'pieces');
  const engagements = reponses.filter(({ champ }) => !dossier.pieces.some((piece) => piece.champ === champ));
  function sourceDe({ champ }: PieceDuDossier) {
    const reponse = champ === null ? undefined : reponses.find((une) => une.champ === champ);
    return reponse && <Source adresse={reponse.adresse} brut={reponse.brut} />;
  }
  return (
    <div className="dossiers-deux">
      <div className="colonne">
        <AnomaliesSansReponse anomalies={anomalies.sansReponse.get('pieces')} />
        <Carte
          titre="Pièces demandées"
          plein
          actions={
            <Link href={chemins.pieces(dossier.campagneId)} className="lien t125">
              Toute la campagne
            </Link>
          }
        >
          {error && (
            <div className="interieur">
              <Alerte ton="al">{messageErreur(error)}</Alerte>
            </div>
          )}
          {data === undefined && !error && <Chargement texte="Lecture des pièces…" />}
          {data && <PiecesDuDossier dossier={data} actions={actions} sourceDe={sourceDe} />}
        </Carte>
      </div>
      <div className="colonne">
        <Carte titre="Relances">{data && <Relances dossier={data} />}</Carte>
        {engagements.length > 0 && (
          <Carte titre="Engagements">
            <Reponses reponses={engagements} anomalies={anomalies} vide="" />
          </Carte>
        )}
      </div>
    </div>
  );
}

function Relances({ dossier: { relances, pieces } }: { readonly dossier: PiecesDossier }) {
  if (relances.length === 0) return <p className="encre2">Aucune lettre de relance n’a été éditée pour ce dossier.</p>;
  const noms = new Map(pieces.map((p) => [p.code, p.libelle]));
  return (
    <ul className="colonne serree">
      {relances.map((relance) => (
        <li key={relance.id}>
          <span className="g5">{relance.pieces.map((code) => noms.get(code) ?? code).join(', ')}</span>
          <p className="encre2 t12">
            {`Lettre du ${formaterInstant(relance.instant)}, ${relance.agent} ; réponse avant le ${formaterDate(relance.echeance)}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
