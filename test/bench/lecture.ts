// « node test/bench/lecture.ts » : notre lecteur et celui d’exceljs, sur le même classeur de 5 000 lignes × 20 colonnes, dans
// la même exécution. exceljs n’est ici qu’un repère : l’application ne lit rien avec lui.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { lireTableur } from '../../electron/backend/tableurs/lire-tableur.ts';

const LIGNES = 5_000;
const COLONNES = 20;
const PASSES = 5;

/** Textes répétés et uniques, montants, dates : le mélange d’un export de dossiers. */
async function fabriquer(): Promise<Buffer> {
  const classeur = new exceljs.Workbook();
  const feuille = classeur.addWorksheet('Dossiers');
  for (let ligne = 0; ligne < LIGNES; ligne++) {
    const cellules = Array.from({ length: COLONNES }, (_, colonne) => {
      if (colonne % 4 === 0) return `Réponse ${ligne}-${colonne}`;
      if (colonne % 4 === 1) return ligne * 1.25 + colonne;
      if (colonne % 4 === 2) return new Date(Date.UTC(2025, 0, 1 + (ligne % 365)));
      return colonne % 8 === 3 ? 'Oui' : 'Non';
    });
    feuille.addRow(cellules);
  }
  return Buffer.from(await classeur.xlsx.writeBuffer());
}

async function mesurer(lire: () => Promise<number>): Promise<number> {
  const debut = performance.now();
  const cellules = await lire();
  const duree = performance.now() - debut;
  if (cellules !== LIGNES * COLONNES) throw new Error(`${cellules} cellules lues, ${LIGNES * COLONNES} attendues`);
  return duree;
}

async function lireNous(fichier: string): Promise<number> {
  const { feuilles } = await lireTableur(fichier);
  return feuilles.reduce((n, feuille) => n + feuille.lignes.reduce((m, ligne) => m + ligne.cellules.length, 0), 0);
}

async function lireExceljs(fichier: string): Promise<number> {
  const classeur = new exceljs.Workbook();
  await classeur.xlsx.readFile(fichier);
  let cellules = 0;
  classeur.worksheets[0]?.eachRow((ligne) => {
    cellules += ligne.actualCellCount;
  });
  return cellules;
}

const dossier = mkdtempSync(join(tmpdir(), 'clas-bench-'));
try {
  const fichier = join(dossier, 'bench.xlsx');
  writeFileSync(fichier, await fabriquer());
  const nous: number[] = [];
  const eux: number[] = [];
  // Passes alternées : une machine occupée ralentit les deux.
  for (let passe = 0; passe < PASSES; passe++) {
    nous.push(await mesurer(() => lireNous(fichier)));
    eux.push(await mesurer(() => lireExceljs(fichier)));
  }
  const a = Math.min(...nous);
  const b = Math.min(...eux);
  console.log(`Lecture de ${LIGNES} × ${COLONNES} cellules, meilleure de ${PASSES} passes :`);
  console.log(`  notre lecteur ${a.toFixed(0)} ms, exceljs ${b.toFixed(0)} ms, rapport ${(a / b).toFixed(2)}`);
} finally {
  rmSync(dossier, { recursive: true, force: true });
}
