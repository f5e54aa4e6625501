import { existsSync, readdirSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { type Classeur, RefusDeLecture } from '../../../../electron/backend/tableurs/classeur.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';

/** Tableurs publics d’autres lecteurs (readxl, calamine, openspout, csv-spectrum), jamais copiés dans le dépôt. */
const CORPUS = resolve(import.meta.dirname, '../../../../../shared/corpus');
export const corpusAbsent = !existsSync(CORPUS);

/** Chemins des fichiers du corpus qui ont une de ces extensions. */
export function fichiersDuCorpus(extensions: readonly string[]): string[] {
  return readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
    .filter((nom) => extensions.includes(extname(nom).toLowerCase()))
    .toSorted()
    .map((nom) => join(CORPUS, nom));
}

/** Le nom d’un fichier, sans le préfixe commun que le corpus lui donne. */
export function nomCourt(chemin: string): string {
  return basename(chemin).replace(/^tests__(?:resources__)?/, '');
}

/** Le classeur, ou null s’il est refusé par une de nos phrases ; toute autre erreur est un défaut, et remonte. */
export async function lireOuRefuser(chemin: string): Promise<Classeur | null> {
  try {
    return await lireTableur(chemin);
  } catch (cause) {
    if (cause instanceof RefusDeLecture) return null;
    throw cause;
  }
}
