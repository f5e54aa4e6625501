import type { AnDernier } from '../../../shared/contract/lectures.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';

interface Props {
  readonly anDernier: AnDernier | null;
  readonly critere: string;
  /** Libellé d’aujourd’hui : s’il a changé, celui d’alors est dit. */
  readonly libelle: string;
}

/** « 2025-2026 : 2 », à côté du niveau à donner. */
export function NiveauAnDernier({ anDernier, critere }: Omit<Props, 'libelle'>) {
  const ancien = anDernier?.criteres.find((un) => un.critere === critere);
  if (!anDernier || ancien?.niveau === undefined || ancien.niveau === null) return null;
  return (
    <span className="encre2 t11 insecable" title={`Niveau de ce porteur en ${anDernier.anneeScolaire}`}>
      {`${anDernier.anneeScolaire.slice(2, 5)}${anDernier.anneeScolaire.slice(7)} : `}
      <b className="g6">{ancien.niveau}</b>
    </span>
  );
}

/** Le niveau et les commentaires du même porteur l’an dernier, sur ce critère. */
export function CritereAnDernier({ anDernier, critere, libelle }: Props) {
  if (anDernier === null) return null;
  const ancien = anDernier.criteres.find((un) => un.critere === critere);
  const charte = anDernier.memeCharte ? '' : ` (autre charte : ${anDernier.charte})`;
  if (ancien === undefined)
    return <p className="encre2 t12">{`${anDernier.anneeScolaire} : critère absent de la charte d’alors${charte}.`}</p>;
  const niveau = ancien.niveau === null ? 'non coté' : `niveau ${ancien.niveau}`;
  return (
    <div className="instr-an-dernier t12">
      <p>
        <span className="encre2">{`${anDernier.anneeScolaire}, n° ${anDernier.numero} : `}</span>
        <b className="g6">{niveau}</b>
        <span className="encre2">{`${ancien.fixe ? ', fixé par le rapporteur' : ''}${charte}`}</span>
      </p>
      {ancien.libelle !== libelle && <p className="encre2">{`Libellé d’alors : ${ancien.libelle}`}</p>}
      {ancien.commentaires.map(({ agent, texte }) => (
        <p key={`${agent}|${texte}`}>
          {`« ${texte} » `}
          <span className="encre2">{agent}</span>
        </p>
      ))}
    </div>
  );
}

/** En tête de la grille : ce porteur a déjà été lu, et avec quelle charte. */
export function RappelAnDernier({ anDernier }: Pick<Props, 'anDernier'>) {
  if (anDernier === null) return null;
  const { anneeScolaire, numero, dixiemes, memeCharte, charte, autres } = anDernier;
  const note = dixiemes === null ? 'sans note' : `note ${formaterDixiemes(dixiemes)}`;
  const suite = autres > 0 ? ` ; ${autres === 1 ? 'un autre dossier' : `${autres} autres dossiers`} de ce porteur` : '';
  return (
    <p className="instr-rappel encre2 t12">
      {`${anneeScolaire}, n° ${numero} : ${note}${suite}. `}
      {!memeCharte && <span className="att g5">{`Autre charte alors : ${charte}.`}</span>}
    </p>
  );
}
