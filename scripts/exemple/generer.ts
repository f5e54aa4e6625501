import { writeFileSync } from 'node:fs';
import { ecrireXlsx } from './classeur.ts';
import { construireDossier } from './dossiers.ts';
import { composerFeuilles } from './export.ts';
import { PLAN } from './plan.ts';
import { CHEMIN_DEMARCHE } from './questions.ts';

/** Graine de la campagne livrée : la changer change tout le fichier. */
export const GRAINE = 45;
export const NOM_FICHIER = `dossiers_${CHEMIN_DEMARCHE}_2026-04-02_09-30.xlsx`;

export interface OptionsExport {
  readonly graine: number;
  /** Nombre de dossiers ; au-delà de 60, le canevas se répète avec d’autres porteurs (exports d’essai). */
  readonly dossiers: number;
}

/** Le classeur d’un export standard de Démarches simplifiées. Les mêmes options donnent les mêmes octets. */
export async function genererExport({ graine, dossiers }: OptionsExport): Promise<Buffer> {
  const liste = Array.from({ length: dossiers }, (_, rang) => construireDossier(graine, rang));
  return ecrireXlsx(composerFeuilles(liste));
}

if (import.meta.main) {
  const chemin = new URL(`../../resources/exemple/${NOM_FICHIER}`, import.meta.url);
  const octets = await genererExport({ graine: GRAINE, dossiers: PLAN.length });
  writeFileSync(chemin, octets);
  console.log(`${NOM_FICHIER} : ${PLAN.length} dossiers, ${octets.length} octets`);
}
