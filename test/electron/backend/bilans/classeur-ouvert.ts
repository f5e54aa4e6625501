import { readFile, writeFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import type { BilanLu } from '../../../../electron/backend/bilans/classeur/bilan-lu.ts';
import { reconnaitreBilan } from '../../../../electron/backend/bilans/classeur/reconnaitre.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';

/** Un classeur de bilan ouvert comme le ferait un autre programme, pour le remplir ou le malmener. */
export interface BilanOuvert {
  readonly classeur: exceljs.Workbook;
  feuille(nom: string): exceljs.Worksheet;
  /** Écrit dans la case d’un code de ligne et d’un code de colonne. */
  mettre(feuille: string, code: string, colonne: string, valeur: exceljs.CellValue): void;
  ligne(feuille: string, code: string): number;
  enregistrer(chemin: string): Promise<string>;
}

/** Ligne masquée des codes de colonne, la même sur chaque feuille. */
const LIGNE_CODES = 3;

export async function ouvrirClasseurBilan(chemin: string): Promise<BilanOuvert> {
  const classeur = new exceljs.Workbook();
  // exceljs attend un ArrayBuffer à lui.
  await classeur.xlsx.load(new Uint8Array(await readFile(chemin)).buffer);
  function feuille(nom: string): exceljs.Worksheet {
    const trouvee = classeur.getWorksheet(nom);
    if (!trouvee) throw new Error(`pas de feuille ${nom}`);
    return trouvee;
  }
  function ligne(nom: string, code: string): number {
    const cible = feuille(nom);
    for (let n = 1; n <= cible.rowCount; n += 1) if (cible.getCell(n, 1).value === code) return n;
    throw new Error(`pas de ligne ${code}`);
  }
  return {
    classeur,
    feuille,
    ligne,
    mettre(nom, code, colonne, valeur) {
      const cible = feuille(nom);
      for (let n = 2; n <= cible.columnCount; n += 1) {
        if (cible.getCell(LIGNE_CODES, n).value !== colonne) continue;
        cible.getCell(ligne(nom, code), n).value = valeur;
        return;
      }
      throw new Error(`pas de colonne ${colonne}`);
    },
    async enregistrer(sortie) {
      await writeFile(sortie, new Uint8Array(await classeur.xlsx.writeBuffer()));
      return sortie;
    },
  };
}

export async function relire(chemin: string): Promise<BilanLu> {
  return reconnaitreBilan(await lireTableur(chemin), 'bilan.xlsx');
}
