import { creerClasseur, enregistrerClasseur, type FichierEcrit } from './ecrire-classeur.ts';
import { creerAccueil, remplirAccueil } from './ecrire-modele-accueil.ts';
import { ajouterBudget } from './ecrire-modele-budget.ts';
import { ajouterFicheCachee, plagesDesListes } from './ecrire-modele-cachee.ts';
import { ajouterCollectifs } from './ecrire-modele-collectifs.ts';
import type { DonneesModele } from './ecrire-modele-donnees.ts';
import { ajouterQuestions } from './ecrire-modele-feuille.ts';
import { NUMERO_REPONSE } from './ecrire-modele-format.ts';
import { ajouterPieces } from './ecrire-modele-pieces.ts';
import { rubriquesProjet, rubriquesStructure } from './ecrire-modele-questions.ts';

/**
 * Écrit le classeur de réponse d’une campagne, vierge ou préparé pour un porteur.
 * Les mêmes données donnent le même fichier, à l’octet près.
 */
export async function ecrireModele(
  donnees: DonneesModele,
  options: { readonly sortie: string },
): Promise<FichierEcrit> {
  const classeur = await creerClasseur({
    titre: `Réponse à l’appel à projets Clas ${donnees.anneeScolaire}`,
    editeLe: `${donnees.prepareLe}T00:00:00Z`,
    editePar: donnees.identite.nom,
  });
  const contexte = { classeur, donnees, plages: plagesDesListes(donnees.communes) };
  const valeurs = donnees.porteur?.valeurs ?? {};
  const accueil = creerAccueil(classeur);
  const feuilles = [
    await ajouterQuestions(contexte, {
      role: 'structure',
      nom: 'Structure',
      titre: 'Votre structure',
      rubriques: rubriquesStructure(donnees),
      valeurs: { ...valeurs, [NUMERO_REPONSE]: donnees.porteur?.numeroReponse ?? 1 },
    }),
    await ajouterQuestions(contexte, {
      role: 'projet',
      nom: 'Projet',
      titre: 'Votre projet',
      rubriques: rubriquesProjet(donnees),
      valeurs,
    }),
    await ajouterCollectifs(contexte),
    await ajouterBudget(contexte),
    await ajouterPieces(contexte),
  ];
  await ajouterFicheCachee(classeur, donnees);
  await remplirAccueil(accueil, donnees, feuilles);
  // Codes, SIRET et comptes sont des textes voulus : sans cela Excel poserait un triangle vert dans chaque case.
  const numeros = feuilles.map(({ feuille }) => [feuille, 'A1:N60'] as const);
  return enregistrerClasseur(classeur, options.sortie, new Map(numeros));
}
