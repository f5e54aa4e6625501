import { spawnSync } from 'node:child_process';

/** Ce qu’un PDF de pdfkit dit en clair, sans programme extérieur : ses objets ne sont pas compressés, seuls leurs flux le sont. */
export interface StructurePdf {
  readonly pages: number;
  /** Titres des signets, dans l’ordre du fichier. */
  readonly signets: readonly string[];
  /** Noms des destinations visées par les liens. */
  readonly liens: readonly string[];
  readonly destinations: readonly string[];
  readonly brut: string;
}

/** Deux lignes d’un même paragraphe se frôlent : on ne compte que ce qui se mange. */
const JEU = 2;
export const PDFTOTEXT_PRESENT = spawnSync('pdftotext', ['-v']).error === undefined;

export function lireStructure(pdf: Buffer): StructurePdf {
  const brut = pdf.toString('latin1');
  // Les destinations nommées sont écrites dans l’arbre des noms, les liens dans des actions « GoTo ».
  return {
    pages: [...brut.matchAll(/\/Type \/Page\b(?!s)/g)].length,
    signets: [...brut.matchAll(/\/Parent \d+ 0 R\n\/Title \(((?:\\.|[^\\)])*)\)/gs)].map(([, titre]) =>
      decoder(titre ?? ''),
    ),
    liens: [...brut.matchAll(/\/S \/GoTo\n\/D \(((?:\\.|[^\\)])*)\)/gs)].map(([, nom]) => decoder(nom ?? '')),
    destinations: [...brut.matchAll(/\(((?:\\.|[^\\)])*)\) \[\d+ 0 R \/XYZ/gs)].map(([, nom]) => decoder(nom ?? '')),
    brut,
  };
}

/** Texte de chaque page, espaces de toute sorte ramenées à une. */
export function lirePages(chemin: string, mode: 'layout' | 'raw'): string[] {
  const { stdout, status } = spawnSync('pdftotext', [`-${mode}`, '-enc', 'UTF-8', chemin, '-'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error('pdftotext a échoué');
  return stdout.split('\f').slice(0, -1).map(aplatir);
}

export interface Mot {
  readonly texte: string;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface PageDeMots {
  readonly largeur: number;
  readonly hauteur: number;
  readonly mots: readonly Mot[];
}

/** Chaque mot et sa boîte, en points depuis le coin haut gauche. */
export function lireMots(chemin: string): PageDeMots[] {
  const { stdout } = spawnSync('pdftotext', ['-bbox', '-enc', 'UTF-8', chemin, '-'], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  return stdout
    .split('<page ')
    .slice(1)
    .map((page) => ({
      largeur: Number(/width="([\d.]+)"/.exec(page)?.[1]),
      hauteur: Number(/height="([\d.]+)"/.exec(page)?.[1]),
      mots: [
        ...page.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</g),
      ].map(([, x1, y1, x2, y2, texte = '']) => ({
        texte,
        x1: Number(x1),
        y1: Number(y1),
        x2: Number(x2),
        y2: Number(y2),
      })),
    }));
}

/** Paires de mots imprimés l’un sur l’autre. */
export function chevauchements({ mots }: PageDeMots): string[] {
  const tries = mots.toSorted((a, b) => a.y1 - b.y1);
  const paires: string[] = [];
  for (const [rang, a] of tries.entries()) {
    for (let suivant = rang + 1; suivant < tries.length; suivant += 1) {
      const b = tries[suivant];
      if (!b || b.y1 > a.y2 - JEU) break;
      const largeur = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
      if (largeur > 0.6) paires.push(`« ${a.texte} » et « ${b.texte} »`);
    }
  }
  return paires;
}

export function aplatir(texte: string): string {
  return texte.replace(/\s+/g, ' ');
}

/** Chaîne PDF : échappements, puis UTF-16 si elle en porte la marque. */
function decoder(texte: string): string {
  const octets = texte.replace(/\\([0-7]{3}|.)/gs, (_, code: string) =>
    code.length === 3
      ? String.fromCharCode(Number.parseInt(code, 8))
      : ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[code] ?? code),
  );
  if (!octets.startsWith('\u00fe\u00ff')) return octets;
  return Buffer.from(octets.slice(2), 'latin1').swap16().toString('utf16le');
}
