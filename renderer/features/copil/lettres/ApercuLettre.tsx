import { useQuery } from '@tanstack/react-query';
import type { LettrePrevue } from '../../../../shared/contract/courriers.ts';
import { messageErreur, q } from '../../../api.ts';
import { Lettre } from '../../../courriers/Lettre.tsx';
import { Alerte, Chargement } from '../../../ui/Alerte.tsx';
import { Defile } from '../../../ui/Defile.tsx';

interface Props {
  readonly seanceId: number;
  readonly lettre: LettrePrevue;
  /** Nom de la zone à faire défiler : deux aperçus peuvent être ouverts. */
  readonly libelle?: string;
}

/** Une lettre telle qu’elle s’imprimerait aujourd’hui, et ce qu’il faut savoir avant. */
export function ApercuLettre({ seanceId, lettre, libelle = 'Aperçu de la lettre' }: Props) {
  const { dossierId, nature, avertissements } = lettre;
  const { data, error } = useQuery({
    ...q.courriers.apercu.queryOptions({ input: { seanceId, dossierId } }),
    enabled: nature !== null,
    retry: false,
    placeholderData: (avant) => avant,
  });
  return (
    <div className="lettres-apercu">
      {avertissements.map((phrase) => (
        <Alerte key={phrase} ton={nature === null ? 'info' : 'att'}>
          {phrase}
        </Alerte>
      ))}
      {error && <Alerte ton="al">{messageErreur(error)}</Alerte>}
      {nature !== null &&
        !error &&
        (data ? (
          <Defile libelle={libelle} className="lettres-page">
            <Lettre lettre={data} />
          </Defile>
        ) : (
          <Chargement texte="Composition de la lettre…" />
        ))}
    </div>
  );
}
