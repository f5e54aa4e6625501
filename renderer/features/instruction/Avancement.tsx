import type { Lecture } from '../../../shared/contract/lectures.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { Jauge } from '../../ui/Jauge.tsx';
import type { AFaire } from './reperes.ts';

interface Props {
  readonly lecture: Lecture;
  readonly aFaire: AFaire;
}

/** Critères cotés, ce qui reste d’autre, et la note, complète ou partielle. */
export function Avancement({ lecture, aFaire: { aCoter, aCommenter, aRevoir, aExpliquer } }: Props) {
  const total = lecture.niveaux.length;
  const cotes = total - aCoter.length;
  const constatees = lecture.dossier.conditions.filter(({ constat }) => constat !== null).length;
  const aCompleter = aCommenter.length + aExpliquer.length;
  const { dixiemes, complete } = lecture.note;
  const reste = [
    ...(aCompleter > 0 ? [pluriel(aCompleter, 'commentaire')] : []),
    ...(aRevoir.length > 0 ? [`${aRevoir.length} à revoir`] : []),
  ];
  return (
    <>
      {lecture.etat !== 'terminee' && (
        <>
          <span className="encre2 insecable">{`${pluriel(cotes, 'critère')} sur ${total}`}</span>
          {reste.length > 0 && <span className="att g5 insecable">{reste.join(', ')}</span>}
          <span className="instr-jauge">
            <Jauge
              valeur={cotes - aCommenter.length + constatees - aRevoir.length}
              maximum={total + constatees + aExpliquer.length}
              libelle={`${cotes} critères cotés sur ${total}${reste.length > 0 ? ` ; restent ${reste.join(', ')}` : ''}`}
            />
          </span>
        </>
      )}
      <span className="encre2 insecable">{complete || dixiemes === null ? 'note' : 'note partielle'}</span>
      <b className="t20 g6">{dixiemes === null ? '—' : formaterDixiemes(dixiemes)}</b>
    </>
  );
}
