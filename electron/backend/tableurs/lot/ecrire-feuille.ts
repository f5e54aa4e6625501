import { adresse } from '../classeur.ts';
import { numeroDeJour } from '../dates-serie.ts';
import type { Case, Contenu, FeuilleDeLot } from './modele.ts';
import type { TableDeStyles } from './styles.ts';
import { enXml, texteEcrit } from './texte-xml.ts';

/** Ce qu’on accumule avant de le donner à compresser, en caractères. */
const MORCEAU = 64 * 1024;
const ESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Le XML d’une feuille, par morceaux : vingt mille lignes ne tiennent jamais ensemble en mémoire. */
export function* ecrireFeuille(feuille: FeuilleDeLot, styles: TableDeStyles, premiere: boolean): Iterable<string> {
  const lettres: string[] = [];
  let morceau = debut(feuille, premiere);
  for (const { numero, hauteur, cases } of feuille.rangees()) {
    morceau += `<row r="${numero}" ht="${hauteur}" customHeight="1">`;
    for (const ecrite of cases) {
      const { colonne } = ecrite;
      lettres[colonne] ??= adresse(colonne, 0).slice(0, -1);
      morceau += ecrireCase(ecrite, `${lettres[colonne]}${numero}`, styles.numero(ecrite.style));
    }
    morceau += '</row>';
    if (morceau.length < MORCEAU) continue;
    yield morceau;
    morceau = '';
  }
  yield morceau + fin(feuille);
}

function ecrireCase({ contenu, formule }: Case, ou: string, style: number): string {
  const tete = `<c r="${ou}" s="${style}"`;
  if (formule !== undefined) {
    const type = contenu === null || contenu.genre === 'texte' ? ' t="str"' : '';
    return `${tete}${type}><f>${enXml(formule)}</f><v>${enValeur(contenu)}</v></c>`;
  }
  if (contenu === null) return `${tete}/>`;
  if (contenu.genre !== 'texte') return `${tete}><v>${enValeur(contenu)}</v></c>`;
  const ecrit = texteEcrit(contenu.texte);
  // Une espace au bord ne se perd pas : elle ferait différer la case de la base.
  const bords = ecrit.trim() === ecrit ? '' : ' xml:space="preserve"';
  return `${tete} t="inlineStr"><is><t${bords}>${ecrit}</t></is></c>`;
}

function enValeur(contenu: Contenu): string {
  if (contenu === null) return '';
  if (contenu.genre === 'texte') return texteEcrit(contenu.texte);
  return contenu.genre === 'nombre' ? String(contenu.nombre) : String(numeroDeJour(contenu.jour));
}

function debut({ largeurs, figees }: FeuilleDeLot, premiere: boolean): string {
  const cols = largeurs.map((l, rang) => `<col min="${rang + 1}" max="${rang + 1}" width="${l}" customWidth="1"/>`);
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${ESPACE}">` +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<sheetViews><sheetView showGridLines="0" zoomScale="120" zoomScaleNormal="120"${premiere ? ' tabSelected="1"' : ''} workbookViewId="0">${figees ? volet(figees) : ''}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15.75"/><cols>${cols.join('')}</cols><sheetData>`
  );
}

function volet({ colonnes, lignes }: NonNullable<FeuilleDeLot['figees']>): string {
  const coin = adresse(colonnes, lignes + 1);
  const ou = colonnes === 0 ? 'bottomLeft' : 'bottomRight';
  return (
    `<pane${colonnes === 0 ? '' : ` xSplit="${colonnes}"`} ySplit="${lignes}" topLeftCell="${coin}" activePane="${ou}" state="frozen"/>` +
    `<selection pane="${ou}" activeCell="${coin}" sqref="${coin}"/>`
  );
}

/** Après les lignes, dans l’ordre que la norme impose. */
function fin({ filtre, ecarts, pages, entete, pied, numeros }: FeuilleDeLot): string {
  const mise = ecarts
    ? `<conditionalFormatting sqref="${ecarts}"><cfRule type="cellIs" dxfId="0" priority="1" operator="equal"><formula>"non"</formula></cfRule></conditionalFormatting>`
    : '';
  return (
    `</sheetData>${filtre ? `<autoFilter ref="${filtre}"/>` : ''}${mise}` +
    '<pageMargins left="0.47" right="0.47" top="0.7" bottom="0.6" header="0.36" footer="0.3"/>' +
    `<pageSetup paperSize="9" orientation="landscape" pageOrder="overThenDown" fitToWidth="${pages}" fitToHeight="0"/>` +
    `<headerFooter><oddHeader>${enXml(entete)}</oddHeader><oddFooter>${enXml(pied)}</oddFooter></headerFooter>` +
    `<ignoredErrors><ignoredError sqref="${numeros}" numberStoredAsText="1"/></ignoredErrors></worksheet>`
  );
}
