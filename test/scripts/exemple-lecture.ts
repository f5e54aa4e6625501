import { SaxesParser } from 'saxes';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';

/** Lecture indépendante de l’application : l’exemple est vérifié par un autre œil que celui qui l’importe. */
export interface Partie {
  readonly nom: string;
  readonly contenu: string;
  readonly drapeaux: number;
  readonly dateDos: readonly [date: number, heure: number];
}

/** Une cellule telle qu’écrite : type XML et texte brut. */
export interface CelluleLue {
  readonly type: string;
  readonly style: string;
  readonly texte: string;
}

export interface FeuilleLue {
  readonly nom: string;
  readonly entetes: readonly string[];
  readonly lignes: readonly (readonly (CelluleLue | undefined)[])[];
}

/** Les entrées de l’archive, dans leur ordre d’écriture. */
export async function lireArchive(octets: Buffer): Promise<Partie[]> {
  const zip = await ouvrir(octets);
  const entrees: Entry[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entree: Entry) => {
      entrees.push(entree);
      zip.readEntry();
    });
    zip.once('end', resolve);
    zip.once('error', reject);
    zip.readEntry();
  });
  const parties: Partie[] = [];
  for (const e of entrees.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    parties.push({
      nom: e.fileName,
      contenu: await lireEntree(zip, e),
      drapeaux: e.generalPurposeBitFlag,
      dateDos: [e.lastModFileDate, e.lastModFileTime],
    });
  }
  return parties;
}

/** Les feuilles du classeur, dans l’ordre de la liste des feuilles. */
export function lireFeuilles(parties: readonly Partie[]): FeuilleLue[] {
  const noms: string[] = [];
  parcourir(contenuDe(parties, 'xl/workbook.xml'), (balise, attributs) => {
    if (balise === 'sheet') noms.push(attributs['name'] ?? '');
  });
  return noms.map((nom, i) => {
    const [entetes = [], ...lignes] = lireLignes(contenuDe(parties, `xl/worksheets/sheet${i + 1}.xml`));
    return { nom, entetes: entetes.map((c) => c?.texte ?? ''), lignes };
  });
}

/** Accès par en-tête ; le n-ième homonyme se lit avec `n`. Une cellule absente donne une chaîne vide. */
export function lireColonne(feuille: FeuilleLue, entete: string, n = 1): string[] {
  const index = feuille.entetes.flatMap((e, i) => (e === entete ? [i] : []))[n - 1];
  if (index === undefined) throw new Error(`Colonne « ${entete} » (${n}) absente de « ${feuille.nom} ».`);
  return feuille.lignes.map((ligne) => ligne[index]?.texte ?? '');
}

/** Montant écrit en euros, en centimes entiers. */
export function enCentimes(texte: string): number {
  const lu = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(texte);
  if (!lu) throw new Error(`« ${texte} » n’est pas un montant.`);
  const centimes = Number(lu[2]) * 100 + Number((lu[3] ?? '').padEnd(2, '0'));
  return lu[1] ? -centimes : centimes;
}

/** Numéro de série de tableur en `AAAA-MM-JJTHH:MM:SS`. */
export function lireInstant(serie: string): string {
  return new Date(Math.round((Number(serie) - 25_569) * 86_400) * 1_000).toISOString().slice(0, 19);
}

function contenuDe(parties: readonly Partie[], nom: string): string {
  const partie = parties.find((p) => p.nom === nom);
  if (!partie) throw new Error(`« ${nom} » absent de l’archive.`);
  return partie.contenu;
}

function lireLignes(xml: string): (CelluleLue | undefined)[][] {
  const lignes: (CelluleLue | undefined)[][] = [];
  let cellule: { colonne: number; type: string; style: string; texte: string } | null = null;
  parcourir(
    xml,
    (balise, attributs) => {
      if (balise === 'row') lignes.push([]);
      if (balise !== 'c') return;
      const colonne = indexDe((attributs['r'] ?? '').replace(/\d/g, ''));
      cellule = { colonne, type: attributs['t'] ?? '', style: attributs['s'] ?? '', texte: '' };
    },
    (texte) => {
      if (cellule) cellule.texte += texte;
    },
    (balise) => {
      if (balise !== 'c' || !cellule) return;
      const ligne = lignes.at(-1);
      if (ligne) ligne[cellule.colonne] = cellule;
      cellule = null;
    },
  );
  return lignes;
}

function parcourir(
  xml: string,
  ouvre: (balise: string, attributs: Record<string, string>) => void,
  texte: (t: string) => void = () => undefined,
  ferme: (balise: string) => void = () => undefined,
): void {
  const lecteur = new SaxesParser();
  lecteur.on('opentag', (t) => ouvre(t.name, t.attributes));
  lecteur.on('text', texte);
  lecteur.on('closetag', (t) => ferme(t.name));
  lecteur.on('error', (erreur) => {
    throw erreur;
  });
  lecteur.write(xml).close();
}

function indexDe(lettres: string): number {
  return lettres.split('').reduce((index, l) => index * 26 + l.charCodeAt(0) - 64, 0) - 1;
}

function ouvrir(octets: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(octets, { lazyEntries: true, autoClose: false }, (erreur, zip) =>
      erreur ? reject(erreur) : resolve(zip),
    );
  });
}

function lireEntree(zip: ZipFile, entree: Entry): Promise<string> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entree, (erreur, flux) => {
      if (erreur) return reject(erreur);
      const morceaux: Buffer[] = [];
      flux.on('data', (m: Buffer) => morceaux.push(m));
      flux.once('end', () => resolve(Buffer.concat(morceaux).toString('utf8')));
      flux.once('error', reject);
    });
  });
}
