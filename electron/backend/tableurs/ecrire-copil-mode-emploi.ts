import type { Workbook } from 'exceljs';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { LIBELLES_DECISION } from '../../../shared/domaine/libelles.ts';
import type { DonneesTableauCopil } from '../tableaux/donnees.ts';
import { enteteImprime, piedImprime } from './ecrire-classeur.ts';
import {
  ecrireCellule,
  ecrireTitre,
  hauteur,
  lignesDeTexte,
  mettreEnPage,
  styleCorps,
  styleEntete,
} from './ecrire-style.ts';

const LARGEUR = 96;

/** Ce qu’il faut savoir pour remplir le tableau, et ce que Clas en fera. */
export async function ajouterModeDEmploi(classeur: Workbook, donnees: DonneesTableauCopil): Promise<void> {
  const feuille = classeur.addWorksheet('Mode d’emploi', { views: [{ showGridLines: false, zoomScale: 110 }] });
  feuille.getColumn(1).width = 30;
  feuille.getColumn(2).width = LARGEUR;
  ecrireTitre(feuille, 1, `Remplir le tableau du Copil, séance du ${formaterDate(donnees.seanceDate)}`);
  ['Colonne', 'Ce qu’on y met'].forEach((titre, rang) => {
    ecrireCellule(feuille.getCell(3, rang + 1), titre, styleEntete('left'));
  });
  const lignes: readonly (readonly [string, string])[] = [
    [
      'Décision',
      `Une par collectif, dans la liste : ${Object.values(LIBELLES_DECISION).join(', ')}. Vide : pas encore décidé.`,
    ],
    ['Motif', 'Dans la liste. Obligatoire, ou un texte à sa place, pour toute décision qui n’est pas « Agréé ».'],
    [
      'Texte, réserve ou attendu',
      'Ce qui sera notifié : la réserve, la pièce attendue et pour quand, le motif en clair. 4 000 signes au plus.',
    ],
    [
      'Montant agréé',
      donnees.parDossier
        ? 'Calculé, à titre indicatif : le barème de la campagne se calcule par dossier ; Clas donnera le montant exact à la reprise. Ne pas l’écrire à la main.'
        : 'Calculé : le droit du collectif s’il est agréé, 0 sinon. Ne pas l’écrire à la main : Clas le refuserait.',
    ],
    ['Observations', 'Libre, pour la séance. Clas ne la reprend pas.'],
    [
      'Trier, filtrer, masquer',
      'Filtrez et masquez à votre gré. Pour trier ou supprimer des lignes, ôtez d’abord la protection de la feuille (sans mot de passe) : Clas retrouve chaque collectif.',
    ],
    [
      'Rendre le fichier',
      'Dans Clas, page Copil, « Décider dans Excel ». Chaque changement se montre avant d’écrire ; une anomalie est nommée avec sa cellule ; rien ne s’écrit à moitié.',
    ],
    [
      'Si l’on a décidé ailleurs',
      'Une décision prise dans Clas depuis cet export n’est jamais remplacée sans que vous le disiez.',
    ],
  ];
  lignes.forEach(([quoi, dit], rang) => {
    const ligne = 4 + rang;
    ecrireCellule(feuille.getCell(ligne, 1), quoi, styleCorps({ alignement: 'left', gras: true, libre: true }));
    ecrireCellule(feuille.getCell(ligne, 2), dit, styleCorps({ alignement: 'left', libre: true }));
    feuille.getRow(ligne).height = hauteur(lignesDeTexte(dit, LARGEUR));
  });
  mettreEnPage(feuille, {
    orientation: 'landscape',
    pages: 1,
    entete: enteteImprime({
      gauche: donnees.organisme,
      titre: `Tableau du Copil Clas ${donnees.anneeScolaire}`,
      suite: ', mode d’emploi',
      droite: '',
    }),
    pied: piedImprime(`Clas ${donnees.version}, journal ${donnees.empreinteJournal.slice(0, 12)}`),
  });
  await feuille.protect('', { selectLockedCells: true });
}
