import { Jauge } from '../../ui/Jauge.tsx';
import { Signe } from '../../ui/Signe.tsx';
import { CONFIANCE_SURE } from './libelles-import.ts';

interface Props {
  /** De 0 à 100 ; null : la colonne n’est pas importée. */
  readonly confiance: number | null;
  readonly entete: string;
}

/** Sûreté d’un rapprochement : signe, barre, nombre. */
export function Confiance({ confiance, entete }: Props) {
  const sure = confiance !== null && confiance >= CONFIANCE_SURE;
  const signe = confiance === null ? 'vide' : sure ? 'fait' : 'attention';
  const ton = confiance === null ? 'neutre' : sure ? 'ok' : 'att';
  return (
    <span className="import-confiance">
      <Signe nom={signe} className={`ton-${ton}`} />
      <Jauge
        valeur={confiance ?? 0}
        libelle={confiance === null ? `${entete} : non importée` : `${entete} : confiance ${confiance} %`}
        ton={sure ? 'accent' : 'att'}
      />
      <span className={confiance === null ? 'encre3' : ''}>{confiance === null ? '—' : `${confiance}\u00a0%`}</span>
    </span>
  );
}
