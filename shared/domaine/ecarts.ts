import type { Charte } from './charte.ts';
import { comparer, enDixiemes, type Fraction, fraction, soustraire } from './fraction.ts';
import { calculerNote, type NiveauxParCritere } from './note.ts';

/** Domaine §5 : deux niveaux d’écart sur un critère, ou quinze points sur la note. */
export const ECART_NIVEAUX = 2;
export const ECART_POINTS = 15;

export interface EcartCritere {
  readonly critere: string;
  /** Du plus bas au plus haut niveau donné ; « sans objet » n’est pas un niveau et n’entre pas dans l’écart. */
  readonly niveaux: number;
  /** Vrai si le rapporteur a fixé le critère : l’écart reste visible, il n’est plus à harmoniser. */
  readonly fixe: boolean;
}

export interface Ecarts {
  /** Critères où les lecteurs s’écartent d’au moins deux niveaux, dans l’ordre de la charte. */
  readonly criteres: readonly EcartCritere[];
  /** De la plus basse à la plus haute note des lecteurs, en dixièmes ; les critères fixés n’y comptent plus. */
  readonly noteDixiemes: number | null;
  /** Comparé sur la fraction exacte : 14,96 affiché 15,0 n’est pas un écart. */
  readonly noteDepasse: boolean;
  /** Il reste quelque chose à harmoniser avant le Copil. */
  readonly aHarmoniser: boolean;
}

const AUCUN: Ecarts = { criteres: [], noteDixiemes: null, noteDepasse: false, aHarmoniser: false };

/** Compare les lectures terminées d’un dossier ; rien à comparer avec moins de deux. */
export function trouverEcarts(
  charte: Charte,
  lectures: readonly NiveauxParCritere[],
  fixes: NiveauxParCritere = {},
): Ecarts {
  if (lectures.length < 2) return AUCUN;
  const criteres = charte.axes
    .flatMap((axe) => axe.criteres)
    .flatMap(({ code }): EcartCritere[] => {
      const niveaux = lectures.map((l) => l[code]).filter((n): n is 0 | 1 | 2 | 3 => typeof n === 'number');
      const ecart = niveaux.length < 2 ? 0 : Math.max(...niveaux) - Math.min(...niveaux);
      return ecart < ECART_NIVEAUX ? [] : [{ critere: code, niveaux: ecart, fixe: fixes[code] !== undefined }];
    });
  const etendue = etendueDesNotes(charte, lectures, fixes);
  const noteDepasse = etendue !== null && comparer(etendue, fraction(ECART_POINTS)) >= 0;
  return {
    criteres,
    noteDixiemes: etendue && enDixiemes(etendue),
    noteDepasse,
    aHarmoniser: noteDepasse || criteres.some((c) => !c.fixe),
  };
}

function etendueDesNotes(
  charte: Charte,
  lectures: readonly NiveauxParCritere[],
  fixes: NiveauxParCritere,
): Fraction | null {
  const notes = lectures
    .flatMap((lecture) => calculerNote(charte, [lecture], fixes).fraction ?? [])
    .toSorted((a, b) => comparer(a, b));
  const [plusBasse] = notes;
  const plusHaute = notes.at(-1);
  return notes.length < 2 || !plusBasse || !plusHaute ? null : soustraire(plusHaute, plusBasse);
}
