import type { Note } from '../../../shared/contract/dossiers.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { Jauge } from '../../ui/Jauge.tsx';

/** Une barre par axe, avec son seuil ; un axe sous son seuil le dit. */
export function Axes({ axes }: { readonly axes: Note['axes'] }) {
  return (
    <dl className="dossiers-axes">
      {axes.map(({ code, libelle, dixiemes, seuil, sousSeuil }) => (
        <div key={code} title={sousSeuil ? `Sous le seuil de ${seuil}` : `Seuil : ${seuil}`}>
          <dt className="elide">{libelle}</dt>
          <dd className="dossiers-axe-barre">
            <Jauge
              valeur={(dixiemes ?? 0) / 10}
              seuil={seuil}
              libelle={`${libelle} : ${dixiemes === null ? 'sans note' : formaterDixiemes(dixiemes)}, seuil ${seuil}`}
              ton={sousSeuil ? 'al' : 'accent'}
            />
          </dd>
          <dd className={sousSeuil ? 'al g6' : 'g6'}>{dixiemes === null ? '—' : formaterDixiemes(dixiemes)}</dd>
        </div>
      ))}
    </dl>
  );
}
