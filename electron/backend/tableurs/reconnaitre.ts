import { decoder, devinerEncodage, estUtf32 } from './encodage.ts';
import type { CodeRefus } from './refuser.ts';

/** Ce qu’est un fichier d’après son contenu : une archive à ouvrir, du texte à découper, ou un refus. */
export type Nature = 'archive' | 'texte' | CodeRefus;

/** Débuts de fichier sans équivoque, en hexadécimal ; un point vaut un chiffre quelconque. */
const MAGIES: readonly (readonly [debut: RegExp, nature: Nature])[] = [
  [/^504b0304|^504b0708/, 'archive'],
  [/^504b0506/, 'zip'],
  [/^255044462d/, 'pdf'],
  [/^7b5c727466/, 'rtf'],
  [
    /^89504e470d0a|^ffd8ff|^474946383|^49492a00|^4d4d002a|^52494646.{8}57454250|^424d.{8}00000000|^.{8}66747970/,
    'image',
  ],
  [/^1f8b08|^377abcaf271c|^526172211a07|^425a683.314159|^fd377a585a00/, 'compresse'],
  [/^0908(?:10|08)00|^0904(?:06|08)00|^0902(?:06|08)00|^09000400/, 'xls'], // BIFF 2 à 8 sans enveloppe
];

/** Flux qui dit le contenu d’une enveloppe OLE, dans l’ordre où il faut les chercher. */
const FLUX_OLE: readonly (readonly [flux: string, nature: Nature])[] = [
  ['EncryptedPackage', 'protege'],
  ['Workbook', 'xls'],
  ['Book', 'xls'],
  ['WORKBOOK', 'xls'], // écrit ainsi par quelques générateurs
  ['BOOK', 'xls'],
  ['WordDocument', 'doc'],
  ['PowerPoint Document', 'ppt'],
];

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ENTREE_OLE_OCTETS = 128;
/** Début de texte regardé pour y reconnaître un autre format. */
const DEBUT_CARACTERES = 4096;
const DEBUT_OCTETS = 64 * 1024;
const BALISE_HTML = /<(?:!doctype\s+html|html|head|body|table|meta|script|style)[\s>]/i;

/** Reconnaît un fichier à son contenu, jamais à son extension. */
export function reconnaitre(octets: Buffer): Nature {
  if (octets.length === 0) return 'vide';
  if (octets.subarray(0, OLE.length).equals(OLE)) return reconnaitreOle(octets);
  const debut = octets.subarray(0, 16).toString('hex');
  const magie = MAGIES.find(([motif]) => motif.test(debut));
  if (magie) return magie[1];
  if (estUtf32(octets)) return 'utf32';
  return reconnaitreTexte(octets);
}

/** Le nom d’un flux est en UTF-16, suivi d’un zéro, au début d’une entrée de 128 octets. */
function reconnaitreOle(octets: Buffer): Nature {
  for (const [flux, nature] of FLUX_OLE) {
    const nom = Buffer.from(`${flux}\0`, 'utf16le');
    for (let i = octets.indexOf(nom); i >= 0; i = octets.indexOf(nom, i + 1)) {
      if (i % ENTREE_OLE_OCTETS === 0) return nature;
    }
  }
  return 'ole';
}

function reconnaitreTexte(octets: Buffer): Nature {
  if (estBinaire(octets)) return 'binaire';
  const debut = decoder(octets.subarray(0, DEBUT_OCTETS)).trimStart().slice(0, DEBUT_CARACTERES);
  if (debut === '') return octets.length > DEBUT_OCTETS ? 'texte' : 'vide';
  if (/^MIME-Version:/i.test(debut)) return 'html';
  if (debut.startsWith('<')) {
    if (debut.includes('urn:schemas-microsoft-com:office:spreadsheet')) return 'xml_2003';
    if (/^<\?xml[^>]*>\s*<office:document/.test(debut)) return 'fods';
    if (BALISE_HTML.test(debut)) return 'html';
    if (debut.startsWith('<?xml')) return 'xml';
  }
  return /^[[{]/.test(debut) && estJson(decoder(octets)) ? 'json' : 'texte';
}

/** Du texte n’a pas de caractères de commande, hormis tabulations et fins de ligne. */
function estBinaire(octets: Buffer): boolean {
  const encodage = devinerEncodage(octets);
  if (encodage === 'utf-16le' || encodage === 'utf-16be') return false;
  const debut = octets.subarray(0, DEBUT_OCTETS);
  let commandes = 0;
  for (const octet of debut) {
    if (octet === 0) return true;
    if (octet < 0x20 && (octet < 0x09 || octet > 0x0d) && octet !== 0x1a) commandes++;
    // Les cinq codes que Windows-1252 n’attribue pas ; en UTF-8 ils sont des octets de suite ordinaires.
    else if (encodage === 'windows-1252' && [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(octet)) commandes++;
  }
  return commandes * 100 > debut.length;
}

function estJson(texte: string): boolean {
  try {
    JSON.parse(texte);
    return true;
  } catch {
    return false;
  }
}
