import { join } from 'node:path';
import type { DonneesEcheancier } from '../../../../electron/backend/documents/donnees.ts';
import { ecrireEcheancier } from '../../../../electron/backend/tableurs/ecrire-echeancier.ts';
import { type ClasseurBrut, lireClasseurBrut } from './ecrire-lecture.ts';

/** Écrit l’échéancier dans le dossier et le relit. */
export async function produire(
  dossier: string,
  nom: string,
  donnees: DonneesEcheancier,
): Promise<{ chemin: string; classeur: ClasseurBrut }> {
  const chemin = join(dossier, `${nom}.xlsx`);
  await ecrireEcheancier(donnees, { sortie: chemin });
  return { chemin, classeur: await lireClasseurBrut(chemin) };
}
