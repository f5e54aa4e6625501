import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { poserAtomique } from '../../fichiers/ecrire-atomique.ts';
import { Refus } from '../../refus.ts';
import { exporterTable, listerTables } from './exporter-tables.ts';
import { ecrireLisezMoi } from './lisez-moi.ts';
import {
  CHEMIN_BASE,
  CHEMIN_LISEZMOI,
  CHEMIN_MANIFESTE,
  CHEMIN_PAQUET,
  type Paquet,
  type Ressource,
} from './paquet.ts';
import { ecrireIndex, empreinteDe, type FichierCite, listerFichiersCites, trouverVerifie } from './reserve.ts';
import { verifierArchive } from './verifier-archive.ts';

export interface ArchiveDemandee {
  readonly fichierBase: string;
  /** Où mettre l’archive ; elle n’y paraît qu’entière et relue. */
  readonly sortie: string;
  readonly anneeScolaire: string;
  readonly faitLe: string;
  readonly par: string;
  readonly version: string;
}

export interface ArchiveEcrite {
  readonly octets: number;
  readonly sha256: string;
  readonly tables: number;
  readonly lignes: number;
  readonly fichiers: number;
  /** Fichiers cités par la base que la réserve n’a plus, ou plus tels quels. */
  readonly manques: readonly string[];
}

interface Piece {
  readonly nom: string;
  readonly chemin: string;
  readonly compresser: boolean;
}

type SurProgres = (fait: number, total: number, message: string) => void;

/**
 * Écrit l’archive d’une campagne : copie de la base contrôlée, fichiers, tables en format ouvert, manifeste. Tout passe
 * par morceaux et par un dossier à côté de la cible ; l’archive est relue en entier avant de prendre son nom.
 */
export async function ecrireArchive(demande: ArchiveDemandee, surProgres: SurProgres): Promise<ArchiveEcrite> {
  await mkdir(dirname(demande.sortie), { recursive: true });
  const dossier = await mkdtemp(join(dirname(demande.sortie), '.clas-archive-'));
  try {
    surProgres(0, 100, 'Copie de la base');
    const copie = copierBase(demande.fichierBase, join(dossier, CHEMIN_BASE));
    try {
      const ressources = await exporterTables(copie, dossier, surProgres);
      const cites = listerFichiersCites(copie);
      const { presents, manques } = await reunirFichiers(demande.fichierBase, cites, surProgres);
      await ecrireTextes(demande, dossier, { ressources, cites, presents, manques });
      const pieces = listerPieces(dossier, ressources, presents);
      await ecrireManifeste(dossier, pieces);
      surProgres(75, 100, 'Compression');
      const provisoire = join(dossier, 'archive.zip');
      await zipper(provisoire, pieces, { dossier, faitLe: demande.faitLe });
      surProgres(85, 100, 'Relecture de l’archive');
      const relue = await verifierArchive(provisoire);
      if (relue.ecarts.length > 0)
        throw new Refus('archive_fausse', `L’archive écrite ne se relit pas : ${relue.ecarts.join(' ; ')}.`);
      const { sha256, octets } = await empreinteDe(provisoire);
      await poserAtomique(provisoire, demande.sortie);
      const lignes = ressources.reduce((n, r) => n + r.lignes, 0);
      return { octets, sha256, tables: ressources.length, lignes, fichiers: presents.size, manques };
    } finally {
      copie.close();
    }
  } finally {
    await rm(dossier, { recursive: true, force: true });
  }
}

/** Une copie prise d’un instant à l’autre, contrôlée avant de servir. */
function copierBase(fichier: string, vers: string): Database.Database {
  const source = new Database(fichier, { readonly: true, fileMustExist: true });
  try {
    source.prepare('VACUUM INTO ?').run(vers);
  } finally {
    source.close();
  }
  const copie = new Database(vers, { readonly: true });
  const integrite = copie.pragma('integrity_check', { simple: true });
  const liens = copie.pragma('foreign_key_check') as unknown[];
  if (integrite === 'ok' && liens.length === 0) return copie;
  copie.close();
  throw new Refus(
    'base_abimee',
    `La base ne peut pas être archivée : ${integrite === 'ok' ? `${liens.length} liens rompus` : String(integrite)}.`,
  );
}

