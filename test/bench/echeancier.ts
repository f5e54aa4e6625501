// « node test/bench/echeancier.ts » : l’échéancier de 2 000 lignes (quatre feuilles, styles, formules, écriture forcée sur
// le disque), rapporté à exceljs qui écrit les mêmes valeurs nues, dans la même exécution.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { COLONNES, compter } from '../../electron/backend/tableurs/classeur-echeancier/colonnes.ts';
import { ecrireEcheancier } from '../../electron/backend/tableurs/ecrire-echeancier.ts';
import { donneesEssai } from '../electron/backend/tableurs/echeancier-essai.ts';

const LIGNES = 2_000;
const PASSES = 5;

const dossier = mkdtempSync(join(tmpdir(), 'clas-bench-'));
const donnees = donneesEssai({ dossiers: LIGNES / 2, acompte: true });
const comptees = compter(donnees.etat.lignes);
if (comptees.length !== LIGNES) throw new Error(`${comptees.length} lignes préparées, ${LIGNES} attendues`);

async function ecrireNu(sortie: string): Promise<void> {
  const classeur = new exceljs.Workbook();
  const feuille = classeur.addWorksheet('Valeurs');
  feuille.addRow(COLONNES.map(({ entete }) => entete));
  for (const comptee of comptees) feuille.addRow(COLONNES.map(({ valeur }) => valeur(comptee)));
  await classeur.xlsx.writeFile(sortie);
}

async function mesurer(ecrire: () => Promise<unknown>): Promise<number> {
  const debut = performance.now();
  await ecrire();
  return performance.now() - debut;
}

try {
  const nu = join(dossier, 'nu.xlsx');
  const complet = join(dossier, 'echeancier.xlsx');
  const nus: number[] = [];
  const complets: number[] = [];
  // Passes alternées : une machine occupée ralentit les deux.
  for (let passe = 0; passe < PASSES; passe += 1) {
    nus.push(await mesurer(() => ecrireNu(nu)));
    complets.push(await mesurer(() => ecrireEcheancier(donnees, { sortie: complet })));
  }
  const temoin = Math.min(...nus);
  const mesure = Math.min(...complets);
  const kio = (chemin: string) => Math.round(statSync(chemin).size / 1024);
  console.log(`Échéancier, ${LIGNES} lignes (meilleure de ${PASSES} passes) :`);
  console.log(`  valeurs nues par exceljs : ${temoin.toFixed(0)} ms, ${kio(nu)} Kio`);
  console.log(`  échéancier complet       : ${mesure.toFixed(0)} ms, ${kio(complet)} Kio`);
  console.log(`  rapport                  : ${(mesure / temoin).toFixed(2)}`);
} finally {
  rmSync(dossier, { recursive: true, force: true });
}
