import type { Workbook, Worksheet } from 'exceljs';
import { euros } from '../ecrire-classeur.ts';
import {
  ecrireCellule,
  ecrireFormule,
  FORMAT_ENTIER,
  FORMAT_MONTANT,
  hauteur,
  lignesDeTexte,
  mettreEnPage,
  styleCorps,
  styleEntete,
  styleTotal,
} from '../ecrire-style.ts';
import {
  type CleColonne,
  COLONNES,
  type Colonne,
  DERNIERE_IMPRIMEE,
  derniereLigne,
  FEUILLE,
  type LigneComptee,
  lettre,
} from './colonnes.ts';
import { totaliser } from './totaux.ts';

/** Colonnes totalisées ; `parDossier` : la valeur se répète sur les lignes d’un même dossier et ne compte qu’une fois. */
const TOTAUX = [
  { cle: 'collectifsAgrees', parDossier: true, format: FORMAT_ENTIER },
  { cle: 'collectifsRealises', parDossier: true, format: FORMAT_ENTIER },
  { cle: 'droitPrevisionnel', parDossier: true, format: FORMAT_MONTANT },
  { cle: 'droitReel', parDossier: true, format: FORMAT_MONTANT },
  { cle: 'montant', parDossier: false, format: FORMAT_MONTANT },
  { cle: 'cumulVerse', parDossier: true, format: FORMAT_MONTANT },
  { cle: 'resteAVerser', parDossier: true, format: FORMAT_MONTANT },
  { cle: 'indu', parDossier: false, format: FORMAT_MONTANT },
] as const satisfies readonly { cle: CleColonne; parDossier: boolean; format: string }[];

export interface Impression {
  readonly entete: string;
  readonly pied: string;
}

/** Première feuille : une ligne par échéance, en-tête figé et filtré, total dessous. */
export function ajouterEcheancier(
  classeur: Workbook,
  comptees: readonly LigneComptee[],
  impression: Impression,
): Worksheet {
  const feuille = classeur.addWorksheet(FEUILLE, {
    views: [{ state: 'frozen', xSplit: 5, ySplit: 1, showGridLines: false, zoomScale: 120 }],
  });
  COLONNES.forEach(({ largeur }, rang) => {
    feuille.getColumn(rang + 1).width = largeur;
  });
  ecrireEnTetes(feuille);
  ecrireLignes(feuille, comptees);
  ecrireTotal(feuille, comptees);
  const fin = derniereLigne(comptees.length);
  feuille.autoFilter = { from: { row: 1, column: 1 }, to: { row: fin, column: COLONNES.length } };
  mettreEnPage(feuille, { orientation: 'landscape', pages: 3, ...impression });
  feuille.pageSetup.printArea = `A$1:${lettre(DERNIERE_IMPRIMEE)}$${fin + 1}`;
  feuille.pageSetup.printTitlesRow = '1:1';
  feuille.pageSetup.printTitlesColumn = `${lettre('numeroLot')}:${lettre('raisonSociale')}`;
  return feuille;
}

function ecrireEnTetes(feuille: Worksheet): void {
  const rangee = feuille.getRow(1);
  rangee.height = 25.5;
  COLONNES.forEach(({ entete, alignement }, rang) => {
    ecrireCellule(rangee.getCell(rang + 1), entete, styleEntete(alignement));
  });
}

function ecrireLignes(feuille: Worksheet, comptees: readonly LigneComptee[]): void {
  const styles = COLONNES.map(styleCorps);
  // Sans échéance, une ligne vide porte les formules du total et des autres feuilles.
  const rangees = comptees.length > 0 ? comptees : [null];
  rangees.forEach((comptee, index) => {
    const rangee = feuille.getRow(index + 2);
    let lignes = 1;
    COLONNES.forEach((colonne, rang) => {
      const valeur = comptee === null ? null : colonne.valeur(comptee);
      ecrireCellule(rangee.getCell(rang + 1), valeur, styles[rang] ?? {});
      lignes = Math.max(lignes, lignesDeCellule(colonne, valeur));
    });
    rangee.height = hauteur(lignes);
  });
}

function lignesDeCellule(colonne: Colonne, valeur: unknown): number {
  return colonne.libre && typeof valeur === 'string' ? lignesDeTexte(valeur, colonne.largeur) : 1;
}

function ecrireTotal(feuille: Worksheet, comptees: readonly LigneComptee[]): void {
  const fin = derniereLigne(comptees.length);
  const rangee = feuille.getRow(fin + 1);
  rangee.height = hauteur(1);
  for (const [rang, { alignement }] of COLONNES.entries()) {
    ecrireCellule(rangee.getCell(rang + 1), null, styleTotal(alignement));
  }
  const dossiers = `${lettre('numeroDossier')}2:${lettre('numeroDossier')}${fin}`;
  ecrireFormule(
    rangee.getCell(lettre('raisonSociale')),
    `SUBTOTAL(103,${dossiers})`,
    comptees.length,
    styleTotal('left', '[<2]0" ligne";0" lignes"'),
  );
  const totaux = totaliser(comptees);
  const unParDossier = comptees.every(({ compteDroit }) => compteDroit);
  for (const { cle, parDossier, format } of TOTAUX) {
    const valeurs = `${lettre(cle)}2:${lettre(cle)}${fin}`;
    const reperes = `${lettre('compteDroit')}2:${lettre('compteDroit')}${fin}`;
    // SOUS.TOTAL suit le filtre, mais compterait deux fois le droit d’un dossier qui a un acompte et un solde.
    const somme = unParDossier || !parDossier ? `SUBTOTAL(109,${valeurs})` : `SUMIFS(${valeurs},${reperes},1)`;
    const total = totaux[cle];
    const formule = cle === 'droitReel' || cle === 'collectifsRealises' ? `IF(COUNT(${valeurs})=0,"",${somme})` : somme;
    ecrireFormule(
      rangee.getCell(lettre(cle)),
      formule,
      total === null ? '' : format === FORMAT_MONTANT ? euros(total) : total,
      styleTotal('right', format),
    );
  }
}
