export const INSECABLE = '\u00a0';
export const FINE = '\u202f';

/** Espaces insécables et apostrophes du français, pour les phrases écrites dans le code avec des espaces ordinaires. */
export function typo(phrase: string): string {
  return phrase
    .replace(/ ([:»€%])/g, `${INSECABLE}$1`)
    .replaceAll('« ', `«${INSECABLE}`)
    .replace(/ ([;?!])/g, `${FINE}$1`)
    .replace(/(n°|p\.|Mme|M\.) /g, `$1${INSECABLE}`)
    .replaceAll("'", '’');
}

/** « 24 119 776 », « 999 010 382 00011 » : lisible à voix haute ; un numéro d’une autre forme reste tel quel. */
export function grouperNumero(numero: string): string {
  return /^\d{7,}$/.test(numero) ? numero.replace(/\B(?=(?:\d{3})+$)/g, FINE) : numero;
}

/** Siret imprimé : 3, 3, 3 puis 5 chiffres. */
export function grouperSiret(siret: string): string {
  const parts = /^(\d{3})(\d{3})(\d{3})(\d{5})$/.exec(siret);
  return parts ? parts.slice(1).join(INSECABLE) : siret;
}

/** « 02 38 00 00 23 » ; un numéro d’une autre forme reste tel quel. */
export function grouperTelephone(numero: string): string {
  return /^0\d{9}$/.test(numero) ? numero.replace(/\B(?=(?:\d{2})+$)/g, INSECABLE) : numero;
}

/** « Hugo Besnard » → « H. Besnard » ; un nom seul reste tel quel. */
export function abregerNom(nom: string): string {
  const [prenom = '', ...suite] = nom.trim().split(/\s+/);
  return suite.length === 0 ? prenom : `${prenom.charAt(0)}.${INSECABLE}${suite.join(' ')}`;
}

/** `['a', 'b', 'c']` → « a, b et c ». */
export function enumerer(elements: readonly string[]): string {
  const dernier = elements.at(-1) ?? '';
  return elements.length < 2 ? dernier : `${elements.slice(0, -1).join(', ')} et ${dernier}`;
}

/** Première lettre en capitale, accents gardés. */
export function capitaliser(texte: string): string {
  return texte.charAt(0).toLocaleUpperCase('fr') + texte.slice(1);
}

/** Le cas de loin le plus fréquent : rien à examiner. */
const COURANT = /^[ -~\u00a0-\u00ac\u00ae-\u017f–’“”…\u202f€\n]*$/;
/** Remplacements lisibles de signes courants que Roboto n’a pas. */
const EQUIVALENTS: ReadonlyMap<string, string> = new Map([
  ['→', '>'],
  ['←', '<'],
  ['✓', 'oui'],
  ['✔', 'oui'],
  ['☑', '[x]'],
  ['☐', '[ ]'],
  ['▪', '•'],
  ['■', '•'],
  ['\u2011', '-'],
]);

/**
 * Rend un texte venu d’un fichier imprimable : forme composée, sans caractère de commande, et « ? » à la place
 * d’un signe que la police n’a pas (un carré muet serait pire : on ne saurait pas qu’il manque quelque chose).
 */
export function rendreImprimable(texte: string, possede: (pointDeCode: number) => boolean): string {
  if (COURANT.test(texte)) return texte;
  const net = texte
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    // Caractères sans dessin : commandes, césure conditionnelle, jonctions, marques de sens et variantes d’emoji.
    .replace(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Variation_Selector}]/gu, '');
  let sortie = '';
  for (const caractere of net) {
    if (caractere === '\n' || possede(caractere.codePointAt(0) ?? 0)) sortie += caractere;
    else sortie += EQUIVALENTS.get(caractere) ?? '?';
  }
  return sortie;
}
