import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import Database from 'better-sqlite3';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { Refus } from '../../refus.ts';
import { relireCsv } from './csv.ts';
import { CHEMIN_BASE, CHEMIN_MANIFESTE, CHEMIN_PAQUET, type Paquet } from './paquet.ts';

export interface ArchiveVerifiee {
  readonly anneeScolaire: string;
  readonly fichiers: number;
  readonly tables: number;
  readonly lignes: number;
  /** En phrases ; vide : l’archive est entière et d’accord avec elle-même. */
  readonly ecarts: readonly string[];
}

interface TableLue {
  readonly lignes: number;
  readonly sommes: Readonly<Record<string, string>>;
}

/**
 * Relit une archive en entier : l’empreinte de chaque fichier contre le manifeste ; les lignes et les sommes de chaque
 * CSV, et celles de la copie de la base, contre la description.
 * @throws Refus si ce n’est pas une archive de campagne
 */
export async function verifierArchive(chemin: string): Promise<ArchiveVerifiee> {
  const zip = await openPromise(chemin, { lazyEntries: true, autoClose: false }).catch((cause: unknown) => {
    throw new Refus('archive_illisible', `« ${chemin} » n’est pas une archive ZIP lisible, ou elle est tronquée.`, {
      lieu: cause instanceof Error ? cause.message : chemin,
    });
  });
  const dossier = await mkdtemp(join(dirname(chemin), '.clas-relecture-'));
  try {
    return await relire(zip, join(dossier, 'base.sqlite'));
  } finally {
    zip.close();
    await rm(dossier, { recursive: true, force: true });
  }
}

async function relire(zip: ZipFile, versBase: string): Promise<ArchiveVerifiee> {
  const empreintes = new Map<string, string>();
  const tables = new Map<string, TableLue>();
  const textes = new Map<string, string>();
  const ecarts: string[] = [];
  for await (const entree of zip.eachEntry()) {
    const nom = entree.fileName;
    try {
      const table = /^tables\/(.+)\.csv$/.exec(nom)?.[1];
      if (nom === CHEMIN_BASE) empreintes.set(nom, await extraire(zip, entree, versBase));
      else if (table !== undefined) {
        const lue = await lireTable(zip, entree);
        empreintes.set(nom, lue.sha256);
        tables.set(table, lue);
      } else {
        const garder = nom === CHEMIN_MANIFESTE || nom === CHEMIN_PAQUET;
        const lu = await lireEntree(zip, entree, garder);
        empreintes.set(nom, lu.sha256);
        if (garder) textes.set(nom, lu.texte);
      }
    } catch (cause) {
      ecarts.push(`${nom} ne se lit pas (${cause instanceof Error ? cause.message : String(cause)})`);
    }
  }
  const [manifeste, decrit] = [textes.get(CHEMIN_MANIFESTE), textes.get(CHEMIN_PAQUET)];
  if (manifeste === undefined || decrit === undefined)
    throw new Refus(
      'pas_une_archive',
      'Ce ZIP n’est pas une archive de campagne : son manifeste ou sa description manque.',
    );
  ecarts.push(...comparerManifeste(manifeste, empreintes));
  // Écrit par nous ; s’il a été changé, le manifeste l’a déjà dit.
  const paquet = JSON.parse(decrit) as Paquet;
  ecarts.push(...comparerTables(paquet, tables, 'le CSV'));
  if (empreintes.has(CHEMIN_BASE)) ecarts.push(...comparerBase(paquet, versBase));
  return {
    anneeScolaire: paquet.name.replace(/^clas-/, ''),
    fichiers: empreintes.size,
    tables: paquet.resources.length,
    lignes: paquet.resources.reduce((n, r) => n + r.lignes, 0),
    ecarts,
  };
}

async function* lireMorceaux(zip: ZipFile, entree: Entry): AsyncGenerator<Buffer, undefined> {
  for await (const morceau of await zip.openReadStreamPromise(entree)) yield morceau as Buffer;
}

async function lireEntree(zip: ZipFile, entree: Entry, garder: boolean): Promise<{ sha256: string; texte: string }> {
  const empreinte = createHash('sha256');
  const gardes: Buffer[] = [];
  for await (const morceau of lireMorceaux(zip, entree)) {
    empreinte.update(morceau);
    if (garder) gardes.push(morceau);
  }
  return { sha256: empreinte.digest('hex'), texte: Buffer.concat(gardes).toString('utf8') };
}

