import { creerAccueilBilan, remplirAccueilBilan } from './ecrire-bilan-accueil.ts';
import { ajouterFicheBilan } from './ecrire-bilan-cachee.ts';
import { ajouterCollectifsBilan } from './ecrire-bilan-collectifs.ts';
import { ajouterControles } from './ecrire-bilan-controles.ts';
import type { DonneesBilan } from './ecrire-bilan-donnees.ts';
import { ajouterEnfants } from './ecrire-bilan-enfants.ts';
import { ajouterMoyens } from './ecrire-bilan-moyens.ts';
import { ajouterResultat } from './ecrire-bilan-resultat.ts';
import { creerClasseur, enregistrerClasseur, type FichierEcrit } from './ecrire-classeur.ts';

/**
 * Écrit le classeur de bilan d’un dossier agréé : ce qui a été agréé, rappelé et verrouillé ; ce qui a été fait, à remplir.
 * Les mêmes données donnent le même fichier, à l’octet près.
 */
export async function ecrireBilan(donnees: DonneesBilan, options: { readonly sortie: string }): Promise<FichierEcrit> {
  const classeur = await creerClasseur({
    titre: `Bilan Clas ${donnees.anneeScolaire}, dossier ${donnees.dossier.numero}`,
    editeLe: donnees.prepareLe,
    editePar: donnees.identite.nom,
  });
  const contexte = { classeur, donnees };
  const accueil = creerAccueilBilan(classeur);
  const collectifs = await ajouterCollectifsBilan(contexte);
  const enfants = await ajouterEnfants(contexte);
  const moyens = await ajouterMoyens(contexte);
  const resultat = await ajouterResultat(contexte);
  const controles = await ajouterControles(contexte, resultat);
  await ajouterFicheBilan(classeur, donnees);
  await remplirAccueilBilan(accueil, donnees, [collectifs, enfants, moyens, resultat, controles]);
  // Les numéros de compte sont des textes voulus : sans cela Excel poserait un triangle vert dans chaque case.
  return enregistrerClasseur(classeur, options.sortie, new Map([[resultat.feuille, 'A1:H200']]));
}
