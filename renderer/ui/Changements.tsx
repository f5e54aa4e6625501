import type { ReactNode } from 'react';
import { formaterInstant } from '../../shared/domaine/dates.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { Alerte } from './Alerte.tsx';

interface Changement {
  readonly instant: string;
  readonly champ: string;
  readonly avant: string | null;
  readonly apres: string | null;
}

interface Props {
  readonly changements: readonly Changement[];
  readonly actions?: ReactNode;
}

const VIDE = '(vide)';
/** Au-delà, la liste se déplie : elle ne prend pas l’écran. */
const MONTRES = 4;

/** Ce que des imports ont changé depuis la lecture, champ par champ : avant barré, après en gras. */
export function Changements({ changements, actions }: Props) {
  const dernier = changements.at(-1);
  const nombre = pluriel(changements.length, 'réponse');
  return (
    <Alerte
      ton="att"
      titre={
        changements.length === 0
          ? 'Modifié depuis la lecture.'
          : `${nombre} ${changements.length > 1 ? 'ont' : 'a'} changé depuis la lecture.`
      }
      {...(actions === undefined ? {} : { actions })}
    >
      {dernier === undefined ? (
        'Un import a changé ce dossier ; niveaux, constats et décisions sont restés.'
      ) : (
        <details className="changements" open={changements.length <= MONTRES}>
          <summary>{`Import du ${formaterInstant(dernier.instant)} ; niveaux, constats et décisions sont restés.`}</summary>
          <ul>
            {changements.map(({ instant, champ, avant, apres }) => (
              <li key={`${instant} ${champ} ${avant} ${apres}`}>
                <span className="encre2">{`${champ} : `}</span>
                <s>{avant ?? VIDE}</s> <span aria-label="devient">→</span> <b className="g6">{apres ?? VIDE}</b>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Alerte>
  );
}
