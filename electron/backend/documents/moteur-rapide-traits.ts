import type { PolicePdf } from './moteur-rapide-texte.ts';

/** Un dessin placé par pdfmake. */
export interface Trait {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly r?: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly points?: readonly { readonly x: number; readonly y: number }[];
  readonly closePath?: boolean;
  readonly lineWidth?: number;
  readonly dash?: { readonly length: number; readonly space?: number; readonly phase?: number } | null;
  readonly lineColor?: unknown;
  readonly color?: unknown;
  /** Du contenu déjà écrit, et les polices qu’il emploie : ce que `compacter` laisse à la place des mots. */
  readonly flux?: string;
  readonly polices?: ReadonlySet<PolicePdf>;
}

/** Ce qu’un trait simple n’a pas ; sinon, pdfmake le dessine. */
const RARES = ['linearGradient', 'fillOpacity', 'strokeOpacity', 'lineJoin', 'lineCap', 'r'] as const;

/** Au millième de point. */
export function nombre(valeur: number): string {
  return String(Math.round(valeur * 1000) / 1000);
}

/** Les opérateurs d’un rectangle, d’une ligne ou d’une ligne brisée ; null : à pdfmake de le dessiner. */
export function coderTrait(trait: Trait): string | null {
  if (RARES.some((rare) => rare in trait && trait[rare as keyof Trait])) return null;
  const chemin = tracer(trait);
  const fond = trait.color ? rvb(trait.color) : '';
  const contour = trait.lineColor || !trait.color ? rvb(trait.lineColor ?? '#000000') : '';
  if (chemin === null || fond === null || contour === null) return null;
  const peindre = fond !== '' && contour !== '' ? 'B' : fond !== '' ? 'f' : 'S';
  const { dash } = trait;
  const tirets = dash
    ? ` [${nombre(dash.length)} ${nombre(dash.space || dash.length)}] ${nombre(dash.phase ?? 0)} d`
    : '';
  return `q ${nombre(trait.lineWidth || 1)} w${tirets}${fond === '' ? '' : ` ${fond} rg`}${contour === '' ? '' : ` ${contour} RG`} ${chemin} ${peindre} Q`;
}

function tracer(trait: Trait): string | null {
  switch (trait.type) {
    case 'rect':
      return `${nombre(trait.x)} ${nombre(trait.y)} ${nombre(trait.w)} ${nombre(trait.h)} re`;
    case 'line':
      return `${nombre(trait.x1)} ${nombre(trait.y1)} m ${nombre(trait.x2)} ${nombre(trait.y2)} l`;
    case 'polyline':
      return tracerBrisee(trait.points ?? [], trait.closePath === true);
    default:
      return null;
  }
}

function tracerBrisee(points: NonNullable<Trait['points']>, fermer: boolean): string | null {
  const [premier] = points;
  const dernier = points.at(-1);
  if (!premier || !dernier || points.length < 2) return null;
  const suite = points.slice(1).map(({ x, y }) => `${nombre(x)} ${nombre(y)} l`);
  const ferme = fermer || (premier.x === dernier.x && premier.y === dernier.y);
  return `${nombre(premier.x)} ${nombre(premier.y)} m ${suite.join(' ')}${ferme ? ' h' : ''}`;
}

const teintes = new Map<string, string>();

/** « #16202E » → « 0.086 0.125 0.18 » ; null pour une couleur écrite autrement. */
export function rvb(couleur: unknown): string | null {
  if (typeof couleur !== 'string') return null;
  const connue = teintes.get(couleur);
  if (connue !== undefined) return connue;
  if (couleur === 'black') return '0 0 0';
  const parts = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(couleur);
  if (!parts) return null;
  const teinte = parts
    .slice(1)
    .map((part) => nombre(Number.parseInt(part, 16) / 255))
    .join(' ');
  teintes.set(couleur, teinte);
  return teinte;
}
