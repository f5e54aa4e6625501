import type { MiseEnPage } from './moteur-rapide-pages.ts';
import type { DocumentPdf, LigneComposee, PolicePdf, RenduPdfmake } from './moteur-rapide-texte.ts';
import type { Trait } from './moteur-rapide-traits.ts';

export type Style = Record<string, unknown>;

/** La part de pdfmake que nous touchons ; ses types publiés ne la disent pas. */
export interface PileDeStyles {
  readonly styleOverrides: (string | Style)[];
  readonly styleDictionary: Readonly<Record<string, Style | undefined>>;
  readonly defaultStyle?: Style;
  getProperty(nom: string): unknown;
  autopush(noeud: Style): number;
  pop(nombre: number): void;
}

export interface TextesDePdfmake {
  readonly pdfDocument: { provideFont(famille: string, gras: boolean, italique: boolean): PolicePdf };
  widthOfText(texte: string, mot: Style): number;
  measure(mots: Style[], pile: PileDeStyles): Style[];
}

interface Rendu extends RenduPdfmake {
  renderVector(trait: Trait): void;
  renderLine(ligne: LigneComposee, x?: number, y?: number): void;
}

interface Classe<P> {
  readonly prototype: P;
}

interface Interieur {
  readonly version: string;
  readonly Pile: Classe<PileDeStyles>;
  readonly Textes: Classe<TextesDePdfmake>;
  readonly Rendu: Classe<Rendu>;
  readonly Document: Classe<DocumentPdf>;
  readonly Mise: Classe<MiseEnPage>;
}

/** Un module CommonJS compilé : la classe est sous `default`, une ou deux fois selon qui l’a assemblé. */
function classe<P>(module: { readonly default: unknown }): Classe<P> {
  const exporte = module.default as Classe<P> | { readonly default: Classe<P> };
  return 'default' in exporte ? exporte.default : exporte;
}

export async function chargerInterieur(): Promise<Interieur> {
  const [pile, textes, rendu, document, mise, paquet] = await Promise.all([
    import('pdfmake/js/StyleContextStack.js'),
    import('pdfmake/js/TextInlines.js'),
    import('pdfmake/js/Renderer.js'),
    import('pdfmake/js/PDFDocument.js'),
    import('pdfmake/js/LayoutBuilder.js'),
    import('pdfmake/package.json', { with: { type: 'json' } }),
  ]);
  return {
    version: paquet.default.version,
    Pile: classe(pile),
    Textes: classe(textes),
    Rendu: classe(rendu),
    Document: classe(document),
    Mise: classe(mise),
  };
}
