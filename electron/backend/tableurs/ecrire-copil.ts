import type { Workbook } from 'exceljs';
import { MOTIFS_DECISION } from '../../../shared/domaine/libelles.ts';
import { FEUILLE_CACHEE, MARQUE } from '../tableaux/colonnes.ts';
import type { DonneesTableauCopil } from '../tableaux/donnees.ts';
import { creerClasseur, enregistrerClasseur, type FichierEcrit, texteSur } from './ecrire-classeur.ts';
import { ajouterModeDEmploi } from './ecrire-copil-mode-emploi.ts';
import { ajouterSynthese } from './ecrire-copil-synthese.ts';
import { ajouterTableau, plageDesNumeros } from './ecrire-copil-tableau.ts';

/** Le tableau du Copil : à remplir, sa synthèse en formules, son mode d’emploi, et de quoi le reconnaître. */
export async function ecrireCopil(
  donnees: DonneesTableauCopil,
  options: { readonly sortie: string },
): Promise<FichierEcrit> {
  const { editeLe, editePar, anneeScolaire } = donnees;
  const classeur = await creerClasseur({ titre: `Tableau du Copil Clas ${anneeScolaire}`, editeLe, editePar });
  const feuille = await ajouterTableau(classeur, donnees);
  await ajouterSynthese(classeur, donnees);
  await ajouterModeDEmploi(classeur, donnees);
  await ajouterFiche(classeur, donnees);
  return enregistrerClasseur(classeur, options.sortie, new Map([[feuille, plageDesNumeros(donnees.lignes.length)]]));
}

/** La feuille masquée : d’où vient le tableau, l’état exporté de chaque ligne, et les motifs de la liste déroulante. */
async function ajouterFiche(classeur: Workbook, donnees: DonneesTableauCopil): Promise<void> {
  const feuille = classeur.addWorksheet(FEUILLE_CACHEE, { state: 'veryHidden' });
  const fiche: readonly (readonly [string, string])[] = [
    [MARQUE, ''],
    ['base', donnees.base],
    ['campagne', donnees.anneeScolaire],
    ['campagneId', String(donnees.campagneId)],
    ['seance', donnees.seanceDate],
    ['seanceId', String(donnees.seanceId)],
    ['exporteLe', donnees.editeLe],
    ['version', donnees.version],
  ];
  fiche.forEach(([cle, valeur], rang) => {
    feuille.getCell(rang + 1, 1).value = cle;
    if (valeur !== '') feuille.getCell(rang + 1, 2).value = texteSur(valeur);
  });
  donnees.lignes.forEach((l, rang) => {
    feuille.getCell(rang + 1, 4).value = texteSur(l.numero);
    feuille.getCell(rang + 1, 5).value = texteSur(l.collectif);
    feuille.getCell(rang + 1, 6).value = l.repere;
  });
  MOTIFS_DECISION.forEach(({ libelle }, rang) => {
    feuille.getCell(rang + 1, 8).value = texteSur(libelle);
  });
  await feuille.protect('', {});
}
