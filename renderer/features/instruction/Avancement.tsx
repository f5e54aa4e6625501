import type { Lecture } from '../../../shared/contract/lectures.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { Jauge } from '../../ui/Jauge.tsx';

/** Critères cotés et note, complète ou partielle. */
export function Avancement({ lecture }: { readonly lecture: Lecture }) {
  const total = lecture.niveaux.length;
  const cotes = total - lecture.note.manquants.length;
  const { dixiemes, complete } = lecture.note;
  return (
    <>
      {lecture.etat !== 'terminee' && (
        <>
          <span className="encre2 insecable">{`${pluriel(cotes, 'critère')} sur ${total}`}</span>
          <span className="instr-jauge">
            <Jauge valeur={cotes} maximum={total} libelle={`${cotes} critères cotés sur ${total}`} />
          </span>
        </>
      )}
      <span className="encre2 insecable">{complete || dixiemes === null ? 'note' : 'note partielle'}</span>
      <b className="t20 g6">{dixiemes === null ? '—' : formaterDixiemes(dixiemes)}</b>
    </>
  );
}
