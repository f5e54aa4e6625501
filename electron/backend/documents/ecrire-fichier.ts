import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Écrit à côté, force sur le disque, puis renomme : le fichier final est entier ou n’existe pas.
 * Sous Windows, un document ouvert dans un lecteur refuse le remplacement : l’ancien reste intact et l’erreur le dit.
 */
export async function ecrireFichierEntier(chemin: string, octets: Uint8Array): Promise<void> {
  const dossier = dirname(chemin);
  const provisoire = join(dossier, `.${basename(chemin)}.${randomUUID()}.tmp`);
  try {
    const fichier = await open(provisoire, 'wx', 0o600);
    try {
      await fichier.writeFile(octets);
      await fichier.sync();
    } finally {
      await fichier.close();
    }
    await rename(provisoire, chemin);
  } catch (cause) {
    await rm(provisoire, { force: true });
    throw new Error(expliquer(chemin, cause), { cause });
  }
  await forcerDossier(dossier);
}

/** Le renommage n’est durable qu’une fois le dossier écrit ; Windows ne sait pas ouvrir un dossier et s’en passe. */
async function forcerDossier(dossier: string): Promise<void> {
  if (process.platform === 'win32') return;
  const poignee = await open(dossier, 'r');
  try {
    await poignee.sync();
  } finally {
    await poignee.close();
  }
}

function expliquer(chemin: string, cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const nom = basename(chemin);
  if (code === 'EPERM' || code === 'EBUSY' || code === 'EACCES') {
    return `« ${nom} » ne peut pas être remplacé : fermez-le s’il est ouvert, ou choisissez un autre nom ou un autre dossier.`;
  }
  if (code === 'ENOSPC') return `Le disque est plein : « ${nom} » n’a pas été écrit.`;
  if (code === 'ENOENT') return `Le dossier « ${dirname(chemin)} » n’existe pas : « ${nom} » n’a pas été écrit.`;
  return `« ${nom} » n’a pas pu être écrit.`;
}
