import { type Archive, lireOctets, partie } from './archive.ts';
import { lireXml } from './lire-xml.ts';
import { refuser } from './refuser.ts';

const TABLEUR = 'application/vnd.oasis.opendocument.spreadsheet'; // suivi de « -template » pour un modèle
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument.';
/** Ce que faisait OpenOffice avant l’OpenDocument. */
const ANCIEN_CALC = 'application/vnd.sun.xml.calc';
const GENRE_MAX_OCTETS = 200;
/** Ce qui se trouve dans tout classeur Office, fût-il incomplet. */
const PARTIES_OFFICE = ['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml'];
/** Dossiers et fichiers par lesquels commencent les archives des tableurs. */
const DEBUT_DE_CLASSEUR =
  /^(?:\[Content_Types\]\.xml|mimetype|(?:content|styles|meta|settings)\.xml|(?:_rels|xl|docProps|customXml|META-INF|Thumbnails|Configurations2|Index)[/\\.])/i;
const NOM_DE_TABLEUR = /\.(?:xlsx|xlsm|ods|csv)$/i;

/**
 * Dit de quel classeur une archive a les parties : OpenDocument, ou Office (dont l’examen reste à faire).
 * @throws RefusDeLecture pour toute archive qui n’est pas un classeur, ou un classeur OpenDocument protégé
 */
export async function reconnaitreArchive(archive: Archive): Promise<'ods' | 'office'> {
  const { nom } = archive;
  if (PARTIES_OFFICE.some((office) => partie(archive, office) !== undefined)) return 'office';
  const manifeste = await lireManifeste(archive);
  const genre = (await lireGenre(archive)) ?? manifeste.genre;
  if (genre.startsWith(ANCIEN_CALC)) throw refuser('sxc', nom);
  if (genre.startsWith(OPEN_DOCUMENT)) {
    if (!genre.startsWith(TABLEUR)) throw refuser('odt', nom);
    if (manifeste.estChiffre) throw refuser('ods_protege', nom);
    return 'ods';
  }
  if (partie(archive, 'Index/Document.iwa') !== undefined || partie(archive, 'Index.zip') !== undefined)
    throw refuser('numbers', nom);
  const tableurs = [...archive.parties.values()]
    .map((entree) => entree.fileNameRaw.toString('utf8'))
    .filter((chemin) => NOM_DE_TABLEUR.test(chemin));
  throw tableurs[0] === undefined ? refuser('zip', nom) : refuser('zip_de_tableurs', nom, direTableurs(tableurs));
}

/**
 * Vrai si la première partie de l’archive est de celles d’un classeur. Un zip de pièces jointes refusé pour sa taille ou
 * le nombre de ses parties mérite mieux que « un tableur ne fabrique pas cela ».
 * @param debut premiers octets du fichier
 */
export function commenceCommeUnClasseur(debut: Buffer): boolean {
  if (debut.length < 30) return true;
  const longueur = debut.readUInt16LE(26);
  return DEBUT_DE_CLASSEUR.test(debut.toString('utf8', 30, Math.min(30 + longueur, debut.length)));
}

function direTableurs(chemins: readonly string[]): string {
  const premier = `« ${chemins[0]?.slice(0, 100)} »`;
  if (chemins.length === 1) return premier;
  return chemins.length === 2
    ? `${premier} et un autre tableur`
    : `${premier} et ${chemins.length - 1} autres tableurs`;
}

/** Le genre d’un document OpenDocument, dans sa partie `mimetype` ; quelques générateurs l’oublient. */
async function lireGenre(archive: Archive): Promise<string | null> {
  const mimetype = partie(archive, 'mimetype');
  if (mimetype === undefined || mimetype.uncompressedSize > GENRE_MAX_OCTETS) return null;
  let genre = '';
  for await (const octets of lireOctets(archive, mimetype)) genre += octets.toString('latin1');
  return genre.trim();
}

/** Le manifeste d’un document OpenDocument répète son genre, et dit s’il est chiffré. */
async function lireManifeste(archive: Archive): Promise<{ readonly genre: string; readonly estChiffre: boolean }> {
  const entree = partie(archive, 'META-INF/manifest.xml');
  let genre = '';
  let estChiffre = false;
  if (entree === undefined) return { genre, estChiffre };
  await lireXml(archive, entree, {
    ouvrir(element, attributs) {
      if (element === 'encryption-data') estChiffre = true;
      if (element === 'file-entry' && attributs['manifest:full-path'] === '/')
        genre = attributs['manifest:media-type'] ?? '';
    },
  });
  return { genre, estChiffre };
}
