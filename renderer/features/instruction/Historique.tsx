import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';

interface Props {
  readonly dossierId: number;
  readonly genre: 'critere' | 'condition';
  readonly code: string;
  /** « P2 Place donnée aux parents ». */
  readonly libelle: string;
}

/** Le lien qui montre, d’après le journal, qui a changé un niveau ou un constat, quand, et de quoi à quoi. */
export function Historique(props: Props) {
  const [ouvert, setOuvert] = useState(false);
  return (
    <>
      <button type="button" className="lien t12" onClick={() => setOuvert(true)}>
        Historique
      </button>
      {ouvert && (
        <Dialogue ouvert titre={`Historique : ${props.libelle}`} taille="lg" onFermer={() => setOuvert(false)}>
          <Liste {...props} />
        </Dialogue>
      )}
    </>
  );
}

function Liste({ dossierId, genre, code }: Props) {
  const { data, error } = useQuery({
    ...q.lectures.historique.queryOptions({ input: { dossierId, genre, code } }),
    staleTime: 0,
  });
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (!data) return <Chargement texte="Lecture du journal…" />;
  const rien = genre === 'critere' ? 'non coté' : 'proposition du logiciel';
  return (
    <div className="colonne">
      {data.changements.length === 0 && <p className="encre2">Aucun changement au journal.</p>}
      <ol className="instr-historique">
        {data.changements.map(({ instant, agent, avant, apres, commentaire, charte }) => (
          <li key={`${instant}|${agent}|${apres}`}>
            <span className="encre2 insecable">{formaterInstant(instant)}</span>
            <span>
              <b className="g6">
                {avant === apres ? `${apres ?? rien}, commentaire` : `${avant ?? rien} → ${apres ?? rien}`}
              </b>
              <span className="encre2">{` · ${agent}${charte === null ? '' : ` · ${charte}`}`}</span>
              {commentaire !== '' && <span className="instr-historique-texte">{commentaire}</span>}
            </span>
          </li>
        ))}
      </ol>
      {data.autresCaches && (
        <p className="encre2 t12">Les niveaux des autres lecteurs se montrent une fois votre lecture terminée.</p>
      )}
    </div>
  );
}
