/** Ce que montre un format de nombre : une date (avec ou sans heure), une heure du jour, une durée, ou un nombre. */
export type Sorte = 'nombre' | 'date' | 'heure' | 'duree';

/**
 * Formats prédéfinis qui ne sont pas des nombres (ECMA-376, 18.8.30) : un classeur n’en écrit que le numéro. Ceux de 27 à
 * 36, de 50 à 58 et de 71 à 81 dépendent de la langue du poste, mais sont tous des dates ou des heures.
 */
function sortePredefinie(numero: number): Sorte {
  if (numero >= 14 && numero <= 17) return 'date';
  if (numero >= 18 && numero <= 21) return 'heure';
  if (numero === 22) return 'date';
  if (numero >= 27 && numero <= 31) return 'date';
  if (numero >= 32 && numero <= 35) return 'heure';
  if (numero === 36) return 'date';
  if (numero === 45 || numero === 47) return 'heure';
  if (numero === 46) return 'duree';
  if (numero >= 50 && numero <= 58) return 'date';
  if (numero >= 71 && numero <= 74) return 'date';
  if (numero >= 75 && numero <= 76) return 'heure';
  if (numero === 77) return 'date';
  if (numero === 78 || numero === 80) return 'heure';
  if (numero === 79) return 'duree';
  if (numero === 81) return 'date';
  return 'nombre';
}

/** Sorte d’un format d’après son numéro et les formats que le classeur définit lui-même. */
export function sorteDuFormat(numero: number, definis: ReadonlyMap<number, string>): Sorte {
  const code = definis.get(numero);
  return code === undefined ? sortePredefinie(numero) : sorteDuCode(code);
}

/**
 * Sorte d’un code de format. Seule la première section compte (celle des nombres positifs), une fois ôtés le texte entre
 * guillemets, les caractères protégés et les crochets de couleur, de condition ou de langue.
 */
export function sorteDuCode(code: string): Sorte {
  let lettres = '';
  for (const [morceau] of code.matchAll(/"[^"]*"?|[\\_*][\s\S]|\[[^\]]*\]?|;|General|Standard|[\s\S]/gi)) {
    if (morceau === ';') break;
    if (/^\[(?:h+|m+|s+)\]$/i.test(morceau)) return 'duree';
    if (morceau.length === 1) lettres += morceau.toLowerCase();
  }
  const aUneHeure = /[hs]|am\/pm|a\/p/.test(lettres);
  if (/[yd]/.test(lettres)) return 'date';
  if (aUneHeure) return 'heure';
  return lettres.includes('m') ? 'date' : 'nombre'; // « m » seul est un mois, avec h ou s des minutes
}
