import type { Alignment, Borders, Cell, Style, Worksheet } from 'exceljs';
import { texteSur } from './ecrire-classeur.ts';

/** Encre, gris et fonds des documents imprimés ; lisibles en photocopie. */
const ENCRE = { argb: 'FF16202E' };
const GRIS = { argb: 'FF4A5564' };
const FILET = { argb: 'FF9AA3AF' };
const FOND_ENTETE = { argb: 'FFDDE2E8' };
const FOND_TOTAL = { argb: 'FFEDF0F3' };

export const FORMAT_MONTANT = '#,##0.00';
export const FORMAT_DATE = 'dd/mm/yyyy';
export const FORMAT_TEXTE = '@';
export const FORMAT_ENTIER = '#,##0';
/** Hauteur d’une ligne de tableau, en points, et de chaque ligne de texte de plus. */
const HAUTEUR_LIGNE = 15.75;
const HAUTEUR_SUIVANTE = 10.5;

/** Un caractère de largeur de colonne, dans la police de base du classeur. */
const PIXELS_PAR_CARACTERE = 7;
/** Retrait d’un côté et bords de la cellule. */
const MARGES_PIXELS = 14;
/** Chasses d’Arial en millièmes de corps, de l’espace (32) au tilde (126). */
// biome-ignore format: une table se lit par rangées
const CHASSES: readonly number[] = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
  556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
  1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
  667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
  333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
  556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const AUTRES_CHASSES: ReadonlyMap<string, number> = new Map([
  ['\u00a0', 278],
  ['\u202f', 278],
  ['’', 222],
  ['«', 556],
  ['»', 556],
  ['–', 556],
  ['°', 400],
  ['œ', 944],
  ['Œ', 1000],
  ['…', 1000],
]);

export type Alignement = 'left' | 'center' | 'right';

const BORDS: Partial<Borders> = {
  top: { style: 'thin', color: FILET },
  bottom: { style: 'thin', color: FILET },
  left: { style: 'thin', color: FILET },
  right: { style: 'thin', color: FILET },
};
const BORDS_ENTETE: Partial<Borders> = {
  top: { style: 'thin', color: ENCRE },
  bottom: { style: 'thin', color: ENCRE },
  left: { style: 'thin', color: ENCRE },
  right: { style: 'thin', color: ENCRE },
};
const BORDS_TOTAL: Partial<Borders> = { ...BORDS, top: { style: 'medium', color: ENCRE } };

function police(gras = false) {
  return { name: 'Arial', family: 2, size: 8, bold: gras, color: ENCRE };
}

function cadrage(alignement: Alignement, wrapText = false): Partial<Alignment> {
  return { horizontal: alignement, vertical: 'middle', wrapText, indent: alignement === 'center' ? 0 : 1 };
}

export function styleEntete(alignement: Alignement): Partial<Style> {
  return {
    font: police(true),
    alignment: cadrage(alignement, true),
    border: BORDS_ENTETE,
    fill: { type: 'pattern', pattern: 'solid', fgColor: FOND_ENTETE },
  };
}

export interface Presentation {
  readonly alignement: Alignement;
  readonly format?: string;
  readonly gras?: boolean;
  /** Passe à la ligne : texte libre. */
  readonly libre?: boolean;
  /** Rapetisse pour tenir : codes qu’on ne coupe pas. */
  readonly reduit?: boolean;
}

export function styleCorps(presentation: Presentation): Partial<Style> {
  return {
    font: police(presentation.gras),
    alignment: {
      ...cadrage(presentation.alignement, presentation.libre),
      ...(presentation.reduit ? { shrinkToFit: true } : {}),
    },
    border: BORDS,
    ...(presentation.format ? { numFmt: presentation.format } : {}),
  };
}

export function styleTotal(alignement: Alignement, format?: string): Partial<Style> {
  return {
    font: police(true),
    alignment: cadrage(alignement),
    border: BORDS_TOTAL,
    fill: { type: 'pattern', pattern: 'solid', fgColor: FOND_TOTAL },
    ...(format ? { numFmt: format } : {}),
  };
}

