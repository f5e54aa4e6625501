import { TEXTE_MAX } from './limites.ts';

/** Interdits dans l’XML : ils tiennent la place d’une fin de ligne et d’une tabulation voulues, jusqu’à la fin du paragraphe. */
const FIN_DE_LIGNE = '\u0001';
const TABULATION = '\u0002';

/** Le texte d’une cellule OpenDocument : des paragraphes, où espaces, tabulations et fins de ligne sont des éléments. */
export interface TexteOds {
  /** Paragraphes finis, réunis par des fins de ligne ; null avant le premier. */
  fini: string | null;
  paragraphe: string;
}

/** Ajoute au paragraphe ce qu’un élément vaut de texte. `nombre` est l’attribut `text:c` d’une suite d’espaces. */
export function ajouterElement(texte: TexteOds, element: string, nombre: string | undefined): void {
  if (element === 'line-break') texte.paragraphe += FIN_DE_LIGNE;
  else if (element === 'tab') texte.paragraphe += TABULATION;
  else if (element === 's') {
    const combien = nombre === undefined || !/^\d+$/.test(nombre) ? 1 : Number(nombre);
    // Un espace de trop suffit à dépasser la limite : l’appelant refuse, rien de grand n’est construit.
    texte.paragraphe += ' '.repeat(Math.min(combien, TEXTE_MAX + 1));
  }
}

export function finirParagraphe(texte: TexteOds): void {
  const paragraphe = enClair(texte.paragraphe);
  texte.fini = texte.fini === null ? paragraphe : `${texte.fini}\n${paragraphe}`;
  texte.paragraphe = '';
}

/**
 * Les fins de ligne écrites telles quelles dans l’XML viennent de sa mise en page et valent une espace. Les espaces
 * seules sont gardées, comme LibreOffice le fait : la norme les réunirait.
 */
function enClair(paragraphe: string): string {
  let clair = paragraphe;
  if (/[\r\n]/.test(clair)) {
    const morceaux = clair.split(/[\r\n]+/);
    const dernier = morceaux.length - 1;
    clair = morceaux
      .map((m, i) => (i === 0 ? m.trimEnd() : i === dernier ? m.trimStart() : m.trim()))
      .filter((m) => m !== '')
      .join(' ');
  }
  return clair.replaceAll(FIN_DE_LIGNE, '\n').replaceAll(TABULATION, '\t');
}
