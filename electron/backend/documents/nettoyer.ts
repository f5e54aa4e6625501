import type { Metrique } from './metrique.ts';

/**
 * Toutes les chaînes des données, rendues imprimables une fois pour toutes.
 * @param champsALignes champs où un retour à la ligne a un sens ; ailleurs il couperait un nom en deux
 */
export function nettoyer<T>(donnees: T, metrique: Metrique, champsALignes: ReadonlySet<string>): T {
  function parcourir(valeur: unknown, champ: string): unknown {
    if (typeof valeur === 'string') {
      const net = metrique.imprimable(valeur);
      if (champsALignes.has(champ)) return net;
      const ligne = net.replace(/\s*\n\s*/g, ' ').trim();
      // Un porteur sans nom garde sa fiche, sa ligne et son signet.
      return champ === 'raisonSociale' && ligne === '' ? 'Raison sociale non renseignée' : ligne;
    }
    if (Array.isArray(valeur)) return valeur.map((element) => parcourir(element, champ));
    if (typeof valeur !== 'object' || valeur === null) return valeur;
    return Object.fromEntries(Object.entries(valeur).map(([nom, contenu]) => [nom, parcourir(contenu, nom)]));
  }
  // Le parcours garde la forme : seules des chaînes sont remplacées par des chaînes.
  return parcourir(donnees, '') as T;
}
