import { isUtf8 } from 'node:buffer';
import { BLOC_1252 } from './encodage.ts';

/** Octets nécessaires pour lire la déclaration d’encodage, quand il y en a une. */
const DECLARATION_MAX_OCTETS = 256;
const UTF_8 = /^(?:utf-?8|us-ascii|ascii)$/i;
const UTF_16 = /^(?:utf-16(?:le|be)?|ucs-2|iso-10646-ucs-2)$/i;
const LATIN = /^(?:iso-8859-1|latin1|windows-1252|cp1252)$/i;

/** Rend ce qui peut l’être des octets reçus, en UTF-8, et ce qui doit attendre la suite. */
type Decodeur = (octets: Buffer, estFin: boolean) => readonly [pret: Buffer, reste: Buffer];

const VIDE = Buffer.alloc(0);

/**
 * Le texte d’une partie XML en UTF-8 vérifié, sans marque d’ordre ; aucun caractère n’est coupé entre deux morceaux.
 * @param malForme l’erreur à lever : octets qui ne sont pas dans l’encodage annoncé, ou encodage inconnu
 */
export async function* enUtf8(morceaux: AsyncIterable<Buffer>, malForme: () => Error): AsyncGenerator<Buffer> {
  let attente: Buffer = VIDE;
  let decodeur: Decodeur | null = null;
  function avancer(octets: Buffer, estFin: boolean): Buffer {
    attente = attente.length === 0 ? octets : Buffer.concat([attente, octets]);
    decodeur ??= choisirDecodeur(attente, estFin, malForme);
    if (decodeur === null) return VIDE;
    const [pret, reste] = decodeur(attente, estFin);
    attente = reste;
    return pret;
  }
  for await (const octets of morceaux) {
    const pret = avancer(octets, false);
    if (pret.length > 0) yield pret;
  }
  const pret = avancer(VIDE, true);
  if (pret.length > 0) yield pret;
}

/** Null tant que le début ne suffit pas à choisir. Un classeur n’admet que l’UTF-8 et l’UTF-16 (ECMA-376, partie 2) ; quelques outils écrivent en Latin-1. */
function choisirDecodeur(debut: Buffer, estFin: boolean, malForme: () => Error): Decodeur | null {
  if (debut.length < 4 && !estFin) return null;
  const [a, b, c] = debut;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return decoderUtf16('utf-16le', malForme);
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return decoderUtf16('utf-16be', malForme);
  if (a === 0xef && b === 0xbb && c === 0xbf) return decoderUtf8(3, malForme);
  const texte = debut.toString('latin1', 0, DECLARATION_MAX_OCTETS);
  const fin = texte.indexOf('?>');
  if (fin < 0 && debut.length < DECLARATION_MAX_OCTETS && !estFin) return null;
  const declare = texte.startsWith('<?xml') ? /\sencoding\s*=\s*["']([^"']*)["']/.exec(texte.slice(0, fin))?.[1] : null;
  // Un UTF-16 annoncé mais absent des octets : c’est la déclaration qui se trompe.
  if (typeof declare !== 'string' || UTF_8.test(declare) || UTF_16.test(declare)) return decoderUtf8(0, malForme);
  if (LATIN.test(declare)) return decoderLatin;
  throw malForme();
}

function decoderUtf8(marque: number, malForme: () => Error): Decodeur {
  let aSauter = marque;
  return (octets, estFin) => {
    const fin = estFin ? octets.length : finDuDernierCaractere(octets);
    const pret = octets.subarray(aSauter, fin);
    aSauter = 0;
    if (!isUtf8(pret)) throw malForme();
    return [pret, octets.subarray(fin)];
  };
}

function decoderUtf16(encodage: 'utf-16le' | 'utf-16be', malForme: () => Error): Decodeur {
  const decodeur = new TextDecoder(encodage, { fatal: true });
  return (octets, estFin) => {
    try {
      return [Buffer.from(decodeur.decode(octets, { stream: !estFin })), VIDE];
    } catch (cause) {
      throw Object.assign(malForme(), { cause });
    }
  };
}

function decoderLatin(octets: Buffer): readonly [pret: Buffer, reste: Buffer] {
  const texte = octets.toString('latin1');
  return [Buffer.from(texte.replace(/[\u0080-\u009f]/g, (c) => BLOC_1252.charAt(c.charCodeAt(0) - 0x80))), VIDE];
}

/** Position après le dernier caractère entier : un caractère d’UTF-8 fait au plus quatre octets. */
function finDuDernierCaractere(octets: Buffer): number {
  for (let i = octets.length - 1; i >= 0 && i >= octets.length - 3; i--) {
    const octet = octets[i] ?? 0;
    if (octet < 0x80) return octets.length;
    if (octet < 0xc0) continue; // octet de suite
    const longueur = octet >= 0xf0 ? 4 : octet >= 0xe0 ? 3 : 2;
    return i + longueur > octets.length ? i : octets.length;
  }
  return octets.length;
}
