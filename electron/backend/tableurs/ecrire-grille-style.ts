import type { DataValidation, Style, Worksheet } from 'exceljs';
import { empreinteTexte } from '../grilles/empreintes.ts';
import { adresse } from './classeur.ts';
import { CONSTATS_PROPOSES, NIVEAUX_PROPOSES } from './ecrire-grille-format.ts';
import { A_COTER, OK } from './ecrire-grille-formules.ts';
import { hauteurPour, STYLES, styleReponse } from './ecrire-modele-style.ts';

const CENTRE = { vertical: 'middle', horizontal: 'center' } as const;
const BORD = { style: 'thin', color: { argb: 'FF758690' } } as const;
const ROUGE = { argb: 'FFA3241E' };
const VERT = { argb: 'FF17683A' };
const FOND_ROUGE = { argb: 'FFFBE6E4' };
/** Excel refuse un classeur dont une bulle de saisie dépasse cette longueur. */
const BULLE_MAXIMALE = 255;

export const FORMAT_NOTE = '0.0';

/** Format standard : un 2,5 s’y voit tel quel. */
export const STYLE_NIVEAU: Partial<Style> = {
  ...styleReponse('texte'),
  font: { ...STYLES.total.font, size: 12 },
  alignment: CENTRE,
  numFmt: 'General',
};
export const STYLE_CONSTAT: Partial<Style> = { ...styleReponse('texte'), alignment: { ...CENTRE, wrapText: true } };
export const STYLE_COMMENTAIRE: Partial<Style> = styleReponse('texte_long');

export const STYLE_NOTE: Partial<Style> = {
  ...STYLES.total,
  font: { ...STYLES.total.font, size: 14 },
  alignment: CENTRE,
  numFmt: FORMAT_NOTE,
};
export const STYLE_NOTE_AXE: Partial<Style> = {
  ...STYLES.rubrique,
  alignment: CENTRE,
  numFmt: FORMAT_NOTE,
};
export const STYLE_LIEN: Partial<Style> = {
  font: { ...STYLES.phrase.font, underline: true },
  alignment: { vertical: 'middle', horizontal: 'left', indent: 1 },
};
export const STYLE_SOURCE: Partial<Style> = STYLES.aideCourte;
/** Haut de cellule : un texte long se lit depuis son début. */
export const STYLE_TEXTE_HAUT: Partial<Style> = {
  ...STYLES.libelle,
  alignment: { ...STYLES.libelle.alignment, vertical: 'top' },
};
export const STYLE_LIBELLE_HAUT: Partial<Style> = {
  ...STYLE_TEXTE_HAUT,
  font: { ...STYLES.libelle.font, bold: true },
};
export const STYLE_AIDE_HAUT: Partial<Style> = {
  ...STYLES.aide,
  alignment: { ...STYLES.aide.alignment, vertical: 'top' },
};
export const STYLE_ENTETE_VERTICAL: Partial<Style> = {
  ...STYLES.entete,
  alignment: { vertical: 'bottom', horizontal: 'center', textRotation: 90, wrapText: true },
  border: { top: BORD, bottom: BORD, left: BORD, right: BORD },
};

function liste(valeurs: readonly string[], error: string, bulle?: { titre: string; texte: string }): DataValidation {
  return {
    type: 'list',
    formulae: [`"${valeurs.join(',')}"`],
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: 'Réponse à corriger',
    error,
    ...(bulle
      ? {
          showInputMessage: true,
          promptTitle: bulle.titre.slice(0, 32),
          prompt: bulle.texte.length <= BULLE_MAXIMALE ? bulle.texte : `${bulle.texte.slice(0, BULLE_MAXIMALE - 1)}…`,
        }
      : {}),
  };
}

export function listeNiveaux(bulle?: { titre: string; texte: string }): DataValidation {
  return liste(NIVEAUX_PROPOSES, 'Choisissez 0, 1, 2, 3, ou SO (sans objet).', bulle);
}

export const LISTE_CONSTATS: DataValidation = liste(
  Object.values(CONSTATS_PROPOSES),
  'Choisissez oui, non ou non renseigné ; vide : vous gardez la proposition.',
);

/** La cellule en rouge quand la formule est vraie ; le mot est dans la colonne « À faire ». */
export function signalerSi(feuille: Worksheet, ref: string, formule: string): void {
  feuille.addConditionalFormatting({
    ref,
    rules: [
      {
        type: 'expression',
        priority: 3,
        formulae: [formule],
        style: { font: { color: ROUGE }, fill: { type: 'pattern', pattern: 'solid', bgColor: FOND_ROUGE } },
      },
    ],
  });
}

/** Rouge ce qui est faux ou obligatoire, vert « ok », sans couleur ce qui n’est pas encore coté. */
export function colorerAFaire(feuille: Worksheet, ref: string): void {
  const premiere = ref.split(':')[0] ?? ref;
  feuille.addConditionalFormatting({
    ref,
    rules: [
      { type: 'expression', priority: 1, formulae: [`${premiere}="${OK}"`], style: { font: { color: VERT } } },
      {
        type: 'expression',
        priority: 2,
        formulae: [`AND(LEN(${premiere})>2,${premiere}<>"${A_COTER}")`],
        style: { font: { color: ROUGE }, fill: { type: 'pattern', pattern: 'solid', bgColor: FOND_ROUGE } },
      },
    ],
  });
}

/** Hauteur d’une ligne de lecture : un dossier en a cent, chaque point compte à l’impression. */
export function hauteurSerree(textes: Parameters<typeof hauteurPour>[0]): number {
  return Math.max(15, hauteurPour(textes.map(([texte, largeur]) => [texte, largeur * 1.12] as const)) - 5);
}

/** « detail:1a2b3c4d preuve:… » : de quoi nommer une cellule verrouillée qui a changé. */
export function ecrireEmpreintes(textes: Readonly<Record<string, string>>): string {
  return Object.entries(textes)
    .filter(([, texte]) => texte.trim() !== '')
    .map(([colonne, texte]) => `${colonne}:${empreinteTexte(texte)}`)
    .join(' ');
}

/** Lettres d’une colonne, 1 = A. */
export function lettres(colonne: number): string {
  return adresse(colonne - 1, 1).slice(0, -1);
}
