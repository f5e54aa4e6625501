import { readFileSync } from 'node:fs';
import { Bareme } from '../../../shared/domaine/bareme.ts';
import { Charte } from '../../../shared/domaine/charte.ts';

/** Lit un fichier de resources/ tel qu’il est livré. */
export function lireRessource(chemin: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../resources/${chemin}`, import.meta.url), 'utf8'));
}

export const LOIRET_2019 = Bareme.parse(lireRessource('baremes/loiret-2019.json'));
export const CHARTE_MODELE = Charte.parse(lireRessource('chartes/modele-depliant.json'));
