import { nombre, rvb } from './moteur-rapide-traits.ts';

/** Une suite de glyphes mise en forme par fontkit, en millièmes du corps. */
interface Suite {
  readonly glyphs: readonly { readonly id: number; readonly advanceWidth: number; readonly codePoints: number[] }[];
  readonly positions: readonly {
    readonly xAdvance: number;
    readonly advanceWidth: number;
    readonly xOffset: number;
    readonly yOffset: number;
  }[];
}

export interface PolicePdf {
  readonly id: string;
  readonly ascender: number;
  lineHeight(corps: number, avecInterligne?: boolean): number;
  encode(texte: string): readonly [readonly string[], Suite['positions']];
  ref(): unknown;
}

interface PagePdf {
  readonly height: number;
  readonly fonts: Record<string, unknown>;
  lignesDeFlux?: string[] | undefined;
  write(octets: Buffer): void;
}

export interface DocumentPdf {
  readonly page: PagePdf;
  readonly _pageBuffer: readonly PagePdf[];
  addContent(contenu: string): DocumentPdf;
  flushPages(): void;
  goTo(x: number, y: number, largeur: number, hauteur: number, nom: string): void;
  addNamedDestination(nom: string, genre: 'XYZ', x: number, y: number, echelle: null): void;
}

export interface RenduPdfmake {
  readonly pdfDocument: DocumentPdf;
}

interface Mot {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly font: PolicePdf;
  readonly fontSize: number;
  readonly color: unknown;
  readonly alignment: string;
  readonly fontFeatures: unknown;
  readonly characterSpacing: number;
  readonly decoration: unknown;
  readonly background: unknown;
  readonly link: unknown;
  readonly linkToPage: unknown;
  readonly linkToDestination: string | null;
  readonly opacity: number;
  readonly sup: boolean;
  readonly sub: boolean;
  readonly _pageNodeRef?: unknown;
}

export interface LigneComposee {
  readonly id?: string;
  readonly inlines: readonly Mot[];
  readonly _outline?: unknown;
  readonly _pageNodeRef?: unknown;
  getHeight(): number;
  getAscenderHeight(): number;
}

/** Des mots qui se suivent sous le même habit : un seul morceau de texte. */
interface Morceau {
  readonly premier: Mot;
  texte: string;
  largeur: number;
}

/** Un écart de placement en dessous duquel deux mots se touchent. */
const JEU = 0.01;

interface LigneCodee {
  readonly flux: string;
  readonly morceaux: readonly Morceau[];
}

/** Les opérateurs d’une ligne ; null : elle porte un signet, un renvoi de page ou un habit rare, à pdfmake de l’écrire. */
export function coderLigne(ligne: LigneComposee, x: number, y: number): LigneCodee | null {
  if (ligne._outline || ligne._pageNodeRef || !ligne.inlines.every(isOrdinaire)) return null;
  const morceaux = reunir(ligne.inlines);
  const base = y + ligne.getAscenderHeight();
  const flux: string[] = [];
  for (const { premier, texte } of morceaux) {
    const teinte = rvb(premier.color);
    const code = coder(premier.font, texte);
    if (teinte === null || code === null) return null;
    if (code === '') continue;
    flux.push(
      `BT ${teinte} rg 1 0 0 -1 ${nombre(x + premier.x)} ${nombre(base)} Tm /${premier.font.id} ${nombre(premier.fontSize)} Tf [${code}] TJ ET`,
    );
  }
  return { flux: flux.join('\n'), morceaux };
}

/** Écrit une ligne, ses liens et son ancre. Faux : rien n’est écrit, à pdfmake de le faire. */
export function ecrireLigne({ pdfDocument }: RenduPdfmake, ligne: LigneComposee, x: number, y: number): boolean {
  const codee = coderLigne(ligne, x, y);
  if (codee === null) return false;
  const montante = ligne.getAscenderHeight();
  for (const [rang, { premier, texte, largeur }] of codee.morceaux.entries()) {
    if (texte === '') continue;
    pdfDocument.page.fonts[premier.font.id] ??= premier.font.ref();
    const haut = y + montante - (premier.font.ascender / 1000) * premier.fontSize;
    if (premier.linkToDestination)
      pdfDocument.goTo(
        x + premier.x,
        haut,
        largeur,
        premier.font.lineHeight(premier.fontSize),
        premier.linkToDestination,
      );
    if (ligne.id !== undefined && rang === 0)
      pdfDocument.addNamedDestination(ligne.id, 'XYZ', x + premier.x, haut, null);
  }
  if (codee.flux !== '') pdfDocument.addContent(codee.flux);
  return true;
}

function isOrdinaire(mot: Mot): boolean {
  return !(
    mot.fontFeatures ||
    mot.characterSpacing ||
    mot.decoration ||
    mot.background ||
    mot.link ||
    mot.linkToPage ||
    mot.sup ||
    mot.sub ||
    mot._pageNodeRef ||
    mot.opacity !== 1 ||
    mot.text.includes('\n')
  );
}

/** Réunit les mots qui se suivent sous le même habit. */
export function reunir(mots: readonly Mot[]): Morceau[] {
  const morceaux: Morceau[] = [];
  for (const mot of mots) {
    const dernier = morceaux.at(-1);
    if (dernier && estSuite(dernier, mot)) {
      dernier.texte += mot.text;
      dernier.largeur = mot.x + mot.width - dernier.premier.x;
    } else morceaux.push({ premier: mot, texte: mot.text, largeur: mot.width });
  }
  return morceaux;
}

function estSuite({ premier, largeur }: Morceau, mot: Mot): boolean {
  return (
    premier.font === mot.font &&
    premier.fontSize === mot.fontSize &&
    premier.color === mot.color &&
    premier.linkToDestination === mot.linkToDestination &&
    mot.alignment !== 'justify' &&
    Math.abs(premier.x + largeur - mot.x) < JEU
  );
}

const codes = new WeakMap<PolicePdf, Map<string, string | null>>();

/** Les opérandes de TJ ; null si un glyphe se pose hors de la ligne (accent détaché) : pdfkit sait le faire. */
function coder(police: PolicePdf, texte: string): string | null {
  let connus = codes.get(police);
  if (!connus) codes.set(police, (connus = new Map()));
  // Mot par mot, comme pdfkit met en forme : les mots reviennent, les phrases non.
  let sortie = '';
  for (let debut = 0; debut < texte.length; ) {
    const blanc = texte.indexOf(' ', debut);
    const fin = blanc === -1 ? texte.length : blanc + 1;
    const mot = texte.slice(debut, fin);
    let code = connus.get(mot);
    if (code === undefined) connus.set(mot, (code = coderMot(police, mot)));
    if (code === null) return null;
    sortie += code;
    debut = fin;
  }
  return sortie;
}

function coderMot(police: PolicePdf, mot: string): string | null {
  const [glyphes, positions] = police.encode(mot);
  let sortie = '';
  let hex = '';
  for (const [rang, position] of positions.entries()) {
    if (position.xOffset || position.yOffset) return null;
    hex += glyphes[rang] ?? '';
    const ecart = position.xAdvance - position.advanceWidth;
    if (ecart !== 0) {
      sortie += `<${hex}>${nombre(-ecart)}`;
      hex = '';
    }
  }
  return hex === '' ? sortie : `${sortie}<${hex}>`;
}
