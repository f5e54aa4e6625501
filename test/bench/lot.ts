// « node test/bench/lot.ts » : le classeur d’un lot de 20 000 lignes (quatre feuilles, styles, formules, écriture forcée sur le
// disque), rapporté à exceljs en mémoire qui écrit les mêmes valeurs nues de la première feuille. Chacun dans son processus, avec
// les options de ceux de l’application.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { numeroDeJour } from '../../electron/backend/tableurs/dates-serie.ts';
import { COLONNES } from '../../electron/backend/tableurs/lot/colonnes.ts';
import { ecrireLot } from '../../electron/backend/tableurs/lot/ecrire-lot.ts';
import { placer } from '../../electron/backend/tableurs/lot/placer.ts';
import { OPTIONS_V8 } from '../../electron/backend/travaux/enfant-node.ts';
import { contenuEssai } from '../electron/backend/fichiers-lot/lot-essai.ts';

const LIGNES = 20_000;
const PASSES = 3;
const RAPPORT_PERMIS = 0.5;
const RSS_PERMISE_MIO = 250;

interface Mesure {
  readonly cpuMs: number;
  readonly rssMio: number;
}

async function ecrireNu(sortie: string): Promise<void> {
  const { default: exceljs } = await import('exceljs');
  const { lignes, numero } = contenuEssai(LIGNES);
  const classeur = new exceljs.Workbook();
  const feuille = classeur.addWorksheet('Valeurs');
  feuille.addRow(COLONNES.map(({ entete }) => entete));
  for (const placee of placer(lignes).lignes) {
    feuille.addRow(
      COLONNES.map(({ lire }) => {
        const contenu = lire(placee, numero);
        if (contenu === null) return null;
        if (contenu.genre === 'texte') return contenu.texte;
        return contenu.genre === 'nombre' ? contenu.nombre : numeroDeJour(contenu.jour);
      }),
    );
  }
  await classeur.xlsx.writeFile(sortie);
}

const [quoi, sortie] = process.argv.slice(2);
if (quoi !== undefined && sortie !== undefined) {
  const depart = process.cpuUsage();
  if (quoi === 'exceljs') await ecrireNu(sortie);
  else await ecrireLot(contenuEssai(LIGNES), { sortie, exemplaire: 'original' });
  const { user, system } = process.cpuUsage(depart);
  console.log(JSON.stringify({ cpuMs: (user + system) / 1000, rssMio: process.resourceUsage().maxRSS / 1024 }));
} else {
  const dossier = mkdtempSync(join(tmpdir(), 'clas-bench-'));
  const mesurer = (quoi: string): Mesure => {
    const chemin = join(dossier, `${quoi}.xlsx`);
    return JSON.parse(
      execFileSync(process.execPath, [...OPTIONS_V8, import.meta.filename, quoi, chemin], { encoding: 'utf8' }),
    );
  };
  try {
    const nus: Mesure[] = [];
    const lots: Mesure[] = [];
    // Passes alternées : une machine occupée ralentit les deux.
    for (let passe = 0; passe < PASSES; passe += 1) {
      nus.push(mesurer('exceljs'));
      lots.push(mesurer('lot'));
    }
    const moindre = (mesures: readonly Mesure[]) => Math.min(...mesures.map(({ cpuMs }) => cpuMs));
    const rapport = moindre(lots) / moindre(nus);
    const rss = Math.max(...lots.map(({ rssMio }) => rssMio));
    const kio = (quoi: string) => Math.round(statSync(join(dossier, `${quoi}.xlsx`)).size / 1024);
    console.log(`Lot de ${LIGNES} lignes (meilleure de ${PASSES} passes, processeur) :`);
    console.log(`  valeurs nues par exceljs en mémoire : ${moindre(nus).toFixed(0)} ms, ${kio('exceljs')} Kio`);
    console.log(`  classeur du lot, complet            : ${moindre(lots).toFixed(0)} ms, ${kio('lot')} Kio`);
    console.log(
      `  rapport ${rapport.toFixed(2)} (permis ${RAPPORT_PERMIS}), ${rss.toFixed(0)} Mio (permis ${RSS_PERMISE_MIO})`,
    );
    if (rapport > RAPPORT_PERMIS || rss > RSS_PERMISE_MIO) process.exitCode = 1;
  } finally {
    rmSync(dossier, { recursive: true, force: true });
  }
}
