import type { Segment } from './modele-lettre.ts';

/** Ce qu’un texte réglable peut citer entre accolades : des mots dans une phrase, des tableaux à la place d’un paragraphe. */
export interface Vocabulaire {
  /** Le nom de chaque variable et ce qu’elle dit. */
  readonly variables: Readonly<Record<string, string>>;
  readonly blocs: Readonly<Record<string, string>>;
}

/** Le nom entre accolades, espaces ôtées. */
export const ACCOLADES = /\{\s*([^{}]*?)\s*\}/g;

/** Ce qui ne va pas dans un texte, en phrases qui disent où. `avecBlocs` : ce texte reçoit des tableaux. */
export function controlerAccolades(texte: string, vocabulaire: Vocabulaire, avecBlocs: boolean): string[] {
  const problemes: { readonly rang: number; readonly phrase: string }[] = [];
  for (const trouve of texte.matchAll(ACCOLADES)) {
    const nom = trouve[1] ?? '';
    const ou = situer(texte, trouve.index);
    if (Object.hasOwn(vocabulaire.blocs, nom)) {
      if (!avecBlocs)
        problemes.push({
          rang: trouve.index,
          phrase: `${ou} : {${nom}} est un tableau, il va dans le texte de la lettre.`,
        });
      else if (!estSeul(texte, trouve.index, trouve[0].length))
        problemes.push({
          rang: trouve.index,
          phrase: `${ou} : {${nom}} est un tableau, laissez-le seul entre deux lignes vides.`,
        });
    } else if (!Object.hasOwn(vocabulaire.variables, nom))
      problemes.push({ rang: trouve.index, phrase: `${ou} : ${direInconnue(nom, vocabulaire)}` });
  }
  // Les paires ôtées, à longueur égale : une accolade qui reste garde sa place.
  const reste = texte.replace(ACCOLADES, (paire) => ' '.repeat(paire.length));
  for (const trouve of reste.matchAll(/[{}]/g))
    problemes.push({
      rang: trouve.index,
      phrase: `${situer(texte, trouve.index)} : l’accolade « ${trouve[0]} » n’a pas sa paire.`,
    });
  return problemes.toSorted((a, b) => a.rang - b.rang).map((p) => p.phrase);
}

/** « Ligne 3, caractère 12 ». */
function situer(texte: string, rang: number): string {
  const avant = texte.slice(0, rang).split('\n');
  return `Ligne ${avant.length}, caractère ${(avant.at(-1)?.length ?? 0) + 1}`;
}

/** Vrai si rien d’autre n’est dans le paragraphe. */
function estSeul(texte: string, rang: number, longueur: number): boolean {
  return (
    /(?:^|\n[ \t]*\n)[ \t\n]*$/.test(texte.slice(0, rang)) &&
    /^[ \t]*(?:$|\n[ \t]*(?:\n|$))/.test(texte.slice(rang + longueur))
  );
}

function direInconnue(nom: string, { variables, blocs }: Vocabulaire): string {
  if (nom === '') return 'accolades vides, écrivez le nom d’une variable.';
  const proche = [...Object.keys(variables), ...Object.keys(blocs)]
    .map((connue) => ({ connue, ecart: distance(nom.toLowerCase(), connue) }))
    .toSorted((a, b) => a.ecart - b.ecart)[0];
  const suite =
    proche && proche.ecart <= 2 ? ` Vouliez-vous dire {${proche.connue}} ?` : ' La liste est sous les textes.';
  return `variable inconnue {${nom}}.${suite}`;
}

/** Nombre de lettres à changer, ajouter ou ôter pour passer d’un mot à l’autre. */
function distance(a: string, b: string): number {
  let ligne = Array.from({ length: b.length + 1 }, (_, rang) => rang);
  for (let i = 1; i <= a.length; i += 1) {
    const suivante = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (ligne[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      suivante.push(Math.min(change, (ligne[j] ?? 0) + 1, (suivante[j - 1] ?? 0) + 1));
    }
    ligne = suivante;
  }
  return ligne[b.length] ?? 0;
}

/** Les paragraphes d’un texte : une ligne vide les sépare. */
export function paragraphes(texte: string): string[] {
  return texte
    .trim()
    .split(/\n[ \t]*\n/)
    .map((p) => p.trim())
    .filter((p) => p !== '');
}

/** Une valeur n’est jamais relue comme un texte : un porteur nommé « {montant} » garde ce nom. */
export function decouper<V extends string>(
  texte: string,
  valeurs: Readonly<Record<V, string>>,
  fortes: ReadonlySet<V>,
): Segment[] {
  // Object.hasOwn ne rétrécit pas le type de la clé.
  const estConnue = (nom: string): nom is V => Object.hasOwn(valeurs, nom);
  return texte
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const nom = /^\{\s*([^{}]*?)\s*\}$/.exec(part)?.[1];
      return nom !== undefined && estConnue(nom)
        ? { texte: valeurs[nom], fort: fortes.has(nom) }
        : { texte: part, fort: false };
    });
}

/** Le texte d’une ligne, variables remplacées. */
export function enLigne<V extends string>(texte: string, valeurs: Readonly<Record<V, string>>): string {
  return decouper(texte, valeurs, new Set())
    .map((s) => s.texte)
    .join('');
}

/** Vrai si une variable du paragraphe est sans objet : il ne s’imprime pas. */
export function estSansObjet(paragraphe: string, valeurs: Readonly<Record<string, string>>): boolean {
  return [...paragraphe.matchAll(ACCOLADES)].some(([, nom = '']) => Object.hasOwn(valeurs, nom) && valeurs[nom] === '');
}

/** Un paragraphe rempli : des mots, ou, si chaque ligne est « terme | texte », un petit tableau. */
export type ParagrapheRempli =
  | { readonly genre: 'paragraphe'; readonly segments: readonly Segment[] }
  | { readonly genre: 'etapes'; readonly lignes: readonly (readonly [string, string])[] };

export function remplirParagraphe<V extends string>(
  paragraphe: string,
  valeurs: Readonly<Record<V, string>>,
  fortes: ReadonlySet<V>,
): ParagrapheRempli[] {
  if (estSansObjet(paragraphe, valeurs)) return [];
  const lignes = paragraphe.split('\n');
  if (!lignes.every((ligne) => ligne.includes(' | ')))
    return [{ genre: 'paragraphe', segments: decouper(paragraphe, valeurs, fortes) }];
  const couples = lignes.map((ligne): [string, string] => {
    const [terme = '', ...suite] = ligne.split(' | ').map((part) => part.trim());
    return [enLigne(terme, valeurs), enLigne(suite.join(' | '), valeurs)];
  });
  return [{ genre: 'etapes', lignes: couples }];
}
