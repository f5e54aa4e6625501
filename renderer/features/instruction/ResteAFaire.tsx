import type { Lecture } from '../../../shared/contract/lectures.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import type { AFaire, Repere } from './reperes.ts';

interface Props {
  readonly lecture: Lecture;
  readonly aFaire: AFaire;
  readonly onAller: (repere: Repere) => void;
}

function compterAFaire({ aCoter, aCommenter, aRevoir, aExpliquer }: AFaire): number {
  return aCoter.length + aCommenter.length + aRevoir.length + aExpliquer.length;
}

/** Ce qui manque pour terminer, chaque chose à un clic. */
export function ResteAFaire({ lecture, aFaire, onAller }: Props) {
  const restants = compterAFaire(aFaire);
  if (restants === 0) return null;
  const libelles = new Map(lecture.dossier.conditions.map(({ code, libelle }) => [code, libelle]));
  const groupes = [
    { titre: 'à coter, ou «\u00a0sans objet\u00a0»', genre: 'critere' as const, codes: aFaire.aCoter },
    { titre: 'à commenter (niveau 0 ou 3)', genre: 'critere' as const, codes: aFaire.aCommenter },
    { titre: 'à expliquer (constat différent)', genre: 'condition' as const, codes: aFaire.aExpliquer },
    { titre: 'à revoir (preuve changée)', genre: 'condition' as const, codes: aFaire.aRevoir },
  ].filter(({ codes }) => codes.length > 0);
  return (
    <Alerte ton="att" titre={`${pluriel(restants, 'chose reste', 'choses restent')} à faire avant de terminer.`}>
      {groupes.map(({ titre, genre, codes }) => (
        <span key={titre} className="instr-manquants">
          {`${titre} : `}
          {codes.map((code) => (
            <button key={code} type="button" className="lien" onClick={() => onAller({ genre, code })}>
              {libelles.get(code) ?? code}
            </button>
          ))}
        </span>
      ))}
    </Alerte>
  );
}
