/** Les mêmes libellés reviennent à chaque ligne d’un fichier : leur forme est gardée, dans une réserve bornée. */
const RESERVE_MAXIMALE = 4096;
const LIBELLE_COURT = 64;
const reserve = new Map<string, string>();

/** Forme de comparaison : minuscules, sans accents, apostrophes droites, espaces repliées. Jamais affichée. */
export function normaliserTexte(texte: string): string {
  if (texte.length > LIBELLE_COURT) return replier(texte);
  const connu = reserve.get(texte);
  if (connu !== undefined) return connu;
  const replie = replier(texte);
  if (reserve.size >= RESERVE_MAXIMALE) reserve.clear();
  reserve.set(texte, replie);
  return replie;
}

function replier(texte: string): string {
  return texte
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[’‘ʼ]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

/** Première phrase utile d’une réponse, coupée au mot, pour servir de preuve à l’écran. */
export function extraire(texte: string, longueur = 90): string {
  const plat = texte.replace(/\s+/g, ' ').trim();
  if (plat.length <= longueur) return plat;
  const coupe = plat.slice(0, longueur);
  const espace = coupe.lastIndexOf(' ');
  return `${coupe.slice(0, espace > longueur / 2 ? espace : longueur).trimEnd()}…`;
}
