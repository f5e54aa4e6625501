import { readFile, writeFile } from 'node:fs/promises';
import type { Worksheet } from 'exceljs';
import exceljs from 'exceljs';

/** Une grille ouverte comme le ferait un autre programme, pour la remplir ou la malmener. */
export interface GrilleOuverte {
  readonly classeur: exceljs.Workbook;
  /** La feuille d’un dossier, par son identifiant. */
  feuille(dossierId: number): Worksheet;
  /** Numéro de la ligne qui porte ce code. */
  ligne(feuille: Worksheet, code: string): number;
  /** Écrit un niveau et son commentaire. */
  noter(dossierId: number, critere: string, niveau: exceljs.CellValue, commentaire?: string): void;
  enregistrer(chemin: string): Promise<void>;
}

export async function ouvrirGrille(chemin: string): Promise<GrilleOuverte> {
  const classeur = new exceljs.Workbook();
  // exceljs attend un ArrayBuffer à lui.
  await classeur.xlsx.load(new Uint8Array(await readFile(chemin)).buffer);
  const texte = (feuille: Worksheet, ligne: number, colonne: number) => {
    const { value } = feuille.getCell(ligne, colonne);
    return typeof value === 'string' ? value : '';
  };
  function feuille(dossierId: number): Worksheet {
    const trouvee = classeur.worksheets.find((f) => texte(f, 3, 1) === `clas-grille:1:dossier:${dossierId}`);
    if (!trouvee) throw new Error(`pas de feuille pour le dossier ${dossierId}`);
    return trouvee;
  }
  function ligne(cible: Worksheet, code: string): number {
    for (let n = 1; n <= cible.rowCount; n += 1) if (texte(cible, n, 1) === code) return n;
    throw new Error(`pas de ligne ${code}`);
  }
  return {
    classeur,
    feuille,
    ligne,
    noter(dossierId, critere, niveau, commentaire) {
      const cible = feuille(dossierId);
      const n = ligne(cible, `critere:${critere}`);
      cible.getCell(n, 5).value = niveau;
      if (commentaire !== undefined) cible.getCell(n, 6).value = commentaire;
    },
    async enregistrer(sortie) {
      await writeFile(sortie, new Uint8Array(await classeur.xlsx.writeBuffer()));
    },
  };
}

/** Colonne d’un code dans la feuille large (ligne 3), par son texte. */
export function colonneLarge(feuille: Worksheet, code: string): number {
  for (let n = 1; n <= feuille.columnCount; n += 1) if (feuille.getCell(3, n).value === code) return n;
  throw new Error(`pas de colonne ${code}`);
}
