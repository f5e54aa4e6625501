import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Le dossier du projet, que l’on vienne des sources (`electron/`) ou de ce qui en est construit (`out/electron/`). */
function trouver(): string {
  const candidats = ['..', '../..'].map((chemin) => resolve(import.meta.dirname, chemin));
  const projet = candidats.find((dossier) => existsSync(join(dossier, 'db', 'migrations')));
  if (projet === undefined) throw new Error(`Projet introuvable autour de « ${import.meta.dirname} ».`);
  return projet;
}

/** Pour la ligne de commande et l’hôte « navigateur », qui tournent dans le projet ; le bureau, lui, est livré. */
export const PROJET = trouver();
