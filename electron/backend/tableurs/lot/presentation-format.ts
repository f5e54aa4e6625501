/** Ce qu’un format de nombre montre d’autre que la valeur de la case : une raison en mots, ou null s’il la montre. */
export interface Deguisements {
  /** Pour un nombre ou une date. */
  readonly nombre: string | null;
  /** Pour un texte : un IBAN, un nom. */
  readonly texte: string | null;
}

const MORCEAUX = /"([^"]*)"?|[\\]([\s\S])|\*([\s\S])|_[\s\S]|\[([^\]]*)\]?|General|Standard|[\s\S]/gi;

interface Section {
  /** Ce qui s’affiche tel quel. */
  readonly ecrit: string;
  /** Le reste : signes qui appellent la valeur. */
  readonly signes: string;
}

/**
 * Juge un code de format : « 99999,00 » entre guillemets sur 3 565,80, « ;;; » qui ne montre rien, une virgule finale qui
 * divise par mille. Seule compte la tromperie : deux décimales de moins ou un autre symbole d’euro n’en sont pas.
 */
export function deguisementsDuFormat(code: string): Deguisements {
  const sections = decouper(code);
  const isTexte = (s: Section) => s.signes.includes('@');
  // Sans section de texte, un tableur montre le texte tel quel.
  const deTexte = sections[3] ?? sections.find(isTexte);
  // « @ » seul montre aussi les nombres.
  const deNombre = sections.slice(0, 3).filter((s) => !isTexte(s) || /\p{N}/u.test(s.ecrit));
  return { nombre: premiere(deNombre.map(jugerNombre)), texte: deTexte ? jugerTexte(deTexte) : null };
}

function premiere(raisons: readonly (string | null)[]): string | null {
  return raisons.find((r) => r !== null) ?? null;
}

function jugerNombre({ ecrit, signes }: Section): string | null {
  if (/\p{N}/u.test(ecrit)) return `le format affiche «\u00a0${ecrit.trim()}\u00a0» au lieu de la valeur`;
  if (/general|standard/i.test(signes)) return null;
  if (/[1-9]/.test(signes)) return 'le format affiche des chiffres à lui au lieu de la valeur';
  if (!/[0#?@dyhms]/i.test(signes)) return 'le format n’affiche pas la valeur';
  return /[0#?],+[^0#?]*$/.test(signes) ? 'le format affiche la valeur divisée par mille' : null;
}

function jugerTexte({ ecrit, signes }: Section): string | null {
  if (/[\p{L}\p{N}]/u.test(ecrit)) return `le format affiche «\u00a0${ecrit.trim()}\u00a0» au lieu du texte`;
  return signes.includes('@') || /general|standard/i.test(signes) ? null : 'le format n’affiche pas le texte';
}

function decouper(code: string): Section[] {
  const sections = [{ ecrit: '', signes: '' }];
  for (const [morceau, cite, protege, repete, crochet] of code.matchAll(MORCEAUX)) {
    const section = sections.at(-1) ?? { ecrit: '', signes: '' };
    if (cite !== undefined || protege !== undefined || repete !== undefined)
      section.ecrit += cite ?? protege ?? repete ?? '';
    // « [$€-40C] » : un symbole écrit tel quel, puis une langue ; « [h] » : une durée ; « [<2] », « [Rouge] » : rien d’affiché.
    else if (crochet?.startsWith('$')) section.ecrit += crochet.slice(1).replace(/-[^-]*$/, '');
    else if (crochet !== undefined) section.signes += /^[hms]+$/i.test(crochet) ? crochet : '';
    else if (morceau === ';') sections.push({ ecrit: '', signes: '' });
    else if (!morceau.startsWith('_')) section.signes += morceau;
  }
  return sections;
}
