import type { Sensibilite } from '../../../shared/contract/resultats.ts';

interface Props {
  readonly analyse: Sensibilite;
  /** Position du curseur, parmi les facteurs. */
  readonly pas: number;
  readonly choisi: number | null;
  readonly onChoisir: (id: number | null) => void;
}

const LARGEUR = 800;
const GAUCHE = 34;
const DROITE = 232;
const HAUT = 30;
const PAS_VERTICAL = 14;
const LONGUEUR_NOM = 34;
/** Graduations : rangs des facteurs dans la liste. */
const GRADUATIONS = [0, 5, 10, 15, 20] as const;

function couper(nom: string): string {
  return nom.length <= LONGUEUR_NOM ? nom : `${nom.slice(0, LONGUEUR_NOM - 1).trimEnd()}…`;
}

/** À rang égal, les lignes se posent côte à côte : aucune n’en cache une autre au bord de l’image. */
function placesAuBord(dossiers: Sensibilite['dossiers'], colonne: number): ReadonlyMap<number, number> {
  const tries = dossiers
    .filter(({ rangs }) => rangs[colonne] !== null && rangs[colonne] !== undefined)
    .toSorted((a, b) => (a.rangs[colonne] ?? 0) - (b.rangs[colonne] ?? 0) || a.rang.rang - b.rang.rang || a.id - b.id);
  return new Map(tries.map(({ id }, place) => [id, place + 1]));
}

/** Le rang de chaque dossier selon le facteur. Le trait dit la pile : plein favorable, tirets à débattre, points défavorable. */
export function ImageDesRangs({ analyse, pas, choisi, onChoisir }: Props) {
  const { dossiers, facteurs, poids, cible } = analyse;
  const colonnes = facteurs.map((_, colonne) => placesAuBord(dossiers, colonne));
  const hauteur = HAUT + dossiers.length * PAS_VERTICAL + 22;
  const x = (colonne: number) => GAUCHE + ((LARGEUR - GAUCHE - DROITE) * colonne) / (facteurs.length - 1);
  const y = (place: number) => HAUT + (place - 0.5) * PAS_VERTICAL;
  const trace = (id: number) =>
    colonnes
      .flatMap((places, colonne) => {
        const place = places.get(id);
        return place === undefined ? [] : [`${x(colonne).toFixed(1)},${y(place).toFixed(1)}`];
      })
      .join(' ');
  const derniere = colonnes.at(-1) ?? new Map<number, number>();
  const premiere = colonnes[0] ?? new Map<number, number>();
  // La ligne suivie se dessine par-dessus les autres.
  const ordonnes = dossiers.toSorted((a, b) => Number(a.id === choisi) - Number(b.id === choisi));
  return (
    <svg
      viewBox={`0 0 ${LARGEUR} ${hauteur}`}
      className={`res-svg ${choisi === null ? '' : 'res-svg-suivi'}`}
      // « img » est le rôle prévu pour un dessin svg.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="img"
      aria-label={`Rangs de ${dossiers.length} dossiers quand le poids de ${cible.libelle} va de 0 à ${poids.at(-1) ?? ''} ; les mêmes rangs sont dans le tableau.`}
    >
      {GRADUATIONS.map((colonne) => (
        <g key={colonne}>
          <line className="res-graduation" x1={x(colonne)} x2={x(colonne)} y1={HAUT - 4} y2={hauteur - 20} />
          <text className="res-echelle" x={x(colonne)} y={12} textAnchor="middle">
            {`×${String(facteurs[colonne] ?? '').replace('.', ',')}`}
          </text>
          <text className="res-echelle" x={x(colonne)} y={23} textAnchor="middle">
            {`poids ${poids[colonne] ?? ''}`}
          </text>
        </g>
      ))}
      <line className="res-aujourdhui" x1={x(10)} x2={x(10)} y1={HAUT - 4} y2={hauteur - 18} />
      <text className="res-echelle g5" x={x(10)} y={hauteur - 6} textAnchor="middle">
        poids de la charte
      </text>
      <line className="res-repere" x1={x(pas)} x2={x(pas)} y1={HAUT - 4} y2={hauteur - 18} />
      {ordonnes.map(({ id, pile, raisonSociale, rang, rangs }) => (
        // Le clavier choisit dans le tableau à côté, qui porte les mêmes lignes.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
        <g
          key={id}
          className={`res-ligne res-${pile ?? 'sans'} ${id === choisi ? 'res-choisie' : ''}`}
          onClick={() => onChoisir(id === choisi ? null : id)}
        >
          <title>{`${raisonSociale} : rang ${rang.rang} aujourd’hui, ${rangs[0] ?? 'sans rang'} à ×0, ${rangs.at(-1) ?? 'sans rang'} à ×2`}</title>
          <polyline className="res-prise" points={trace(id)} />
          <polyline className="res-trait" points={trace(id)} />
          {premiere.has(id) && (
            <text x={GAUCHE - 6} y={y(premiere.get(id) ?? 0) + 4} textAnchor="end">
              {rangs[0]}
            </text>
          )}
          {derniere.has(id) && (
            <text x={LARGEUR - DROITE + 6} y={y(derniere.get(id) ?? 0) + 4}>
              {`${rangs.at(-1)}  ${couper(raisonSociale)}`}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

const TRAITS = [
  ['favorable', 'favorable'],
  ['a_debattre', 'à débattre'],
  ['defavorable', 'défavorable'],
] as const;

/** Ce que dit chaque trait : la forme d’abord, la couleur ensuite. */
export function LegendeDesTraits() {
  return (
    <>
      {TRAITS.map(([pile, mot]) => (
        <span key={pile} className="res-legende">
          <svg viewBox="0 0 30 8" aria-hidden>
            <g className={`res-${pile}`}>
              <line className="res-trait" x1="0" x2="30" y1="4" y2="4" />
            </g>
          </svg>
          {mot}
        </span>
      ))}
      <span className="encre3">pile d’aujourd’hui</span>
    </>
  );
}
