import { formaterInstant } from '../../../shared/domaine/dates.ts';
import type { DonneesEcheancier } from '../documents/donnees.ts';
import { compter, plagesDeNumeros, resterParDossier } from './classeur-echeancier/colonnes.ts';
import { ajouterControles } from './classeur-echeancier/feuille-controles.ts';
import { ajouterEcheancier, type Impression } from './classeur-echeancier/feuille-echeancier.ts';
import { ajouterParametres } from './classeur-echeancier/feuille-parametres.ts';
import { ajouterRecapitulatif } from './classeur-echeancier/feuille-recapitulatif.ts';
import {
  creerClasseur,
  enregistrerClasseur,
  enteteImprime,
  type FichierEcrit,
  piedImprime,
} from './ecrire-classeur.ts';

/**
 * Écrit l’échéancier de paiement : « Échéancier », « Récapitulatif », « Contrôles », « Paramètres » (domaine §3.4).
 * Les mêmes données donnent le même fichier, à l’octet près.
 */
export async function ecrireEcheancier(
  recues: DonneesEcheancier,
  options: { readonly sortie: string },
): Promise<FichierEcrit> {
  const donnees = { ...recues, etat: { ...recues.etat, lignes: resterParDossier(recues.etat.lignes) } };
  const { campagne, etat } = donnees;
  const classeur = await creerClasseur({
    titre: `Échéancier Clas ${campagne.anneeScolaire}`,
    editeLe: donnees.editeLe,
    editePar: donnees.editePar,
  });
  const comptees = compter(etat.lignes);
  const impression = (titre: string) => imprimer(donnees, titre);
  const echeancier = ajouterEcheancier(classeur, comptees, impression('Échéancier'));
  const recapitulatif = ajouterRecapitulatif(classeur, comptees, impression('Récapitulatif'));
  const controles = ajouterControles(classeur, {
    etat,
    comptees,
    recapitulatif: recapitulatif.totaux,
    impression: impression('Contrôles'),
  });
  ajouterParametres(classeur, donnees, impression('Paramètres'));
  return enregistrerClasseur(
    classeur,
    options.sortie,
    new Map([
      [echeancier, plagesDeNumeros(comptees.length)],
      [recapitulatif.feuille, recapitulatif.numeros],
      [controles.feuille, controles.numeros],
    ]),
  );
}

function imprimer(donnees: DonneesEcheancier, titre: string): Impression {
  const { identite, campagne, etat } = donnees;
  const exercices = [...new Set(etat.lignes.map((ligne) => ligne.exercice))].toSorted((a, b) => a - b);
  const exercice =
    exercices.length === 0 ? '' : ` – exercice${exercices.length > 1 ? 's' : ''} ${exercices.join(', ')}`;
  return {
    entete: enteteImprime({
      gauche: `${identite.nom} – Clas${exercice}`,
      titre,
      suite: ` – campagne ${campagne.anneeScolaire}`,
      droite: `Barème : ${etat.libelleEcheancier}`,
    }),
    pied: piedImprime(`Édité le ${formaterInstant(donnees.editeLe)} par ${donnees.editePar} – Clas ${donnees.version}`),
  };
}
