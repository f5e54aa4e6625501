import type { RefusDeLecture } from './classeur.ts';
import { TEXTE_MAX } from './limites.ts';
import { refuser } from './refuser.ts';

/** Un caractère échappé s’écrit `_x000D_` : sept signes pour un. */
const SIGNES_PAR_ECHAPPEMENT = 7;

/** Décode les échappements `_xHHHH_` ; `_x005F_` rend un tiret bas, et protège ainsi un texte qui leur ressemble. */
export function decoderEchappements(texte: string): string {
  if (!texte.includes('_x')) return texte;
  // Le caractère nul coupe un texte dans SQLite et dans bien des écrans ; une moitié de caractère n’est pas du texte.
  return texte
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\0', '')
    .toWellFormed();
}

/** Accumule le texte d’une chaîne faite de morceaux, sans le laisser grossir au-delà de ce que tient une cellule. */
export function accumuler(debut: string, suite: string, nom: string, lieu: () => string): string {
  const texte = debut === '' ? suite : debut + suite;
  if (texte.length > TEXTE_MAX * SIGNES_PAR_ECHAPPEMENT) throw refuserLong(nom, lieu());
  return texte;
}

/** @throws RefusDeLecture si le texte décodé est plus long que ce que tient une cellule */
export function decoderTexte(texte: string, nom: string, lieu: () => string): string {
  const decode = decoderEchappements(texte);
  if (decode.length > TEXTE_MAX) throw refuserLong(nom, lieu());
  return decode;
}

/** `1`, `true` ou `on` dans un booléen d’XML. */
export function estVrai(valeur: string | undefined): boolean {
  return valeur === '1' || valeur === 'true' || valeur === 'on';
}

function refuserLong(nom: string, lieu: string): RefusDeLecture {
  return refuser('texte_trop_long', nom, lieu);
}
