import { useQuery } from '@tanstack/react-query';
import type { LigneDeConvention } from '../../shared/contract/conventions.ts';
import { messageErreur, q } from '../api.ts';
import { Alerte, Chargement } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { Defile } from '../ui/Defile.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import { Convention } from './Convention.tsx';

interface Props {
  readonly ligne: LigneDeConvention;
  readonly onFermer: () => void;
}

/** Le papier tel qu’il s’imprimerait aujourd’hui, avant d’avoir un numéro. */
export function DialogueApercu({ ligne, onFermer }: Props) {
  const { data, error } = useQuery({
    ...q.conventions.apercu.queryOptions({ input: { dossierId: ligne.dossierId } }),
    retry: false,
  });
  return (
    <Dialogue
      ouvert
      taille="xl"
      titre={`À relire : ${ligne.structure}`}
      onFermer={onFermer}
      pied={
        <span className="a-droite">
          <Bouton genre="principal" onClick={onFermer}>
            Fermer
          </Bouton>
        </span>
      }
    >
      <div className="conventions-relire">
        {ligne.avertissements.map((phrase) => (
          <Alerte key={phrase} ton="att">
            {phrase}
          </Alerte>
        ))}
        {error && <Alerte ton="al">{messageErreur(error)}</Alerte>}
        {data === undefined && !error && <Chargement texte="Composition de la convention…" />}
        {data && (
          <Defile libelle="Convention à relire" className="conventions-page">
            <Convention convention={data} />
          </Defile>
        )}
      </div>
    </Dialogue>
  );
}
