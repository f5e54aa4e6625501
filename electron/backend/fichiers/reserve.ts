import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refus } from '../refus.ts';
import { ecrireAtomique } from './ecrire-atomique.ts';

/**
 * La réserve : les fichiers reçus, à côté de la base, chacun sous l’empreinte de son contenu. Deux fois le même fichier
 * n’y est qu’une fois ; aucun nom venu d’ailleurs ne sert de chemin.
 */
interface Reserve {
  readonly fichierBase: string;
}

/** Range une copie du fichier avant toute écriture en base : la base ne cite jamais un fichier qui manque. */
export async function reserver(
  reserve: Reserve,
  chemin: string,
): Promise<{ readonly sha256: string; readonly octets: number }> {
  const contenu = await readFile(chemin);
  const sha256 = createHash('sha256').update(contenu).digest('hex');
  const cible = cheminReserve(reserve, sha256);
  const connu = await stat(cible).catch(() => null);
  if (connu?.size !== contenu.length) {
    await mkdir(dirname(cible), { recursive: true });
    await ecrireAtomique(cible, contenu);
  }
  return { sha256, octets: contenu.length };
}

/** L’empreinte SHA-256 d’un fichier, celle que lui donnerait la réserve. */
export async function empreinteFichier(chemin: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(chemin))
    .digest('hex');
}

/** `fichiers/ab/abcdef…` à côté de la base. */
export function cheminReserve({ fichierBase }: Reserve, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('empreinte de fichier malformée');
  return join(dirname(fichierBase), 'fichiers', sha256.slice(0, 2), sha256);
}

/**
 * Relit un fichier de la réserve et vérifie qu’il n’a pas changé.
 * @throws Refus('fichier_perdu' | 'fichier_change')
 */
export async function lireReserve(reserve: Reserve, sha256: string, nom: string): Promise<Buffer> {
  const chemin = cheminReserve(reserve, sha256);
  const contenu = await readFile(chemin).catch(() => null);
  if (contenu === null)
    throw new Refus(
      'fichier_perdu',
      `« ${nom} » n’est plus dans le dossier « fichiers » de la base : remettez ce dossier depuis une sauvegarde.`,
      { lieu: chemin },
    );
  if (createHash('sha256').update(contenu).digest('hex') !== sha256)
    throw new Refus(
      'fichier_change',
      `« ${nom} » a été changé depuis son arrivée : ce n’est plus le fichier reçu. Remettez-le depuis une sauvegarde.`,
      { lieu: chemin },
    );
  return contenu;
}