async function extraire(zip: ZipFile, entree: Entry, vers: string): Promise<string> {
  const empreinte = createHash('sha256');
  await pipeline(
    lireMorceaux(zip, entree),
    async function* (morceaux: AsyncIterable<Buffer>) {
      for await (const morceau of morceaux) {
        empreinte.update(morceau);
        yield morceau;
      }
    },
    createWriteStream(vers),
  );
  return empreinte.digest('hex');
}

async function lireTable(zip: ZipFile, entree: Entry): Promise<TableLue & { readonly sha256: string }> {
  const empreinte = createHash('sha256');
  const decodeur = new StringDecoder('utf8');
  const montants = new Map<number, { nom: string; somme: bigint }>();
  let lignes = -1;
  const csv = relireCsv((champs) => {
    lignes += 1;
    if (lignes === 0) {
      for (const [rang, nom] of champs.entries())
        if (nom?.endsWith('_centimes')) montants.set(rang, { nom, somme: 0n });
    } else for (const [rang, montant] of montants) montant.somme += BigInt(champs[rang] ?? 0);
  });
  for await (const morceau of lireMorceaux(zip, entree)) {
    empreinte.update(morceau);
    csv.ecrire(decodeur.write(morceau));
  }
  csv.finir();
  const sommes = Object.fromEntries([...montants.values()].map(({ nom, somme }) => [nom, String(somme)]));
  return { lignes, sommes, sha256: empreinte.digest('hex') };
}

function comparerManifeste(manifeste: string, empreintes: ReadonlyMap<string, string>): string[] {
  const attendues = new Map(
    manifeste
      .split('\n')
      .filter((ligne) => ligne !== '')
      .map((ligne) => [ligne.slice(66), ligne.slice(0, 64)] as const),
  );
  return [
    ...[...attendues].flatMap(([nom, sha256]) => {
      const lue = empreintes.get(nom);
      if (lue === undefined) return [`${nom} manque`];
      return lue === sha256 ? [] : [`${nom} a été changé`];
    }),
    ...[...empreintes.keys()]
      .filter((nom) => nom !== CHEMIN_MANIFESTE && !attendues.has(nom))
      .map((nom) => `${nom} a été ajouté`),
  ];
}

function comparerTables(paquet: Paquet, lues: ReadonlyMap<string, TableLue>, ou: string): string[] {
  return paquet.resources.flatMap(({ name, lignes, sommesCentimes }) => {
    const lue = lues.get(name);
    if (lue === undefined) return [`table ${name} : absente`];
    if (lue.lignes !== lignes) return [`table ${name} : ${lue.lignes} lignes dans ${ou} au lieu de ${lignes}`];
    return Object.entries(sommesCentimes)
      .filter(([colonne, somme]) => lue.sommes[colonne] !== somme)
      .map(([colonne]) => `table ${name} : la somme de ${colonne} diffère dans ${ou}`);
  });
}

function comparerBase(paquet: Paquet, fichier: string): string[] {
  const base = new Database(fichier, { readonly: true });
  try {
    const integrite = base.pragma('integrity_check', { simple: true });
    if (integrite !== 'ok') return [`la base est abîmée : ${String(integrite)}`];
    const lues = new Map(
      paquet.resources.map(({ name, sommesCentimes }) => {
        const colonnes = Object.keys(sommesCentimes);
        const sommes = colonnes.map((c) => `, CAST(coalesce(sum("${c}"), 0) AS TEXT)`).join('');
        const [lignes, ...totaux] = base.prepare(`SELECT count(*)${sommes} FROM "${name}"`).raw().get() as [
          number,
          ...string[],
        ];
        return [name, { lignes, sommes: Object.fromEntries(colonnes.map((c, rang) => [c, totaux[rang] ?? ''])) }];
      }),
    );
    return comparerTables(paquet, lues, 'la base');
  } catch (cause) {
    return [`la base ne se lit pas : ${cause instanceof Error ? cause.message : String(cause)}`];
  } finally {
    base.close();
  }
}