/** Titre d’un bloc, au-dessus de son tableau. */
export function ecrireTitre(feuille: Worksheet, ligne: number, texte: string): void {
  const cellule = feuille.getCell(ligne, 1);
  cellule.value = texteSur(texte);
  cellule.style = { font: { ...police(true), size: 10.5 }, alignment: { vertical: 'middle' } };
  feuille.getRow(ligne).height = 21;
}

/** Phrase sous un titre, en gris, sans cadre. */
export function ecrirePhrase(feuille: Worksheet, ligne: number, texte: string): void {
  const cellule = feuille.getCell(ligne, 1);
  cellule.value = texteSur(texte);
  cellule.style = { font: { ...police(), color: GRIS }, alignment: { vertical: 'middle' } };
}

export function ecrireCellule(cellule: Cell, valeur: string | number | Date | null, style: Partial<Style>): void {
  cellule.value = typeof valeur === 'string' ? texteSur(valeur) : valeur;
  cellule.style = style;
}

/** Une formule et sa valeur calculée, pour les lecteurs qui ne recalculent pas. */
export function ecrireFormule(cellule: Cell, formule: string, resultat: string | number, style: Partial<Style>): void {
  cellule.value = { formula: formule, result: resultat };
  cellule.style = style;
}

/** A4, marges des maquettes, pages numérotées ; `pages` de large, autant qu’il faut en hauteur. */
export function mettreEnPage(
  feuille: Worksheet,
  page: { orientation: 'landscape' | 'portrait'; pages: number; entete: string; pied: string },
): void {
  feuille.pageSetup = {
    ...feuille.pageSetup,
    paperSize: 9,
    orientation: page.orientation,
    fitToPage: true,
    fitToWidth: page.pages,
    fitToHeight: 0,
    pageOrder: 'overThenDown',
    margins: { left: 0.47, right: 0.47, top: 0.7, bottom: 0.6, header: 0.36, footer: 0.3 },
  };
  feuille.headerFooter.oddHeader = page.entete;
  feuille.headerFooter.oddFooter = page.pied;
}

/** Hauteur d’une ligne dont la cellule la plus longue prend `lignes` lignes de texte. */
export function hauteur(lignes: number): number {
  return HAUTEUR_LIGNE + Math.max(0, lignes - 1) * HAUTEUR_SUIVANTE;
}

/**
 * Nombre de lignes que prend un texte dans une colonne large de `largeur` caractères. Excel ne recalcule pas la hauteur
 * d’un fichier reçu : on la calcule ici, en comptant un peu large.
 */
export function lignesDeTexte(texte: string, largeur: number): number {
  const disponible = largeur * PIXELS_PAR_CARACTERE - MARGES_PIXELS;
  let lignes = 0;
  for (const paragraphe of texte.split('\n')) {
    let occupe = 0;
    lignes += 1;
    for (const mot of paragraphe.split(' ')) {
      const taille = largeurTexte(mot);
      const ajout = occupe > 0 ? largeurTexte(' ') + taille : taille;
      if (occupe + ajout <= disponible) {
        occupe += ajout;
        continue;
      }
      if (occupe > 0) lignes += 1;
      // Un mot plus large que la colonne est coupé où il faut.
      lignes += Math.max(0, Math.ceil(taille / disponible) - 1);
      occupe = Math.min(taille, disponible);
    }
  }
  return lignes;
}

/** Largeur en Arial 8, en pixels d’écran (96 par pouce), avec 2 % de garde. */
function largeurTexte(texte: string): number {
  let milliemes = 0;
  for (const caractere of texte.normalize('NFD')) {
    if (/\p{Mn}/u.test(caractere)) continue;
    milliemes += CHASSES[caractere.charCodeAt(0) - 32] ?? AUTRES_CHASSES.get(caractere) ?? 667;
  }
  return (milliemes / 1000) * (8 * (96 / 72)) * 1.02;
}
