import { useMemo } from 'react';

export interface FondDeCarte {
  readonly largeur: number;
  readonly hauteur: number;
  readonly communes: readonly {
    readonly insee: string;
    readonly nom: string;
    readonly trace: string;
    readonly x: number;
    readonly y: number;
  }[];
}

const AUCUN: readonly never[] = [];

interface Props {
  readonly fond: FondDeCarte;
  /** Code Insee → valeur ; les communes absentes valent 0. */
  readonly valeurs: ReadonlyMap<string, number>;
  /** Bornes hautes des classes, croissantes, quatre au plus : au-delà de la dernière, la classe la plus foncée. */
  readonly bornes: readonly number[];
  /** Lieux, par code Insee ; `poids` règle la taille du disque. */
  readonly sites?: readonly { readonly insee: string; readonly poids: number }[];
  /** Codes Insee des communes à nommer, par importance : un nom qui en couvrirait un autre n’est pas écrit. */
  readonly etiquettes?: readonly string[];
  readonly libelle: string;
  readonly unite: string;
}

function classe(valeur: number, bornes: readonly number[]): number {
  const rang = bornes.findIndex((borne) => valeur <= borne);
  return rang === -1 ? bornes.length : rang;
}

/** « 0 », « 1 à 10 », puis « plus de 60 enfants » pour la dernière classe. */
function legende(bornes: readonly number[], rang: number, unite: string): string {
  const basse = bornes[rang - 1];
  const haute = bornes[rang];
  if (basse === undefined) return `0 ${unite}`;
  return haute === undefined ? `plus de ${basse}` : `${basse + 1} à ${haute}`;
}

interface Etiquette {
  readonly insee: string;
  readonly nom: string;
  readonly x: number;
  readonly y: number;
  readonly aGauche: boolean;
}

/** Place chaque nom à droite de son point, à gauche près du bord, et laisse ceux qui en couvriraient un autre. */
function placer(communes: readonly FondDeCarte['communes'][number][], largeur: number): readonly Etiquette[] {
  const posees: Etiquette[] = [];
  const debut = ({ nom, x, aGauche }: Etiquette) => (aGauche ? x - nom.length * 6 : x);
  for (const { insee, nom, x, y } of communes) {
    const aGauche = x + nom.length * 6 > largeur - 4;
    const etiquette = { insee, nom, x: aGauche ? x - 8 : x + 8, y: y + 4, aGauche };
    const a = debut(etiquette);
    const couvre = posees.some((autre) => {
      const b = debut(autre);
      return Math.abs(autre.y - etiquette.y) < 12 && a < b + autre.nom.length * 6 && b < a + nom.length * 6;
    });
    if (!couvre) posees.push(etiquette);
  }
  return posees;
}

/** Carte des communes en aplats (cinq classes au plus), lieux en disques. À doubler d’un tableau des mêmes valeurs. */
export function CarteCommunes({ fond, valeurs, bornes, sites = AUCUN, etiquettes = AUCUN, libelle, unite }: Props) {
  const parInsee = useMemo(() => new Map(fond.communes.map((commune) => [commune.insee, commune])), [fond]);
  const nommees = placer(
    etiquettes.flatMap((insee) => parInsee.get(insee) ?? []),
    fond.largeur,
  );
  return (
    <figure className="carte-communes">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- « img » est le rôle prévu pour un dessin svg */}
      <svg viewBox={`0 0 ${fond.largeur} ${fond.hauteur}`} role="img" aria-label={libelle}>
        {fond.communes.map(({ insee, nom, trace }) => {
          const valeur = valeurs.get(insee) ?? 0;
          return (
            <path key={insee} d={trace} className={`classe-${classe(valeur, bornes)}`}>
              <title>{`${nom} : ${valeur} ${unite}`}</title>
            </path>
          );
        })}
        {sites.map(({ insee, poids }) => {
          const commune = parInsee.get(insee);
          return (
            commune && <circle key={insee} className="site" cx={commune.x} cy={commune.y} r={2.4 + Math.sqrt(poids)} />
          );
        })}
        {nommees.map(({ insee, nom, x, y, aGauche }) => (
          <text key={insee} x={x} y={y} textAnchor={aGauche ? 'end' : 'start'}>
            {nom}
          </text>
        ))}
      </svg>
      <figcaption>
        <span className="legende" aria-hidden>
          {[-1, ...bornes].map((borne, rang) => (
            <span key={borne}>
              <i className={`classe-${rang}`} />
              {legende(bornes, rang, unite)}
            </span>
          ))}
        </span>
      </figcaption>
    </figure>
  );
}
