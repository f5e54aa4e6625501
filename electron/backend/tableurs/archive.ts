import { crc32, createInflateRaw } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { DECOMPRESSE_MAX_OCTETS, ENTREES_MAX } from './limites.ts';
import { refuser } from './refuser.ts';

/** Méthodes de compression d’une archive zip ; un classeur n’en connaît pas d’autre. */
const STOCKE = 0;
const DEFLATE = 8;
const MORCEAU_OCTETS = 256 * 1024;

/** Une archive ouverte : ses parties par nom, et ce qu’on a déjà décompressé. Rien n’est jamais écrit sur le disque. */
export interface Archive {
  /** Nom du fichier, pour les refus. */
  readonly nom: string;
  readonly octets: Buffer;
  readonly zip: ZipFile;
  /** Parties par nom en minuscules : dans un classeur, la casse ne distingue pas deux parties. */
  readonly parties: ReadonlyMap<string, Entry>;
  decompresse: number;
}

/**
 * Lit le sommaire d’une archive et en refuse les pièges : trop de parties, noms doubles, à barre inverse ou qui sortent
 * de l’archive, contenu chiffré.
 */
export async function ouvrirArchive(octets: Buffer, nom: string): Promise<Archive> {
  const zip = await fromBufferPromise(octets, { decodeStrings: false }).catch(abime(nom, 'archive tronquée'));
  if (zip.entryCount > ENTREES_MAX) throw refuser('trop_d_entrees', nom, String(zip.entryCount));
  const parties = new Map<string, Entry>();
  const lues = zip.eachEntry();
  for (;;) {
    const lue = await lues.next().catch(abime(nom, 'sommaire illisible'));
    if (lue.done) return { nom, octets, zip, parties, decompresse: 0 };
    const partie: Entry = lue.value;
    const nomPartie = partie.fileNameRaw.toString('utf8');
    if (/\\|^\/|^[a-z]:|\0|(?:^|\/)\.\.(?:\/|$)/i.test(nomPartie)) throw refuser('nom_interdit', nom, nomPartie);
    if (partie.isEncrypted()) throw refuser('protege', nom);
    const cle = nomPartie.toLowerCase();
    if (parties.has(cle)) throw refuser('doublon', nom, nomPartie);
    parties.set(cle, partie);
  }
}

/** Une partie par son nom, écrit tel quel ou comme dans une adresse (`Feuille%201.xml`). */
export function partie({ parties }: Archive, nom: string): Entry | undefined {
  return parties.get(nom.toLowerCase()) ?? (nom.includes('%') ? parties.get(decoderAdresse(nom)) : undefined);
}

/** Les octets d’une partie, au fil de la décompression ; le total de toutes les parties lues est borné. */
export async function* lireOctets(archive: Archive, entree: Entry): AsyncGenerator<Buffer> {
  const { nom } = archive;
  const annoncee = entree.uncompressedSize;
  // La taille annoncée suffit à refuser sans rien décompresser ; si elle ment, la lecture s’arrête au premier morceau de trop.
  if (archive.decompresse + annoncee > DECOMPRESSE_MAX_OCTETS) throw refuser('trop_volumineux', nom);
  const quoi = `partie « ${entree.fileNameRaw.toString('utf8')} » illisible`;
  const morceaux = (await ouvrirPartie(archive, entree).catch(abime(nom, quoi)))[Symbol.asyncIterator]();
  let somme = 0;
  let lus = 0;
  try {
    for (;;) {
      const { done, value } = await morceaux.next().catch(abime(nom, quoi));
      if (done || value === undefined) break;
      lus += value.length;
      if (lus > annoncee) throw refuser('abime', nom, quoi);
      archive.decompresse += value.length;
      somme = crc32(value, somme);
      yield value;
    }
  } finally {
    await morceaux.return?.();
  }
  // Un seul bit changé peut changer un montant sans rien casser d’autre.
  if (lus !== annoncee || somme !== entree.crc32) throw refuser('abime', nom, quoi);
}

/** Les données d’une partie, par gros morceaux : le flux de yauzl en fait de seize kilooctets, deux fois plus coûteux. */
async function ouvrirPartie({ octets, zip }: Archive, entree: Entry): Promise<AsyncIterable<Buffer, undefined>> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entree, { minimal: true });
  const donnees = octets.subarray(fileDataStart, fileDataStart + entree.compressedSize);
  if (entree.compressionMethod === STOCKE) return decouper(donnees);
  if (entree.compressionMethod !== DEFLATE) throw new Error(`compression ${entree.compressionMethod}`);
  const flux = createInflateRaw({ chunkSize: MORCEAU_OCTETS });
  flux.end(donnees);
  return flux;
}

async function* decouper(donnees: Buffer): AsyncGenerator<Buffer, undefined> {
  for (let i = 0; i < donnees.length; i += MORCEAU_OCTETS) yield donnees.subarray(i, i + MORCEAU_OCTETS);
}

function decoderAdresse(nom: string): string {
  try {
    return decodeURIComponent(nom).toLowerCase();
  } catch {
    return ''; // aucun nom de partie n’est vide
  }
}

/** Un échec de l’outil de décompression est un défaut du fichier : sa cause est gardée, sa phrase est la nôtre. */
function abime(nom: string, detail: string): (cause: unknown) => never {
  return (cause) => {
    throw Object.assign(refuser('abime', nom, detail), { cause });
  };
}
