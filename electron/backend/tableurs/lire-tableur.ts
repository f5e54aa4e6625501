import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Archive, ouvrirArchive } from './archive.ts';
import { type Classeur, RefusDeLecture } from './classeur.ts';
import { FICHIER_MAX_OCTETS } from './limites.ts';
import { lireCsv } from './lire-csv.ts';
import { lireOds } from './lire-ods.ts';
import { lireXlsx } from './lire-xlsx.ts';
import { reconnaitre } from './reconnaitre.ts';
import { commenceCommeUnClasseur, reconnaitreArchive } from './reconnaitre-archive.ts';
import { refuser } from './refuser.ts';

/** Ce qu’on lit d’un fichier trop gros pour dire au moins ce qu’il est. */
const DEBUT_OCTETS = 64 * 1024;

export interface OptionsDeLecture {
  /** Le nom que l’agent connaît, cité dans les refus ; par défaut celui du fichier. */
  readonly nom?: string;
  /** Vrai : chaque feuille dit où sont ses formules (une réponse attendue en valeur n’en est pas une) ; `textes` : ce qu’elles écrivent. */
  readonly noterFormules?: boolean | 'textes';
  readonly surProgres?: (progres: { readonly fait: number; readonly total: number; readonly message: string }) => void;
}

/**
 * Lit un tableur reçu, reconnu à son contenu : XLSX ou XLSM, ODS, CSV ou texte. Coûteux et non fiable : dans un processus
 * à part, sauf pour un fichier de l’application elle-même.
 * @throws RefusDeLecture tout fichier qui n’est pas lisible en entier, avec une phrase qui dit quoi et que faire
 */
export async function lireTableur(chemin: string, options: OptionsDeLecture = {}): Promise<Classeur> {
  const nom = options.nom ?? basename(chemin);
  const octets = await lireOctets(chemin, nom);
  const nature = reconnaitre(octets);
  if (nature === 'archive') {
    const archive = await ouvrir(octets, nom);
    return (await reconnaitreArchive(archive)) === 'ods' ? lireOds(archive, options) : lireXlsx(archive, options);
  }
  if (nature === 'texte') return lireCsv(octets, nom);
  throw refuser(nature, nom);
}

/** Refus dont la phrase soupçonne un classeur piégé : à tort pour un simple zip de documents. */
const REFUS_DE_ZIP: ReadonlySet<string> = new Set(['trop_d_entrees', 'nom_interdit', 'doublon', 'protege']);

async function ouvrir(octets: Buffer, nom: string): Promise<Archive> {
  try {
    return await ouvrirArchive(octets, nom);
  } catch (cause) {
    const estZip = cause instanceof RefusDeLecture && REFUS_DE_ZIP.has(cause.code);
    throw estZip && !commenceCommeUnClasseur(octets) ? refuser('zip', nom) : cause;
  }
}

async function lireOctets(chemin: string, nom: string): Promise<Buffer> {
  const fichier = await open(chemin, 'r').catch((cause: unknown) => {
    throw Object.assign(refuser('introuvable', nom), { cause });
  });
  try {
    const etat = await fichier.stat();
    if (!etat.isFile()) throw refuser('introuvable', nom);
    if (etat.size > FICHIER_MAX_OCTETS) {
      const debut = Buffer.alloc(DEBUT_OCTETS);
      await fichier.read(debut, 0, DEBUT_OCTETS, 0);
      throw refuserTropGros(debut, nom, etat.size);
    }
    // La taille lue est celle annoncée : un fichier qui grossit pendant la lecture ne passe pas la limite.
    const octets = Buffer.alloc(etat.size);
    const { bytesRead } = await fichier.read(octets, 0, etat.size, 0);
    return octets.subarray(0, bytesRead);
  } finally {
    await fichier.close();
  }
}

/** Un PDF, une vidéo ou un zip de pièces jointes est d’abord cela : l’alléger n’en ferait pas un tableur. */
function refuserTropGros(debut: Buffer, nom: string, taille: number): RefusDeLecture {
  const nature = reconnaitre(debut);
  if (nature === 'archive' && !commenceCommeUnClasseur(debut)) return refuser('zip', nom);
  if (nature === 'pdf' || nature === 'image' || nature === 'compresse' || nature === 'html')
    return refuser(nature, nom);
  return refuser('trop_gros', nom, enMio(taille));
}

function enMio(octets: number): string {
  const dixiemes = Math.ceil((octets * 10) / 1024 ** 2);
  return `${Math.floor(dixiemes / 10)},${dixiemes % 10} Mio`;
}
