import { readFile, writeFile } from 'node:fs/promises';
import { SaxesParser } from 'saxes';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';

/** Une cellule telle qu’elle est dans le fichier, sans passer par exceljs ni par les lecteurs de l’application. */
interface CelluleBrute {
  readonly type: 'texte' | 'nombre' | 'vide';
  readonly texte: string;
  readonly nombre: number;
  readonly formule: string | null;
  readonly format: string;
}

export interface ClasseurBrut {
  readonly feuilles: readonly string[];
  /** Par feuille puis par adresse. */
  readonly cellules: ReadonlyMap<string, ReadonlyMap<string, CelluleBrute>>;
  /** XML des parties, par nom. */
  readonly parties: ReadonlyMap<string, string>;
}

/** Formats de nombre que la norme numérote sans les écrire ; ceux que nos classeurs emploient. */
const FORMATS_FIXES = new Map([
  ['0', 'General'],
  ['1', '0'],
  ['3', '#,##0'],
  ['4', '#,##0.00'],
  ['49', '@'],
]);

export async function lireClasseurBrut(chemin: string): Promise<ClasseurBrut> {
  const parties = await lireParties(chemin);
  const chaines = lireChaines(obtenir(parties, 'xl/sharedStrings.xml'));
  const formats = lireFormats(obtenir(parties, 'xl/styles.xml'));
  const feuilles = [...obtenir(parties, 'xl/workbook.xml').matchAll(/<sheet [^>]*?name="([^"]*)"/g)].map((m) =>
    decoder(m[1] ?? ''),
  );
  const cellules = new Map(
    feuilles.map((nom, rang) => [
      nom,
      lireCellules(obtenir(parties, `xl/worksheets/sheet${rang + 1}.xml`), chaines, formats),
    ]),
  );
  return { feuilles, cellules, parties };
}

/** Copie d’un classeur où chaque résultat de formule est faux : ne peut redevenir juste que si on le recalcule. */
export async function fausserResultats(chemin: string, copie: string): Promise<void> {
  const zip = new ZipFile();
  for (const [nom, xml] of await lireParties(chemin)) {
    const fausse = xml.replace(/(<\/f>)<v>[^<]*<\/v>/g, '$1<v>999999</v>').replace(/ t="str"(?=>?<f>)/g, '');
    zip.addBuffer(Buffer.from(nom.startsWith('xl/worksheets/') ? fausse : xml), nom);
  }
  zip.end();
  const morceaux: Buffer[] = [];
  for await (const morceau of zip.outputStream) morceaux.push(Buffer.from(morceau));
  await writeFile(copie, Buffer.concat(morceaux));
}

async function lireParties(chemin: string): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(await readFile(chemin));
  const parties = new Map<string, string>();
  for await (const entree of zip.eachEntry()) {
    if (entree.fileName.endsWith('/')) continue;
    const morceaux: Buffer[] = [];
    for await (const morceau of await zip.openReadStreamPromise(entree)) morceaux.push(Buffer.from(morceau));
    parties.set(entree.fileName, Buffer.concat(morceaux).toString('utf8'));
  }
  return parties;
}

function lireChaines(xml: string): string[] {
  const chaines: string[] = [];
  parcourir(xml, {
    ouvre: (nom) => {
      if (nom === 'si') chaines.push('');
    },
    texte: (texte, pile) => {
      if (pile.at(-1) === 't') chaines[chaines.length - 1] += texte;
    },
  });
  return chaines.map(sansEchappement);
}

/** Format de nombre de chaque style de cellule. */
function lireFormats(xml: string): string[] {
  const propres = new Map<string, string>();
  const formats: string[] = [];
  parcourir(xml, {
    ouvre: (nom, attributs, pile) => {
      if (nom === 'numFmt') propres.set(attributs['numFmtId'] ?? '', attributs['formatCode'] ?? '');
      if (nom === 'xf' && pile.at(-2) === 'cellXfs') {
        const numero = attributs['numFmtId'] ?? '0';
        formats.push(propres.get(numero) ?? FORMATS_FIXES.get(numero) ?? `n° ${numero}`);
      }
    },
  });
  return formats;
}

