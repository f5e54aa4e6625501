import type { Style } from 'pdfmake/interfaces.js';

/** Toutes lisibles en photocopie ; jamais la couleur seule ne porte un sens. */
export const COULEURS = {
  encre: '#16202E',
  accent: '#1F4468',
  gris: '#4A5564',
  filet: '#9AA3AF',
  filetClair: '#C9CFD6',
  carte: '#C7D2DE',
  fond: '#EDF0F3',
  blanc: '#FFFFFF',
} as const;

/** A4 en points. */
export const PAGE = { largeur: 595.28, hauteur: 841.89 } as const;
export const MARGE = 48;
export const LARGEUR_UTILE = PAGE.largeur - 2 * MARGE;
export const LARGEUR_UTILE_PAYSAGE = PAGE.hauteur - 2 * MARGE;
/** [gauche, haut, droite, bas] */
export const MARGES = {
  portrait: [MARGE, 62, MARGE, 54],
  paysage: [MARGE, 56, MARGE, 46],
  fiche: [MARGE, 54, MARGE, 54],
} as const;

/** Hauteur d’une ligne de Roboto pour un corps de 1 ; un interligne se donne à pdfmake comme un multiple. */
const HAUTEUR_NATURELLE = 1.171_875;

export const POLICES = {
  Roboto: { normal: 'Roboto-Regular.ttf', bold: 'Roboto-Bold.ttf', italics: 'Roboto-Italic.ttf' },
  RobotoMedium: { normal: 'Roboto-Medium.ttf', bold: 'Roboto-Bold.ttf' },
  RobotoCondensed: { normal: 'RobotoCondensed-Regular.ttf', bold: 'RobotoCondensed-Bold.ttf' },
  RobotoCondensedMedium: { normal: 'RobotoCondensed-Medium.ttf', bold: 'RobotoCondensed-Bold.ttf' },
} as const;

interface Caractere {
  readonly police: keyof typeof POLICES;
  readonly gras?: true;
  readonly corps: number;
  readonly interligne: number;
  readonly couleur?: string;
}

/** L’échelle typographique : un nom par usage. Aucun corps sous 7,5. */
export const CARACTERES = {
  titreCouverture: { police: 'RobotoMedium', corps: 30, interligne: 36, couleur: COULEURS.accent },
  accroche: { police: 'RobotoMedium', corps: 24, interligne: 30 },
  sousTitreCouverture: { police: 'Roboto', corps: 14, interligne: 20 },
  phraseCouverture: { police: 'Roboto', corps: 11, interligne: 16 },
  fort: { police: 'RobotoMedium', corps: 11, interligne: 16 },
  titrePage: { police: 'RobotoMedium', corps: 17, interligne: 21, couleur: COULEURS.accent },
  titreBloc: { police: 'Roboto', gras: true, corps: 10.5, interligne: 14, couleur: COULEURS.accent },
  lettre: { police: 'Roboto', corps: 10, interligne: 14.5 },
  lettreForte: { police: 'Roboto', gras: true, corps: 10, interligne: 14.5 },
  lettreTableau: { police: 'Roboto', corps: 9.5, interligne: 12.5 },
  reference: { police: 'Roboto', corps: 8.5, interligne: 12.5 },
  chiffre: { police: 'RobotoMedium', corps: 19, interligne: 24 },
  texte: { police: 'Roboto', corps: 9, interligne: 12.5 },
  texteFort: { police: 'RobotoMedium', corps: 9, interligne: 12.5 },
  sousTitre: { police: 'Roboto', corps: 9, interligne: 12.5, couleur: COULEURS.gris },
  texteFiche: { police: 'Roboto', corps: 8, interligne: 10.5 },
  tableau: { police: 'Roboto', corps: 8.5, interligne: 11 },
  tableauFort: { police: 'RobotoMedium', corps: 8.5, interligne: 11 },
  entete: { police: 'RobotoMedium', corps: 7.5, interligne: 9.5, couleur: COULEURS.gris },
  dense: { police: 'RobotoCondensed', corps: 8.3, interligne: 9.8 },
  denseFort: { police: 'RobotoCondensedMedium', corps: 8.3, interligne: 9.8 },
  enteteDense: { police: 'RobotoCondensedMedium', corps: 7.7, interligne: 9.5, couleur: COULEURS.gris },
  legende: { police: 'Roboto', corps: 8, interligne: 9.4 },
  legendeForte: { police: 'RobotoMedium', corps: 8, interligne: 9.4 },
  note: { police: 'Roboto', corps: 7.5, interligne: 10, couleur: COULEURS.gris },
  noteForte: { police: 'RobotoMedium', corps: 7.5, interligne: 10 },
} as const satisfies Record<string, Caractere>;

export type NomCaractere = keyof typeof CARACTERES;

/** Les styles nommés, dans la forme que pdfmake attend. */
export function stylesPdfmake(): Record<NomCaractere, Style> {
  // Object.fromEntries perd les noms de clés ; ce sont celles de CARACTERES.
  return Object.fromEntries(
    Object.entries<Caractere>(CARACTERES).map(([nom, caractere]) => [nom, versStyle(caractere)]),
  ) as Record<NomCaractere, Style>;
}

function versStyle(caractere: Caractere): Style {
  return {
    font: caractere.police,
    bold: caractere.gras === true,
    fontSize: caractere.corps,
    lineHeight: caractere.interligne / (caractere.corps * HAUTEUR_NATURELLE),
    color: caractere.couleur ?? COULEURS.encre,
  };
}
