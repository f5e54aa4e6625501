import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lireAnnuaire } from '../communes.ts';
import { lireTableur } from '../tableurs/lire-tableur.ts';
import type { Correspondances, LectureImport } from './dossier-lu.ts';
import { lireSynonymes } from './reconnaissance/synonymes.ts';
import { reconnaitre } from './reconnaitre.ts';

export interface EntreePreparation {
  readonly chemin: string;
  /** Nom d’origine du fichier : il porte le chemin de la démarche. */
  readonly nom: string;
  readonly ressources: string;
  readonly anneeScolaire: string;
  /** Celui de la Caf. */
  readonly departement?: string | null;
  /** Choix de l’agent, à l’écran. */
  readonly correspondances: Correspondances;
  /** Profil gardé d’un import précédent. */
  readonly profil?: Correspondances;
}

/**
 * Lit et reconnaît un fichier reçu ; tourne dans le processus enfant, car le fichier n’est pas sûr.
 * @throws RefusDeLecture
 */
export async function preparerImport(entree: EntreePreparation): Promise<LectureImport> {
  const classeur = await lireTableur(entree.chemin, { nom: entree.nom });
  const annuaire = lireAnnuaire(entree.ressources);
  return reconnaitre(classeur, {
    fichier: entree.nom,
    correspondances: entree.correspondances,
    ...(entree.profil === undefined ? {} : { profil: entree.profil }),
    synonymes: lireSynonymes(JSON.parse(readFileSync(join(entree.ressources, 'synonymes.json'), 'utf8'))),
    communes: annuaire.communes,
    communesAnciennes: annuaire.anciennes,
    anneeScolaire: entree.anneeScolaire,
    departement: entree.departement ?? null,
  });
}
