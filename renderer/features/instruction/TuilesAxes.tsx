import type { NoteAxe } from '../../../shared/contract/dossiers.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { Jauge } from '../../ui/Jauge.tsx';
import { Signe } from '../../ui/Signe.tsx';

interface Props {
  readonly axes: readonly NoteAxe[];
  readonly courant: string | null;
  readonly onChoisir: (axe: string) => void;
}

/** Un axe par tuile : note, poids, critères cotés, et le trait du seuil. */
export function TuilesAxes({ axes, courant, onChoisir }: Props) {
  return (
    <fieldset className="instr-axes" aria-label="Axes de la charte">
      {axes.map(({ code, libelle, cotes, total, dixiemes, poids, seuil, sousSeuil }) => {
        const note = dixiemes === null ? '—' : formaterDixiemes(dixiemes);
        return (
          <button
            key={code}
            type="button"
            className="instr-axe"
            aria-pressed={code === courant}
            title={`${libelle} : ${sousSeuil ? 'sous le seuil de' : 'seuil'} ${seuil}`}
            onClick={() => onChoisir(code)}
          >
            <span className="rangee">
              <span className="g5 elide">{libelle}</span>
              <span className="instr-axe-compte">{`${cotes}/${total}`}</span>
            </span>
            <span className="instr-axe-note">
              <b>{note}</b>
              {sousSeuil && <Signe nom="attention" className="att" titre="Sous le seuil" />}
              <span className="t11">{`poids ${poids}`}</span>
            </span>
            <Jauge
              valeur={(dixiemes ?? 0) / 10}
              seuil={seuil}
              hauteur={5}
              ton={sousSeuil ? 'att' : 'accent'}
              libelle={`${libelle} ${note} sur 100, seuil ${seuil}`}
            />
          </button>
        );
      })}
    </fieldset>
  );
}
