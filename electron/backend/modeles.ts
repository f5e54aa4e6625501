import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Bareme } from '../../shared/domaine/bareme.ts';
import { Charte } from '../../shared/domaine/charte.ts';

export interface Modele<T> {
  /** Nom du fichier sans extension : « loiret-2019 ». */
  readonly cle: string;
  readonly contenu: T;
}

function lireDossier<T>(dossier: string, schema: z.ZodType<T>, saufs: readonly string[] = []): Modele<T>[] {
  return readdirSync(dossier)
    .filter((f) => f.endsWith('.json') && !saufs.includes(f))
    .toSorted()
    .map((f) => ({
      cle: basename(f, '.json'),
      contenu: schema.parse(JSON.parse(readFileSync(join(dossier, f), 'utf8'))),
    }));
}

export function lireModelesBareme(ressources: string): Modele<Bareme>[] {
  return lireDossier(join(ressources, 'baremes'), Bareme, ['echeanciers.json']);
}

export function lireModelesCharte(ressources: string): Modele<Charte>[] {
  return lireDossier(join(ressources, 'chartes'), Charte);
}

export function lireModelesEcheancier(ressources: string): Bareme['echeancier'][] {
  const brut: unknown = JSON.parse(readFileSync(join(ressources, 'baremes/echeanciers.json'), 'utf8'));
  return z
    .array(z.object({ echeancier: Bareme.shape.echeancier }))
    .parse(brut)
    .map((e) => e.echeancier);
}
