// Garder la méthode d’origine pour lui rendre la main est l’objet même de ce fichier : chacune est appelée par « call ».
/* oxlint-disable typescript/unbound-method */
import { mettreEnPageParSections } from './moteur-rapide-pages.ts';
import { type DocumentPdf, ecrireLigne, type LigneComposee } from './moteur-rapide-texte.ts';
import { coderTrait, type Trait } from './moteur-rapide-traits.ts';
import { chargerInterieur, type PileDeStyles, type TextesDePdfmake } from './pdfmake-interieur.ts';

/**
 * pdfmake refait pour chaque mot ce qu’il pourrait faire une fois par texte : vingt recherches de style, une mesure, une écriture
 * du flux en cinq morceaux. Les méthodes remplacées ici donnent les mêmes lignes aux mêmes endroits (`moteur-rapide.test.ts`
 * compare), et rendent la main à l’original dès qu’un cas sort de l’ordinaire. Elles tiennent à la version exacte de pdfmake.
 */
const VERSION_CONNUE = '0.3.11';

/** Les propriétés qu’un mot reçoit de son style, et ce qu’elles valent sinon. */
const PROPRIETES: readonly (readonly [nom: string, defaut: unknown])[] = [
  ['font', 'Roboto'],
  ['bold', false],
  ['italics', false],
  ['alignment', 'left'],
  ['fontSize', 12],
  ['fontFeatures', null],
  ['characterSpacing', 0],
  ['color', 'black'],
  ['decoration', null],
  ['decorationColor', null],
  ['decorationStyle', null],
  ['decorationThickness', null],
  ['background', null],
  ['link', null],
  ['linkToPage', null],
  ['linkToDestination', null],
  ['noWrap', null],
  ['opacity', 1],
  ['sup', false],
  ['sub', false],
  ['lineHeight', 1],
  ['preserveLeadingSpaces', false],
  ['preserveTrailingSpaces', false],
];
const DEBUT_BLANC = /^\s+/;
const FIN_BLANCHE = /\s+$/;

let faite: Promise<boolean> | null = null;

/**
 * Une fois par processus : ces méthodes sont celles des classes de pdfmake. Sans effet sur pdfkit lui-même.
 * @returns faux si pdfmake n’est pas la version connue : rien n’est remplacé
 */
export function accelererPdfmake(): Promise<boolean> {
  faite ??= remplacer();
  return faite;
}

async function remplacer(): Promise<boolean> {
  const interieur = await chargerInterieur();
  if (interieur.version !== VERSION_CONNUE) return false;
  const { Pile, Textes, Rendu, Document, Mise } = interieur;

  const mettreEnPage = Mise.prototype.layoutDocument;
  Mise.prototype.layoutDocument = function layoutDocument(contenu, ...suite) {
    // Une section donnée en fonction demande à n’être composée qu’à son tour.
    return Array.isArray(contenu) && contenu.some((section) => typeof section === 'function')
      ? mettreEnPageParSections(this, mettreEnPage, contenu, suite)
      : mettreEnPage.call(this, contenu, ...suite);
  };

  const chercherOriginal = Pile.prototype.getProperty;
  Pile.prototype.getProperty = function getProperty(nom) {
    const { styleOverrides, styleDictionary, defaultStyle } = this;
    for (let rang = styleOverrides.length - 1; rang >= 0; rang -= 1) {
      const style = styleOverrides[rang];
      const porteur = typeof style === 'string' ? styleDictionary[style] : style;
      const valeur = porteur?.[nom];
      if (valeur !== undefined && valeur !== null) return valeur;
      // Un style qui en prolonge un autre : rare, et l’original le fait bien.
      if (typeof style === 'string' && porteur?.['extends']) return chercherOriginal.call(this, nom);
    }
    return defaultStyle?.[nom];
  };

  const mesurerOriginal = Textes.prototype.measure;
  Textes.prototype.measure = function measure(mots, pile) {
    if (pile.getProperty('leadingIndent') || mots.some((mot) => mot['leadingIndent'])) {
      return mesurerOriginal.call(this, mots, pile);
    }
    const commun = PROPRIETES.map(([nom, defaut]) => pile.getProperty(nom) ?? defaut);
    for (const mot of mots) mesurerMot(this, mot, mot['style'] ? null : commun, pile);
    return mots;
  };

  const tracerOriginal = Rendu.prototype.renderVector;
  Rendu.prototype.renderVector = function renderVector(trait: Trait) {
    const code = trait.flux ?? coderTrait(trait);
    if (code === null) {
      // Les nôtres ne disent que ce qui change : l’épaisseur ou les tirets de celui-ci ne doivent pas leur rester.
      this.pdfDocument.addContent('q');
      tracerOriginal.call(this, trait);
      this.pdfDocument.addContent('Q');
      return;
    }
    for (const police of trait.polices ?? []) this.pdfDocument.page.fonts[police.id] ??= police.ref();
    this.pdfDocument.addContent(code);
  };

  const ligneOriginale = Rendu.prototype.renderLine;
  Rendu.prototype.renderLine = function renderLine(ligne: LigneComposee, x = 0, y = 0) {
    if (!ecrireLigne(this, ligne, x, y)) ligneOriginale.call(this, ligne, x, y);
  };

  // Le flux d’une page s’écrit d’un bloc, au lieu d’un tampon par opérateur.
  Document.prototype.addContent = function addContent(contenu) {
    this.page.lignesDeFlux ??= [];
    this.page.lignesDeFlux.push(contenu);
    return this;
  };
  const viderOriginal: (this: DocumentPdf) => void = Document.prototype.flushPages;
  Document.prototype.flushPages = function flushPages() {
    for (const page of this._pageBuffer) {
      if (page.lignesDeFlux) page.write(Buffer.from(`${page.lignesDeFlux.join('\n')}\n`, 'latin1'));
      page.lignesDeFlux = undefined;
    }
    viderOriginal.call(this);
  };
  return true;
}

/** Le mot reçoit ses propriétés, sa largeur et sa hauteur ; `commun` null : un style à lui, cherché comme pdfmake le fait. */
function mesurerMot(
  textes: TextesDePdfmake,
  mot: Record<string, unknown>,
  commun: readonly unknown[] | null,
  pile: PileDeStyles,
): void {
  const pousses = commun === null ? pile.autopush(mot) : 0;
  for (const [rang, [nom, defaut]] of PROPRIETES.entries()) {
    mot[nom] ??= commun === null ? (pile.getProperty(nom) ?? defaut) : commun[rang];
  }
  if (pousses > 0) pile.pop(pousses);
  const police = textes.pdfDocument.provideFont(
    mot['font'] as string,
    mot['bold'] as boolean,
    mot['italics'] as boolean,
  );
  mot['font'] = police;
  if (mot['sup'] || mot['sub']) mot['fontSize'] = (mot['fontSize'] as number) * 0.58;
  const texte = mot['text'] as string;
  const corps = mot['fontSize'] as number;
  const largeur = (contenu: string) => textes.widthOfText(contenu, mot);
  mot['width'] = largeur(texte);
  mot['height'] = police.lineHeight(corps) * (mot['lineHeight'] as number);
  mot['leadingCut'] ??= 0;
  const blancDevant = mot['preserveLeadingSpaces'] ? null : DEBUT_BLANC.exec(texte);
  if (blancDevant) mot['leadingCut'] = (mot['leadingCut'] as number) + largeur(blancDevant[0]);
  const blancDerriere = mot['preserveTrailingSpaces'] ? null : FIN_BLANCHE.exec(texte);
  mot['trailingCut'] = blancDerriere ? largeur(blancDerriere[0]) : 0;
}
