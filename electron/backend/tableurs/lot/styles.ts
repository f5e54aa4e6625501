import type { Style } from './modele.ts';
import { enXml } from './texte-xml.ts';

/** Encre, gris et fonds des documents imprimés ; lisibles en photocopie. */
const ENCRE = 'FF16202E';
const GRIS = 'FF4A5564';
const FILET = 'FF9AA3AF';

const POLICES = ['base', 'normale', 'gras', 'titre', 'grise', 'grande'] as const;
const FONDS = ['aucun', 'gris125', 'entete', 'total'] as const;
const BORDS = ['aucun', 'corps', 'entete', 'total'] as const;

/** Formats que la norme numérote. */
const NORMES: ReadonlyMap<string, number> = new Map([
  ['0', 1],
  ['#,##0', 3],
  ['#,##0.00', 4],
  ['@', 49],
]);

/** Les styles employés par les cases, numérotés à leur première venue ; écrits après les feuilles. */
export interface TableDeStyles {
  readonly numero: (style: Style) => number;
  readonly xml: () => string;
}

export function creerTableDeStyles(): TableDeStyles {
  const parObjet = new WeakMap<Style, number>();
  const parTexte = new Map<string, number>();
  const xfs: string[] = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'];
  const formats = new Map<string, number>();

  function numeroDeFormat(format: string | undefined): number {
    if (format === undefined) return 0;
    const norme = NORMES.get(format);
    if (norme !== undefined) return norme;
    const connu = formats.get(format) ?? 164 + formats.size;
    formats.set(format, connu);
    return connu;
  }

  function inscrire(style: Style): number {
    const texte = ecrireXf(style, numeroDeFormat(style.format));
    const connu = parTexte.get(texte) ?? xfs.length;
    if (connu === xfs.length) {
      xfs.push(texte);
      parTexte.set(texte, connu);
    }
    return connu;
  }

  return {
    numero(style) {
      const connu = parObjet.get(style);
      if (connu !== undefined) return connu;
      const numero = inscrire(style);
      parObjet.set(style, numero);
      return numero;
    },
    xml: () => ecrireStyles(formats, xfs),
  };
}

function ecrireXf(style: Style, format: number): string {
  const { police = 'normale', fond, bords, alignement, libre, reduit } = style;
  const retrait = alignement === 'left' || alignement === 'right' ? ' indent="1"' : '';
  const cadrage =
    `<alignment${alignement ? ` horizontal="${alignement}"` : ''} vertical="center"` +
    `${libre ? ' wrapText="1"' : ''}${retrait}${reduit ? ' shrinkToFit="1"' : ''}/>`;
  const numeros =
    `numFmtId="${format}" fontId="${POLICES.indexOf(police)}" fillId="${FONDS.indexOf(fond ?? 'aucun')}"` +
    ` borderId="${BORDS.indexOf(bords ?? 'aucun')}" xfId="0"`;
  return `<xf ${numeros} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${cadrage}</xf>`;
}

function ecrireStyles(formats: ReadonlyMap<string, number>, xfs: readonly string[]): string {
  const numFmts = [...formats].map(([code, numero]) => `<numFmt numFmtId="${numero}" formatCode="${enXml(code)}"/>`);
  const polices = POLICES.map(ecrirePolice);
  const fonds = FONDS.map(ecrireFond);
  const bords = BORDS.map(ecrireBords);
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `${liste('numFmts', numFmts)}${liste('fonts', polices)}${liste('fills', fonds)}${liste('borders', bords)}` +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `${liste('cellXfs', xfs)}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>` +
    `<dxfs count="1"><dxf><font><b/><u/><color rgb="${ENCRE}"/></font></dxf></dxfs>` +
    '<tableStyles count="0" defaultTableStyle="TableStyleMedium9" defaultPivotStyle="PivotStyleLight16"/></styleSheet>'
  );
}

function liste(nom: string, elements: readonly string[]): string {
  return elements.length === 0 ? '' : `<${nom} count="${elements.length}">${elements.join('')}</${nom}>`;
}

function ecrirePolice(police: (typeof POLICES)[number]): string {
  // La police de base règle la largeur des colonnes, comptée en chiffres : présente sur tous les postes.
  if (police === 'base') return '<font><sz val="10"/><name val="Arial"/><family val="2"/></font>';
  const gras = police === 'gras' || police === 'titre' || police === 'grande' ? '<b/>' : '';
  const corps = police === 'titre' ? 10.5 : police === 'grande' ? 14 : 8;
  return `<font>${gras}<sz val="${corps}"/><color rgb="${police === 'grise' ? GRIS : ENCRE}"/><name val="Arial"/><family val="2"/></font>`;
}

function ecrireFond(fond: (typeof FONDS)[number]): string {
  if (fond === 'aucun') return '<fill><patternFill patternType="none"/></fill>';
  if (fond === 'gris125') return '<fill><patternFill patternType="gray125"/></fill>';
  const teinte = fond === 'entete' ? 'FFDDE2E8' : 'FFEDF0F3';
  return `<fill><patternFill patternType="solid"><fgColor rgb="${teinte}"/><bgColor indexed="64"/></patternFill></fill>`;
}

function ecrireBords(bords: (typeof BORDS)[number]): string {
  if (bords === 'aucun') return '<border><left/><right/><top/><bottom/><diagonal/></border>';
  const couleur = bords === 'entete' ? ENCRE : FILET;
  const cote = (nom: string, style = 'thin', teinte = couleur) =>
    `<${nom} style="${style}"><color rgb="${teinte}"/></${nom}>`;
  const haut = bords === 'total' ? cote('top', 'medium', ENCRE) : cote('top');
  return `<border>${cote('left')}${cote('right')}${haut}${cote('bottom')}<diagonal/></border>`;
}
