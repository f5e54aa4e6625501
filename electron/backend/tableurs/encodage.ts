import { isUtf8 } from 'node:buffer';

/** Windows-1252, 0x80 à 0x9F : le reste est celui de Latin-1. Table à nous : des versions de Node décodent ce bloc de travers. */
export const BLOC_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
/** Octets regardés pour deviner un UTF-16 sans marque. */
const ECHANTILLON_OCTETS = 4096;

export type Encodage = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** L’encodage UTF-32 se reconnaît à sa marque, qui commence comme celle de l’UTF-16. */
export function estUtf32(octets: Buffer): boolean {
  const marque = octets.subarray(0, 4).toString('hex');
  return marque === 'fffe0000' || marque === '0000feff';
}

/** Marque d’ordre des octets, sinon UTF-16 deviné à ses zéros, sinon UTF-8 strict, sinon Windows-1252. */
export function devinerEncodage(octets: Buffer): Encodage {
  if (octets[0] === 0xff && octets[1] === 0xfe) return 'utf-16le';
  if (octets[0] === 0xfe && octets[1] === 0xff) return 'utf-16be';
  return devinerUtf16(octets) ?? (isUtf8(octets) ? 'utf-8' : 'windows-1252');
}

/** Le texte du fichier, sans sa marque d’ordre des octets. */
export function decoder(octets: Buffer): string {
  const encodage = devinerEncodage(octets);
  if (encodage !== 'windows-1252') return new TextDecoder(encodage).decode(octets);
  return octets.toString('latin1').replace(/[\u0080-\u009f]/g, (c) => BLOC_1252.charAt(c.charCodeAt(0) - 0x80));
}

/** Un texte latin en UTF-16 a un octet nul sur deux, toujours du même côté. */
function devinerUtf16(octets: Buffer): 'utf-16le' | 'utf-16be' | null {
  const longueur = Math.min(octets.length, ECHANTILLON_OCTETS) & ~1;
  if (longueur < 4 || octets.length % 2 !== 0) return null;
  let pairs = 0;
  let impairs = 0;
  for (let i = 0; i < longueur; i += 2) {
    if (octets[i] === 0) pairs++;
    if (octets[i + 1] === 0) impairs++;
  }
  const moitie = longueur / 2;
  if (impairs > moitie * 0.7 && pairs < moitie * 0.05) return 'utf-16le';
  if (pairs > moitie * 0.7 && impairs < moitie * 0.05) return 'utf-16be';
  return null;
}
