import { texteSur } from '../ecrire-classeur.ts';

/** Tout caractère de commande, sauf tabulation et saut de ligne : XML n’en veut pas. */
const INTERDITS = /[^\P{Cc}\t\n]/gu;
const A_ECHAPPER = /[&<>"]/;

/** Le texte tel qu’un lecteur le rendra : sans ce que XML interdit, fins de ligne d’Unix, coupé à la longueur d’une cellule. */
export function texteDeCase(texte: string): string {
  return texteSur(texte.replace(/\r\n?/g, '\n').replace(INTERDITS, '')).replaceAll('_x005F_', '_');
}

/** Le même, prêt à écrire entre deux balises : `_x0041_` y reste `_x0041_`, qu’Excel lirait « A ». */
export function texteEcrit(texte: string): string {
  return enXml(texteSur(texte.replace(/\r\n?/g, '\n').replace(INTERDITS, '')));
}

export function enXml(texte: string): string {
  if (!A_ECHAPPER.test(texte)) return texte;
  return texte.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