function lireCellules(xml: string, chaines: readonly string[], formats: readonly string[]): Map<string, CelluleBrute> {
  const cellules = new Map<string, CelluleBrute>();
  let attributs: Readonly<Record<string, string>> = {};
  let valeur = '';
  let formule: string | null = null;
  parcourir(xml, {
    ouvre: (nom, lus) => {
      if (nom === 'c') {
        attributs = lus;
        valeur = '';
        formule = null;
      }
      if (nom === 'f') formule = '';
    },
    texte: (texte, pile) => {
      if (pile.at(-1) === 'v') valeur += texte;
      if (pile.at(-1) === 'f') formule = (formule ?? '') + texte;
    },
    ferme: (nom) => {
      if (nom !== 'c') return;
      const type = attributs['t'];
      const enTexte = type === 's' || type === 'str';
      cellules.set(attributs['r'] ?? '', {
        type: enTexte ? 'texte' : valeur === '' ? 'vide' : 'nombre',
        texte: type === 's' ? (chaines[Number(valeur)] ?? '') : valeur,
        nombre: enTexte ? Number.NaN : Number(valeur),
        formule,
        format: formats[Number(attributs['s'] ?? 0)] ?? '',
      });
    },
  });
  return cellules;
}

interface Visite {
  readonly ouvre?: (nom: string, attributs: Readonly<Record<string, string>>, pile: readonly string[]) => void;
  readonly texte?: (texte: string, pile: readonly string[]) => void;
  readonly ferme?: (nom: string) => void;
}

function parcourir(xml: string, visite: Visite): void {
  const lecteur = new SaxesParser();
  const pile: string[] = [];
  lecteur.on('opentag', ({ name, attributes }) => {
    pile.push(name);
    visite.ouvre?.(name, attributes, pile);
  });
  lecteur.on('text', (texte) => visite.texte?.(texte, pile));
  lecteur.on('closetag', ({ name }) => {
    visite.ferme?.(name);
    pile.pop();
  });
  lecteur.on('error', (erreur) => {
    throw erreur;
  });
  lecteur.write(xml).close();
}

/** `_x0041_` vaut « A » dans un texte de classeur ; `_x005F_` vaut le souligné lui-même. */
function sansEchappement(texte: string): string {
  return texte.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function decoder(attribut: string): string {
  return attribut.replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}

function obtenir(parties: ReadonlyMap<string, string>, nom: string): string {
  const partie = parties.get(nom);
  if (partie === undefined) throw new Error(`Partie absente du classeur : ${nom}`);
  return partie;
}

/** Une cellule qui doit exister. */
export function cellule(classeur: ClasseurBrut, feuille: string, adresse: string): CelluleBrute {
  const trouvee = classeur.cellules.get(feuille)?.get(adresse);
  if (!trouvee) throw new Error(`${feuille}!${adresse} absente`);
  return trouvee;
}

/** Ligne (numéro) d’une feuille dont la première colonne porte ce texte. */
export function ligneDe(classeur: ClasseurBrut, feuille: string, texte: string, apres = 0): number {
  for (const [adresse, lue] of classeur.cellules.get(feuille) ?? []) {
    const ligne = Number(/^A(\d+)$/.exec(adresse)?.[1] ?? 0);
    if (ligne > apres && lue.texte === texte) return ligne;
  }
  throw new Error(`« ${texte} » absent de ${feuille}`);
}

export function somme(valeurs: readonly number[]): number {
  return valeurs.reduce((a, b) => a + b, 0);
}

export function enCentimes(euros: number): number {
  return Math.round(euros * 100);
}

/** Numéro de jour d’Excel d’une date `AAAA-MM-JJ`. */
export function jourExcel(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569;
}
