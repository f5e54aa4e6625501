import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import type { DonneesModele } from '../tableurs/ecrire-modele-donnees.ts';

const NOM_MAXIMAL = 50;

/** Un nom de fichier par classeur, sans accent ni espace : il passe par des messageries de toutes sortes. Tous différents. */
export function nommerClasseurs(classeurs: readonly DonneesModele[]): string[] {
  const pris = new Set<string>();
  return classeurs.map(({ anneeScolaire, porteur }) => {
    const base = porteur === null ? 'vierge' : abreger(porteur.raisonSociale) || `porteur-${porteur.structureId}`;
    let nom = base;
    for (let n = 2; pris.has(nom); n += 1) nom = `${base}-${n}`;
    pris.add(nom);
    return `reponse-clas-${anneeScolaire}-${nom}.xlsx`;
  });
}

/** Un nom de structure dans un nom de fichier : sans accent ni espace, cinquante signes au plus. */
export function abreger(raisonSociale: string): string {
  return normaliserTexte(raisonSociale)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, NOM_MAXIMAL)
    .replace(/^-+|-+$/g, '');
}
