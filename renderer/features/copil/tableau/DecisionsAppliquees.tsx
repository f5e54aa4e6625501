import type { DecisionsAppliquees as Faite } from '../../../../shared/contract/tableaux.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { Alerte } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';

interface Props {
  readonly faite: Faite;
  readonly onSuite: () => void;
}

/** Ce qui vient d’être écrit, et ce qui est resté. */
export function DecisionsAppliquees({ faite, onSuite }: Props) {
  const { decisions, dossiers, gardees, laissees, engageCentimes, resteCentimes } = faite;
  const titre =
    decisions === 0
      ? 'Rien à changer : le fichier disait la même chose que la base.'
      : `${pluriel(decisions, 'décision écrite', 'décisions écrites')} sur ${pluriel(dossiers, 'dossier')}.`;
  return (
    <Alerte
      ton="ok"
      titre={titre}
      actions={
        <Bouton taille="petite" onClick={onSuite}>
          Relire un autre tableau
        </Bouton>
      }
    >
      {`Engagé ${formaterEuros(engageCentimes)}${resteCentimes === null ? '' : `, reste ${formaterEuros(resteCentimes)}`}. `}
      {gardees > 0 && `${pluriel(gardees, 'décision gardée', 'décisions gardées')} comme en base. `}
      {laissees.length > 0 && `Laissés pour leur anomalie : ${laissees.join(', ')}. `}
      Le fichier est gardé, et nommé au journal.
    </Alerte>
  );
}
