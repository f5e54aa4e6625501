import { type EntreeBrute, zipBrut } from '../../../fixtures/tableurs/zip-brut.ts';
import type { Hasard } from './mutations-hasard.ts';

const VALEURS = [
  '',
  '0',
  '-1',
  '1',
  '1e9',
  '1e999',
  '2147483648',
  '99999999999999999999',
  '16385',
  '1048577',
  'NaN',
  'A1048577',
  'XFE1',
  'ZZZZ9',
  '__proto__',
  'constructor',
  'toString',
  '&lt;',
  '&#0;',
  '&#xD800;',
  '&#x110000;',
  '&inconnue;',
  's',
  'b',
  'd',
  'e',
  'str',
  'inlineStr',
  'true',
  'date',
  'float',
  'percentage',
  'PT99999999999H',
  '9999-99-99',
  '../../../x.xml',
  '/',
  '\\',
  'xl/workbook.xml',
  'http://exemple.fr/x',
  'é'.repeat(300),
  'x'.repeat(40_000),
];
const NOMS = [
  'row',
  'c',
  'v',
  'f',
  'is',
  't',
  'si',
  'r',
  'sheetData',
  'sheet',
  'x:row',
  'table:table',
  'table:table-row',
  'table:table-cell',
  'text:p',
  'text:s',
  'office:annotation',
  '__proto__',
  'a:b:c',
  '1',
  'é',
];
const INTRUS = [
  '<!DOCTYPE a [<!ENTITY x "y">]>',
  '<!ENTITY x "y">',
  '&x;',
  '&amp',
  '&',
  '<',
  '>',
  '<>',
  '</>',
  '< a>',
  '<a',
  '<?x?>',
  '<?xml version="1.0"?>',
  '<!-- x -->',
  '<!--',
  '<![CDATA[x]]>',
  '<![CDATA[',
  ']]>',
  '\0',
  '\u0001',
  '\uFFFE',
  '<a b=c/>',
  '<a b="1" b="2"/>',
  '"',
  "'",
  '\r\n',
  '<a>'.repeat(70),
  '<r><t>x</t></r>',
  '<text:s text:c="2147483647"/>',
  '<table:table-row table:number-rows-repeated="2147483647">',
  '<row r="1048577"><c><v>1</v></c></row>',
];

/** Change de une à trois choses dans de l’XML : balises ôtées, doublées, renommées, attributs changés, entités, intrus. */
export function fausserXml(xml: string, hasard: Hasard): string {
  let fausse = xml;
  for (let n = 1 + hasard.entier(3); n > 0; n--) fausse = fausserUneFois(fausse, hasard);
  return fausse;
}

function fausserUneFois(xml: string, hasard: Hasard): string {
  const balises = [...xml.matchAll(/<[^<>]*>/g)];
  if (balises.length === 0) return xml + hasard.parmi(INTRUS);
  const { 0: balise, index } = hasard.parmi(balises);
  const remplacer = (autre: string) => xml.slice(0, index) + autre + xml.slice(index + balise.length);
  const nom = /^<\/?([^\s/>]+)/.exec(balise)?.[1] ?? '';
  const attributs = [...balise.matchAll(/\s([\w:-]+)="([^"]*)"/g)];
  switch (hasard.entier(8)) {
    case 0:
      return remplacer('');
    case 1:
      return remplacer(balise + balise);
    case 2:
      return remplacer(balise.replace(nom, () => hasard.parmi(NOMS)));
    case 3:
      return remplacer(hasard.parmi(INTRUS) + balise);
    case 4:
      return remplacer(balise + hasard.parmi([...INTRUS, ...VALEURS]));
    case 5: {
      // Un élément entier, de sa balise ouvrante à sa fermante, répété.
      const fin = xml.indexOf(`</${nom}>`, index);
      const element = fin < 0 ? balise : xml.slice(index, fin + nom.length + 3);
      return xml.slice(0, index) + element.repeat(2 + hasard.entier(20)) + xml.slice(index);
    }
    default: {
      if (attributs.length === 0)
        return remplacer(balise.replace(/(\/?>)$/, (f) => ` ${hasard.parmi(NOMS)}="${hasard.parmi(VALEURS)}"${f}`));
      const attribut = hasard.parmi(attributs);
      const autre = hasard.parmi([
        '',
        ` ${attribut[1]}="${hasard.parmi(VALEURS)}"`,
        ` ${hasard.parmi(NOMS)}="${attribut[2]}"`,
        attribut[0] + attribut[0],
      ]);
      return remplacer(balise.replace(attribut[0], () => autre));
    }
  }
}

/** Fausse l’XML d’une partie, ou les parties elles-mêmes : ôtée, doublée, renommée, échangée. */
export function fausserParties(parties: ReadonlyMap<string, string>, hasard: Hasard): Buffer {
  const entrees: EntreeBrute[] = [...parties].map(([nom, contenu]) => ({ nom, contenu }));
  const i = hasard.entier(entrees.length);
  const choisie = entrees[i];
  if (choisie === undefined) throw new Error('archive vide');
  const { nom, contenu } = choisie;
  switch (hasard.entier(12)) {
    case 0:
      entrees.splice(i, 1);
      break;
    case 1:
      entrees.push({ nom: hasard.parmi([nom, nom.toUpperCase(), `${nom}/`, `./${nom}`]), contenu });
      break;
    case 2:
      entrees[i] = { nom: hasard.parmi(['__proto__', 'constructor', '', 'x'.repeat(5000), `${nom}.bak`]), contenu };
      break;
    case 3:
      entrees[i] = { nom, contenu: hasard.parmi(entrees).contenu };
      break;
    case 4:
      entrees[i] = {
        nom,
        contenu: Buffer.from(`\ufeff${String(contenu)}`, hasard.parmi(['utf16le', 'latin1', 'utf8'] as const)),
      };
      break;
    default:
      entrees[i] = { nom, contenu: fausserXml(String(contenu), hasard) };
  }
  return zipBrut(entrees);
}

const INTRUS_CSV = [
  '"',
  '""',
  ';',
  ',',
  '\t',
  '|',
  '\r',
  '\n',
  '\r\n',
  '\0',
  '\ufeff',
  '\u001a',
  'sep=;\n',
  '=1+1',
  'é',
  '\ud83d\ude00',
  '{',
  '<',
  '<html>',
  '%PDF-',
  ' '.repeat(5000),
  ';'.repeat(17_000),
  'x'.repeat(33_000),
  '\n'.repeat(5000),
];

/** Insère, ôte ou remplace des morceaux d’un texte. */
export function fausserCsv(texte: string, hasard: Hasard): string {
  let fausse = texte;
  for (let n = 1 + hasard.entier(4); n > 0; n--) {
    const a = hasard.entier(fausse.length + 1);
    fausse = fausse.slice(0, a) + hasard.parmi(INTRUS_CSV) + fausse.slice(a + hasard.entier(3));
  }
  return fausse;
}
