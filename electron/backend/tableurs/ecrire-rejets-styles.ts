import type { CellValue, Style } from 'exceljs';
import type { Valeur } from './classeur.ts';
import { texteSur } from './ecrire-classeur.ts';
import { FORMAT_DATE, FORMAT_TEXTE, type Presentation, styleCorps, styleEntete } from './ecrire-style.ts';

/** Gravité d’une cellule : sa couleur, toujours accompagnée d’un mot. */
export type Teinte = 'bloquante' | 'verifier';

export const FONDS: Readonly<Record<Teinte, string>> = { bloquante: 'FFF9CFCB', verifier: 'FFFDE7B3' };
export const ONGLETS: Readonly<Record<Teinte, string>> = { bloquante: 'FFC0392B', verifier: 'FFE0A100' };

type Genre = 'texte' | 'nombre' | 'long' | 'date' | 'instant' | 'booleen' | 'autre';

const PRESENTATIONS: Readonly<Record<Genre, Presentation>> = {
  // Le format texte garde aux SIRET et codes Insee leurs zéros quand la cellule est retouchée.
  texte: { alignement: 'left', libre: true, format: FORMAT_TEXTE },
  nombre: { alignement: 'right' },
  long: { alignement: 'right', format: '0' },
  date: { alignement: 'center', format: FORMAT_DATE },
  instant: { alignement: 'center', format: `${FORMAT_DATE} hh:mm:ss` },
  booleen: { alignement: 'center' },
  autre: { alignement: 'left' },
};
/** Au-delà, le format général montrerait 7,75612E+13. */
const ENTIER_LONG = 1e11;
/** Avant le faux 29 février 1900, les numéros de jour d’Excel sont décalés : ces dates restent du texte. */
const PREMIERE_DATE = '1900-03-01';
const ERREURS = ['#N/A', '#REF!', '#NAME?', '#DIV/0!', '#NULL!', '#VALUE!', '#NUM!'] as const;
/** Ce qu’une cellule de texte simple ne rendrait pas tel quel : espaces aux bords, sauts de ligne, caractères de contrôle. */
const DELICAT = /^\s|\s$|\p{Cc}|_x005F_/u;
/** Tabulation et saut de ligne passent tels quels. */
const CONTROLES = /(?![\t\n])[\p{Cc}]/gu;

export interface CelluleAEcrire {
  readonly valeur: CellValue;
  readonly genre: Genre;
}

/** La valeur reçue, telle qu’Excel la montrera ; jamais une formule. */
export function convertir(contenu: Valeur): CelluleAEcrire {
  switch (contenu.type) {
    case 'texte':
      return { valeur: enTexte(contenu.valeur), genre: 'texte' };
    case 'nombre': {
      const isLong = Number.isInteger(contenu.valeur) && Math.abs(contenu.valeur) >= ENTIER_LONG;
      return { valeur: contenu.valeur, genre: isLong ? 'long' : 'nombre' };
    }
    case 'booleen':
      return { valeur: contenu.valeur, genre: 'booleen' };
    case 'date':
      return enDate(contenu.valeur);
    case 'erreur': {
      const error = ERREURS.find((connue) => connue === contenu.valeur);
      return { valeur: error === undefined ? enTexte(contenu.valeur) : { error }, genre: 'autre' };
    }
    case 'formule_sans_resultat':
      // Rien à montrer : le commentaire le dit.
      return { valeur: null, genre: 'autre' };
    default:
      throw new Error(`Valeur non prévue : ${String(contenu satisfies never)}`);
  }
}

function enDate(valeur: string): CelluleAEcrire {
  if (valeur < PREMIERE_DATE) return { valeur, genre: 'texte' };
  const instant = valeur.length > 10 ? valeur : `${valeur}T00:00:00`;
  return { valeur: new Date(`${instant}Z`), genre: valeur.length > 10 ? 'instant' : 'date' };
}

/** Un texte délicat passe par une chaîne enrichie, seule forme où exceljs garde les espaces et Excel relit `_x000D_`. */
function enTexte(texte: string): CellValue {
  const net = texteSur(texte);
  if (!DELICAT.test(net)) return net;
  const code = (caractere: string) => `_x${caractere.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  return { richText: [{ text: net.replace(CONTROLES, code) }] };
}

/** Le même style est rendu par le même objet : exceljs ne le décrit alors qu’une fois. */
export function creerStyles(): (genre: Genre, teinte: Teinte | null, isEntete: boolean) => Partial<Style> {
  const styles = new Map<string, Partial<Style>>();
  return (genre, teinte, isEntete) => {
    const cle = `${genre} ${teinte} ${isEntete}`;
    const connu = styles.get(cle);
    if (connu !== undefined) return connu;
    const base = isEntete ? { ...styleEntete('left'), numFmt: FORMAT_TEXTE } : styleCorps(PRESENTATIONS[genre]);
    const style: Partial<Style> = {
      ...base,
      alignment: { ...base.alignment, vertical: isEntete ? 'middle' : 'top' },
      ...(teinte ? { fill: remplir(teinte) } : {}),
    };
    styles.set(cle, style);
    return style;
  };
}

export function remplir(teinte: Teinte): Style['fill'] {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb: FONDS[teinte] } };
}
