import type { Content, ContentText } from 'pdfmake/interfaces.js';

/** pdfmake écrit la place d’un nœud sur le nœud lui-même pendant la mise en page. */
interface NoeudPlace {
  readonly positions?: readonly { readonly pageNumber: number }[];
}

/** Les endroits du document que l’on cite par leur page. */
export interface Renvois {
  /** Donne un nom à un titre : on peut y aller d’un clic et citer sa page. */
  ancrer(nom: string, titre: ContentText): ContentText;
  /** Page d’un titre, dès que la mise en page est faite. */
  pageDe(nom: string): number;
  /** Un numéro ou un intervalle de pages, cliquable, écrit quand la mise en page est connue. */
  citer(nom: string, ecrire: () => string): ContentText;
}

/** Assez large pour « 100–129 » : pdfmake mesure ce texte avant de connaître la page. */
const PLACE = '00000';

export function creerRenvois(): Renvois {
  const titres = new Map<string, NoeudPlace>();

  function pageDe(nom: string): number {
    const page = titres.get(nom)?.positions?.[0]?.pageNumber;
    if (page === undefined) throw new Error(`Renvoi vers un titre absent du document : ${nom}`);
    return page;
  }

  return {
    ancrer(nom, titre) {
      const noeud = { ...titre, id: nom };
      titres.set(nom, noeud as NoeudPlace);
      return noeud;
    },
    pageDe,
    citer(nom, ecrire) {
      // `pageReference` n’écrit qu’un numéro nu. pdfmake remplace le texte d’un nœud portant `_pageRef` par
      // `positions[0].pageNumber.toString()` au moment de l’écrire, aligné à droite s’il le faut : on y met notre phrase.
      const citation: Content & { _pageRef: unknown } = {
        text: PLACE,
        noWrap: true,
        linkToDestination: nom,
        _pageRef: { _nodeRef: { positions: [{ pageNumber: { toString: ecrire } }] } },
      };
      return citation;
    },
  };
}

/** « 6 », « 6–11 ». */
export function intervalle(premiere: number, derniere: number): string {
  return derniere > premiere ? `${premiere}–${derniere}` : String(premiere);
}
