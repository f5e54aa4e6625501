// Les méthodes d’origine sont gardées pour être remises, et appelées par « call ».
/* oxlint-disable typescript/unbound-method */
import { createRequire } from 'node:module';
import type { MiseEnPage } from '../../../electron/backend/documents/moteur-rapide-pages.ts';
import { type LigneComposee, reunir } from '../../../electron/backend/documents/moteur-rapide-texte.ts';
import type { Trait } from '../../../electron/backend/documents/moteur-rapide-traits.ts';

export interface TexteReleve {
  readonly texte: string;
  readonly x: number;
  readonly y: number;
  readonly police: string;
  readonly corps: number;
  readonly couleur: string;
  readonly largeur: number;
  readonly vers: string | null;
  readonly ancre: string | null;
}

export interface TraitReleve {
  readonly epaisseur: number;
  readonly rectangle: [number, number, number, number] | null;
  readonly ellipse: [number, number, number, number] | null;
  readonly points: readonly [number, number][] | null;
  readonly fond: string | null;
  readonly contour: string | null;
}

interface PageRelevee {
  readonly largeur: number;
  readonly hauteur: number;
  readonly textes: TexteReleve[];
  readonly traits: TraitReleve[];
}

export interface Releve {
  readonly pages: readonly PageRelevee[];
  /** Nom de la police dans ce relevé, et son fichier. */
  readonly polices: ReadonlyMap<string, string>;
  readonly textes: number;
  readonly traits: number;
  readonly liens: number;
}

/** Le rendu de pdfmake, le temps de relever ce qu’il pose. */
interface Rendu {
  readonly pdfDocument: { readonly page: { readonly width: number; readonly height: number } };
  renderLine(ligne: LigneComposee, x?: number, y?: number): void;
  renderVector(trait: Trait & { readonly r1: number; readonly r2: number }): void;
}

const requerir = createRequire(createRequire(import.meta.url).resolve('pdfmake'));

function texteDe(couleur: unknown): string | null {
  return typeof couleur === 'string' ? couleur : null;
}

/** Tout ce que `ecrire` pose sur ses pages, dans l’ordre. */
export async function releverPages(ecrire: () => Promise<unknown>): Promise<Releve> {
  // Un premier passage installe ce que nos documents remplacent dans pdfmake ; le relevé se met par-dessus.
  await ecrire();
  const { default: Classe } = requerir('./Renderer.js') as { readonly default: { readonly prototype: Rendu } };
  const proto = Classe.prototype;
  const originaux = { renderLine: proto.renderLine, renderVector: proto.renderVector };
  const pages = new Map<unknown, PageRelevee>();
  const polices = new Map<string, string>();
  const pageDe = (page: Rendu['pdfDocument']['page']): PageRelevee => {
    const connue = pages.get(page);
    if (connue) return connue;
    const nouvelle = { largeur: page.width, hauteur: page.height, textes: [], traits: [] };
    pages.set(page, nouvelle);
    return nouvelle;
  };
  proto.renderLine = function renderLine(ligne, x = 0, y = 0) {
    originaux.renderLine.call(this, ligne, x, y);
    const montante = ligne.getAscenderHeight();
    for (const [rang, { premier, texte, largeur }] of reunir(ligne.inlines).entries()) {
      const nom = (premier.font as unknown as { readonly name: string }).name;
      polices.set(nom, `${nom}.ttf`);
      pageDe(this.pdfDocument.page).textes.push({
        texte,
        x: x + premier.x,
        y: y + montante - (premier.font.ascender / 1000) * premier.fontSize,
        police: nom,
        corps: premier.fontSize,
        couleur: texteDe(premier.color) ?? '#000000',
        largeur,
        vers: premier.linkToDestination,
        ancre: rang === 0 ? (ligne.id ?? null) : null,
      });
    }
  };
  proto.renderVector = function renderVector(trait) {
    originaux.renderVector.call(this, trait);
    pageDe(this.pdfDocument.page).traits.push({
      epaisseur: trait.lineWidth ?? 1,
      rectangle: trait.type === 'rect' ? [trait.x, trait.y, trait.w, trait.h] : null,
      ellipse: trait.type === 'ellipse' ? [trait.x, trait.y, trait.r1, trait.r2] : null,
      points:
        trait.type === 'line'
          ? [
              [trait.x1, trait.y1],
              [trait.x2, trait.y2],
            ]
          : (trait.points?.map(({ x, y }): [number, number] => [x, y]) ?? null),
      fond: texteDe(trait.color),
      contour: texteDe(trait.lineColor),
    });
  };
  // Composées d’avance, les sections gardent leurs lignes jusqu’au rendu, où on les relève.
  const mise = (requerir('./LayoutBuilder.js') as { readonly default: { readonly prototype: MiseEnPage } }).default
    .prototype;
  const { layoutDocument } = mise;
  mise.layoutDocument = function toutComposer(contenu, ...suite) {
    const sections = (contenu as readonly unknown[]).map((une): unknown => (typeof une === 'function' ? une() : une));
    return layoutDocument.call(this, sections, ...suite);
  };
  try {
    await ecrire();
  } finally {
    Object.assign(proto, originaux);
    mise.layoutDocument = layoutDocument;
  }
  const toutes = [...pages.values()];
  const textes = toutes.flatMap((page) => page.textes);
  return {
    pages: toutes,
    polices,
    textes: textes.length,
    traits: toutes.reduce((somme, page) => somme + page.traits.length, 0),
    liens: textes.filter(({ vers }) => vers !== null).length,
  };
}
