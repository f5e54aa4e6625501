import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Classeur } from './classeur.ts';
import { FICHIER_MAX_OCTETS } from './limites.ts';
import { lireCsv } from './lire-csv.ts';
import { lireXlsx } from './lire-xlsx.ts';
import { reconnaitre } from './reconnaitre.ts';
import { refuser } from './refuser.ts';

export interface OptionsDeLecture {
  /** Le nom que l’agent connaît, cité dans les refus ; par défaut celui du fichier. */
  readonly nom?: string;
  readonly surProgres?: (progres: { readonly fait: number; readonly total: number; readonly message: string }) => void;
}

/**
 * Lit un tableur reçu, reconnu à son contenu : XLSX ou XLSM, CSV ou texte. Coûteux et non fiable : dans un processus
 * à part, sauf pour un fichier de l’application elle-même.
 * @throws RefusDeLecture tout fichier qui n’est pas lisible en entier, avec une phrase qui dit quoi et que faire
 */
export async function lireTableur(chemin: string, options: OptionsDeLecture = {}): Promise<Classeur> {
  const nom = options.nom ?? basename(chemin);
  const octets = await lireOctets(chemin, nom);
  const nature = reconnaitre(octets);
  if (nature === 'archive') return lireXlsx(octets, nom, options.surProgres);
  if (nature === 'texte') return lireCsv(octets, nom);
  throw refuser(nature, nom);
}

async function lireOctets(chemin: string, nom: string): Promise<Buffer> {
  const fichier = await open(chemin, 'r').catch((cause: unknown) => {
    throw Object.assign(refuser('introuvable', nom), { cause });
  });
  try {
    const etat = await fichier.stat();
    if (!etat.isFile()) throw refuser('introuvable', nom);
    if (etat.size > FICHIER_MAX_OCTETS) throw refuser('trop_gros', nom, enMio(etat.size));
    // La taille lue est celle annoncée : un fichier qui grossit pendant la lecture ne passe pas la limite.
    const octets = Buffer.alloc(etat.size);
    const { bytesRead } = await fichier.read(octets, 0, etat.size, 0);
    return octets.subarray(0, bytesRead);
  } finally {
    await fichier.close();
  }
}

function enMio(octets: number): string {
  const dixiemes = Math.ceil((octets * 10) / 1024 ** 2);
  return `${Math.floor(dixiemes / 10)},${dixiemes % 10} Mio`;
}
