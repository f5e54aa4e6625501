import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';
import type { DonneesDs, FichierDs } from '../tableaux/donnees.ts';
import type { FichierEcrit } from './ecrire-classeur.ts';
import { ecrireTableau } from './ecrire-tableau.ts';

/** Date DOS la plus ancienne, sans fuseau : les mêmes décisions donnent la même archive. */
const DATE_FIGEE = new Date(1980, 0, 1);
const ENTETES = ['numéro', 'état', 'motivation'];

/** Une liste `numéro ; état ; motivation`, ou plusieurs dans une archive ZIP, d’un coup. */
export async function ecrireDecisionsDs({ fichiers, format }: DonneesDs, sortie: string): Promise<FichierEcrit> {
  const dossier = await mkdtemp(join(dirname(sortie), 'decisions-'));
  try {
    const contenus: Buffer[] = [];
    for (const fichier of fichiers)
      contenus.push(format === 'csv' ? enCsv(fichier) : await enXlsx(fichier, join(dossier, 'liste.xlsx')));
    const [seul] = contenus;
    const contenu = contenus.length === 1 && seul ? seul : await archiver(fichiers, contenus, format);
    await ecrireAtomique(sortie, contenu);
    return { octets: contenu.length, sha256: createHash('sha256').update(contenu).digest('hex') };
  } finally {
    await rm(dossier, { recursive: true, force: true });
  }
}

/** Point-virgule et BOM : Excel en français l’ouvre juste. Chaque valeur entre guillemets, sur une ligne. */
function enCsv({ lignes }: FichierDs): Buffer {
  const citer = (texte: string) => `"${texte.replaceAll('"', '""').replace(/\s+/g, ' ')}"`;
  const rangees = [ENTETES, ...lignes.map((l) => [l.numero, l.etat, l.motivation])];
  return Buffer.from(`\uFEFF${rangees.map((r) => `${r.map(citer).join(';')}\r\n`).join('')}`, 'utf8');
}

async function enXlsx({ nom, lignes }: FichierDs, chemin: string): Promise<Buffer> {
  await ecrireTableau(
    {
      titre: `Décisions du Copil pour Démarches simplifiées, ${nom}`,
      feuille: 'Décisions',
      colonnes: [
        { libelle: ENTETES[0] ?? '', type: 'texte', largeur: 14 },
        { libelle: ENTETES[1] ?? '', type: 'texte', largeur: 14 },
        { libelle: ENTETES[2] ?? '', type: 'texte', largeur: 110 },
      ],
      lignes: lignes.map((l) => [l.numero, l.etat, l.motivation]),
      pied: nom,
    },
    { sortie: chemin },
  );
  return readFile(chemin);
}

async function archiver(fichiers: readonly FichierDs[], contenus: readonly Buffer[], format: string): Promise<Buffer> {
  const { ZipFile } = await import('yazl');
  const zip = new ZipFile();
  contenus.forEach((contenu, rang) => {
    zip.addBuffer(contenu, `${fichiers[rang]?.nom ?? rang}.${format}`, { mtime: DATE_FIGEE, forceDosTimestamp: true });
  });
  zip.end();
  const morceaux: Buffer[] = [];
  for await (const morceau of zip.outputStream) morceaux.push(Buffer.from(morceau));
  return Buffer.concat(morceaux);
}
