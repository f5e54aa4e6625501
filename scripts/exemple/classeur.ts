import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/**
 * Écrit un classeur à la manière du portail depuis juin 2026 : chaînes dans la feuille (pas de table partagée), cellules
 * vides absentes, feuilles en tête de l’archive, tailles dans un descripteur après les données.
 */
export type Cellule =
  | null
  | string
  | { readonly nombre: string }
  /** `AAAA-MM-JJ`. */
  | { readonly jour: string }
  /** Heure de Paris sans fuseau, `AAAA-MM-JJTHH:MM:SS`. */
  | { readonly instant: string };

export interface Feuille {
  readonly nom: string;
  readonly entetes: readonly string[];
  readonly lignes: readonly (readonly Cellule[])[];
}

const ENTETE_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';
const ESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PAQUET = 'http://schemas.openxmlformats.org/package/2006';
const TYPE_CLASSEUR = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const STYLE_JOUR = 1;
const STYLE_INSTANT = 2;
const STYLE_ENTETE = 3;

const JOUR_EN_MS = 86_400_000;
/** Numéro de série du 1er janvier 1970 dans le calendrier « 1900 » des tableurs. */
const SERIE_1970 = 25_569;

/** Nombre entier. */
export function entier(valeur: number): Cellule {
  return { nombre: String(valeur) };
}

/** Montant en centimes, écrit en euros comme le portail : toujours une décimale au moins (`9174.0`, `6246.92`). */
export function decimal(centimes: number): Cellule {
  const signe = centimes < 0 ? '-' : '';
  const absolu = Math.abs(centimes);
  const cents = String(absolu % 100).padStart(2, '0');
  return { nombre: `${signe}${Math.floor(absolu / 100)}.${cents.endsWith('0') ? cents.slice(0, 1) : cents}` };
}

/**
 * Nom de la feuille d’un bloc répétable : caractères interdits dans un fichier remplacés par « - », crochets retirés,
 * accents et apostrophe courbe perdus, 30 caractères au plus (l’espace finale reste).
 */
export function nomFeuilleBloc(numeroStable: number, libelle: string): string {
  return `(${numeroStable}) ${libelle}`
    .replace(/[/\\:;|%$<>?*"\t\r\n]/g, '-')
    .replace(/[[\]*?]/g, '')
    .replaceAll('œ', 'oe')
    .replaceAll('’', '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .slice(0, 30);
}

/** Classeur complet. Les dates de l’archive sont fixes : les mêmes feuilles donnent les mêmes octets. */
export async function ecrireXlsx(feuilles: readonly Feuille[]): Promise<Buffer> {
  const zip = new ZipFile();
  // Date écrite en heure locale par yazl : la construire en heure locale donne les mêmes octets dans tous les fuseaux.
  const options = { mtime: new Date(2026, 3, 2, 9, 30), mode: 0o100644, forceDosTimestamp: true };
  for (const [nom, contenu] of parties(feuilles)) {
    zip.addReadStream(Readable.from([Buffer.from(contenu, 'utf8')]), nom, options);
  }
  zip.end();
  return buffer(zip.outputStream);
}

function parties(feuilles: readonly Feuille[]): [nom: string, contenu: string][] {
  return [
    ...feuilles.map((f, i): [string, string] => [`xl/worksheets/sheet${i + 1}.xml`, ENTETE_XML + ecrireFeuille(f)]),
    ['xl/workbook.xml', ENTETE_XML + ecrireListe(feuilles)],
    ['xl/styles.xml', ENTETE_XML + STYLES],
    ['xl/_rels/workbook.xml.rels', ENTETE_XML + ecrireRelations(feuilles.length)],
    [
      '_rels/.rels',
      `${ENTETE_XML}<Relationships xmlns="${PAQUET}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    ['[Content_Types].xml', ENTETE_XML + ecrireTypes(feuilles.length)],
  ];
}

function ecrireFeuille({ entetes, lignes }: Feuille): string {
  const largeurs = entetes.map((entete, i) => {
    const longueurs = lignes.map((ligne) => texteDe(ligne[i] ?? null).length);
    return Math.min(60, Math.max(10, entete.length + 2, ...longueurs));
  });
  const colonnes = largeurs.map((l, i) => `<col min="${i + 1}" max="${i + 1}" width="${l}" customWidth="1"/>`).join('');
  const corps = [
    ecrireLigne(entetes, 1, STYLE_ENTETE),
    ...lignes.map((ligne, i) => ecrireLigne(ligne, i + 2, null)),
  ].join('');
  return `<worksheet xmlns="${ESPACE}">${colonnes && `<cols>${colonnes}</cols>`}<sheetData>${corps}</sheetData></worksheet>`;
}

function ecrireLigne(cellules: readonly Cellule[], numero: number, style: number | null): string {
  const ecrites = cellules.map((c, i) => ecrireCellule(c, `${lettres(i)}${numero}`, style)).join('');
  return `<row r="${numero}">${ecrites}</row>`;
}

function ecrireCellule(cellule: Cellule, adresse: string, style: number | null): string {
  if (cellule === null || cellule === '') return '';
  const s = style === null ? '' : ` s="${style}"`;
  if (typeof cellule === 'string') {
    return `<c r="${adresse}"${s} t="inlineStr"><is><t>${echapper(cellule)}</t></is></c>`;
  }
  if ('nombre' in cellule) return `<c r="${adresse}"${s} t="n"><v>${cellule.nombre}</v></c>`;
  const [texte, styleDate] =
    'jour' in cellule ? [`${cellule.jour}T00:00:00`, STYLE_JOUR] : [cellule.instant, STYLE_INSTANT];
  const serie = Date.parse(`${texte}Z`) / JOUR_EN_MS + SERIE_1970;
  return `<c r="${adresse}" s="${styleDate}"><v>${Number.isInteger(serie) ? `${serie}.0` : serie}</v></c>`;
}

function texteDe(cellule: Cellule): string {
  if (cellule === null) return '';
  return typeof cellule === 'string' ? cellule : Object.values(cellule).join('');
}

function lettres(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : lettres(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26));
}

function echapper(texte: string): string {
  return texte.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function ecrireListe(feuilles: readonly Feuille[]): string {
  const liste = feuilles
    .map(({ nom }, i) => {
      const attribut = echapper(nom).replaceAll('"', '&quot;');
      return `<sheet name="${attribut}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`;
    })
    .join('');
  return `<workbook xmlns="${ESPACE}" xmlns:r="${RELATIONS}"><workbookPr date1904="false"/><sheets>${liste}</sheets></workbook>`;
}

function ecrireRelations(nombre: number): string {
  const relations = Array.from(
    { length: nombre },
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  relations.push(`<Relationship Id="rId${nombre + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/>`);
  return `<Relationships xmlns="${PAQUET}/relationships">${relations.join('')}</Relationships>`;
}

function ecrireTypes(nombre: number): string {
  const feuilles = Array.from(
    { length: nombre },
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${TYPE_CLASSEUR}.worksheet+xml"/>`,
  ).join('');
  return (
    `<Types xmlns="${PAQUET}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPE_CLASSEUR}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${TYPE_CLASSEUR}.styles+xml"/>${feuilles}</Types>`
  );
}

const STYLES =
  `<styleSheet xmlns="${ESPACE}"><numFmts count="1"><numFmt numFmtId="165" formatCode="yyyy-mm-dd h:mm AM/PM"/></numFmts>` +
  '<fonts count="2"><font><sz val="12"/><name val="Calibri"/><family val="2"/></font>' +
  '<font><b/><sz val="12"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FF000000"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
