import { coderLigne, type LigneComposee, type PolicePdf } from './moteur-rapide-texte.ts';
import { coderTrait, type Trait } from './moteur-rapide-traits.ts';
import type { Style } from './pdfmake-interieur.ts';

type Element =
  | { readonly type: 'line'; readonly item: LigneComposee & { readonly x?: number; readonly y?: number } }
  | { readonly type: 'vector'; readonly item: Trait }
  | { readonly type: 'image' | 'svg' | 'attachment' | 'beginClip' | 'endClip' }
  | { readonly type: 'beginVerticalAlignment' | 'endVerticalAlignment' };

/** Une page mise en page, avant d’être écrite. */
export interface PageComposee {
  items: Element[];
}

interface Noeud {
  readonly id?: string;
  readonly positions?: readonly { pageNumber: number }[];
  _inlines?: unknown;
}

interface Contexte {
  pages: PageComposee[];
  backgroundLength: number[];
  getCurrentPage(): PageComposee;
}

/** La mise en page de pdfmake, dans ce que nous en touchons. */
export interface MiseEnPage {
  readonly linearNodeList: readonly Noeud[];
  readonly writer: { context(): Contexte; commitUnbreakableBlock(x?: number, y?: number): unknown };
  addHeadersAndFooters(entete: unknown, pied: unknown): void;
  layoutDocument(contenu: unknown, ...suite: readonly unknown[]): PageComposee[];
}

type Section = Style | (() => Style);

/**
 * Met en page une section après l’autre. Chacune commence sa page : rien ne les lie que les numéros de page. Ses mots, une fois
 * placés, ne sont plus que du contenu écrit ; ce qui a servi à les placer est rendu, et mille fiches tiennent dans la mémoire de
 * l’enfant. Les en-têtes et pieds viennent à la fin, quand le nombre de pages est connu.
 */
export function mettreEnPageParSections(
  mise: MiseEnPage,
  original: MiseEnPage['layoutDocument'],
  sections: Section[],
  suite: readonly unknown[],
): PageComposee[] {
  const pages: PageComposee[] = [];
  // Le temps des sections, aucun en-tête : une propriété de l’objet cache celle de sa classe.
  Object.defineProperty(mise, 'addHeadersAndFooters', { value: () => undefined, configurable: true });
  for (const [rang, section] of sections.entries()) {
    // La section n’est gardée nulle part : sitôt placée, ses nœuds disparaissent.
    sections[rang] = {};
    const siennes = original.call(mise, [typeof section === 'function' ? section() : section], ...suite);
    decaler(mise.linearNodeList, pages.length);
    for (const page of siennes) compacter(page);
    pages.push(...siennes);
  }
  Reflect.deleteProperty(mise, 'addHeadersAndFooters');
  const { writer } = mise;
  const contexte = writer.context();
  contexte.pages = pages;
  contexte.backgroundLength = pages.map(() => 0);
  const deposer = writer.commitUnbreakableBlock.bind(writer);
  writer.commitUnbreakableBlock = (x, y) => {
    const depose = deposer(x, y);
    // Sans place donnée, c’est un bloc pris dans un autre : il n’est pas encore sur la page.
    if (x !== undefined) compacter(writer.context().getCurrentPage());
    return depose;
  };
  // Rangs de layoutDocument après le contenu : document, styles, style par défaut, fond, en-tête, pied.
  mise.addHeadersAndFooters(suite[4], suite[5]);
  return pages;
}

/** Une section se croit seule : ses ancres apprennent où elle commence, et ses textes ne sont plus utiles. */
function decaler(noeuds: readonly Noeud[], pages: number): void {
  const vues = new Set<{ pageNumber: number }>();
  for (const noeud of noeuds) {
    delete noeud._inlines;
    if (noeud.id === undefined) continue;
    for (const position of noeud.positions ?? []) vues.add(position);
  }
  for (const position of vues) position.pageNumber += pages;
}

/** Remplace les lignes et les traits ordinaires d’une page par le contenu qu’ils écriront, dans le même ordre. */
function compacter(page: PageComposee): void {
  const items: Element[] = [];
  let flux: string[] = [];
  let polices = new Set<PolicePdf>();
  const poser = () => {
    // Un contenu écrit se présente comme un trait : le rendu les reconnaît à leur `flux`.
    if (flux.length > 0) items.push({ type: 'vector', item: { flux: flux.join('\n'), polices } as unknown as Trait });
    flux = [];
    polices = new Set();
  };
  for (const element of page.items) {
    const code = coderElement(element, polices);
    if (code === null) {
      poser();
      items.push(element);
    } else if (code !== '') flux.push(code);
  }
  poser();
  page.items = items;
}

function coderElement(element: Element, polices: Set<PolicePdf>): string | null {
  if (element.type === 'vector') {
    for (const police of element.item.polices ?? []) polices.add(police);
    return element.item.flux ?? coderTrait(element.item);
  }
  if (element.type !== 'line') return null;
  const { item: ligne } = element;
  // Une ancre et un lien se posent sur la page au moment de l’écrire.
  if (ligne.id !== undefined || ligne.inlines.some(({ linkToDestination }) => linkToDestination)) return null;
  const codee = coderLigne(ligne, ligne.x ?? 0, ligne.y ?? 0);
  if (codee === null) return null;
  for (const { premier } of codee.morceaux) polices.add(premier.font);
  return codee.flux;
}