async function exporterTables(copie: Database.Database, dossier: string, surProgres: SurProgres): Promise<Ressource[]> {
  const tables = listerTables(copie);
  await mkdir(join(dossier, 'tables'));
  const ressources: Ressource[] = [];
  for (const [rang, table] of tables.entries()) {
    surProgres(10 + Math.round((40 * rang) / tables.length), 100, `Table ${table}`);
    ressources.push(await exporterTable(copie, table, join(dossier, 'tables')));
  }
  return ressources;
}

async function reunirFichiers(fichierBase: string, cites: readonly FichierCite[], surProgres: SurProgres) {
  const presents = new Map<string, string>();
  const manques: string[] = [];
  for (const [rang, { sha256, noms }] of cites.entries()) {
    if (rang % 50 === 0) surProgres(50 + Math.round((25 * rang) / cites.length), 100, 'Fichiers et documents');
    const chemin = await trouverVerifie(join(dirname(fichierBase), 'fichiers'), sha256);
    if (chemin === null) manques.push(`${noms.join(' | ')} (${sha256})`);
    else presents.set(sha256, chemin);
  }
  return { presents, manques };
}

async function ecrireTextes(
  { anneeScolaire, faitLe, par, version }: ArchiveDemandee,
  dossier: string,
  contenu: {
    readonly ressources: readonly Ressource[];
    readonly cites: readonly FichierCite[];
    readonly presents: ReadonlyMap<string, string>;
    readonly manques: readonly string[];
  },
): Promise<void> {
  const { ressources, cites, presents, manques } = contenu;
  const paquet: Paquet = {
    name: `clas-${anneeScolaire}`,
    title: `Campagne Clas ${anneeScolaire}`,
    created: faitLe,
    profile: 'tabular-data-package',
    resources: ressources,
  };
  await writeFile(join(dossier, CHEMIN_PAQUET), `${JSON.stringify(paquet, null, 2)}\n`);
  await writeFile(join(dossier, 'INDEX.csv'), ecrireIndex(cites, new Set(presents.keys())));
  const lisezMoi = ecrireLisezMoi(
    { anneeScolaire, faitLe, par, version },
    { ressources, fichiers: presents.size, manques },
  );
  await writeFile(join(dossier, CHEMIN_LISEZMOI), lisezMoi);
}

function listerPieces(
  dossier: string,
  ressources: readonly Ressource[],
  presents: ReadonlyMap<string, string>,
): Piece[] {
  const texte = (nom: string, chemin = nom): Piece => ({ nom, chemin: join(dossier, chemin), compresser: true });
  return [
    texte(CHEMIN_LISEZMOI),
    texte(CHEMIN_BASE),
    texte(CHEMIN_PAQUET),
    ...ressources.map((r) => texte(`tables/${r.path}`)),
    texte('fichiers/INDEX.csv', 'INDEX.csv'),
    // PDF et classeurs sont déjà compressés.
    ...[...presents].map(([sha256, chemin]) => ({
      nom: `fichiers/${sha256.slice(0, 2)}/${sha256}`,
      chemin,
      compresser: false,
    })),
  ];
}

async function ecrireManifeste(dossier: string, pieces: readonly Piece[]): Promise<void> {
  const lignes: string[] = [];
  for (const { nom, chemin } of pieces) lignes.push(`${(await empreinteDe(chemin)).sha256}  ${nom}\n`);
  await writeFile(join(dossier, CHEMIN_MANIFESTE), lignes.join(''));
}

async function zipper(
  vers: string,
  pieces: readonly Piece[],
  { dossier, faitLe }: { readonly dossier: string; readonly faitLe: string },
): Promise<void> {
  const { ZipFile } = await import('yazl');
  const zip = new ZipFile();
  const mtime = new Date(faitLe);
  for (const { nom, chemin, compresser } of pieces) zip.addFile(chemin, nom, { mtime, compress: compresser });
  zip.addFile(join(dossier, CHEMIN_MANIFESTE), CHEMIN_MANIFESTE, { mtime });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(vers, { flags: 'wx' }));
}
