import { writeFileSync } from 'node:fs';
import exceljs from 'exceljs';
import { type Cellule, decimal, ecrireXlsx, entier } from '../../../scripts/exemple/classeur.ts';

/** Le mélange d’un export d’appel à projets : réponses libres, choix, nombres, montants, dates, cases vides. */
function repondre(ligne: number, colonne: number): Cellule {
  if ((ligne * 7 + colonne * 3) % 11 === 0) return null;
  switch (colonne % 8) {
    case 0:
      return `Réponse n° ${ligne} à la question ${colonne} : l’accueil se fait à l’école & à la maison de quartier.`;
    case 1:
      return ligne % 3 === 0 ? 'Oui' : 'Non';
    case 2:
      return entier((ligne * 13 + colonne) % 500);
    case 3:
      return decimal(((ligne * 7919 + colonne * 104_729) % 2_000_000) + 50);
    case 4:
      return { jour: new Date(Date.UTC(2025, 0, 1 + ((ligne + colonne) % 700))).toISOString().slice(0, 10) };
    case 5:
      return ['lundi, mardi, jeudi', 'mardi, vendredi', 'lundi, jeudi'][(ligne + colonne) % 3] ?? '';
    case 6:
      return String(77_561_234_500_000 + ligne * 17 + colonne);
    default:
      return `Orléans (${45_000 + (ligne % 900)})`;
  }
}

export interface Synthese {
  readonly lignes: number;
  readonly colonnes: number;
}

function composer({ lignes, colonnes }: Synthese) {
  return {
    entetes: Array.from({ length: colonnes }, (_, colonne) => `Question ${colonne + 1} du formulaire`),
    lignes: Array.from({ length: lignes - 1 }, (_, ligne) =>
      Array.from({ length: colonnes }, (_v, colonne) => repondre(ligne, colonne)),
    ),
  };
}

/** Comme le portail : textes dans la feuille. Rend le nombre de cellules non vides. */
export async function ecrireCommeLePortail(chemin: string, taille: Synthese): Promise<number> {
  const feuille = composer(taille);
  writeFileSync(chemin, await ecrireXlsx([{ nom: 'Dossiers', ...feuille }]));
  return taille.colonnes + feuille.lignes.flat().filter((cellule) => cellule !== null).length;
}

/** Comme Excel : textes dans une table partagée. */
export async function ecrireCommeExcel(chemin: string, taille: Synthese): Promise<void> {
  const { entetes, lignes } = composer(taille);
  const classeur = new exceljs.stream.xlsx.WorkbookWriter({
    filename: chemin,
    useSharedStrings: true,
    useStyles: true,
  });
  const feuille = classeur.addWorksheet('Dossiers');
  feuille.addRow(entetes).commit();
  for (const ligne of lignes) {
    const rangee = feuille.addRow(ligne.map(enValeur));
    ligne.forEach((cellule, colonne) => {
      if (cellule !== null && typeof cellule === 'object' && 'jour' in cellule) {
        rangee.getCell(colonne + 1).numFmt = 'dd/mm/yyyy';
      }
    });
    rangee.commit();
  }
  feuille.commit();
  await classeur.commit();
}

function enValeur(cellule: Cellule): string | number | Date | null {
  if (cellule === null || typeof cellule === 'string') return cellule;
  if ('nombre' in cellule) return Number(cellule.nombre);
  return new Date(`${'jour' in cellule ? cellule.jour : cellule.instant.slice(0, 10)}T00:00:00Z`);
}
